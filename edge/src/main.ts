/** Runs a real site's agent: `node edge/src/main.ts config.json`. SIGTERM and SIGINT end it cleanly. */
import { readFile } from 'node:fs/promises';
import pino from 'pino';
import { startAgent } from './agent.ts';
import { parseConfig } from './config.ts';
import { wallClock } from './wall-clock.ts';

const log = pino({ level: process.env['HOLDFAST_LOG_LEVEL'] ?? 'info', base: null });
const [path] = process.argv.slice(2);
if (path === undefined) {
  log.fatal('usage: node edge/src/main.ts config.json');
  process.exit(2);
}

const value: unknown = JSON.parse(await readFile(path, 'utf8'));
const config = parseConfig(value);
const agent = await startAgent(config, { clock: wallClock, log });
log.info({ siteId: config.siteId, batteryCount: config.batteries.length }, 'the agent runs');

const stop = (signal: NodeJS.Signals): void => {
  log.info({ signal }, 'stopping');
  agent.stop().then(
    () => process.exit(0),
    (error: unknown) => {
      log.fatal({ err: error }, 'did not stop cleanly');
      process.exit(1);
    },
  );
};
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
