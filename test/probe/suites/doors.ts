import { isDeepStrictEqual } from 'node:util';
import { modules } from '../../../src/modules/all.ts';
import { printTelemetryBatch } from '../../../src/wire/telemetry.ts';
import { telemetryTopic } from '../../../src/wire/topics.ts';
import { printGlobalId } from '../../../src/wire/global-id.ts';
import { batteryIdOf, newKey, type Place, siteIdOf } from '../../harness/world.ts';
import { wordIn } from '../canary.ts';
import { castShadow } from '../shadow.ts';
import { openStreams, pause } from '../streams.ts';
import type { TwinWorld } from '../twin-world.ts';
import { A, B, hashesOf, SHADOW_ID, tenantTables } from '../twins.ts';
import { unchanged } from './works.ts';

/** Of `QUIET_MS` each. */
const WAITS_MAX = 100;

const ONE: Place = { tenant: 'alder', site: 'north', battery: 'one' };
const THREE: Place = { tenant: 'alder', site: 'south', battery: 'three' };
const THEIRS: Place = { tenant: 'birch', site: 'north', battery: 'one' };

/** What comes in by MQTT, by the queue and by the clock: it does A's work, and touches nobody else. */
export async function askDoors(twins: TwinWorld): Promise<void> {
  const asking = [askIngest, askFalseClaims, askWorkers, askWatch, askTimers, askRegistration, askReplayedLetter];
  for (const ask of asking) {
    await castShadow(twins.world.owner);
    await unchanged(twins, "A's own work", () => ask(twins));
  }
  await askJobs(twins);
  askReceipts(twins);
  await askRows(twins);
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
  const credentials = await world.owner`
    select 1 from audit_entry join edge_agent on edge_agent.tenant_id = audit_entry.tenant_id
      and edge_agent.edge_agent_id = audit_entry.credential_id and edge_agent.site_id = ${siteIdOf(ONE)}
    where audit_entry.tenant_id = ${A.tenantId} and outcome = 'FalseClaimRefused'`;
  findings.expect('false claims', credentials.count === 3, 'are in the trail under another agent than that of their site');
  findings.expect('false claims', entries === 3, `are ${entries} times in the trail instead of 3: a battery of nobody's is none`);
}

const actions = Object.values(modules).flatMap((module) => [...module.actions]);
const timers = Object.values(modules).flatMap((module) => [...module.timers]);

async function askWorkers(twins: TwinWorld): Promise<void> {
  const { world, findings } = twins;
  await world.publishPrices('alder', '2026-05-13');
  findings.count();
  await adds(twins, { table: 'instruction', least: 1 }, () => adds(twins, { table: 'plan', least: 1 }, () => world.workOff()));
  const [plan] = await world.owner<{ dischargedKwh: number }[]>`
    select (problem ->> 'dischargedKwhBeforeStart')::float8 as "dischargedKwh" from plan
    where tenant_id = ${A.tenantId} and battery_id = ${batteryIdOf(ONE)} order by made_at desc limit 1`;
  findings.expect('a plan', (plan?.dischargedKwh ?? 0) > 0, 'does not reckon with what A discharged today');
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

/** What was planned just now is not planned again: whatever others have is no reason. */
async function askWatch({ world, findings }: TwinWorld): Promise<void> {
  await world.owner`delete from pgboss.job`;
  for (const timer of timers.filter(({ name }) => name === 'watch-plans')) await timer.run(world.services, A.tenantId);
  const waiting = await world.owner`select 1 from pgboss.job`;
  findings.count();
  findings.expect('the timer of plans', waiting.count === 0, 'asks for plans that were made just now');
}

/** A new battery is news to the batteries of its own site. */
async function askRegistration({ world, findings, staged }: TwinWorld): Promise<void> {
  await world.owner`delete from pgboss.job`;
  const input = {
    idempotencyKey: newKey(),
    siteId: staged.alder.SpareSite,
    name: 'A newcomer of the probe',
    chargePowerKwMax: 5,
    dischargePowerKwMax: 5,
    energyCapacityKwh: 10,
    chargeEfficiencyPercent: 95,
    dischargeEfficiencyPercent: 95,
  };
  const document = 'mutation($input: RegisterBatteryInput!) { registerBattery(input: $input) { __typename } }';
  await world.ask(await world.key('alder', 'ADMIN'), document, { input });
  const told = await world.owner<{ batteryId: string }[]>`
    select distinct data -> 'payload' ->> 'batteryId' as "batteryId" from pgboss.job order by 1`;
  const there = await world.owner<{ batteryId: string }[]>`
    select battery_id as "batteryId" from battery
    where tenant_id = ${A.tenantId} and site_id = ${siteIdOf(THREE)} order by 1`;
  findings.count();
  findings.expect('a new battery', isDeepStrictEqual([...told], [...there]), `is told to ${JSON.stringify(told)}`);
}

/** A dead letter that is believed at last becomes a reading, and is no longer dead with A alone. */
async function askReplayedLetter({ world, findings }: TwinWorld): Promise<void> {
  const payload = batchFor({ claimed: ONE, batteries: [ONE], atMs: world.clock.nowMs() });
  const [letter] = await world.owner<{ id: string }[]>`
    insert into dead_letter (tenant_id, dead_letter_id, source, payload, reason, received_at)
    values (${A.tenantId}, gen_random_uuid(), ${topicOf(ONE)}, convert_to(${payload}, 'UTF8'), 'a probe', ${world.clock.now()})
    returning dead_letter_id as id`;
  await world.owner`
    insert into dead_letter select ${SHADOW_ID}, dead_letter_id, source, payload, reason, received_at, replayed_at
    from dead_letter where tenant_id = ${A.tenantId} and dead_letter_id = ${letter?.id ?? ''}`;
  const document = 'mutation($input: ReplayDeadLetterInput!) { replayDeadLetter(input: $input) { __typename } }';
  const input = { idempotencyKey: newKey(), deadLetterId: printGlobalId('DeadLetter', letter?.id ?? '') };
  await unchanged({ world, findings }, 'a replayed dead letter', async () => {
    const { body } = await world.ask(await world.key('alder', 'OPERATOR'), document, { input });
    findings.expect('a replayed dead letter', body.includes('DeadLetterReplayed'), `is still not believed: ${body}`);
  });
  await world.owner`delete from dead_letter where tenant_id = ${SHADOW_ID} and dead_letter_id = ${letter?.id ?? ''}`;
}

/** Nothing that A has now was another tenant's. */
async function askRows(twins: TwinWorld): Promise<void> {
  const { world } = twins;
  for (const table of await tenantTables(world.owner)) {
    const rows = await world.owner<{ row: string }[]>`
      select to_json(t)::text as row from ${world.owner(table)} t where tenant_id = ${A.tenantId}`;
    for (const { row } of rows) {
      const found = wordIn(row);
      twins.findings.count();
      if (found !== null) twins.findings.leak(`a row of A's in ${table}`, `holds ${found}`);
    }
  }
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
