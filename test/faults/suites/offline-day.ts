import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { apiSchema } from '../../../src/graphql/resolvers.ts';
import { startApi } from '../../../src/graphql/server.ts';
import { present } from '../../../src/kernel/assert.ts';
import type { BatteryId } from '../../../src/kernel/ids.ts';
import { addDays, GB_CALENDAR, settlementDateOf } from '../../../src/kernel/periods.ts';
import { readDeviceSettings } from '../../../src/main/config.ts';
import { siteSetups } from '../../../src/main/demo/sites.ts';
import { agentDoor, openAuthority } from '../../../src/main/open-authority.ts';
import { openOwnBroker } from '../../../src/main/open-broker.ts';
import { runWorker } from '../../../src/main/run-worker.ts';
import { applyTenants, isReady, prepareDatabase, ROOT, wire } from '../../../src/main/wiring.ts';
import { publishPrices } from '../../../src/modules/markets/index.ts';
import { startIngest } from '../../../src/modules/telemetry/index.ts';
import { idOfKey, readTenantFiles, type TenantFile } from '../../../src/modules/tenancy/index.ts';
import { WorldClock } from '../../../src/platform/clock.ts';
import { startEmbeddedPostgres } from '../../../src/platform/embedded-postgres.ts';
import { createLog } from '../../../src/platform/log.ts';
import { seededDay } from '../../../src/sim/market/seeded-prices.ts';
import { startSites } from '../../../src/sim/sites/run-sites.ts';
import { recovery } from '../load/load.ts';
import { Proxy } from '../proxy.ts';
import type { Suite } from '../suite.ts';
import type { Tally } from '../tally.ts';

const HOST = '127.0.0.1';
const SPEED = 720;
/** Far apart, so that a machine that stalls for a moment leaves none out. */
const SAMPLE_SECONDS = 120;
const SPEED_AT_START = 60;
const HOUR_MS = 3_600_000;
const HOURS = { quick: 3, long: 24 };
const DAYS_OF_PRICES = 3;
/** Messages on their way when the lines were cut. */
const MARGIN_MS = 15 * 60_000;
const SOC_TOLERANCE_PERCENT = 0.5;
/** The meter's noise, and the nameplate's rounding in the registers. */
const POWER_TOLERANCE_RATIO = 0.005;
const START_AT_MS = Date.UTC(2026, 3, 14, 4);

/** Sites without the cloud for a simulated day: their instructions run on within their limits, and every reading comes afterwards, once. */
export const offlineDay: Suite = {
  name: 'sites offline for a day',
  needs: [],
  async run({ tally, size }) {
    await using world = await openSimulatedWorld();
    const { clock, owner, lines } = world;
    const cutAt = clock.now();
    for (const line of lines) line.condition = 'down';
    const offlineHours = size.isQuick ? HOURS.quick : HOURS.long;
    await clock.sleepUntil(cutAt.getTime() + offlineHours * HOUR_MS);
    const openedAt = clock.now();
    for (const line of lines) line.condition = 'open';
    tally.fault(`sites offline for ${offlineHours} h`, world.batteries.length);
    const sinceMs = performance.now();
    const caughtUpMs = await recovery(sinceMs, async () => {
      const [row] = await owner<{ isComplete: boolean }[]>`
        select count(*) filter (where newest > ${openedAt}) = ${world.batteries.length} as "isComplete"
        from (select max(measured_at) as newest from reading group by battery_id) as each`;
      return row?.isComplete === true;
    });
    if (caughtUpMs === null) tally.offend('lost', 'the backlog of a site never arrived');
    else tally.recovered('backlog of offline sites', caughtUpMs);
    return await judge(tally, world, { cutAt, openedAt });
  },
};

type FileBattery = TenantFile['sites'][number]['batteries'][number];

interface SimulatedWorld extends AsyncDisposable {
  readonly clock: WorldClock;
  readonly owner: postgres.Sql;
  readonly lines: readonly Proxy[];
  readonly batteries: readonly (FileBattery & { readonly batteryId: BatteryId })[];
}

