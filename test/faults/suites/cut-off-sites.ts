import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pino from 'pino';
import { type Agent, startAgent } from '../../../edge/src/agent.ts';
import { wallClock } from '../../../edge/src/wall-clock.ts';
import type { BatteryId, SiteId } from '../../../src/kernel/ids.ts';
import { idOfKey } from '../../../src/modules/tenancy/index.ts';
import { restingBattery } from '../../../src/sim/battery/battery-plant.ts';
import { type SimulatedBattery, startSimulatedBattery } from '../../../src/sim/battery/simulated-battery.ts';
import { printGlobalId } from '../../../src/wire/global-id.ts';
import type { Installation, Tenant } from '../installation.ts';
import { ask } from '../load/ask.ts';
import { recovery } from '../load/load.ts';
import { Proxy } from '../proxy.ts';
import type { Rehearsal, Suite } from '../suite.ts';
import type { Tally } from '../tally.ts';

const LOOK_MS = 50;
/** An agent looks five times a second; on a busy machine its round comes late. */
const LATE_MS_MAX = 2_500;
const WATTS_TOLERANCE = 2;
const OVERRIDE_MS = 3_000;
const CUT_MS = 5_000;
const FLAP_MS = 700;
const FLAP_COUNT = 5;
const FOLLOW_MS_MAX = 45_000;
const POWER_KW_MAX = 50;
const SITE_KEY = 'lydney-school';
const OVERRIDE = 'mutation M($input: OverrideBatteryInput!) { result: overrideBattery(input: $input) { __typename } }';

/** What stood in the battery's registers at an instant. */
interface Look {
  readonly atMs: number;
  readonly setpointW: number;
}

interface InstructionRow {
  readonly sequence: number;
  readonly issuedAt: Date;
  readonly deliveredAt: Date | null;
  readonly validFrom: Date;
  readonly validUntil: Date;
  readonly setpoints: readonly { readonly fromAt: string; readonly untilAt: string; readonly powerKw: number }[];
}

/** A site's lines are silent in either direction, reset, refused and flapping, while its battery is overridden for seconds at a time. */
export const cutOffSites: Suite = {
  name: 'sites cut off',
  needs: ['redis-server', 'mosquitto'],
  async run(rehearsal) {
    const installation = await rehearsal.installation();
    await using site = await openSite(installation);
    await everythingFollows(rehearsal, installation, site);
    const cuts = cutsOf(site);
    const cutCount = rehearsal.size.isQuick ? cuts.length : cuts.length * rehearsal.size.outageCount;
    for (let index = 0; index < cutCount; index += 1) {
      const cut = cuts[index % cuts.length];
      if (!cut) continue;
      await override(rehearsal, installation, site);
      await Promise.all([
        cut.bring(),
        // One that the site may hear of when it is over.
        pause(CUT_MS / 3).then(() => override(rehearsal, installation, site)),
      ]);
      rehearsal.tally.fault(cut.name);
      await everythingFollows(rehearsal, installation, site);
    }
    await pause(OVERRIDE_MS);
    const spooled = await recovery(performance.now(), () => site.agent.status().unconfirmedBatchCount <= 1);
    rehearsal.tally.expect('lost', spooled !== null, 'the telemetry of a site that was cut off never got its receipts');
    return { cuts: cutCount, ...(await judge(rehearsal.tally, installation, site)) };
  },
};

interface Site extends AsyncDisposable {
  readonly tenant: Tenant;
  readonly batteryId: BatteryId;
  readonly agent: Agent;
  readonly battery: SimulatedBattery;
  readonly instructionLine: Proxy;
  readonly telemetryLine: Proxy;
  readonly looks: readonly Look[];
}

