import { readConfig, USAGE } from './config.ts';
import { runDemo } from './demo/run-demo.ts';
import { runProcess } from './run-process.ts';

/** The whole platform in one process, with a simulated world around it: `npm start`. */
await runProcess(async (signal) => {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const config = readConfig(process.argv.slice(2), process.env);
  if (config === 'help') say(USAGE);
  else await runDemo(config, { signal, say });
});