/** The platform in one process with simulated sites around it, as the demo is, and lines between the two. */
async function openSimulatedWorld(): Promise<SimulatedWorld> {
  await using opened = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-offline-'));
  opened.defer(() => rmSync(folder, { recursive: true, force: true }));
  const log = createLog({ level: process.env['HOLDFAST_TEST_LOG'] ?? 'silent' });
  const server = await startEmbeddedPostgres({ dataDir: folder, log });
  opened.defer(() => server.stop());
  await server.ensureDatabase('offline');
  const ownerUrl = server.ownerUrl('offline');
  await prepareDatabase(ownerUrl);
  const owner = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  opened.defer(() => owner.end());
  const file = present((await readTenantFiles(join(ROOT, 'tenants'))).at(-1), 'a tenant');
  const clock = WorldClock.start({ atMs: START_AT_MS });
  const settings = readDeviceSettings({ AGENT_PORT: '0' });
  const authority = present(await openAuthority(settings, folder), 'an authority in the folder');
  const wired = await wire({ ownerUrl, redisUrl: null, clock, log, tenantFiles: [file], authority });
  opened.defer(() => wired.stop());
  const { services, authenticate, authenticateCertificate } = wired;
  await applyTenants(services, [file]);
  const today = settlementDateOf(clock.now(), GB_CALENDAR);
  for (let day = 0; day < DAYS_OF_PRICES; day += 1) {
    const prices = seededDay(addDays(today, day));
    await publishPrices(services, file.tenantId, { market: 'GB', prices, source: 'faults' });
  }
  const door = await agentDoor({ authority, host: HOST, settings, authenticate: authenticateCertificate });
  const broker = await openOwnBroker(services, door);
  opened.defer(() => broker.stop());
  await startIngest({ platform: services, connections: broker.connections, sharedGroup: null });
  const ending = new AbortController();
  opened.defer(() => ending.abort());
  await runWorker(services, ending.signal);
  const schema = apiSchema();
  const api = await startApi({
    schema,
    platform: services,
    authenticate,
    isReady: () => isReady(services),
    host: HOST,
    port: 0,
    agents: { ...door, port: 0 },
  });
  opened.defer(() => api.stop());
  const agentWsUrl = new URL(present(api.agentWsUrl, 'a listener for agents'));
  const mqttUrl = new URL(broker.siteUrl);
  const lines = [await Proxy.open(Number(agentWsUrl.port)), await Proxy.open(Number(mqttUrl.port))];
  for (const line of lines) opened.defer(() => line.close());
  agentWsUrl.port = String(lines[0]?.port);
  mqttUrl.port = String(lines[1]?.port);
  const addresses = { enrolUrl: api.url, wsUrl: agentWsUrl.href, mqttUrl: mqttUrl.href };
  const setups = await siteSetups(services, { file, addresses, speed: SPEED });
  const sites = setups.map((setup) => ({ ...setup, sampleSeconds: SAMPLE_SECONDS }));
  const running = await startSites({
    sites,
    clockState: clock.state,
    dataDir: folder,
    logLevel: process.env['HOLDFAST_TEST_LOG'] ?? 'silent',
  });
  opened.defer(() => running.stop());
  const batteries = file.sites.flatMap((site) =>
    site.batteries.map((battery) => ({
      ...battery,
      batteryId: idOfKey<BatteryId>(file.tenantId, 'battery', site.key, battery.key),
    })),
  );
  // Sites of a fast world sample seldom: at its own speed the first reading would keep everybody waiting.
  clock.changeSpeed(SPEED_AT_START);
  await everyBatteryFollows(owner, batteries.length);
  clock.changeSpeed(SPEED);
  const kept = opened.move();
  return { clock, owner, lines, batteries, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

async function everyBatteryFollows(owner: postgres.Sql, batteryCount: number): Promise<void> {
  const follows = await recovery(performance.now(), async () => {
    const [row] = await owner<{ count: number }[]>`
      select count(distinct battery_id)::int as count from instruction where state = 'APPLIED'
      and battery_id in (select battery_id from plan)`;
    return row?.count === batteryCount;
  });
  if (follows === null) throw new Error('The simulated sites do not follow their plans.');
}

async function judge(
  tally: Tally,
  { owner, batteries }: SimulatedWorld,
  { cutAt, openedAt }: { cutAt: Date; openedAt: Date },
): Promise<Readonly<Record<string, number>>> {
  let [readingCount, movedCount] = [0, 0];
  const arrived = await owner<{ count: number }[]>`
    select count(*)::int as count from reading
    where received_at > ${new Date(cutAt.getTime() + MARGIN_MS)} and received_at < ${openedAt}`;
  tally.expect('brokenPromises', arrived[0]?.count === 0, `${arrived[0]?.count} readings came while the lines were cut`);
  for (const { batteryId, intent, ...battery } of batteries) {
    const rows = await owner<{ measuredAtMs: number; activePowerKw: number; socPercent: number }[]>`
      select (extract(epoch from measured_at) * 1000)::float8 as "measuredAtMs", active_power_kw as "activePowerKw",
        soc_percent as "socPercent"
      from reading where battery_id = ${batteryId} and measured_at between ${cutAt} and ${openedAt} order by 1`;
    readingCount += rows.length;
    const stepMs = SAMPLE_SECONDS * 1_000;
    const [first, last] = [Math.ceil(cutAt.getTime() / stepMs), Math.floor(openedAt.getTime() / stepMs)];
    const instants = new Set(rows.map(({ measuredAtMs }) => Math.round(measuredAtMs / stepMs)));
    for (let step = first; step <= last; step += 1)
      tally.expect('lost', instants.has(step), `${battery.name} has no reading of ${new Date(step * stepMs).toISOString()}`);
    tally.expect(
      'duplicates',
      instants.size === rows.length,
      `${battery.name} has ${rows.length - instants.size} readings too many`,
    );
    const socPercentMin = intent.socPercentMin + intent.reservePercent - SOC_TOLERANCE_PERCENT;
    const socPercentMax = intent.socPercentMax + SOC_TOLERANCE_PERCENT;
    for (const { activePowerKw, socPercent } of rows) {
      const powerKwMax = activePowerKw > 0 ? battery.dischargePowerKwMax : battery.chargePowerKwMax;
      const isWithin =
        Math.abs(activePowerKw) <= powerKwMax * (1 + POWER_TOLERANCE_RATIO) &&
        socPercent >= socPercentMin &&
        socPercent <= socPercentMax;
      tally.expect('limitViolations', isWithin, `${battery.name} at ${activePowerKw} kW and ${socPercent} %`);
      if (activePowerKw !== 0) movedCount += 1;
    }
  }
  tally.expect('brokenPromises', movedCount > 0, 'no battery moved: nothing would be proved');
  tally.check('readings of offline sites', readingCount);
  return { readings: readingCount, readingsOfMovingBatteries: movedCount };
}
