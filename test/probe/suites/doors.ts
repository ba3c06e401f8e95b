import { isDeepStrictEqual } from 'node:util';
import { runAction } from '../../../src/main/run-worker.ts';
import { modules } from '../../../src/modules/all.ts';
import { countInstructions, countLimitViolations, readAppliedBatteryIds } from '../../../src/modules/control/index.ts';
import type { Action } from '../../../src/modules/module.ts';
import { isAgreedOn } from '../../../src/modules/ownership/index.ts';
import { printTelemetryBatch } from '../../../src/wire/telemetry.ts';
import { printSparkplugTopic, telemetryTopic } from '../../../src/wire/topics.ts';
import { printGlobalId } from '../../../src/wire/global-id.ts';
import { gatewayPayload, WHOLE_READING } from '../../harness/sparkplug-gateway.ts';
import { batteryIdOf, globalBattery, globalSite, newKey, type Place, siteIdOf } from '../../harness/world.ts';
import { wordIn } from '../canary.ts';
import { castShadow } from '../shadow.ts';
import { openStreams, pause } from '../streams.ts';
import { differenceOf } from '../findings.ts';
import { type TwinWorld, uuidIn } from '../twin-world.ts';
import { A, B, hashesOf, SHADOW_ID, tenantTables } from '../twins.ts';
import { adds, countOf } from './adds.ts';
import { askArchive } from './archive.ts';
import { askDueForecasts, askForecasts, askScores } from './forecasts.ts';
import { unchanged } from './works.ts';
import { askForgotten, askMoved, askWebhooks } from './webhooks.ts';

const DAY_MS = 86_400_000;
/** Of `QUIET_MS` each. */
const WAITS_MAX = 100;
/** More than a stream begins with of one battery, where there are three or more. */
const MISSED_COUNT = 2_000;
/** A register that none of A's comes near. */
const FAR_KWH = 808_080;

const ONE: Place = { tenant: 'alder', site: 'north', battery: 'one' };
const THREE: Place = { tenant: 'alder', site: 'south', battery: 'three' };
const THEIRS: Place = { tenant: 'birch', site: 'north', battery: 'one' };

const OF_SITE = `subscription($siteId: ID) { readings(siteId: $siteId) { socPercent } }`;

const READINGS = `subscription($after: String) {
  readings(after: $after) { socPercent streamPlace { phase cursor } battery { id name } } }`;

/** What comes in by MQTT, by the queue and by the clock: it does A's work, and touches nobody else. */
export async function askDoors(twins: TwinWorld): Promise<void> {
  const asking = [
    askIngest,
    askFalseClaims,
    askWorkers,
    askForecasts,
    askDueForecasts,
    askScores,
    askWatch,
    askRenewals,
    askTimers,
    askAlerts,
    askLimits,
    askNews,
    askAgreement,
    askStop,
    askReplayedLetter,
    askGateway,
  ];
  for (const ask of asking) {
    await castShadow(twins.world.owner);
    await unchanged(twins, "A's own work", () => ask(twins));
  }
  await castShadow(twins.world.owner);
  await askWebhooks(twins);
  await askForgotten(twins);
  await askMoved(twins);
  await askArchive(twins);
  await askJobs(twins);
  askReceipts(twins);
  await askRows(twins);
  await askAcrossStreams(twins);
  await askApplied(twins);
  await askAgreed(twins);
  await askProof(twins);
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
  await askClaimsOfNobody(twins, batchFor({ claimed: THREE, batteries: [THREE], atMs }));
}

