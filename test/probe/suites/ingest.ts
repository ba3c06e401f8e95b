import { printTelemetryBatch } from '../../../src/wire/telemetry.ts';
import { printGlobalId } from '../../../src/wire/global-id.ts';
import { printSparkplugTopic, telemetryTopic } from '../../../src/wire/topics.ts';
import { gatewayPayload, WHOLE_READING } from '../../harness/sparkplug-gateway.ts';
import { batteryIdOf, globalBattery, newKey, type Place, siteIdOf } from '../../harness/world.ts';
import { ONE, THEIRS, THREE } from '../places.ts';
import type { TwinWorld } from '../twin-world.ts';
import { A, SHADOW_ID } from '../twins.ts';
import { adds, countOf } from './adds.ts';
import { unchanged } from '../unchanged.ts';

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

export async function askIngest(twins: TwinWorld): Promise<void> {
  const { world } = twins;
  world.clock.advance({ minutes: 30 });
  await adds(twins, { table: 'reading', least: 1 }, () => world.storeReading(ONE, { socPercent: 51 }));
  await adds(twins, { table: 'reading', least: 1 }, () => world.storeReading(THREE, { socPercent: 52 }));
  await adds(twins, { table: 'dead_letter', least: 1 }, () => world.deliver(topicOf(ONE), 'not a batch either'));
}

/** On one site's topic nothing is stored for another, of this tenant or of the other; each claim is in the trail. */
export async function askFalseClaims(twins: TwinWorld): Promise<void> {
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

/** What was measured is told minute by minute as A's own. */
export async function askRolledUp(twins: TwinWorld): Promise<void> {
  const { world, findings } = twins;
  const [rolledUp] = await world.owner<{ from: Date; until: Date; minuteCount: number }[]>`
    select min(start_at) as "from", max(start_at) + interval '1 minute' as until, count(*)::int as "minuteCount"
    from reading_rollup where tenant_id = ${A.tenantId} and battery_id = ${batteryIdOf(ONE)} and resolution = 'MINUTE'
      and start_at >= '2026-05-12' and start_at < '2026-05-13'`;
  const { body, data } = await world.ask(
    await world.key('alder', 'VIEWER'),
    `query($id: ID!, $from: DateTime!, $until: DateTime!) { battery(id: $id) {
      series(from: $from, until: $until, resolution: MINUTE) { points { fromAt exportedKwh importedKwh } } } }`,
    { id: globalBattery(ONE), from: rolledUp?.from, until: rolledUp?.until },
  );
  twins.judge('what was measured', body);
  const { length } = data.battery.series.points;
  const isMeant = length > 0 && length === rolledUp?.minuteCount;
  findings.expect('what was measured', isMeant, `is told as ${length} minutes instead of ${rolledUp?.minuteCount}`);
}

const REPLAY_LETTER = 'mutation($input: ReplayDeadLetterInput!) { replayDeadLetter(input: $input) { __typename } }';

/** A dead letter that is believed at last becomes a reading, and is no longer dead with A alone. */
export async function askReplayedLetter({ world, findings }: TwinWorld): Promise<void> {
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
export async function askGateway(twins: TwinWorld): Promise<void> {
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
