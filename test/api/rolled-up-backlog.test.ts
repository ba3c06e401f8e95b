import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertReadings, type Reading } from '../../src/modules/telemetry/index.ts';
import { batteryIdOf, fileOf, openWorld, type World } from '../harness/world.ts';

let world: World;
const ONE = { tenant: 'alder', site: 'north', battery: 'one' } as const;
const TWO = { tenant: 'alder', site: 'north', battery: 'two' } as const;
const { tenantId } = fileOf('alder');
const HOURS = 6;
const READINGS_PER_HOUR = 3_600;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** A reading a second, as a site hands over that was cut off. */
function hourOf(place: typeof ONE | typeof TWO, hour: number): Reading[] {
  const startMs = world.clock.nowMs() - (HOURS - hour) * 3_600_000;
  return Array.from({ length: READINGS_PER_HOUR }, (_, second) => ({
    batteryId: batteryIdOf(place),
    measuredAt: new Date(startMs + second * 1_000),
    receivedAt: world.clock.now(),
    activePowerKw: 1,
    socPercent: 50,
    exportedKwh: 1_000 + hour + second / 3_600,
    importedKwh: 1_000,
    quality: 'GOOD',
    qualityReason: null,
    instructionSequence: null,
    storedEnergyKwh: null,
    availableChargePowerKw: null,
    availableDischargePowerKw: null,
    frequencyHertz: null,
    voltageVolts: null,
    temperatureCelsius: null,
    operatingState: null,
    alarmCodes: null,
    customMetrics: null,
  }));
}

test('six hours of one reading a second is rolled up, although the database knows nothing yet of the table that it fills', async () => {
  for (const place of [ONE, TWO]) {
    for (let hour = 0; hour < HOURS; hour += 1)
      await world.services.db.write(tenantId, (tx) => insertReadings(tx, hourOf(place, hour)));
  }
  await world.runTimer('roll-up');
  const rows = await world.owner<{ minutes: number; readings: number; exportedKwh: number }[]>`
    select count(*)::int as minutes, sum(reading_count)::int as readings, sum(exported_kwh) as "exportedKwh"
    from reading_rollup where resolution = 'MINUTE' and battery_id = any(${[batteryIdOf(ONE), batteryIdOf(TWO)]}) group by battery_id`;
  expect(rows).toHaveLength(2);
  for (const { minutes, readings, exportedKwh } of rows) {
    expect(minutes).toBe(HOURS * 60);
    expect(readings).toBe(HOURS * READINGS_PER_HOUR);
    expect(exportedKwh).toBeCloseTo(HOURS, 1);
  }
  expect(await world.owner`select 1 from rollup_mark`).toHaveLength(0);
}, 60_000);
