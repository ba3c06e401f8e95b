/** The worker thread of the simulated sites: each battery answers on its own port, and a real agent drives it. */
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { startAgent, type Agent } from '../../../edge/src/agent.ts';
import { assert, present } from '../../kernel/assert.ts';
import { WorldClock } from '../../platform/clock.ts';
import { background, createLog, type Log } from '../../platform/log.ts';
import { restingBattery } from '../battery/battery-plant.ts';
import { startSimulatedBattery, type SimulatedBattery } from '../battery/simulated-battery.ts';
import { loadBattery, saveBattery } from './battery-file.ts';
import type { SimulatedBatterySetup, SitesThreadData, SitesThreadNews, SiteSetup } from './site-setup.ts';

const SAVE_EVERY_MS = 1_000;
/** Well within the patience of the world's clock. */
const BEAT_EVERY_MS = 5;
const HOST = '127.0.0.1';
const UNIT_ID = 1;

interface SavedBattery {
  readonly battery: SimulatedBattery;
  readonly path: string;
}

interface RunningSite {
  readonly agent: Agent;
  readonly batteries: readonly SavedBattery[];
}

// Only run-sites.ts starts this thread, with exactly this data.
const { sites, clockState, dataDir, logLevel } = workerData as SitesThreadData;
const port = present(parentPort, 'to run as a worker thread');
const clock = WorldClock.join(clockState);
const log = createLog({ level: logLevel });

const running = await Promise.all(sites.map((site) => startSite(site, log.child({ siteId: site.siteId }))));
const batteries = running.flatMap((site) => site.batteries);
// A stall of this thread is a pause of the world: no battery goes on without its agent.
const beatTimer = setInterval(() => clock.beat(), BEAT_EVERY_MS);
let saving = Promise.resolve();
const saveTimer = setInterval(() => {
  saving = saving.then(saveAll);
  background(saving, log);
}, SAVE_EVERY_MS);
port.on('message', () => {
  stopAll().catch((error: unknown) => {
    log.error({ err: error }, 'the sites did not stop cleanly');
    process.exit(1);
  });
});
say('started');

async function startSite(site: SiteSetup, siteLog: Log): Promise<RunningSite> {
  const folder = join(dataDir, 'sites', site.siteId);
  const saved = await Promise.all(
    site.batteries.map((setup) => startBattery(setup, join(folder, `battery-${setup.batteryId}.json`))),
  );
  const agentBatteries = site.batteries.map(({ nameplate, initialSocPercent, ...settings }, index) => {
    assert(initialSocPercent >= 0 && initialSocPercent <= 100, 'an initial state of charge between empty and full');
    const { battery } = present(saved[index], 'a started battery for each in the setup');
    const { energyCapacityKwh } = nameplate;
    return { ...settings, host: HOST, port: battery.port, unitId: UNIT_ID, energyCapacityKwh };
  });
  const config = { ...site, dataDir: join(folder, 'agent'), batteries: agentBatteries };
  return { agent: await startAgent(config, { clock, log: siteLog }), batteries: saved };
}

async function startBattery({ nameplate, initialSocPercent }: SimulatedBatterySetup, path: string): Promise<SavedBattery> {
  const state = (await loadBattery(path)) ?? restingBattery(nameplate, initialSocPercent);
  return { battery: await startSimulatedBattery({ clock, nameplate, state, host: HOST }), path };
}

async function saveAll(): Promise<void> {
  await Promise.all(batteries.map(({ battery, path }) => saveBattery(path, battery.state())));
}

async function stopAll(): Promise<void> {
  clearInterval(saveTimer);
  clearInterval(beatTimer);
  clock.endBeats();
  await Promise.all(running.map(({ agent }) => agent.stop()));
  await saving;
  await saveAll();
  await Promise.all(batteries.map(({ battery }) => battery.stop()));
  say('stopped');
  port.close();
}

function say(news: SitesThreadNews): void {
  port.postMessage(news);
}
