import { durationMs, type Interval } from '../../kernel/intervals.ts';
import { kwOf } from '../../kernel/units.ts';
import { Fault } from '../../platform/fault.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { coversAll, type Times, timesSql, touches } from '../ownership/index.ts';
import { MINUTE_MS, PERIOD_MS } from './roll-up-marked.ts';

export type SeriesResolution = 'RAW' | 'MINUTE' | 'SETTLEMENT_PERIOD';

/** A span of a battery's past, or one reading of it. */
export interface SeriesPoint {
  readonly fromAt: Date;
  /** The same as `fromAt` for a single reading. */
  readonly untilAt: Date;
  /** Null for a single reading: energy needs two. */
  readonly exportedKwh: number | null;
  readonly importedKwh: number | null;
  readonly activePowerKwMean: number | null;
  readonly activePowerKwMin: number | null;
  readonly activePowerKwMax: number | null;
  readonly socPercent: number;
  readonly readingCount: number;
  readonly coveredRatio: number;
}

export interface Series {
  readonly resolution: SeriesResolution;
  readonly points: readonly SeriesPoint[];
  /** Points that lie only partly inside of what the caller may see. */
  readonly leftOutCount: number;
}

interface Wanted {
  readonly batteryId: string;
  readonly span: Interval;
  readonly times: Times;
  /** Null for the finest that fits. */
  readonly resolution: SeriesResolution | null;
  readonly pointCountMax: number;
  /** From this instant on single readings are kept. */
  readonly rawFromAt: Date;
}

const STEP_MS = { MINUTE: MINUTE_MS, SETTLEMENT_PERIOD: PERIOD_MS } as const;

/** A battery's past in the resolution asked for, or the finest of which no more than `pointCountMax` points fall into the span. */
export async function readBatterySeries(tx: Tx, wanted: Wanted): Promise<Series> {
  const resolution = wanted.resolution ?? (await finest(tx, wanted));
  if (resolution === 'RAW') return rawSeries(tx, wanted);
  if (bucketCount(wanted.span, STEP_MS[resolution]) > wanted.pointCountMax) throw tooMany(wanted.pointCountMax);
  return rollupSeries(tx, { ...wanted, resolution });
}

async function finest(tx: Tx, wanted: Wanted): Promise<SeriesResolution> {
  const { span, pointCountMax, rawFromAt } = wanted;
  // Readings come once a second at most, as a rule; a span with certainly too many is not counted.
  const isCountable = durationMs(span) <= pointCountMax * MINUTE_MS;
  if (span.fromAt >= rawFromAt && isCountable && (await countReadings(tx, wanted)) <= pointCountMax) return 'RAW';
  return bucketCount(span, MINUTE_MS) <= pointCountMax ? 'MINUTE' : 'SETTLEMENT_PERIOD';
}

async function countReadings({ sql, tenantId }: Tx, { batteryId, span, times, pointCountMax }: Wanted): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from (
      select 1 from reading
      where tenant_id = ${tenantId} and battery_id = ${batteryId} and measured_at >= ${span.fromAt} and measured_at < ${span.untilAt}
        and ${timesSql(sql, times, 'measured_at')}
      limit ${pointCountMax + 1}) counted`;
  return row?.count ?? 0;
}

async function rawSeries({ sql, tenantId }: Tx, { batteryId, span, times, pointCountMax }: Wanted): Promise<Series> {
  const rows = await sql<{ measuredAt: Date; activePowerKw: number; socPercent: number }[]>`
    select measured_at as "measuredAt", active_power_kw as "activePowerKw", soc_percent as "socPercent" from reading
    where tenant_id = ${tenantId} and battery_id = ${batteryId} and measured_at >= ${span.fromAt} and measured_at < ${span.untilAt}
      and ${timesSql(sql, times, 'measured_at')}
    order by measured_at limit ${pointCountMax + 1}`;
  if (rows.length > pointCountMax) throw tooMany(pointCountMax);
  const points = rows.map(({ measuredAt, activePowerKw, socPercent }) => ({
    fromAt: measuredAt,
    untilAt: measuredAt,
    exportedKwh: null,
    importedKwh: null,
    activePowerKwMean: activePowerKw,
    activePowerKwMin: activePowerKw,
    activePowerKwMax: activePowerKw,
    socPercent,
    readingCount: 1,
    coveredRatio: 1,
  }));
  return { resolution: 'RAW', points, leftOutCount: 0 };
}

interface RollupRow {
  readonly startAt: Date;
  readonly exportedKwh: number;
  readonly importedKwh: number;
  readonly activePowerKwMin: number | null;
  readonly activePowerKwMax: number | null;
  readonly socPercent: number;
  readonly readingCount: number;
  readonly coveredSeconds: number;
}

/** The buckets that lie wholly in the span. One that lies only partly in what may be seen would tell of the rest: it is left out. */
async function rollupSeries(
  { sql, tenantId }: Tx,
  { batteryId, span, times, resolution }: Wanted & { readonly resolution: keyof typeof STEP_MS },
): Promise<Series> {
  const stepMs = STEP_MS[resolution];
  const rows = await sql<RollupRow[]>`
    select start_at as "startAt", exported_kwh as "exportedKwh", imported_kwh as "importedKwh",
      active_power_kw_min as "activePowerKwMin", active_power_kw_max as "activePowerKwMax", soc_percent as "socPercent",
      reading_count as "readingCount", covered_seconds as "coveredSeconds"
    from reading_rollup
    where tenant_id = ${tenantId} and battery_id = ${batteryId} and resolution = ${resolution}
      and start_at >= ${span.fromAt} and start_at <= ${new Date(span.untilAt.getTime() - stepMs)}
    order by start_at`;
  const points = rows.map((row) => pointOf(row, stepMs));
  const visible = points.filter((point) => coversAll(times, point));
  const touched = points.filter((point) => !coversAll(times, point) && touches(times, point));
  return { resolution, points: visible, leftOutCount: touched.length };
}

function pointOf({ startAt, coveredSeconds, ...row }: RollupRow, stepMs: number): SeriesPoint {
  const { exportedKwh, importedKwh, readingCount } = row;
  const isMeasured = coveredSeconds > 0 || readingCount > 0;
  return {
    ...row,
    fromAt: startAt,
    untilAt: new Date(startAt.getTime() + stepMs),
    activePowerKwMean: isMeasured ? kwOf({ energyKwh: exportedKwh - importedKwh, durationMs: stepMs }) : null,
    coveredRatio: Math.min(1, (coveredSeconds * 1_000) / stepMs),
  };
}

function bucketCount(span: Interval, stepMs: number): number {
  return Math.ceil(durationMs(span) / stepMs);
}

function tooMany(pointCountMax: number): Fault {
  return new Fault('BAD_USER_INPUT', {
    tell: `The span has more than ${pointCountMax} points in this resolution: ask for a shorter span, more points or a coarser resolution.`,
  });
}
