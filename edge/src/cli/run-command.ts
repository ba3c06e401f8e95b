/** `holdfast-edge run`: a real site's agent. SIGTERM and SIGINT end it cleanly. */
import { once } from 'node:events';
import { join } from 'node:path';
import pino from 'pino';
import { startAgent } from '../agent.ts';
import { askPlatformTime } from '../clock/platform-time.ts';
import { SteadyClock } from '../clock/steady-clock.ts';
import { type AgentConfig, readConfig } from '../config.ts';
import { identityPath, loadIdentity } from '../identity-file.ts';
import type { SiteLog } from '../ports.ts';
import { UsageError, type Command } from './command.ts';

export const runCommand: Command = {
  about: "Runs a site's agent until it is told to stop.",
  usage: 'CONFIG',
  run: async ({ args }) => {
    const [path, ...more] = args;
    if (path === undefined || more.length > 0) throw new UsageError('Name one configuration file.');
    const log = pino({ level: process.env['HOLDFAST_LOG_LEVEL'] ?? 'info', base: null });
    const config = await readConfig(path);
    const clock = await SteadyClock.open({
      path: join(config.dataDir, 'clock.json'),
      platformNowMs: () => platformNowMs(config, log),
      log,
    });
    clock.start();
    const agent = await startAgent(config, { clock, realTime: clock, log });
    log.info({ siteId: config.siteId, batteryCount: config.batteries.length }, 'the agent runs');
    await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
    log.info({}, 'stopping');
    await agent.stop();
    await clock.stop();
    return true;
  },
};

async function platformNowMs({ wsUrl, dataDir }: AgentConfig, log: SiteLog): Promise<number | null> {
  try {
    const { credentials } = await loadIdentity(identityPath(dataDir));
    return (await askPlatformTime(new URL(wsUrl), credentials)).nowMs;
  } catch (error) {
    log.debug({ err: error }, 'the platform cannot be asked for the time');
    return null;
  }
}