/** Where the agent was revoked the trail names none: whoever speaks for the site elsewhere has nothing to do with it. */
async function askClaimsOfNobody({ world, findings }: TwinWorld, claim: string): Promise<void> {
  const ofSite = world.owner`tenant_id = ${A.tenantId} and site_id = ${siteIdOf(ONE)}`;
  const elsewhere = await world.owner<{ id: string; siteId: string }[]>`
    select edge_agent_id as id, site_id as "siteId" from edge_agent where tenant_id = ${SHADOW_ID}`;
  await world.owner`update edge_agent set site_id = ${siteIdOf(ONE)} where tenant_id = ${SHADOW_ID}`;
  const revoked = await world.owner<{ id: string }[]>`
    update edge_agent set revoked_at = now() where ${ofSite} and revoked_at is null returning edge_agent_id as id`;
  world.letTrustLapse();
  await world.deliver(topicOf(ONE), claim);
  const [entry] = await world.owner<{ credentialId: string | null }[]>`
    select credential_id as "credentialId" from audit_entry where tenant_id = ${A.tenantId} and outcome = 'FalseClaimRefused'
    order by entry_sequence desc limit 1`;
  findings.count();
  findings.expect('a false claim of a site without an agent', entry?.credentialId === null, `is ${entry?.credentialId}'s`);
  await world.owner`
    update edge_agent set revoked_at = null where tenant_id = ${A.tenantId} and edge_agent_id in ${world.owner(revoked.map(({ id }) => id))}`;
  for (const { id, siteId } of elsewhere) {
    await world.owner`update edge_agent set site_id = ${siteId} where tenant_id = ${SHADOW_ID} and edge_agent_id = ${id}`;
  }
}

const actions: readonly Action[] = Object.values(modules).flatMap((module) => [...module.actions]);
const timers = Object.values(modules).flatMap((module) => [...module.timers]);

async function askWorkers(twins: TwinWorld): Promise<void> {
  const { world, findings } = twins;
  await world.publishPrices('alder', '2026-05-13');
  findings.count();
  await adds(twins, { table: 'instruction', least: 1 }, () => adds(twins, { table: 'plan', least: 1 }, () => world.workOff()));
  const [plan] = await world.owner<{ dischargedKwh: number }[]>`
    select (problem #>> '{batteries,0,dischargedKwhBeforeStart}')::float8 as "dischargedKwh" from plan
    where tenant_id = ${A.tenantId} and battery_id = ${batteryIdOf(ONE)} order by made_at desc limit 1`;
  findings.expect('a plan', (plan?.dischargedKwh ?? 0) > 0, 'does not reckon with what A discharged today');
  // A job that names another tenant's battery finds nothing to work on.
  const before = await hashesOf(world.owner, [A.tenantId]);
  const [run] = await world.owner<{ id: string }[]>`select run_id as id from market_run where tenant_id = ${B.tenantId}`;
  for (const action of actions.filter((one) => !('runForMarket' in one))) {
    const subjectId = run?.id ?? '';
    await runAction(world.services, action, [{ tenantId: A.tenantId, batteryId: batteryIdOf(THEIRS), subjectId }]);
    findings.count();
  }
  const after = await hashesOf(world.owner, [A.tenantId]);
  for (const [table, hash] of before)
    findings.expect(`a job about a battery of B`, after.get(table) === hash, `changes ${table}`);
}

/** An instruction that its site does not confirm is A's to know of, whatever other sites confirm. */
async function askAlerts(twins: TwinWorld): Promise<void> {
  const { world } = twins;
  const watch = async (): Promise<void> => {
    for (const timer of timers.filter(({ name }) => name === 'watch-execution')) await timer.run(world.services, A.tenantId);
  };
  const where = `kind = 'NOT_DELIVERED' and cleared_at is null`;
  await world.owner`update alert set cleared_at = raised_at where tenant_id = ${A.tenantId}`;
  // What has just been issued may still come by.
  const waiting = world.owner`tenant_id = ${A.tenantId} and delivered_at is null`;
  await world.owner`update instruction set issued_at = issued_at + interval '10 years' where ${waiting}`;
  await adds(twins, { table: 'alert', where, least: 0, most: 0 }, watch);
  await world.owner`update instruction set issued_at = issued_at - interval '10 years' where ${waiting}`;
  await adds(twins, { table: 'alert', where, least: 1 }, watch);
}

