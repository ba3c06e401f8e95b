import { modules } from '../../../src/modules/all.ts';
import { printTelemetryBatch } from '../../../src/wire/telemetry.ts';
import { telemetryTopic } from '../../../src/wire/topics.ts';
import { batteryIdOf, type Place, siteIdOf } from '../../harness/world.ts';
import { wordIn } from '../canary.ts';
import { openStreams, pause } from '../streams.ts';
import type { TwinWorld } from '../twin-world.ts';
import { A, B, hashesOf } from '../twins.ts';
import { unchanged } from './works.ts';

/** Of `QUIET_MS` each. */
const WAITS_MAX = 100;

const ONE: Place = { tenant: 'alder', site: 'north', battery: 'one' };
const THREE: Place = { tenant: 'alder', site: 'south', battery: 'three' };
const THEIRS: Place = { tenant: 'birch', site: 'north', battery: 'one' };

/** What comes in by MQTT, by the queue and by the clock: it does A's work, and touches nobody else. */
export async function askDoors(twins: TwinWorld): Promise<void> {
  await unchanged(twins, "A's own work", async () => {
    await askIngest(twins);
    await askFalseClaims(twins);
    await askWorkers(twins);
    await askTimers(twins);
  });
  await askJobs(twins);
  askReceipts(twins);
  await askAcrossStreams(twins);
}

async function countOf({ world }: TwinWorld, table: string, where = 'true'): Promise<number> {
  const [row] = await world.owner.unsafe<{ n: number }[]>(
    `select count(*)::int as n from "${table}" where tenant_id = '${A.tenantId}' and ${where}`,
  );
  return row?.n ?? 0;
}

/** The work adds so many rows of A's own. */
async function adds(
  twins: TwinWorld,
  { table, where, least }: { table: string; where?: string; least: number },
  work: () => Promise<unknown>,
): Promise<void> {
  const before = await countOf(twins, table, where);
  await work();
  const added = (await countOf(twins, table, where)) - before;
  twins.findings.count();
  twins.findings.expect(`work that adds to ${table}`, added >= least, `adds ${added} rows of A's instead of ${least}`);
}

async function askIngest(twins: TwinWorld): Promise<void> {
  const { world } = twins;
  world.clock.advance({ minutes: 30 });
  await adds(twins, { table: 'reading', least: 1 }, () => world.storeReading(ONE, { socPercent: 51 }));
  await adds(twins, { table: 'reading', least: 1 }, () => world.storeReading(THREE, { socPercent: 52 }));
  await adds(twins, { table: 'dead_letter', least: 1 }, () => world.deliver(topicOf(ONE), 'not a batch either'));
}

const topicOf = ({ tenant, site }: Place): string => telemetryTopic({ tenantSlug: tenant, siteId: siteIdOf({ tenant, site }) });

let bootCount = 0;

function batchFor({ claimed, batteries, atMs }: { claimed: Place; batteries: readonly Place[]; atMs: number }): string {
  bootCount += 1;
  return printTelemetryBatch({
    version: 1,
    siteId: siteIdOf(claimed),
    bootId: `probe-${bootCount}`,
    batchSequence: bootCount,
    readings: batteries.map((place) => ({
      batteryId: batteryIdOf(place),
      measuredAtMs: atMs + bootCount,
      activePowerKw: 0,
      socPercent: 1,
      exportedKwh: 1_001,
      importedKwh: 1_001,
      instructionSequence: null,
    })),
  });
}

/** On one site's topic nothing is stored for another, of this tenant or of the other; each claim is in the trail. */
async function askFalseClaims(twins: TwinWorld): Promise<void> {
  const { world, findings } = twins;
  const atMs = world.clock.nowMs();
  const claims = [
    { claimed: THREE, batteries: [THREE] },
    { claimed: THEIRS, batteries: [THEIRS] },
    { claimed: ONE, batteries: [THREE] },
    { claimed: ONE, batteries: [THEIRS] },
  ];
  const before = await countOf(twins, 'reading');
  for (const claim of claims) {
    await adds(twins, { table: 'dead_letter', least: 1 }, () => world.deliver(topicOf(ONE), batchFor({ ...claim, atMs })));
  }
  findings.expect('false claims', (await countOf(twins, 'reading')) === before, 'are stored as readings');
  const entries = await countOf(twins, 'audit_entry', `outcome = 'FalseClaimRefused'`);
  findings.expect('false claims', entries === 3, `are ${entries} times in the trail instead of 3: a battery of nobody's is none`);
}

