import type { DeadLetterId } from '../../kernel/ids.ts';
import type { Interval } from '../../kernel/intervals.ts';
import { durationMs } from '../../kernel/intervals.ts';
import { interpolate } from '../../kernel/series.ts';
import { type KeysetPage, keyset } from '../../platform/keyset.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { type Times, timesSql } from '../ownership/index.ts';
import type { Reading } from './reading.ts';

export interface DeadLetter {
  readonly deadLetterId: DeadLetterId;
  readonly source: string;
  readonly payload: Buffer;
  readonly reason: string;
  readonly receivedAt: Date;
  readonly replayedAt: Date | null;
}

/** What the meter showed at an instant: all energy ever delivered to and taken from the grid. */
export interface MeterRegisters {
  readonly exportedKwh: number;
  readonly importedKwh: number;
}

/** The registers at an instant, and how far apart the readings are between which they were interpolated. */
export interface RegistersAt extends MeterRegisters {
  readonly gapMs: number;
}

/** Readings of a span that lie inside of the times, oldest first, at most one for each of `pointCountMax` equal pieces of it. */
export async function readSeries(
  tx: Tx,
  { batteryId, span, times, pointCountMax }: { batteryId: string; span: Interval; times: Times; pointCountMax: number },
): Promise<Reading[]> {
  const pieceSeconds = durationMs(span) / pointCountMax / 1_000;
  return tx.sql<Reading[]>`
    select ${columns(tx)} from (
      select *, row_number() over (
        partition by date_bin(make_interval(secs => ${pieceSeconds}), measured_at, ${span.fromAt}) order by measured_at desc
      ) as place
      from reading
      where tenant_id = ${tx.tenantId} and battery_id = ${batteryId} and measured_at >= ${span.fromAt} and measured_at < ${span.untilAt}
        and ${timesSql(tx.sql, times, 'measured_at')}
    ) pieces
    where place = 1 order by measured_at`;
}

/** The newest reading of every battery of the tenant. */
export async function readNewest(tx: Tx): Promise<Reading[]> {
  return tx.sql<Reading[]>`
    select newest.* from battery
    cross join lateral (
      select ${columns(tx)} from reading
      where reading.tenant_id = battery.tenant_id and reading.battery_id = battery.battery_id
      order by measured_at desc limit 1
    ) newest
    where battery.tenant_id = ${tx.tenantId}`;
}

/** The batteries of which there are readings in a span. */
export async function readBatteriesOf({ sql, tenantId }: Tx, { fromAt, untilAt }: Interval): Promise<string[]> {
  const rows = await sql<{ batteryId: string }[]>`
    select battery_id as "batteryId" from battery
    where tenant_id = ${tenantId} and exists (
      select 1 from reading where reading.tenant_id = battery.tenant_id and reading.battery_id = battery.battery_id
        and measured_at >= ${fromAt} and measured_at < ${untilAt})
    order by battery_id`;
  return rows.map(({ batteryId }) => batteryId);
}

/** Readings of a battery in a span, oldest first, after an instant of it. */
export async function readReadingsAfter(
  tx: Tx,
  { batteryId, span, after, countMax }: { batteryId: string; span: Interval; after: Date | null; countMax: number },
): Promise<Reading[]> {
  return tx.sql<Reading[]>`
    select ${columns(tx)} from reading
    where tenant_id = ${tx.tenantId} and battery_id = ${batteryId} and measured_at >= ${span.fromAt} and measured_at < ${span.untilAt}
      and measured_at > coalesce(${after}::timestamptz, '-infinity')
    order by measured_at limit ${countMax}`;
}

interface MissedRange {
  readonly batteryIds: readonly string[];
  /** What the platform received after this. */
  readonly receivedAfter: Date;
  /** What was measured before this is history, however late it came. */
  readonly measuredFrom: Date;
}

/** The newest readings of each battery among those that were received after an instant. */
export async function readReceivedSince(
  tx: Tx,
  { batteryIds, receivedAfter, measuredFrom, perBatteryCountMax }: MissedRange & { readonly perBatteryCountMax: number },
): Promise<Reading[]> {
  return tx.sql<Reading[]>`
    select missed.* from unnest(${[...batteryIds]}::uuid[]) as wanted (battery_id)
    cross join lateral (
      select ${columns(tx)} from reading
      where reading.tenant_id = ${tx.tenantId} and reading.battery_id = wanted.battery_id
        and reading.measured_at >= ${measuredFrom} and reading.received_at > ${receivedAfter}
      order by reading.measured_at desc limit ${perBatteryCountMax}
    ) missed`;
}

/** How many readings were received after an instant; counted no further than the limit. */
export async function countReceivedSince(
  tx: Tx,
  { batteryIds, receivedAfter, measuredFrom, countMax }: MissedRange & { readonly countMax: number },
): Promise<number> {
  const [row] = await tx.sql<{ count: number }[]>`
    select count(*)::int as count from (
      select 1 from reading
      where tenant_id = ${tx.tenantId} and battery_id = any(${[...batteryIds]}::uuid[]) and measured_at >= ${measuredFrom}
        and received_at > ${receivedAfter}
      limit ${countMax}) counted`;
  return row?.count ?? 0;
}

/**
 * The meter registers at each instant, by linear interpolation between the readings around it; an instant that no
 * reading follows or precedes is left out.
 */