async function openSite(installation: Installation): Promise<Site> {
  const tenant = installation.tenants.find(({ file }) => file.sites.some(({ key }) => key === SITE_KEY));
  const file = tenant?.file.sites.find(({ key }) => key === SITE_KEY);
  const [nameplate] = file?.batteries ?? [];
  if (!tenant || !nameplate) throw new Error(`No tenant has a site ${SITE_KEY} with a battery.`);
  const { tenantId, slug } = tenant.file;
  const siteId = idOfKey<SiteId>(tenantId, 'site', SITE_KEY);
  const batteryId = idOfKey<BatteryId>(tenantId, 'battery', SITE_KEY, nameplate.key);
  await using opened = new AsyncDisposableStack();
  const battery = await startSimulatedBattery({ clock: wallClock, nameplate, state: restingBattery(nameplate, 50) });
  opened.defer(() => battery.stop());
  const instructionLine = await Proxy.open(installation.agentPort);
  opened.defer(() => instructionLine.close());
  const telemetryLine = await Proxy.open(installation.mosquitto.port);
  opened.defer(() => telemetryLine.close());
  const dataDir = join(installation.folder, `site-${performance.now()}`);
  mkdirSync(dataDir);
  const config = {
    tenantSlug: slug,
    siteId,
    enrolmentToken: await installation.enrolmentToken(tenant, siteId),
    enrolUrl: installation.url,
    wsUrl: `wss://127.0.0.1:${instructionLine.port}/graphql`,
    mqttUrl: `mqtt://127.0.0.1:${telemetryLine.port}`,
    dataDir,
    loopSeconds: 0.2,
    sampleSeconds: 1,
    batchSeconds: 1,
    reversionSeconds: 10,
    batteries: [
      {
        batteryId,
        host: '127.0.0.1',
        port: battery.port,
        unitId: 1,
        energyCapacityKwh: nameplate.energyCapacityKwh,
        safePowerKw: 0,
        registerWritesPerDayMax: 2_000_000,
      },
    ],
  };
  const agent = await startAgent(config, {
    clock: wallClock,
    log: pino({ level: process.env['HOLDFAST_TEST_LOG'] ?? 'silent' }),
  });
  opened.defer(() => agent.stop());
  const looks: Look[] = [];
  const looking = setInterval(() => {
    const { setpointEnabled, setpointW } = battery.state().control;
    looks.push({ atMs: Date.now(), setpointW: setpointEnabled ? setpointW : 0 });
  }, LOOK_MS);
  opened.defer(() => clearInterval(looking));
  const kept = opened.move();
  const parts = { tenant, batteryId, agent, battery, instructionLine, telemetryLine, looks };
  return { ...parts, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

function cutsOf({ instructionLine, telemetryLine }: Site): readonly { readonly name: string; bring(): Promise<void> }[] {
  const lines = [instructionLine, telemetryLine];
  const during = async (condition: 'silent' | 'silent-up' | 'silent-down' | 'down', durationMs: number): Promise<void> => {
    for (const line of lines) line.condition = condition;
    await pause(durationMs);
    for (const line of lines) line.condition = 'open';
  };
  return [
    { name: 'site silent', bring: () => during('silent', CUT_MS) },
    { name: 'nothing from the site', bring: () => during('silent-up', CUT_MS) },
    { name: 'nothing to the site', bring: () => during('silent-down', CUT_MS) },
    {
      name: 'flapping line',
      async bring() {
        for (let flap = 0; flap < FLAP_COUNT; flap += 1) {
          await during('down', FLAP_MS);
          await pause(FLAP_MS);
        }
      },
    },
    {
      name: 'half-open sockets',
      async bring() {
        for (const line of lines) line.abandon();
        await pause(CUT_MS);
      },
    },
  ];
}

async function override({ random, tally }: Rehearsal, { url }: Installation, { tenant, batteryId }: Site): Promise<number> {
  const powerKw = Math.round((random.next() * 2 - 1) * POWER_KW_MAX * 10) / 10;
  const input = {
    idempotencyKey: `cut-off-${random.uuid()}`,
    batteryId: printGlobalId('Battery', batteryId),
    powerKw,
    untilAt: new Date(Date.now() + OVERRIDE_MS).toISOString(),
    reason: 'A rehearsal of faults',
  };
  const reply = await ask(url, { key: tenant.key, query: OVERRIDE, variables: { input } });
  tally.expect(
    'brokenPromises',
    reply.typename === 'BatteryOverridden',
    `an override was answered with ${JSON.stringify(reply)}`,
  );
  return powerKw;
}

/** Overrides the battery again and again until it follows. */
async function everythingFollows(rehearsal: Rehearsal, installation: Installation, site: Site): Promise<void> {
  const sinceMs = performance.now();
  while (performance.now() - sinceMs < FOLLOW_MS_MAX) {
    const powerW = (await override(rehearsal, installation, site)) * 1_000;
    const untilMs = performance.now() + OVERRIDE_MS;
    while (performance.now() < untilMs) {
      if (Math.abs(site.battery.state().control.setpointW - powerW) <= WATTS_TOLERANCE) {
        rehearsal.tally.recovered('site follows again', performance.now() - sinceMs);
        return;
      }
      await pause(LOOK_MS / 2);
    }
  }
  rehearsal.tally.offend('brokenPromises', `a site does not follow ${FOLLOW_MS_MAX / 1_000} s after it was cut off`);
}

/** What stood in the registers was allowed by an instruction in force that nothing newer on the site had replaced; rest always is. */
async function judge(
  tally: Tally,
  { owner }: Installation,
  { batteryId, looks, tenant, battery }: Site,
): Promise<Readonly<Record<string, number>>> {
  const rows = await owner<InstructionRow[]>`
    select instruction_sequence as sequence, issued_at as "issuedAt", delivered_at as "deliveredAt", valid_from as "validFrom",
      valid_until as "validUntil", setpoints from instruction where battery_id = ${batteryId} order by 1`;
  const nameplate = tenant.file.sites.flatMap(({ batteries }) => batteries).find(({ key }) => key === 'plant-room');
  const movedCount = looks.filter(({ setpointW }) => setpointW !== 0).length;
  for (const look of looks) {
    const powerKw = look.setpointW / 1_000;
    const most = powerKw > 0 ? nameplate?.dischargePowerKwMax : nameplate?.chargePowerKwMax;
    tally.expect('limitViolations', Math.abs(powerKw) <= (most ?? 0), `${powerKw} kW stand in a battery of ${most} kW`);
    if (look.setpointW === 0 || isAllowed(look, rows)) continue;
    tally.offend(
      'staleExecutions',
      `${powerKw} kW at ${new Date(look.atMs).toISOString()}, which no instruction in force asks for`,
    );
  }
  const { storedEnergyKwh } = battery.state();
  tally.expect('limitViolations', storedEnergyKwh >= 0, 'a battery was emptied');
  tally.check('looks at registers', looks.length);
  tally.expect('brokenPromises', movedCount > 0, 'the battery never moved: nothing would be proved');
  return { instructions: rows.length, looks: looks.length, looksAtMovingBattery: movedCount };
}

function isAllowed({ atMs, setpointW }: Look, rows: readonly InstructionRow[]): boolean {
  // Late by the round of an agent: what was allowed a moment ago still stands.
  const sinceMs = atMs - LATE_MS_MAX;
  const newestHeld = Math.max(
    0,
    ...rows.flatMap(({ deliveredAt, sequence }) => (deliveredAt && deliveredAt.getTime() < sinceMs ? [sequence] : [])),
  );
  return rows.some(
    ({ sequence, issuedAt, validFrom, validUntil, setpoints }) =>
      sequence >= newestHeld &&
      issuedAt.getTime() <= atMs &&
      validFrom.getTime() <= atMs &&
      validUntil.getTime() > sinceMs &&
      setpoints.some(
        ({ fromAt, untilAt, powerKw }) =>
          Date.parse(fromAt) <= atMs && Date.parse(untilAt) > sinceMs && isWithin(setpointW, powerKw * 1_000),
      ),
  );
}

/** Near a bound of the state of charge an agent asks for less, and never for more. */
function isWithin(setpointW: number, askedW: number): boolean {
  if (Math.abs(setpointW - askedW) <= WATTS_TOLERANCE) return true;
  return Math.sign(setpointW) === Math.sign(askedW) && Math.abs(setpointW) < Math.abs(askedW);
}
