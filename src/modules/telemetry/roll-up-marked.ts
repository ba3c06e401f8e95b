import { GB_CALENDAR } from '../../kernel/periods.ts';
import type { TenantId } from '../../kernel/ids.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { BRIDGED_MS_MAX, rollUp, type Rollup, type RollupReading } from './roll-up.ts';

/** A span of a battery's time whose rollups are out of date. */
interface Marked {
  readonly batteryId: string;
  readonly fromAt: Date;
  readonly untilAt: Date;
}

export const MINUTE_MS = 60_000;
/** Periods of every market here begin at whole half-hours of UTC. */
export const PERIOD_MS = GB_CALENDAR.periodMinutes * MINUTE_MS;
const MARKS_PER_TRANSACTION_MAX = 500;
/** A backlog is worked off over several rounds of the timer, so that no tenant keeps the others waiting. */
const TRANSACTIONS_PER_ROUND_MAX = 20;
/** Spans of a battery that lie closer together are computed as one. */
const JOINED_MS_MAX = 5 * MINUTE_MS;

/** Computes the rollups that are out of date. Doing it twice is harmless; of two workers one does it. */
export async function rollUpMarked(platform: Platform, tenantId: TenantId): Promise<void> {
  for (let round = 0; round < TRANSACTIONS_PER_ROUND_MAX; round += 1) {
    const markCount = await platform.db.write(tenantId, rollUpSome);
    if (markCount < MARKS_PER_TRANSACTION_MAX) return;
  }
}

