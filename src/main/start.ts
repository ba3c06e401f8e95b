import { Fault } from '../platform/fault.ts';
import { readConfig, USAGE } from './config.ts';
import { runDemo } from './demo/run-demo.ts';

/** The whole platform in one process, with a simulated world around it: `npm start`. */
async function main(): Promise<void> {
  const config = readConfig(process.argv.slice(2), process.env);
  if (config === 'help') {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  if (process.env['NODE_ENV'] !== 'production') {
    process.stderr.write('NODE_ENV is not `production`: GraphQL runs at about half its speed.\n');
  }
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  await runDemo(config, { signal: stopping.signal, say: (line) => process.stdout.write(`${line}\n`) });
}

try {
  await main();
  process.exit(0);
} catch (error) {
  // A refusal is one sentence; a bug shows where it is.
  process.stderr.write(
    error instanceof Fault ? `${error.message}\n` : `${error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exit(1);
}
