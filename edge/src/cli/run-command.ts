/** `holdfast-edge run`: a real site's agent. SIGTERM and SIGINT end it cleanly. */
import { once } from 'node:events';
import pino from 'pino';
import { startAgent } from '../agent.ts';
import { readConfig } from '../config.ts';
import { wallClock } from '../wall-clock.ts';
import { UsageError, type Command } from './command.ts';

export const runCommand: Command = {
  about: "Runs a site's agent until it is told to stop.",
  usage: 'CONFIG',
  run: async ({ args }) => {
    const [path, ...more] = args;
    if (path === undefined || more.length > 0) throw new UsageError('Name one configuration file.');
    const log = pino({ level: process.env['HOLDFAST_LOG_LEVEL'] ?? 'info', base: null });
    const config = await readConfig(path);
    const agent = await startAgent(config, { clock: wallClock, log });
    log.info({ siteId: config.siteId, batteryCount: config.batteries.length }, 'the agent runs');
    await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
    log.info({}, 'stopping');
    await agent.stop();
    return true;
  },
};