/** What was planned just now is not planned again: whatever others have is no reason. */
async function askWatch({ world, findings }: TwinWorld): Promise<void> {
  await world.owner`delete from pgboss.job`;
  for (const timer of timers.filter(({ name }) => name === 'watch-plans')) await timer.run(world.services, A.tenantId);
  const waiting = await world.owner`select 1 from pgboss.job`;
  findings.count(2);
  findings.expect('the timer of plans', waiting.count === 0, 'asks for plans that were made just now');
  await world.owner`update plan set intent_version_sequence = -1 where tenant_id = ${A.tenantId}`;
  for (const timer of timers.filter(({ name }) => name === 'watch-plans')) await timer.run(world.services, A.tenantId);
  const asked = await world.owner<{ tenantId: string }[]>`select data #>> '{payload,tenantId}' as "tenantId" from pgboss.job`;
  const isOwn = asked.length > 0 && asked.every(({ tenantId }) => tenantId === A.tenantId);
  findings.expect('the timer of plans', isOwn, `asks for ${asked.length} plans, not all of them A's`);
}

/** A limit of others that begins now is no reason to tell A's batteries anything. */
async function askRenewals({ world, findings }: TwinWorld): Promise<void> {
  const askedFor = async (): Promise<number> => {
    await world.owner`delete from pgboss.job`;
    for (const timer of timers.filter(({ name }) => name === 'watch-instructions')) await timer.run(world.services, A.tenantId);
    return (await world.owner`select 1 from pgboss.job`).count;
  };
  const before = await askedFor();
  const now = world.clock.now();
  await world.owner`
    insert into power_limit (tenant_id, limit_id, battery_id, role, charge_power_kw_max, from_at, reason, set_at, set_by)
    select tenant_id, md5('now' || battery_id)::uuid, battery_id, 'OWNER', 1.5, ${now}, 'begins now', ${now}, tenant_id
    from battery where tenant_id = ${SHADOW_ID}`;
  const after = await askedFor();
  await world.owner`delete from power_limit where tenant_id = ${SHADOW_ID} and charge_power_kw_max = 1.5`;
  findings.count(2);
  findings.expect('the timer of instructions', after === before, `asks for ${after} setpoints instead of ${before}`);
  const soon = new Date(now.getTime() + 3_600_000);
  await world.owner`update instruction set valid_until = ${soon} where tenant_id = ${A.tenantId} and valid_until > ${soon}`;
  const renewed = await askedFor();
  findings.expect('the timer of instructions', renewed > before, 'does not renew what runs out, because that of others does not');
}

/** A new battery, a limit and a stop of a site are news to the batteries of that site. */
async function askNews(twins: TwinWorld): Promise<void> {
  const siteId = twins.staged.alder.SpareSite;
  await askTold(twins, 'registerBattery', {
    siteId,
    name: 'A newcomer of the probe',
    chargePowerKwMax: 5,
    dischargePowerKwMax: 5,
    energyCapacityKwh: 10,
    chargeEfficiencyPercent: 95,
    dischargeEfficiencyPercent: 95,
  });
  await askTold(twins, 'setPowerLimit', { siteId, role: 'OPERATOR', chargePowerKwMax: 3, reason: 'a probe' });
  await askTold(twins, 'stopDispatch', { siteId, kind: 'VISIT', reason: 'a probe' });
}

async function askTold({ world, findings }: TwinWorld, name: string, input: object): Promise<void> {
  await world.owner`delete from pgboss.job`;
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const document = `mutation($input: ${type}!) { ${name}(input: $input) { __typename } }`;
  const { body } = await world.ask(await world.key('alder', 'ADMIN'), document, {
    input: { idempotencyKey: newKey(), ...input },
  });
  const told = await world.owner<{ batteryId: string }[]>`
    select distinct data -> 'payload' ->> 'batteryId' as "batteryId" from pgboss.job order by 1`;
  const there = await world.owner<{ batteryId: string }[]>`
    select battery_id as "batteryId" from battery
    where tenant_id = ${A.tenantId} and site_id = ${siteIdOf(THREE)} order by 1`;
  findings.count();
  findings.expect(`the news of ${name}`, isDeepStrictEqual([...told], [...there]), `is told to ${JSON.stringify(told)}: ${body}`);
}