export async function readRegisters(
  tx: Tx,
  { batteryId, instants }: { batteryId: string; instants: readonly Date[] },
): Promise<Map<number, RegistersAt>> {
  const rows = await tx.sql<RegisterRow[]>`
    select wanted.at as "at", before.measured_at as "beforeAt", before.exported_kwh as "beforeExportedKwh",
      before.imported_kwh as "beforeImportedKwh", after.measured_at as "afterAt", after.exported_kwh as "afterExportedKwh",
      after.imported_kwh as "afterImportedKwh"
    from unnest(${instants.map((instant) => instant.toISOString())}::timestamptz[]) as wanted (at)
    cross join lateral (
      select measured_at, exported_kwh, imported_kwh from reading
      where tenant_id = ${tx.tenantId} and battery_id = ${batteryId} and measured_at <= wanted.at
      order by measured_at desc limit 1) before
    cross join lateral (
      select measured_at, exported_kwh, imported_kwh from reading
      where tenant_id = ${tx.tenantId} and battery_id = ${batteryId} and measured_at >= wanted.at
      order by measured_at limit 1) after`;
  return new Map(rows.map((row) => [row.at.getTime(), registersAt(row)]));
}

/** The state of charge at each instant, by the last reading before it; left out where none is young enough. */
export async function readSocAt(
  { sql, tenantId }: Tx,
  { batteryId, instants, ageMsMax }: { batteryId: string; instants: readonly Date[]; ageMsMax: number },
): Promise<Map<number, number>> {
  const rows = await sql<{ at: Date; socPercent: number }[]>`
    select wanted.at as "at", newest.soc_percent as "socPercent"
    from unnest(${instants.map((instant) => instant.toISOString())}::timestamptz[]) as wanted (at)
    cross join lateral (
      select soc_percent from reading
      where tenant_id = ${tenantId} and battery_id = ${batteryId} and measured_at <= wanted.at
        and measured_at >= wanted.at - make_interval(secs => ${ageMsMax / 1_000})
      order by measured_at desc limit 1) newest`;
  return new Map(rows.map(({ at, socPercent }) => [at.getTime(), socPercent]));
}

/** The first meter registers from an instant on; null when nothing was read since. */
export async function readFirstRegisters(
  tx: Tx,
  { batteryId, fromAt }: { batteryId: string; fromAt: Date },
): Promise<MeterRegisters | null> {
  const [first] = await tx.sql<MeterRegisters[]>`
    select exported_kwh as "exportedKwh", imported_kwh as "importedKwh" from reading
    where tenant_id = ${tx.tenantId} and battery_id = ${batteryId} and measured_at >= ${fromAt}
    order by measured_at limit 1`;
  return first ?? null;
}

export async function readDeadLetter(tx: Tx, deadLetterId: string): Promise<DeadLetter | null> {
  const [letter] = await tx.sql<DeadLetter[]>`
    select ${deadLetterColumns(tx)} from dead_letter where tenant_id = ${tx.tenantId} and dead_letter_id = ${deadLetterId}`;
  return letter ?? null;
}

/** Newest first. */
export async function readDeadLetters(tx: Tx, page: KeysetPage): Promise<DeadLetter[]> {
  const { bounds, ordering } = keyset(tx.sql, page, {
    columns: { receivedAt: 'received_at', deadLetterId: 'dead_letter_id' },
    descending: true,
  });
  return tx.sql<DeadLetter[]>`
    select ${deadLetterColumns(tx)} from dead_letter where tenant_id = ${tx.tenantId} and ${bounds} ${ordering}`;
}

interface RegisterRow {
  readonly at: Date;
  readonly beforeAt: Date;
  readonly beforeExportedKwh: number;
  readonly beforeImportedKwh: number;
  readonly afterAt: Date;
  readonly afterExportedKwh: number;
  readonly afterImportedKwh: number;
}

function registersAt({ at, beforeAt, afterAt, ...row }: RegisterRow): RegistersAt {
  const between = (before: number, after: number): number =>
    interpolate({ atMs: beforeAt.getTime(), value: before }, { atMs: afterAt.getTime(), value: after }, at.getTime());
  return {
    exportedKwh: between(row.beforeExportedKwh, row.afterExportedKwh),
    importedKwh: between(row.beforeImportedKwh, row.afterImportedKwh),
    gapMs: afterAt.getTime() - beforeAt.getTime(),
  };
}

function columns({ sql }: Tx) {
  return sql`battery_id as "batteryId", measured_at as "measuredAt", received_at as "receivedAt", active_power_kw as "activePowerKw",
    soc_percent as "socPercent", exported_kwh as "exportedKwh", imported_kwh as "importedKwh", quality,
    quality_reason as "qualityReason", instruction_sequence as "instructionSequence", stored_energy_kwh as "storedEnergyKwh",
    available_charge_power_kw as "availableChargePowerKw", available_discharge_power_kw as "availableDischargePowerKw",
    frequency_hertz as "frequencyHertz", voltage_volts as "voltageVolts", temperature_celsius as "temperatureCelsius",
    operating_state as "operatingState", alarm_codes as "alarmCodes", custom_metrics as "customMetrics"`;
}

function deadLetterColumns({ sql }: Tx) {
  return sql`dead_letter_id as "deadLetterId", source, payload, reason, received_at as "receivedAt", replayed_at as "replayedAt"`;
}
