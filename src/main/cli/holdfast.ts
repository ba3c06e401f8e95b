import { Fault } from '../../platform/fault.ts';
import { readCommand } from './read-command.ts';
import { runCommand } from './run-command.ts';

/** What an operator does at the command line: `npx holdfast`. A refusal is one sentence; a bug shows where it is. */
try {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  process.exitCode = (await runCommand(readCommand(process.argv.slice(2), process.env), { say })) ? 0 : 1;
} catch (error) {
  const text = error instanceof Fault ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}
