import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WorldClock } from '../../platform/clock.ts';
import { startSites } from './run-sites.ts';
import type { SiteSetup } from './site-setup.ts';

let dataDir = '';
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sites-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

const NAMEPLATE = {
  chargePowerKwMax: 200_000,
  dischargePowerKwMax: 200_000,
  energyCapacityKwh: 400_000,
  chargeEfficiencyPercent: 95,
  dischargeEfficiencyPercent: 95,
};

/** A site whose platform does not exist: its battery is driven all the same. */
function site(safePowerKw: number): SiteSetup {
  return {
    tenantSlug: 'acme',
    siteId: randomUUID(),
    enrolmentToken: 'secret',
    enrolUrl: 'http://127.0.0.1:9/graphql',
    wsUrl: 'wss://127.0.0.1:9/graphql',
    mqttUrl: 'mqtts://127.0.0.1:9',
    loopSeconds: 10,
    sampleSeconds: 30,
    batchSeconds: 60,
    reversionSeconds: 3_600,
    batteries: [{ batteryId: randomUUID(), safePowerKw, nameplate: NAMEPLATE, initialSocPercent: 75 }],
  };
}

async function storedKwh({ siteId, batteries }: SiteSetup): Promise<number> {
  const text = await readFile(join(dataDir, 'sites', siteId, `battery-${batteries[0]?.batteryId}.json`), 'utf8');
  return Number(/"storedEnergyKwh":([0-9.]+)/.exec(text)?.[1]);
}

test('a site drives its battery in its own thread, and after a stop the battery goes on from where it was', async () => {
  const clock = WorldClock.start({ speed: 720 });
  const setup = site(-100_000);
  const run = { sites: [setup], clockState: clock.state, dataDir, logLevel: 'silent' };
  const first = await startSites(run);
  await clock.sleepUntil(clock.nowMs() + 300_000);
  await first.stop();
  const afterFirst = await storedKwh(setup);
  expect(afterFirst).toBeGreaterThan(300_000 + 1_000);
  expect(afterFirst).toBeLessThan(330_000);

  await clock.sleepUntil(clock.nowMs() + 3_600_000 / 4);
  const second = await startSites(run);
  await second.stop();
  const afterSecond = await storedKwh(setup);
  expect(afterSecond).toBeGreaterThanOrEqual(afterFirst);
  // The quarter of an hour between the two did not happen for it: that would have been 23,750 kWh.
  expect(afterSecond).toBeLessThan(afterFirst + 15_000);
});

test('a damaged battery file stops the start, naming the file', async () => {
  const setup = site(0);
  const run = { sites: [setup], clockState: WorldClock.start().state, dataDir, logLevel: 'silent' };
  await (await startSites(run)).stop();
  await writeFile(join(dataDir, 'sites', setup.siteId, `battery-${setup.batteries[0]?.batteryId}.json`), '{}');
  await expect(startSites(run)).rejects.toThrow(`battery-${setup.batteries[0]?.batteryId}.json`);
});
