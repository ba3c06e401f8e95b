import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { tableFromIPC } from 'apache-arrow';
import fc from 'fast-check';
import { readParquet } from 'parquet-wasm';
import { afterAll, expect, test } from 'vitest';
import { writeArchiveFile } from '../../src/modules/telemetry/archive-file.ts';
import type { Reading } from '../../src/modules/telemetry/reading.ts';
import { drawnReadings, oneByOne } from '../harness/drawn-readings.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-archive-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** As the Parquet library of Apache Arrow for Rust reads it, which shares no code with what wrote it. */
async function readElsewhere(readings: readonly Reading[]) {
  const file = path.join(folder, 'readings.parquet');
  await writeArchiveFile(file, oneByOne(readings), { day: '2025-03-10' });
  return tableFromIPC(readParquet(readFileSync(file)).intoIPCStream());
}

const listed = (codes: readonly string[] | null): string[] | null => codes && [...codes];

test('another implementation reads every reading exactly as it was stored', async () => {
  await fc.assert(
    fc.asyncProperty(drawnReadings({ minLength: 1 }), async (readings) => {
      const table = await readElsewhere(readings);
      // A row of the table is an object of its columns.
      const rows = table.toArray().map((row) => row.toJSON() as Record<string, unknown>);
      const expected = readings.map((reading) => ({
        battery_id: reading.batteryId,
        measured_at: reading.measuredAt.getTime(),
        received_at: reading.receivedAt.getTime(),
        active_power_kw: reading.activePowerKw,
        soc_percent: reading.socPercent,
        exported_kwh: reading.exportedKwh,
        imported_kwh: reading.importedKwh,
        quality: reading.quality,
        quality_reason: reading.qualityReason,
        instruction_sequence: reading.instructionSequence,
        stored_energy_kwh: reading.storedEnergyKwh,
        available_charge_power_kw: reading.availableChargePowerKw,
        available_discharge_power_kw: reading.availableDischargePowerKw,
        frequency_hertz: reading.frequencyHertz,
        voltage_volts: reading.voltageVolts,
        temperature_celsius: reading.temperatureCelsius,
        operating_state: reading.operatingState,
        alarm_codes: reading.alarmCodes,
        custom_metrics: reading.customMetrics,
      }));
      const plain = rows.map(({ alarm_codes: codes, custom_metrics: metrics, ...row }) => ({
        ...row,
        alarm_codes: listed(codes as readonly string[] | null),
        custom_metrics: typeof metrics === 'string' ? JSON.parse(metrics) : null,
      }));
      expect(plain).toEqual(expected);
    }),
    { numRuns: 25 },
  );
});

test('another implementation sees instants of UTC, units in the names and lists as lists', async () => {
  const { schema } = await readElsewhere(fc.sample(drawnReadings({ minLength: 1 }), { numRuns: 1, seed: 1 }).flat());
  const types = Object.fromEntries(schema.fields.map(({ name, type }) => [name, String(type)]));
  expect(types).toMatchObject({
    battery_id: 'Utf8',
    measured_at: 'Timestamp<MILLISECOND, UTC>',
    active_power_kw: 'Float64',
    instruction_sequence: 'Int32',
    alarm_codes: 'List<Utf8>',
  });
  expect(schema.fields).toHaveLength(19);
});