async function rollUpSome(tx: Tx): Promise<number> {
  const { sql, tenantId } = tx;
  // One worker a tenant: of two that compute the same minute, the one that saw less could be the last to write.
  const [lock] = await sql<{ isOurs: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtext('roll-up'), hashtext(${tenantId})) as "isOurs"`;
  if (!lock?.isOurs) return 0;
  // The marks go with the commit that makes good what they say: a crash before that leaves them.
  const marks = await sql<Marked[]>`
    delete from rollup_mark where (tenant_id, rollup_mark_id) in (
      select tenant_id, rollup_mark_id from rollup_mark where tenant_id = ${tenantId}
      order by rollup_mark_id limit ${MARKS_PER_TRANSACTION_MAX})
    returning battery_id as "batteryId", from_at as "fromAt", until_at as "untilAt"`;
  const spans = joinedSpans(marks);
  if (spans.length > 0) {
    await saveMinutes(tx, await minutesOf(tx, spans));
    await savePeriods(tx, spans);
  }
  return marks.length;
}

/** As few spans as the marks of each battery come to. */
function joinedSpans(marks: readonly Marked[]): Marked[] {
  const joined: Marked[] = [];
  const inOrder = marks.toSorted((one, other) =>
    one.batteryId === other.batteryId ? one.fromAt.getTime() - other.fromAt.getTime() : one.batteryId < other.batteryId ? -1 : 1,
  );
  for (const mark of inOrder) {
    const last = joined.at(-1);
    if (last?.batteryId === mark.batteryId && mark.fromAt.getTime() - last.untilAt.getTime() <= JOINED_MS_MAX) {
      joined[joined.length - 1] = { ...last, untilAt: mark.untilAt > last.untilAt ? mark.untilAt : last.untilAt };
    } else joined.push(mark);
  }
  return joined;
}

interface SpanRow {
  readonly place: number;
  readonly startAt: Date;
  readonly endAt: Date;
  readonly measuredAt: Date;
  readonly activePowerKw: number;
  readonly socPercent: number;
  readonly exportedKwh: number;
  readonly importedKwh: number;
}

type BatteryRollup = Rollup & { readonly batteryId: string };

async function minutesOf(tx: Tx, spans: readonly Marked[]): Promise<BatteryRollup[]> {
  const rows = await readAround(tx, spans);
  const byPlace = Map.groupBy(rows, ({ place }) => place);
  return [...byPlace].flatMap(([place, readings]) => {
    const [first] = readings;
    const batteryId = spans[place - 1]?.batteryId;
    if (!first || batteryId === undefined) return [];
    const buckets = { fromMs: first.startAt.getTime(), untilMs: first.endAt.getTime(), stepMs: MINUTE_MS };
    return rollUp(readings.map(rollupReading), buckets).map((rollup) => ({ ...rollup, batteryId }));
  });
}

/**
 * The good readings from which the rollups of each span follow. A reading changes what is known from the reading before it until
 * the one after it; the minutes of that time need the readings around them in turn. Their bounds are found first: folded into the
 * last join they were looked up again for each of its readings, and a backlog of an hour ran into the statement's time limit.
 */
async function readAround({ sql, tenantId }: Tx, spans: readonly Marked[]): Promise<readonly SpanRow[]> {
  const good = sql`tenant_id = ${tenantId} and battery_id = marked.battery_id and quality = 'GOOD'`;
  const bridged = sql`make_interval(secs => ${BRIDGED_MS_MAX / 1_000})`;
  return sql<SpanRow[]>`
    with marked as (
      select * from unnest(
        ${spans.map(({ batteryId }) => batteryId)}::uuid[],
        ${spans.map(({ fromAt }) => fromAt.toISOString())}::timestamptz[],
        ${spans.map(({ untilAt }) => untilAt.toISOString())}::timestamptz[]
      ) with ordinality as one (battery_id, from_at, until_at, place)
    ), affected as materialized (
      select place, battery_id,
        date_trunc('minute', coalesce((
          select measured_at from reading where ${good} and measured_at < from_at and measured_at >= from_at - ${bridged}
          order by measured_at desc limit 1), from_at)) as start_at,
        date_trunc('minute', coalesce((
          select measured_at from reading where ${good} and measured_at > until_at and measured_at <= until_at + ${bridged}
          order by measured_at limit 1), until_at)) + interval '1 minute' as end_at
      from marked
    ), needed as materialized (
      select marked.*,
        coalesce((
          select measured_at from reading where ${good} and measured_at <= start_at and measured_at >= start_at - ${bridged}
          order by measured_at desc limit 1), start_at) as needed_from,
        coalesce((
          select measured_at from reading where ${good} and measured_at >= end_at and measured_at <= end_at + ${bridged}
          order by measured_at limit 1), end_at) as needed_until
      from affected marked
    )
    select place::int, start_at as "startAt", end_at as "endAt", known.* from needed marked
    cross join lateral (
      select measured_at as "measuredAt", active_power_kw as "activePowerKw", soc_percent as "socPercent",
        exported_kwh as "exportedKwh", imported_kwh as "importedKwh"
      from reading where ${good} and measured_at between needed_from and needed_until
    ) known
    order by place, "measuredAt"`;
}

async function saveMinutes({ sql, tenantId }: Tx, rollups: readonly BatteryRollup[]): Promise<void> {
  if (rollups.length === 0) return;
  await sql`
    insert into reading_rollup (tenant_id, resolution, battery_id, start_at, exported_kwh, imported_kwh, active_power_kw_min,
      active_power_kw_max, soc_percent, reading_count, covered_seconds)
    select distinct on (battery_id, start_at) ${tenantId}::uuid, 'MINUTE', one.* from unnest(
      ${rollups.map(({ batteryId }) => batteryId)}::uuid[],
      ${rollups.map(({ startMs }) => new Date(startMs).toISOString())}::timestamptz[],
      ${rollups.map(({ exportedKwh }) => exportedKwh)}::float8[],
      ${rollups.map(({ importedKwh }) => importedKwh)}::float8[],
      ${rollups.map(({ activePowerKwMin }) => activePowerKwMin)}::float8[],
      ${rollups.map(({ activePowerKwMax }) => activePowerKwMax)}::float8[],
      ${rollups.map(({ socPercent }) => socPercent)}::float8[],
      ${rollups.map(({ readingCount }) => readingCount)}::int[],
      ${rollups.map(({ coveredSeconds }) => coveredSeconds)}::float8[])
      as one (battery_id, start_at, exported_kwh, imported_kwh, power_min, power_max, soc_percent, reading_count, covered_seconds)
    order by battery_id, start_at
    ${replaceRollup(sql)}`;
}

/** A settlement period is the sum of its minutes; so it is computed again from all of them. */
async function savePeriods({ sql, tenantId }: Tx, spans: readonly Marked[]): Promise<void> {
  const reachMs = BRIDGED_MS_MAX + MINUTE_MS;
  const periodLength = sql`make_interval(secs => ${PERIOD_MS / 1_000})`;
  await sql`
    insert into reading_rollup (tenant_id, resolution, battery_id, start_at, exported_kwh, imported_kwh, active_power_kw_min,
      active_power_kw_max, soc_percent, reading_count, covered_seconds)
    select ${tenantId}::uuid, 'SETTLEMENT_PERIOD', minute.battery_id, period.start_at, sum(exported_kwh), sum(imported_kwh),
      min(active_power_kw_min), max(active_power_kw_max), (array_agg(soc_percent order by minute.start_at desc))[1],
      sum(reading_count), sum(covered_seconds)
    from (
      select distinct battery_id, start_at from unnest(
        ${spans.map(({ batteryId }) => batteryId)}::uuid[],
        ${spans.map(({ fromAt }) => new Date(fromAt.getTime() - reachMs).toISOString())}::timestamptz[],
        ${spans.map(({ untilAt }) => new Date(untilAt.getTime() + reachMs).toISOString())}::timestamptz[]
      ) as marked (battery_id, from_at, until_at)
      cross join lateral generate_series(date_bin(${periodLength}, from_at, 'epoch'), until_at, ${periodLength}) as period (start_at)
    ) period
    join reading_rollup minute on minute.tenant_id = ${tenantId} and minute.battery_id = period.battery_id
      and minute.resolution = 'MINUTE' and minute.start_at >= period.start_at and minute.start_at < period.start_at + ${periodLength}
    group by minute.battery_id, period.start_at
    ${replaceRollup(sql)}`;
}

function replaceRollup(sql: Tx['sql']) {
  return sql`
    on conflict (tenant_id, battery_id, resolution, start_at) do update set exported_kwh = excluded.exported_kwh,
      imported_kwh = excluded.imported_kwh, active_power_kw_min = excluded.active_power_kw_min,
      active_power_kw_max = excluded.active_power_kw_max, soc_percent = excluded.soc_percent,
      reading_count = excluded.reading_count, covered_seconds = excluded.covered_seconds`;
}

function rollupReading({ measuredAt, activePowerKw, socPercent, exportedKwh, importedKwh }: SpanRow): RollupReading {
  return { atMs: measuredAt.getTime(), activePowerKw, socPercent, exportedKwh, importedKwh };
}