/** Lifting a stop lifts that one alone. */
async function askStop({ world, findings }: TwinWorld): Promise<void> {
  const admin = await world.key('alder', 'ADMIN');
  const document =
    'mutation($input: StopDispatchInput!) { stopDispatch(input: $input) { ... on DispatchStopped { stop { id } } } }';
  const { data } = await world.ask(admin, document, {
    input: { idempotencyKey: newKey(), kind: 'VISIT', batteryId: globalBattery(ONE), reason: 'a probe' },
  });
  const { id: stopId } = data.stopDispatch.stop;
  await world.owner.begin(async (sql) => {
    // Nothing of the platform reacts to it.
    await sql`set local session_replication_role = replica`;
    await sql`
      insert into dispatch_stop (tenant_id, stop_id, kind, battery_id, reason, set_at, set_by)
      select ${SHADOW_ID}, stop_id, kind, battery_id, reason, set_at, set_by
      from dispatch_stop where tenant_id = ${A.tenantId} and stop_id = ${uuidIn(stopId)}`;
  });
  await unchanged({ world, findings }, 'a stop that is lifted', async () => {
    const input = { idempotencyKey: newKey(), stopId };
    const resume = 'mutation($input: ResumeDispatchInput!) { resumeDispatch(input: $input) { __typename } }';
    const { body } = await world.ask(admin, resume, { input });
    findings.expect('a stop that is lifted', body.includes('DispatchResumed'), `is not: ${body}`);
  });
  await world.owner`delete from dispatch_stop where tenant_id = ${SHADOW_ID} and stop_id = ${uuidIn(stopId)}`;
}

/** What others have agreed takes no role away from A's parties. */
async function askAgreement({ world, findings, staged }: TwinWorld): Promise<void> {
  const input = {
    idempotencyKey: newKey(),
    partyId: staged.alder.Party,
    siteId: staged.alder.SpareSite,
    role: 'OFFTAKER',
    validFrom: '2031-02-01T00:00:00Z',
    validUntil: '2031-03-01T00:00:00Z',
    reason: 'a probe',
  };
  const document = 'mutation($input: MakeAgreementInput!) { makeAgreement(input: $input) { __typename } }';
  const { body } = await world.ask(await world.key('alder', 'ADMIN'), document, { input });
  findings.count();
  findings.expect('an agreement', body.includes('AgreementMade'), `is not made: ${body}`);
}

const REPLAY_LETTER = 'mutation($input: ReplayDeadLetterInput!) { replayDeadLetter(input: $input) { __typename } }';

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
  const input = { idempotencyKey: newKey(), deadLetterId: printGlobalId('DeadLetter', letter?.id ?? '') };
  await unchanged({ world, findings }, 'a replayed dead letter', async () => {
    const { body } = await world.ask(await world.key('alder', 'OPERATOR'), REPLAY_LETTER, { input });
    findings.expect('a replayed dead letter', body.includes('DeadLetterReplayed'), `is still not believed: ${body}`);
  });
  await world.owner`delete from dead_letter where tenant_id = ${SHADOW_ID} and dead_letter_id = ${letter?.id ?? ''}`;
}

/** A gateway's device is A's battery of that name, and its letters are read by A's births, whatever the shadow calls so. */
async function askGateway(twins: TwinWorld): Promise<void> {
  const { world, findings } = twins;
  const siteId = siteIdOf(ONE);
  const [battery] = await world.owner<{ name: string }[]>`
    select name from battery where tenant_id = ${A.tenantId} and battery_id = ${batteryIdOf(ONE)}`;
  const device = battery?.name ?? '';
  const shadowed = await standIn(world.owner, { siteId, name: device });
  const say = (type: 'NBIRTH' | 'DBIRTH' | 'DDATA', seq: number): Promise<void> => {
    const topic = type === 'NBIRTH' ? ({ type, device: null } as const) : ({ type, device } as const);
    const metrics =
      type === 'NBIRTH' ? [] : WHOLE_READING.map((metric) => (type === 'DBIRTH' ? metric : { ...metric, name: null }));
    const payload = gatewayPayload({ seq, atMs: world.clock.nowMs(), metrics });
    return world.deliver(printSparkplugTopic({ tenantSlug: 'alder', siteId, ...topic }), payload);
  };
  world.clock.advance({ minutes: 1 });
  await say('NBIRTH', 0);
  await adds(twins, { table: 'reading', least: 1 }, () => say('DBIRTH', 1));
  await world.owner`insert into sparkplug_birth values (${SHADOW_ID}, ${siteId}, ${device}, '', now())`;
  await world.owner`update sparkplug_birth set device = device where tenant_id = ${A.tenantId}`;
  world.clock.advance({ minutes: 1 });
  await adds(twins, { table: 'dead_letter', least: 1 }, () => say('DDATA', 9));
  const [letter] = await world.owner<{ id: string }[]>`
    select dead_letter_id as id from dead_letter where tenant_id = ${A.tenantId} and source like 'spBv1.0/%' order by received_at desc limit 1`;
  const input = { idempotencyKey: newKey(), deadLetterId: printGlobalId('DeadLetter', letter?.id ?? '') };
  await adds(twins, { table: 'reading', least: 1 }, async () => {
    const { body } = await world.ask(await world.key('alder', 'OPERATOR'), REPLAY_LETTER, { input });
    findings.expect('a replayed letter of a gateway', body.includes('DeadLetterReplayed'), `is still not believed: ${body}`);
  });
  await world.owner`delete from sparkplug_birth where tenant_id = ${SHADOW_ID} and payload = ''`;
  await standIn(world.owner, shadowed);
}

