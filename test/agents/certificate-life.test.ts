/** A real agent against the real API, broker and ingest: from its token to its revocation. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Agent, startAgent } from '../../edge/src/agent.ts';
import { wallClock } from '../../edge/src/clock/wall-clock.ts';
import { present } from '../../src/kernel/assert.ts';
import { openOwnBroker, type OpenBroker } from '../../src/main/open-broker.ts';
import { startIngest } from '../../src/modules/telemetry/index.ts';
import { WorldClock } from '../../src/platform/clock.ts';
import { restingBattery } from '../../src/sim/battery/battery-plant.ts';
import { startSimulatedBattery } from '../../src/sim/battery/simulated-battery.ts';
import { temporaryFolder } from '../harness/demo-process.ts';
import { quietLog } from '../harness/quiet-log.ts';
import { batteryIdOf, globalBattery, globalSite, newKey, openWorld, siteIdOf, type World } from '../harness/world.ts';

const PLACE = { tenant: 'alder', site: 'south', battery: 'three' } as const;
const siteId = siteIdOf(PLACE);
const NAMEPLATE = {
  chargePowerKwMax: 100,
  dischargePowerKwMax: 100,
  energyCapacityKwh: 200,
  chargeEfficiencyPercent: 95,
  dischargeEfficiencyPercent: 95,
};
const RECHECK_SECONDS = 0.2;
const WAIT = { timeout: 10_000, interval: 20 };
const OVERRIDE = `mutation($input: OverrideBatteryInput!) { overrideBattery(input: $input) { __typename } }`;
const REVOKE = `mutation($input: RevokeEdgeAgentInput!) { revokeEdgeAgent(input: $input) { __typename } }`;

let world: World;
let broker: OpenBroker;
let agent: Agent;
let dataDir: string;
let operator: string;
const cleanups: (() => unknown)[] = [];

async function begin(certificateMs?: number): Promise<void> {
  world = await openWorld({
    at: new Date().toISOString(),
    recheckSeconds: RECHECK_SECONDS,
    ...(certificateMs !== undefined && { certificateMs }),
  });
  cleanups.push(() => world.close());
  operator = await world.key('alder', 'OPERATOR');
  const { authority, authenticateCertificate, services } = world;
  const host = '127.0.0.1';
  const door = { host, publicHost: host, tls: await authority.serverTls([host]), authenticate: authenticateCertificate };
  broker = await openOwnBroker(services, door, RECHECK_SECONDS);
  cleanups.push(() => broker.stop());
  await startIngest({ platform: services, connections: broker.connections, sharedGroup: null, spacingMs: 0 });
  const folder = temporaryFolder();
  cleanups.push(folder.remove);
  dataDir = folder.path;
  const state = restingBattery(NAMEPLATE, 50);
  const battery = await startSimulatedBattery({ clock: WorldClock.start(), nameplate: NAMEPLATE, state, host });
  cleanups.push(() => battery.stop());
  const config = {
    tenantSlug: PLACE.tenant,
    siteId,
    dataDir,
    enrolmentToken: await world.enrolmentToken(PLACE.tenant, PLACE.site),
    enrolUrl: world.url,
    wsUrl: world.agentWsUrl,
    mqttUrl: broker.siteUrl,
    loopSeconds: 0.1,
    sampleSeconds: 0.2,
    batchSeconds: 0.2,
    batteries: [{ batteryId: batteryIdOf(PLACE), host, port: battery.port, unitId: 1, energyCapacityKwh: 200, safePowerKw: 0 }],
  };
  agent = await startAgent(config, { clock: wallClock, log: quietLog });
  cleanups.push(() => agent.stop());
  await expect.poll(() => connected(), WAIT).toEqual([true, true]);
}

const connected = (): boolean[] => [agent.status().instructionsConnected, agent.status().telemetryConnected];
const storedCount = async (): Promise<number> => {
  const [row] = await world.owner<{ count: number }[]>`
    select count(*)::int as count from reading where battery_id = ${batteryIdOf(PLACE)}`;
  return row?.count ?? 0;
};

const isStill = async (): Promise<boolean> => {
  const count = await storedCount();
  await new Promise((resolve) => setTimeout(resolve, 300));
  return (await storedCount()) === count;
};

beforeEach(() => {
  cleanups.length = 0;
});
afterEach(async () => {
  vi.restoreAllMocks();
  for (const cleanup of cleanups.toReversed()) await cleanup();
});

test('an agent enrols, follows an instruction, is metered, and is out within the recheck once it is revoked', async () => {
  await begin();
  const identity = join(dataDir, 'identity.json');
  expect((await stat(identity)).mode & 0o777).toBe(0o600);
  expect(await readFile(identity, 'utf8')).toContain('BEGIN PRIVATE KEY');
  const stored =
    JSON.stringify(await world.owner`select * from audit_entry`) +
    JSON.stringify(await world.owner`select * from idempotent_outcome`);
  expect(stored).toContain('BEGIN CERTIFICATE REQUEST');
  expect(stored).not.toContain('PRIVATE KEY');

  const until = new Date(Date.now() + 3_600_000).toISOString();
  const input = { idempotencyKey: newKey(), batteryId: globalBattery(PLACE), powerKw: 7, untilAt: until, reason: 'a test' };
  expect((await world.ask(operator, OVERRIDE, { input })).codes).toEqual([]);
  await world.workOff();
  const state = async (): Promise<string | undefined> =>
    (
      await world.owner<{ state: string }[]>`
      select state from instruction where battery_id = ${batteryIdOf(PLACE)} order by instruction_sequence desc limit 1`
    )[0]?.state;
  await expect.poll(state, WAIT).toBe('APPLIED');
  world.clock.setTo(new Date());
  await expect.poll(storedCount, WAIT).toBeGreaterThan(0);

  const revoking = { idempotencyKey: newKey(), siteId: globalSite(PLACE) };
  expect((await world.ask(operator, REVOKE, { input: revoking })).codes).toEqual([]);
  world.letTrustLapse();
  const revokedAtMs = Date.now();
  await expect.poll(() => connected(), WAIT).toEqual([false, false]);
  expect(Date.now() - revokedAtMs).toBeLessThan(5 * RECHECK_SECONDS * 1_000 + 1_000);
  // What had come in by then is stored first.
  await expect.poll(isStill, WAIT).toBe(true);
  const before = await storedCount();
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(connected()).toEqual([false, false]);
  expect(await storedCount()).toBe(before);
  // The battery is driven all the same.
  expect(agent.status().batteries).toHaveLength(1);
});

test('an instruction that was changed on its way is refused on site, and the platform hears why', async () => {
  await begin();
  const { services } = world;
  const authority = present(services.authority, 'the authority of the world');
  const makeSigner = authority.documentSigner;
  vi.spyOn(authority, 'documentSigner').mockImplementation(async (of) => {
    const signer = await makeSigner(of);
    // The signature of something else: as if a byte had been changed after it was signed.
    return { ...signer, sign: (bytes) => signer.sign(Buffer.concat([bytes, Buffer.of(0)])) };
  });
  const until = new Date(Date.now() + 3_600_000).toISOString();
  const input = { idempotencyKey: newKey(), batteryId: globalBattery(PLACE), powerKw: 7, untilAt: until, reason: 'a test' };
  expect((await world.ask(operator, OVERRIDE, { input })).codes).toEqual([]);
  await world.workOff();
  const newest = async (): Promise<object | undefined> =>
    (
      await world.owner<object[]>`
        select state, refusal_reason as reason from instruction where battery_id = ${batteryIdOf(PLACE)}
        order by instruction_sequence limit 1`
    )[0];
  await expect.poll(newest, WAIT).toEqual({ state: 'REFUSED', reason: 'Its signature is wrong.' });
  expect(agent.status().batteries[0]?.decision).toMatchObject({ why: 'safe-state', instructionSequence: null });
});

test('an agent renews again and again without its lines ever being down, and outlives its first certificate', async () => {
  const lifetimeMs = 4_000;
  await begin(lifetimeMs);
  const downs: boolean[][] = [];
  const watching = setInterval(() => {
    if (!connected().every(Boolean)) downs.push(connected());
  }, 5);
  cleanups.push(() => clearInterval(watching));
  const count = async (): Promise<number> =>
    (
      await world.owner<{ count: number }[]>`
      select count(*)::int as count from device_certificate join edge_agent using (tenant_id, edge_agent_id)
      where site_id = ${siteId}`
    )[0]?.count ?? 0;
  await expect.poll(count, WAIT).toBeGreaterThanOrEqual(4);
  const [first] = await world.owner<{ notAfter: Date }[]>`
    select min(not_after) as "notAfter" from device_certificate join edge_agent using (tenant_id, edge_agent_id) where site_id = ${siteId}`;
  expect(first?.notAfter.getTime()).toBeLessThan(Date.now());
  expect(downs).toEqual([]);
  expect(connected()).toEqual([true, true]);
});
