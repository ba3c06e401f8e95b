import { durationMs, type Interval } from '../../kernel/intervals.ts';
import { kwOf } from '../../kernel/units.ts';
import { Fault } from '../../platform/fault.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { ALWAYS, covers, coversAll, isNever, type Times, timesSql, touches } from '../ownership/index.ts';
import { type ArchivedPoint, readArchivedPoints } from './archive-file.ts';
import { dayStart, readFilesBeyond, readFirstArchivedDay } from './archived-days.ts';
import { archivedParts, type Past, withFilesThatStay } from './archived-parts.ts';
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
  /** From this instant on single readings are kept in the database. */
  readonly rawFromAt: Date;
}

const STEP_MS = { MINUTE: MINUTE_MS, SETTLEMENT_PERIOD: PERIOD_MS } as const;

/** A battery's past in the resolution asked for, or the finest of which no more than `pointCountMax` points fall into the span. */
export async function readBatterySeries(past: Past, wanted: Wanted): Promise<Series> {
  const { span, pointCountMax, resolution: asked } = wanted;
  if (asked === 'RAW') {
    const raw = await rawSeries(past, wanted);
    if (!raw) throw tooMany(pointCountMax);
    return raw;
  }
  if (asked === null && (await mayBeRaw(past, wanted))) {
    const raw = await rawSeries(past, wanted);
    if (raw) return raw;
  }
  const fitting = bucketCount(span, MINUTE_MS) <= pointCountMax ? 'MINUTE' : 'SETTLEMENT_PERIOD';
  const resolution = asked ?? fitting;
  if (bucketCount(span, STEP_MS[resolution]) > pointCountMax) throw tooMany(pointCountMax);
  return past.read((tx) => rollupSeries(tx, { ...wanted, resolution }));
}

/** The settlement periods that lie wholly in a span, for whoever asks on the platform's behalf. */
export async function readPeriodPoints(
  tx: Tx,
  { batteryId, span }: { batteryId: string; span: Interval },
): Promise<readonly SeriesPoint[]> {
  const { points } = await rollupSeries(tx, { batteryId, span, times: ALWAYS, resolution: 'SETTLEMENT_PERIOD' });
  return points;
}

/** Whether single readings could be few enough, and all of them are known to be kept: in the database or in the archive. */
async function mayBeRaw({ read }: Past, { span, pointCountMax, rawFromAt }: Wanted): Promise<boolean> {
  // Readings come once a second at most, as a rule; a span with certainly too many is not counted.
  if (durationMs(span) > pointCountMax * MINUTE_MS) return false;
  if (span.fromAt >= rawFromAt) return true;
  const firstDay = await read(readFirstArchivedDay);
  return firstDay !== null && dayStart(firstDay) <= span.fromAt;
}

/** Single readings, wherever they are kept; null when there are more than may be. */
async function rawSeries(past: Past, wanted: Wanted): Promise<Series | null> {
  return withFilesThatStay(() => rawSeriesOnce(past, wanted));
}

async function rawSeriesOnce({ read, archive }: Past, wanted: Wanted): Promise<Series | null> {
  const { pointCountMax, batteryId, span, times } = wanted;
  // The rows before the manifest: what is forgotten between the two is in a file that the manifest names.
  const { rows, files } = await read(async (tx) => ({
    rows: await readStoredPoints(tx, wanted),
    files: isNever(times) ? [] : await readFilesBeyond(tx, wanted),
  }));
  const pointByMs = new Map<number, ArchivedPoint>();
  const add = (points: readonly ArchivedPoint[]): boolean => {
    for (const point of points) pointByMs.set(point.measuredAt.getTime(), point);
    return pointByMs.size <= pointCountMax;
  };
  for await (const points of archivedParts(archive, files, (file) => readArchivedPoints(file, { batteryId, span })))
    if (!add(points.filter(({ measuredAt }) => covers(times, measuredAt)))) return null;
  // A reading that is in both counts once.
  if (!add(rows)) return null;
  const inOrder = [...pointByMs.entries()].toSorted(([one], [other]) => one - other);
  return { resolution: 'RAW', points: inOrder.map(([, point]) => singlePoint(point)), leftOutCount: 0 };
}

async function readStoredPoints(
  { sql, tenantId }: Tx,
  { batteryId, span, times, pointCountMax }: Wanted,
): Promise<ArchivedPoint[]> {
  return sql<ArchivedPoint[]>`
    select measured_at as "measuredAt", active_power_kw as "activePowerKw", soc_percent as "socPercent" from reading
    where tenant_id = ${tenantId} and battery_id = ${batteryId} and measured_at >= ${span.fromAt} and measured_at < ${span.untilAt}
      and ${timesSql(sql, times, 'measured_at')}
    order by measured_at limit ${pointCountMax + 1}`;
}

function singlePoint({ measuredAt, activePowerKw, socPercent }: ArchivedPoint): SeriesPoint {
  return {
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
  };
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
  {
    batteryId,
    span,
    times,
    resolution,
  }: Pick<Wanted, 'batteryId' | 'span' | 'times'> & { readonly resolution: keyof typeof STEP_MS },
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