/** Puts a battery of the shadow there, under that name, and answers where it was; nothing reacts to it. */
async function standIn(
  owner: TwinWorld['world']['owner'],
  { siteId, name }: { siteId: string; name: string },
): Promise<{ siteId: string; name: string }> {
  const where = owner`where tenant_id = ${SHADOW_ID} and battery_id = ${batteryIdOf(THREE)}`;
  const [before = { siteId, name }] = await owner<{ siteId: string; name: string }[]>`
    select site_id as "siteId", name from battery ${where}`;
  await owner`set session_replication_role = replica`;
  await owner`update battery set site_id = ${siteId}, name = ${name} ${where}`;
  await owner`set session_replication_role = origin`;
  return before;
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

/** A's readings lie beside the bounds of a period; right before and right after each the shadow has one, with registers far away. */
async function storeBetween({ world }: TwinWorld): Promise<void> {
  for (const [index, time] of ['08:58', '09:02', '09:28', '09:32'].entries()) {
    const at = `2026-05-12T${time}:00Z`;
    await world.owner`
      insert into reading values (${A.tenantId}, ${batteryIdOf(THREE)}, ${at}, ${at}, 1, 50, ${100 + index}, 1, 'GOOD', null, null)`;
  }
  for (const seconds of [-1, 1]) {
    await world.owner`
      insert into reading
      select ${SHADOW_ID}, battery_id, measured_at + ${seconds} * interval '1 second', received_at, 1, 50, ${FAR_KWH}, 1, 'GOOD', null, null
      from reading where tenant_id = ${A.tenantId} on conflict do nothing`;
  }
}

/** What A's batteries have earned, as one text. */
async function settled({ world }: TwinWorld): Promise<string> {
  const rows = await world.owner`
    select battery_id, period_start, exported_kwh, imported_kwh, revenue from settled_period where tenant_id = ${A.tenantId} order by 1, 2`;
  return JSON.stringify(rows);
}

/** The shadow has more to forget, and earlier, than one round of the timer takes up. */
async function archiveBefore({ owner }: TwinWorld['world'], before: Date): Promise<void> {
  await owner`
    insert into archived_day (tenant_id, day, version_sequence, schema_version, file_key, sha256, byte_count, row_count, first_measured_at,
      last_measured_at, battery_row_counts, archived_at)
    select ${SHADOW_ID}, ${before}::date - n, 1, 1, 'of the shadow', repeat('0', 64), 1, 1, ${before}, ${before}, '{}', ${before}
    from generate_series(0, 500) n on conflict do nothing`;
}

async function askTimers(twins: TwinWorld): Promise<void> {
  const { world } = twins;
  const run = async (): Promise<void> => {
    for (const timer of timers) await timer.run(world.services, A.tenantId);
  };
  await storeBetween(twins);
  await adds(twins, { table: 'settled_period', least: 1 }, run);
  const withOthers = await settled(twins);
  await world.owner`delete from reading where tenant_id = ${SHADOW_ID} and exported_kwh = ${FAR_KWH}`;
  await world.owner`delete from settled_period where tenant_id = ${A.tenantId} and settled_at = ${world.clock.now()}`;
  for (const timer of timers.filter(({ name }) => name === 'settle')) await timer.run(world.services, A.tenantId);
  const alone = await settled(twins);
  twins.findings.expect(
    'settled periods',
    withOthers === alone,
    `reckon with what others read: ${differenceOf(withOthers, alone)}`,
  );
  world.clock.advance({ hours: 40 });
  await world.owner`
    insert into connectivity_change
    select ${SHADOW_ID}, battery_id, '2099-01-01', 'OFFLINE', '2099-01-01' from battery where tenant_id = ${SHADOW_ID}`;
  const longAgo = new Date(world.clock.nowMs() - 500 * DAY_MS);
  await world.owner`select ensure_reading_partition(${longAgo})`;
  for (const tenantId of [A.tenantId, SHADOW_ID]) {
    await world.owner`insert into reading values (${tenantId}, ${batteryIdOf(ONE)}, ${longAgo}, ${longAgo}, 1, 50, 1, 1, 'GOOD', null, null)`;
  }
  await world.owner`insert into archive_mark (tenant_id, day) values (${A.tenantId}, ${longAgo}::date)`;
  await archiveBefore(world, longAgo);
  await adds(twins, { table: 'connectivity_change', where: `state = 'OFFLINE'`, least: 1 }, () =>
    adds(twins, { table: 'instruction', where: `state = 'EXPIRED'`, least: 1 }, run),
  );
  twins.findings.expect('old readings', (await countOf(twins, 'reading', `measured_at < '2026-01-01'`)) === 0, 'are kept');
  const marks = await countOf(twins, 'archive_mark', `day = '${longAgo.toISOString().slice(0, 10)}'`);
  twins.findings.expect('a day that was archived', marks === 0, 'is still to be archived');
  const renewed = await world.owner`select 1 from pgboss.job where name = 'refresh-setpoint'`;
  twins.findings.expect('instructions that run out', renewed.count > 0, 'are not renewed');
  const touched = await world.owner`
    select 1 from archived_day where tenant_id = ${SHADOW_ID} and file_key = 'of the shadow' and (is_told or forgotten_at is not null)`;
  twins.findings.expect('days that others archived', touched.count === 0, 'are noted as told of or forgotten');
  await world.owner`delete from archived_day where tenant_id = ${SHADOW_ID} and file_key = 'of the shadow'`;
  await world.owner`delete from connectivity_change where tenant_id = ${SHADOW_ID} and noticed_at = '2099-01-01'`;
  await world.owner`delete from reading where tenant_id = ${SHADOW_ID} and measured_at = ${longAgo}`;
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
  const heardOfNorth: string[] = [];
  streams.follow({ document: READINGS, variables: { after: null } }, heard);
  streams.follow({ document: OF_SITE, variables: { siteId: globalSite(ONE) } }, heardOfNorth);
  const alerts: string[] = [];
  streams.follow({ document: 'subscription { alerts { id } }', variables: {} }, alerts);
  await pause();
  const openCount = await countOf(twins, 'alert', 'cleared_at is null');
  for (let waited = 0; waited < WAITS_MAX && alerts.length < openCount; waited += 1) await pause();
  findings.count();
  findings.expect("A's stream of alerts", alerts.length === openCount, `begins with ${alerts.length} instead of ${openCount}`);
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
  world.clock.advance({ minutes: 1 });
  await world.storeReading(THREE, { socPercent: 35 });
  await world.storeReading(ONE, { socPercent: 36 });
  for (let waited = 0; waited < WAITS_MAX && !heardOfNorth.some((text) => text.includes('"socPercent":36')); waited += 1)
    await pause();
  const ofNorth = heardOfNorth.join();
  findings.expect('the stream of a site', /"socPercent":36/.test(ofNorth), `does not tell of it: ${ofNorth}`);
  findings.expect('the stream of a site', !/"socPercent":35/.test(ofNorth), `tells of another: ${ofNorth}`);
  const [, after = null] = /"cursor":"([^"]+)"/.exec(heard.slice(0, before).join()) ?? [];
  await askMissed(twins, after);
  await askMissedMany(twins, after);
  streams.close();
  const rows = await world.owner`
    select 1 from reading where soc_percent = 33 and tenant_id <> ${B.tenantId}`;
  findings.expect("B's reading", rows.count === 0, 'is stored as one of another tenant');
}