const actions = Object.values(modules).flatMap((module) => [...module.actions]);
const timers = Object.values(modules).flatMap((module) => [...module.timers]);

async function askWorkers(twins: TwinWorld): Promise<void> {
  const { world, findings } = twins;
  await world.publishPrices('alder', '2026-05-13');
  findings.count();
  await adds(twins, { table: 'instruction', least: 1 }, () => adds(twins, { table: 'plan', least: 1 }, () => world.workOff()));
  // A job that names another tenant's battery finds nothing to work on.
  const before = await hashesOf(world.owner, [A.tenantId]);
  for (const action of actions) {
    await action.run(world.services, { tenantId: A.tenantId, batteryId: batteryIdOf(THEIRS) });
    findings.count();
  }
  const after = await hashesOf(world.owner, [A.tenantId]);
  for (const [table, hash] of before)
    findings.expect(`a job about a battery of B`, after.get(table) === hash, `changes ${table}`);
}

async function askTimers(twins: TwinWorld): Promise<void> {
  const { world } = twins;
  const run = async (): Promise<void> => {
    for (const timer of timers) await timer.run(world.services, A.tenantId);
  };
  await adds(twins, { table: 'settled_period', least: 1 }, run);
  world.clock.advance({ hours: 40 });
  await adds(twins, { table: 'instruction', where: `state = 'EXPIRED'`, least: 1 }, run);
  await adds(twins, { table: 'instruction', least: 1 }, () => world.workOff());
  await world.storeReading(ONE);
  await world.publishPrices('alder', '2026-05-14');
  await world.publishPrices('alder', '2026-05-15');
  await world.owner`delete from pgboss.job`;
  await run();
  const waiting = await world.owner`select 1 from pgboss.job where name = 'make-plan'`;
  twins.findings.expect('the timer of plans', waiting.count > 0, 'asks for none');
}

/** What waits in the queues is A's alone: it was A's doing. */
async function askJobs(twins: TwinWorld): Promise<void> {
  const { world, findings } = twins;
  const jobs = await world.owner<{ data: { payload: { tenantId: string } } }[]>`select data from pgboss.job`;
  for (const { data } of jobs) {
    twins.judge('a job', JSON.stringify(data));
    findings.expect('a job', data.payload.tenantId === A.tenantId, `is not A's: ${JSON.stringify(data)}`);
  }
}

function askReceipts(twins: TwinWorld): void {
  for (const { topic, payload } of twins.world.receipts) {
    twins.judge('a message to a site', `${topic}\n${payload}`);
    twins.findings.expect('a message to a site', topic.startsWith('holdfast/v1/alder/'), `goes to ${topic}`);
  }
}

/** While B lives, A's streams hear of A alone. */
async function askAcrossStreams(twins: TwinWorld): Promise<void> {
  const { world, findings } = twins;
  const key = await world.key('alder', 'ADMIN');
  const heard: string[] = [];
  const streams = openStreams(world, key);
  streams.follow({ document: 'subscription { readings { socPercent battery { id name } } }', variables: {} }, heard);
  await pause();
  const before = heard.length;
  world.clock.advance({ minutes: 5 });
  await world.storeReading(THEIRS, { socPercent: 33 });
  await pause();
  twins.judge("A's streams", heard.join('\n'));
  findings.expect("A's streams", heard.length === before, 'hear when B speaks');
  await world.storeReading(ONE, { socPercent: 34 });
  for (let waited = 0; waited < WAITS_MAX && heard.length === before; waited += 1) await pause();
  findings.expect(
    "A's streams",
    heard.some((text) => text.includes('"socPercent":34')),
    'do not hear of A',
  );
  streams.close();
  const rows = await world.owner`
    select 1 from reading where soc_percent = 33 and tenant_id <> ${B.tenantId}`;
  findings.expect("B's reading", rows.count === 0, 'is stored as one of another tenant');
}

/** While nobody but A asked, no line of the log has anything of another tenant. */
export function askLog(twins: TwinWorld): void {
  twins.findings.count();
  const found = wordIn(twins.logged());
  if (found !== null) twins.findings.leak('the log', `holds ${found}`);
}
