import { randomUUID } from 'node:crypto';
import type { CivilDate } from '../../kernel/periods.ts';
import { BinaryRows, uuidBytes } from '../../platform/binary-rows.ts';
import { copyRows } from '../../platform/copy-rows.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { DAY_MS, dayOf, markDays } from './archived-days.ts';
import type { Letter } from './judge-message.ts';
import type { Reading } from './reading.ts';

/** The columns of a row as it is staged, in the order in which `printRow` writes them. */
const COLUMNS = `battery_id, measured_at, received_at, active_power_kw, soc_percent, exported_kwh, imported_kwh, quality, quality_reason,
  instruction_sequence, stored_energy_kwh, available_charge_power_kw, available_discharge_power_kw, frequency_hertz, voltage_volts,
  temperature_celsius, operating_state, alarm_codes, custom_metrics`;
const COLUMN_COUNT = 19;

/** Readings as the rows that PostgreSQL takes in. */
export function printRows(readings: readonly Reading[]): Buffer {
  const rows = new BinaryRows(readings.length);
  const uuids = new Map<string, Uint8Array>();
  for (const reading of readings) {
    let uuid = uuids.get(reading.batteryId);
    if (!uuid) uuids.set(reading.batteryId, (uuid = uuidBytes(reading.batteryId)));
    printRow(rows, uuid, reading);
  }
  return rows.end();
}

/**
 * Many rows by one binary copy into a table of this connection, and from there into `reading`: no direct copy is allowed under
 * row-level security, and this is the fastest way beside it. A reading of a battery and instant that is there stays as it is.
 * What the rollups have to be computed again for, and which days may be in the archive without them, is marked in the same
 * transaction. Answers how many were not there yet.
 */
export async function insertReadings(tx: Tx, readings: readonly Reading[], rows = printRows(readings)): Promise<number> {
  if (readings.length === 0) return 0;
  const { sql, tenantId } = tx;
  const months = new Set(readings.map(({ measuredAt }) => Date.UTC(measuredAt.getUTCFullYear(), measuredAt.getUTCMonth())));
  for (const month of months) await sql`select ensure_reading_partition(${new Date(month)})`;
  await sql.unsafe(
    `create temporary table if not exists staged_reading on commit delete rows as select ${COLUMNS} from reading with no data`,
  );
  await copyRows(tx, `copy staged_reading (${COLUMNS}) from stdin (format binary)`, rows);
  const inserted = await sql.unsafe(
    `insert into reading (tenant_id, ${COLUMNS}) select '${tenantId}'::uuid, ${COLUMNS} from staged_reading on conflict do nothing`,
  );
  // By the hour, so that a backlog and the present in one batch are not a span with everything between them.
  await sql`
    insert into rollup_mark (tenant_id, battery_id, from_at, until_at)
    select ${tenantId}, battery_id, min(measured_at), max(measured_at) from staged_reading
    group by battery_id, date_trunc('hour', measured_at)`;
  await markDays(tx, lateDays(readings));
  return inserted.count;
}

/** The days that had ended when their readings came; nearly always none. */
function lateDays(readings: readonly Reading[]): CivilDate[] {
  const startsMs = new Set<number>();
  for (const { measuredAt, receivedAt } of readings) {
    const startMs = measuredAt.getTime() - (measuredAt.getTime() % DAY_MS);
    if (startMs + DAY_MS <= receivedAt.getTime()) startsMs.add(startMs);
  }
  return [...startsMs].map((startMs) => dayOf(new Date(startMs)));
}

export async function insertDeadLetters(
  { sql, tenantId }: Tx,
  { letters, receivedAt }: { letters: readonly Letter[]; receivedAt: Date },
): Promise<void> {
  await Promise.all(
    letters.map(
      ({ source, payload, reason }) => sql`
        insert into dead_letter (tenant_id, dead_letter_id, source, payload, reason, received_at)
        values (${tenantId}, ${randomUUID()}, ${source}, ${payload}, ${storable(reason)}, ${receivedAt})`,
    ),
  );
}

/** A reason quotes what was sent, and PostgreSQL takes no NUL in a text: the letter, and all that came with it, would come for ever. */
function storable(text: string): string {
  return text.replaceAll('\0', '\uFFFD');
}

function printRow(rows: BinaryRows, batteryUuid: Uint8Array, reading: Reading): void {
  rows.startRow(COLUMN_COUNT);
  rows.uuid(batteryUuid);
  rows.instant(reading.measuredAt);
  rows.instant(reading.receivedAt);
  rows.float8(reading.activePowerKw);
  rows.float8(reading.socPercent);
  rows.float8(reading.exportedKwh);
  rows.float8(reading.importedKwh);
  rows.text(reading.quality);
  rows.text(reading.qualityReason);
  rows.int4(reading.instructionSequence);
  rows.float8(reading.storedEnergyKwh);
  rows.float8(reading.availableChargePowerKw);
  rows.float8(reading.availableDischargePowerKw);
  rows.float8(reading.frequencyHertz);
  rows.float8(reading.voltageVolts);
  rows.float8(reading.temperatureCelsius);
  rows.text(reading.operatingState);
  rows.textArray(reading.alarmCodes);
  rows.jsonb(reading.customMetrics);
}