/** Whoever comes back with a place in the stream hears what A said since, and nothing that others did. */
async function askMissed(twins: TwinWorld, after: string | null): Promise<void> {
  const { owner, clock } = twins.world;
  twins.findings.expect('a stream of readings', after !== null, 'begins without a place');
  await owner`
    insert into reading values (${SHADOW_ID}, ${batteryIdOf(ONE)}, ${clock.now()}, ${clock.now()}, 1, 77, 1, 1, 'GOOD', null, null)
    on conflict (tenant_id, battery_id, measured_at) do update set soc_percent = 77, received_at = excluded.received_at`;
  const heard: string[] = [];
  const streams = openStreams(twins.world, await twins.world.key('alder', 'VIEWER'));
  streams.follow({ document: READINGS, variables: { after } }, heard);
  for (let waited = 0; waited < WAITS_MAX && !heard.some((text) => text.includes('MISSED')); waited += 1) await pause();
  streams.close();
  twins.judge('what a stream missed', heard.join('\n'));
  const told = heard.some((text) => text.includes('"socPercent":34') && text.includes('MISSED'));
  twins.findings.count(2);
  twins.findings.expect('what a stream missed', told, `is not told: ${heard.join().slice(0, 300)}`);
  const isForeign = heard.some((text) => text.includes('"socPercent":77'));
  await owner`delete from reading where tenant_id = ${SHADOW_ID} and soc_percent = 77`;
  twins.findings.expect('what a stream missed', !isForeign, 'is told with what others measured');
}

