import { setTimeout as pause } from 'node:timers/promises';
import type { Installation } from './installation.ts';
import type { WantedChange } from './load/mutations.ts';
import type { SentReading } from './load/telemetry.ts';
import type { Tally } from './tally.ts';

/** The results of changes that took place. */
const EFFECTIVE = new Set(['IntentSet', 'BatteryOverridden', 'AgreementMade']);
/** Above the longest wait between two rounds of a timer that makes good what was missed. */
const SETTLE_MS_MAX = 90_000;
const SETTLE_POLL_MS = 100;

/** What clients sent and were told, against what the database holds: the judgement of a run. */
export async function compareChanges(
  { owner, auditProblems }: Installation,
  { changes, tally }: { changes: readonly WantedChange[]; tally: Tally },
): Promise<void> {
  const keys = changes.map(({ idempotencyKey }) => idempotencyKey);
  const effects = await countBy(owner`
    select wear_cost_per_mwh::float8::text as mark, count(*)::int as count from intent group by 1
    union all select reason, count(*)::int from battery_override group by 1
    union all select terms, count(*)::int from agreement_version where version_sequence = 1 and terms is not null group by 1`);
  const outcomes = await countBy(owner`
    select idempotency_key as mark, count(*)::int as count from idempotent_outcome
    where idempotency_key = any(${keys}) and outcome is not null group by 1`);
  const entries = await countBy(owner`
    select input->>'idempotencyKey' as mark, count(*)::int as count from audit_entry
    where input->>'idempotencyKey' = any(${keys}) group by 1`);
  for (const { kind, mark, idempotencyKey, acknowledged, attemptCount } of changes) {
    const effectCount = effects.get(kind === 'setIntent' ? String(Number(mark)) : mark) ?? 0;
    const outcomeCount = outcomes.get(idempotencyKey) ?? 0;
    const what = `${kind} ${idempotencyKey} (${acknowledged ?? 'no answer'}, ${attemptCount} attempts)`;
    tally.expect('duplicates', effectCount <= 1, `${what} took place ${effectCount} times`);
    if (acknowledged !== null && EFFECTIVE.has(acknowledged))
      tally.expect('lost', effectCount > 0 && outcomeCount === 1, `${what} did not take place`);
    else if (acknowledged !== null) tally.expect('brokenPromises', effectCount === 0, `${what} took place`);
    // All or nothing: effect, stored outcome and audit entry have one commit.
    tally.expect('brokenPromises', effectCount <= outcomeCount, `${what} took place without a stored outcome`);
    tally.expect(
      'brokenPromises',
      (entries.get(idempotencyKey) ?? 0) === outcomeCount,
      `${what} has ${entries.get(idempotencyKey) ?? 0} audit entries`,
    );
  }
  for (const problem of await auditProblems()) tally.offend('brokenPromises', `the audit chain: ${problem}`);
  tally.check('changes', changes.length);
}

/** Every acknowledged reading is stored as it was sent, once; nothing is stored that nobody sent. */
export async function compareReadings(
  { owner }: Installation,
  { sent, tally }: { sent: readonly SentReading[]; tally: Tally },
): Promise<void> {
  const sinceAt = new Date(Math.min(...sent.map(({ measuredAtMs }) => measuredAtMs)));
  const untilAt = new Date(Math.max(...sent.map(({ measuredAtMs }) => measuredAtMs)));
  const rows = await owner<{ batteryId: string; measuredAtMs: number; activePowerKw: number }[]>`
    select battery_id as "batteryId", (extract(epoch from measured_at) * 1000)::float8 as "measuredAtMs",
      active_power_kw as "activePowerKw"
    from reading where measured_at between ${sinceAt} and ${untilAt} and battery_id = any(${[...new Set(sent.map(({ batteryId }) => batteryId))]})`;
  const stored = new Map<string, number[]>();
  for (const { batteryId, measuredAtMs, activePowerKw } of rows) {
    const place = `${batteryId} ${Math.round(measuredAtMs)}`;
    stored.set(place, [...(stored.get(place) ?? []), activePowerKw]);
  }
  for (const { batteryId, measuredAtMs, activePowerKw, acknowledged } of sent) {
    const place = `${batteryId} ${measuredAtMs}`;
    const found = stored.get(place) ?? [];
    if (acknowledged) tally.expect('lost', found.length > 0, `the reading ${place} was acknowledged and is not stored`);
    tally.expect('duplicates', found.length <= 1, `the reading ${place} is stored ${found.length} times`);
    tally.expect(
      'brokenPromises',
      found.every((one) => one === activePowerKw),
      `the reading ${place} is not as it was sent`,
    );
    stored.delete(place);
  }
  for (const place of stored.keys()) tally.offend('duplicates', `nobody sent the reading ${place}`);
  tally.check('readings', sent.length);
}

