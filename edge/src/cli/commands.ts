/** Every command of `npx holdfast-edge`, by its name. */
import type { Command } from './command.ts';
import { replayCommand } from './replay-command.ts';

export const COMMANDS: Readonly<Record<string, Command>> = { replay: replayCommand };