/** More than one answer holds: what is told of the gap is counted among A's own, however many others have. */
async function askMissedMany(twins: TwinWorld, after: string | null): Promise<void> {
  const { world, findings } = twins;
  const key = await world.key('alder', 'VIEWER');
  const store = (tenantId: string): Promise<unknown> => world.owner`
    insert into reading
    select ${tenantId}, ${batteryIdOf(ONE)}, at, ${world.clock.now()}, 1, 55, 1, 1, 'GOOD', null, null
    from generate_series(1, ${MISSED_COUNT}::int) as n, lateral (select ${world.clock.now()}::timestamptz + n * interval '10 milliseconds' as at)`;
  const ask = async (): Promise<string> => {
    const streams = openStreams(world, key);
    const document = `subscription($after: String) { readings(after: $after) { socPercent measuredAt streamPlace { phase gap { readingCount } } } }`;
    const answer = await streams.first({ document, variables: { after } });
    streams.close();
    return answer.replace(/,"extensions":.*/, '');
  };
  await store(A.tenantId);
  const before = await ask();
  findings.count(2);
  findings.expect('a gap in a stream', /"readingCount":\d/.test(before), `is not told: ${before}`);
  await store(SHADOW_ID);
  const now = await ask();
  findings.expect('a gap in a stream', now === before, `counts what others have: ${now} instead of ${before}`);
}

/** Which batteries have carried something out is said of A's alone. */
async function askApplied({ world, findings }: TwinWorld): Promise<void> {
  await world.owner`update instruction set state = 'APPLIED' where tenant_id = ${SHADOW_ID}`;
  await world.owner`update instruction set state = 'ISSUED' where tenant_id = ${A.tenantId}`;
  const applied = await world.services.db.read(A.tenantId, readAppliedBatteryIds);
  findings.count();
  findings.expect('what was carried out', applied.size === 0, `is said of ${[...applied].join()}`);
}

/** Whether anybody has an agreement over a battery is asked of A's agreements alone. */
async function askAgreed({ world: { services }, findings }: TwinWorld): Promise<void> {
  const agreedOn = (place: Place): Promise<boolean> =>
    services.db.read(A.tenantId, (tx) => isAgreedOn(tx, { siteId: siteIdOf(place), batteryId: batteryIdOf(place) }));
  findings.count(2);
  findings.expect('agreements over a battery', await agreedOn(ONE), 'are not found');
  findings.expect("agreements over another tenant's battery", !(await agreedOn(THEIRS)), 'are found');
}

