import { runAction } from '../../../src/main/run-worker.ts';
import { batteryIdOf } from '../../harness/world.ts';
import { differenceOf } from '../findings.ts';
import { ONE, THEIRS, THREE } from '../places.ts';
import type { TwinWorld } from '../twin-world.ts';
import { A, B, hashesOf, SHADOW_ID } from '../twins.ts';
import { adds, countOf } from './adds.ts';
import { actions, askedBy, runTimer, runTimers } from './own-work.ts';

const DAY_MS = 86_400_000;

/** What is queued becomes plans and instructions; a job about a battery of nobody of A's comes to nothing. */
export async function askWorkers(twins: TwinWorld): Promise<void> {
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
export async function askAlerts(twins: TwinWorld): Promise<void> {
  const { world } = twins;
  const watch = (): Promise<void> => runTimer(world.services, 'watch-execution');
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
export async function askWatch(twins: TwinWorld): Promise<void> {
  const { world, findings } = twins;
  findings.count(2);
  const early = await askedBy(twins, 'watch-plans');
  findings.expect('the timer of plans', early.length === 0, 'asks for plans that were made just now');
  await world.owner`update plan set intent_version_sequence = -1 where tenant_id = ${A.tenantId}`;
  const asked = await askedBy(twins, 'watch-plans');
  const isOwn = asked.length > 0 && asked.every(({ tenantId }) => tenantId === A.tenantId);
  findings.expect('the timer of plans', isOwn, `asks for ${asked.length} plans, not all of them A's`);
}

/** A limit of others that begins now is no reason to tell A's batteries anything. */
export async function askRenewals(twins: TwinWorld): Promise<void> {
  const { world, findings } = twins;
  const askedFor = async (): Promise<number> => (await askedBy(twins, 'watch-instructions')).length;
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

/** A register that none of A's comes near. */
const FAR_KWH = 808_080;

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

export async function askTimers(twins: TwinWorld): Promise<void> {
  const { world } = twins;
  const run = (): Promise<void> => runTimers(world.services);
  await storeBetween(twins);
  await adds(twins, { table: 'settled_period', least: 1 }, run);
  const withOthers = await settled(twins);
  await world.owner`delete from reading where tenant_id = ${SHADOW_ID} and exported_kwh = ${FAR_KWH}`;
  await world.owner`delete from settled_period where tenant_id = ${A.tenantId} and settled_at = ${world.clock.now()}`;
  await runTimer(world.services, 'settle');
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
  const ofLongAgo = `day = '${longAgo.toISOString().slice(0, 10)}'`;
  const forgotten = await countOf(twins, 'archived_day', `${ofLongAgo} and forgotten_at is not null`);
  twins.findings.expect('old readings', forgotten === 1, 'are not noted as forgotten');
  const marks = await countOf(twins, 'archive_mark', ofLongAgo);
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
