import fc from 'fast-check';
import type { Reading } from '../../src/modules/telemetry/reading.ts';
import type { BatteryId } from '../../src/kernel/ids.ts';

const DAY_MS = Date.parse('2025-03-10T00:00:00Z');
const STATES = ['OFF', 'STARTING', 'STANDBY', 'CHARGING', 'DISCHARGING', 'FAULT', 'MAINTENANCE'] as const;

const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { nil: null });

// A UUID is what makes a battery's id.
const batteryId = fc.constantFrom(...['1a', '1b', 'f0'].map((end) => `0b17c400-0000-4000-8000-0000000000${end}` as BatteryId));

const reading: fc.Arbitrary<Reading> = fc.record({
  batteryId,
  measuredAt: fc.nat(86_399_999).map((ms) => new Date(DAY_MS + ms)),
  receivedAt: fc.nat(172_800_000).map((ms) => new Date(DAY_MS + ms)),
  activePowerKw: number,
  socPercent: number,
  exportedKwh: number,
  importedKwh: number,
  quality: fc.constantFrom('GOOD', 'SUSPECT'),
  qualityReason: maybe(fc.string()),
  instructionSequence: maybe(fc.integer()),
  storedEnergyKwh: maybe(number),
  availableChargePowerKw: maybe(number),
  availableDischargePowerKw: maybe(number),
  frequencyHertz: maybe(number),
  voltageVolts: maybe(number),
  temperatureCelsius: maybe(number),
  operatingState: maybe(fc.constantFrom(...STATES)),
  alarmCodes: maybe(fc.array(fc.string(), { maxLength: 3 })),
  customMetrics: maybe(
    fc.dictionary(
      fc.stringMatching(/^[a-z][A-Za-z0-9]{0,8}$/),
      number.filter((value) => !Object.is(value, -0)),
      { noNullPrototype: true },
    ),
  ),
});

/** Readings of a day, each of its own battery and instant, by battery and instant. */
export function drawnReadings({ minLength }: { minLength: number }): fc.Arbitrary<Reading[]> {
  const selector = ({ batteryId: id, measuredAt }: Reading): string => `${id} ${measuredAt.getTime()}`;
  return fc.uniqueArray(reading, { selector, minLength, maxLength: 40 }).map(inOrderOf);
}

export function inOrderOf(readings: readonly Reading[]): Reading[] {
  return readings.toSorted((one, other) =>
    one.batteryId === other.batteryId
      ? one.measuredAt.getTime() - other.measuredAt.getTime()
      : one.batteryId < other.batteryId
        ? -1
        : 1,
  );
}

export async function* oneByOne<T>(all: readonly T[]): AsyncGenerator<T> {
  yield* all;
}