/** How often a limit was broken and what was told is counted among A's own. */
async function askProof({ world, findings }: TwinWorld): Promise<void> {
  const { owner, services } = world;
  const of = { batteryId: batteryIdOf(ONE), span: { fromAt: new Date(0), untilAt: new Date(world.clock.nowMs() + DAY_MS) } };
  const count = (): Promise<[number, number]> =>
    services.db.read(A.tenantId, async (tx) => [await countLimitViolations(tx, of), (await countInstructions(tx, of)).sentCount]);
  const before = await count();
  await owner`
    insert into reading select ${SHADOW_ID}, ${of.batteryId}, ${world.clock.now()}::timestamptz + n * interval '1 second', now(), 9000000, 50, 1, 1, 'GOOD', null, null
    from generate_series(1, 20) n on conflict do nothing`;
  const [own] = await owner<{ n: number }[]>`
    select count(*)::int as n from instruction where tenant_id = ${A.tenantId} and battery_id = ${of.batteryId}`;
  findings.count(2);
  findings.expect('the proof of limits', (await count())[0] === before[0], 'counts what others read');
  findings.expect('the proof of instructions', before[1] === own?.n, `counts ${before[1]} instead of ${own?.n}`);
}

const SET_LIMIT = 'mutation($input: SetPowerLimitInput!) { setPowerLimit(input: $input) { __typename } }';

/** What holds one site back holds no battery of the next site back, of those that are told together. */
async function askLimits({ world, findings }: TwinWorld): Promise<void> {
  const admin = await world.key('alder', 'ADMIN');
  await world.owner`update dispatch_stop set lifted_at = ${world.clock.now()}, lifted_by = set_by where tenant_id = ${A.tenantId} and lifted_at is null`;
  const limits = [
    { siteId: globalSite(ONE), chargePowerKwMax: 1 },
    { batteryId: globalBattery(THREE), chargePowerKwMax: 4 },
  ];
  for (const limit of limits)
    await world.ask(admin, SET_LIMIT, { input: { idempotencyKey: newKey(), role: 'OPERATOR', reason: 'a probe', ...limit } });
  await world.owner`
    insert into power_limit select ${SHADOW_ID}, limit_id, site_id, battery_id, role, 0.5, discharge_power_kw_max, from_at, until_at, reason, set_at, set_by
    from power_limit where tenant_id = ${A.tenantId} and battery_id = ${batteryIdOf(THREE)} and lifted_at is null`;
  for (const action of actions.filter(({ queue }) => queue === 'refresh-setpoint'))
    await runAction(
      world.services,
      action,
      [ONE, THREE].map((place) => ({ tenantId: A.tenantId, batteryId: batteryIdOf(place) })),
    );
  const [told] = await world.owner<{ limitKw: number; wishes: string; responses: unknown[] }[]>`
    select (limits ->> 'chargePowerKwMax')::float8 as "limitKw", setpoints::text as wishes, responses from instruction
    where tenant_id = ${A.tenantId} and battery_id = ${batteryIdOf(THREE)} order by instruction_sequence desc limit 1`;
  findings.count(2);
  findings.expect('the limit of a battery', told?.limitKw === 4, `is told as ${told?.limitKw} kW`);
  // The battery has a plan, and A wishes nothing else of it.
  const foreign = /"(?:ACCEPTANCE|FREQUENCY_RESPONSE|OVERRIDE|STOP)"/.exec(told?.wishes ?? '');
  findings.expect(
    'the wishes for a battery',
    told !== undefined && foreign === null && !told.responses?.length,
    `hold ${foreign?.[0]}, and ${told?.responses?.length} responses`,
  );
  await world.owner`delete from power_limit where tenant_id = ${SHADOW_ID} and charge_power_kw_max = 0.5`;
  await world.owner`update power_limit set lifted_at = ${world.clock.now()}, lifted_by = set_by where tenant_id = ${A.tenantId} and lifted_at is null`;
}

/** While nobody but A asked, no line of the log has anything of another tenant. */
export function askLog(twins: TwinWorld): void {
  twins.findings.count();
  const found = wordIn(twins.logged());
  if (found !== null) twins.findings.leak('the log', `holds ${found}`);
}
