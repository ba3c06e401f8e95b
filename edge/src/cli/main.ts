/** `npx holdfast-edge` lists the commands; `npx holdfast-edge NAME …` runs one. */
import { UsageError } from './command.ts';
import { COMMANDS } from './commands.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const [name, ...args] = process.argv.slice(2);
const command = name === undefined ? undefined : COMMANDS[name];

if (command) {
  try {
    process.exitCode = (await command.run({ args, say })) ? 0 : 1;
  } catch (error) {
    const isUsage = error instanceof UsageError;
    process.stderr.write(`${isUsage ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
    if (isUsage) process.stderr.write(`usage: npx holdfast-edge ${name} ${command.usage}\n`);
    process.exitCode = isUsage ? 2 : 1;
  }
} else {
  for (const [known, { about, usage }] of Object.entries(COMMANDS)) say(`npx holdfast-edge ${known} ${usage}\n    ${about}`);
  if (name !== undefined) {
    process.stderr.write(`There is no command called ${name}.\n`);
    process.exitCode = 2;
  }
}