/** What follows from the facts is up to date, without anybody's doing: no job is left, dead or lost, no rollup is missing. */
export async function compareConsequences(
  { owner }: Installation,
  { changes, tally }: { changes: readonly WantedChange[]; tally: Tally },
): Promise<void> {
  const left = await settled(async () => {
    const [jobs] = await owner<{ count: number }[]>`
      select count(*)::int as count from pgboss.job where state in ('created', 'retry', 'active') and name <> 'dead-letters'`;
    const [marks] = await owner<{ count: number }[]>`select count(*)::int as count from rollup_mark`;
    return (jobs?.count ?? 0) + (marks?.count ?? 0);
  });
  tally.expect('lost', left === 0, `${left} jobs and marks are never worked off`);
  const dead = await owner<{ sourceName: string; output: string }[]>`
    select source_name as "sourceName", output::text as output from pgboss.job where name = 'dead-letters'`;
  for (const { sourceName, output } of dead) tally.offend('lost', `a job of ${sourceName} was given up: ${output}`);
  const batteryIds = [...new Set(changes.flatMap((one) => (one.kind === 'setIntent' ? [one.batteryId] : [])))];
  const staleOnes = async (): Promise<readonly { batteryId: string }[]> => owner<{ batteryId: string }[]>`
    select battery_id as "batteryId" from unnest(${batteryIds}::uuid[]) as one (battery_id)
    where coalesce((select max(intent_version_sequence) from plan where plan.battery_id = one.battery_id), 0)
      < (select max(version_sequence) from intent where intent.battery_id = one.battery_id)`;
  await settled(async () => (await staleOnes()).length);
  const stale = await staleOnes();
  for (const { batteryId } of stale) tally.offend('lost', `battery ${batteryId} has no plan for its newest intent`);
  const wrong = await owner<{ batteryId: string; rolled: number; stored: number }[]>`
    select battery_id as "batteryId", rolled::int, stored::int from (
      select battery_id, sum(reading_count) as rolled from reading_rollup where resolution = 'MINUTE' group by 1) as rollups
    join (select battery_id, count(*) as stored from reading where quality = 'GOOD' group by 1) as readings using (battery_id)
    where rolled <> stored`;
  for (const { batteryId, rolled, stored } of wrong)
    tally.offend('brokenPromises', `the rollups of ${batteryId} count ${rolled} of ${stored} readings`);
  const repeated = await owner<{ siteId: string }[]>`
    select site_id as "siteId" from instruction group by tenant_id, site_id, instruction_sequence having count(*) > 1`;
  for (const { siteId } of repeated) tally.offend('duplicates', `site ${siteId} was given one sequence twice`);
  tally.check('plans', batteryIds.length);
}

/** Asks until nothing is left; answers what is left when it takes too long. */
async function settled(leftCount: () => Promise<number>): Promise<number> {
  const giveUpAtMs = performance.now() + SETTLE_MS_MAX;
  for (;;) {
    const count = await leftCount();
    if (count === 0 || performance.now() > giveUpAtMs) return count;
    await pause(SETTLE_POLL_MS);
  }
}

async function countBy(rows: Promise<readonly unknown[]>): Promise<Map<string, number>> {
  // The statements above name their two columns so.
  const counted = (await rows) as readonly { mark: string; count: number }[];
  return new Map(counted.map(({ mark, count }) => [mark, count]));
}
