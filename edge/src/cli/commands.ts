/** Every command of `npx holdfast-edge`, by its name. */
import type { Command } from './command.ts';
import { doctorCommand } from './doctor-command.ts';
import { probeCommand } from './probe-command.ts';
import { replayCommand } from './replay-command.ts';
import { runCommand } from './run-command.ts';

export const COMMANDS: Readonly<Record<string, Command>> = {
  run: runCommand,
  probe: probeCommand,
  doctor: doctorCommand,
  replay: replayCommand,
};
