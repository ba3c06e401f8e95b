import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BRIDGED_MS_MAX, rollUp, type Rollup, type RollupReading } from './roll-up.ts';

const MINUTE_MS = 60_000;
const NOON_MS = Date.parse('2024-11-04T12:00:00Z');

const reading = (minute: number, changes: Partial<RollupReading> = {}): RollupReading => ({
  atMs: NOON_MS + minute * MINUTE_MS,
  activePowerKw: 0,
  socPercent: 50,
  exportedKwh: 0,
  importedKwh: 0,
  ...changes,
});
const minutes = (readings: readonly RollupReading[], count = 3): Rollup[] =>
  rollUp(readings, { fromMs: NOON_MS, untilMs: NOON_MS + count * MINUTE_MS, stepMs: MINUTE_MS });
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

test('energy between two readings is spread evenly over the minutes between them', () => {
  const rollups = minutes([reading(0.5), reading(2.5, { exportedKwh: 4 })]);
  expect(rollups.map(({ exportedKwh }) => exportedKwh)).toEqual([1, 2, 1]);
  expect(rollups.map(({ coveredSeconds }) => coveredSeconds)).toEqual([30, 60, 30]);
  expect(rollups.map(({ readingCount }) => readingCount)).toEqual([1, 0, 1]);
});

test('a minute knows its lowest and highest power, and the charge at its end', () => {
  const readings = [reading(0, { activePowerKw: 3 }), reading(0.5, { activePowerKw: -2 }), reading(1.5, { socPercent: 40 })];
  expect(minutes(readings)[0]).toMatchObject({ activePowerKwMin: -2, activePowerKwMax: 3, socPercent: 45 });
});

test('where a register ran backwards the power tells the energy, each direction by itself', () => {
  const [only] = minutes([
    reading(0, { activePowerKw: 60, exportedKwh: 9 }),
    reading(1, { activePowerKw: -120, exportedKwh: 0 }),
  ]);
  // A third of a minute from 60 kW to nothing, two thirds from nothing to -120 kW.
  expect(only?.exportedKwh).toBeCloseTo(1 / 6, 12);
  expect(only?.importedKwh).toBeCloseTo(4 / 6, 12);
});

test('nothing is said of a gap of more than an hour', () => {
  const before = reading(0);
  const after = { ...reading(0, { exportedKwh: 8 }), atMs: NOON_MS + BRIDGED_MS_MAX + 1 };
  const rollups = minutes([before, after], 62);
  expect(sum(rollups.map(({ exportedKwh }) => exportedKwh))).toBe(0);
  expect(rollups.map(({ startMs }) => startMs)).toEqual([NOON_MS, NOON_MS + BRIDGED_MS_MAX]);
});

/** Readings in the order of time, at whole seconds, with registers that only grow. */
const history = fc
  .array(
    fc.record({
      gapSeconds: fc.integer({ min: 1, max: 1_200 }),
      activePowerKw: fc.double({ min: -100, max: 100, noNaN: true }),
      exportedKwh: fc.double({ min: 0, max: 10, noNaN: true }),
      importedKwh: fc.double({ min: 0, max: 10, noNaN: true }),
    }),
    { minLength: 2, maxLength: 40 },
  )
  .map((steps) => {
    let last = reading(-7.3);
    return steps.map(({ gapSeconds, activePowerKw, exportedKwh, importedKwh }) => {
      last = {
        atMs: last.atMs + gapSeconds * 1_000,
        activePowerKw,
        socPercent: 50,
        exportedKwh: last.exportedKwh + exportedKwh,
        importedKwh: last.importedKwh + importedKwh,
      };
      return last;
    });
  });
const stepMinutes = fc.constantFrom(1, 5, 30);
const spanOf = (readings: readonly RollupReading[]): { fromMs: number; untilMs: number } => ({
  fromMs: Math.floor((readings[0]?.atMs ?? 0) / (30 * MINUTE_MS)) * 30 * MINUTE_MS,
  untilMs: Math.ceil((readings.at(-1)?.atMs ?? 0) / (30 * MINUTE_MS)) * 30 * MINUTE_MS,
});

test('the buckets of a span add up to what the meter says of it, whatever their length', () => {
  fc.assert(
    fc.property(history, stepMinutes, (readings, step) => {
      const rollups = rollUp(readings, { ...spanOf(readings), stepMs: step * MINUTE_MS });
      const [first, last] = [readings[0], readings.at(-1)];
      expect(sum(rollups.map((one) => one.exportedKwh))).toBeCloseTo((last?.exportedKwh ?? 0) - (first?.exportedKwh ?? 0), 8);
      expect(sum(rollups.map((one) => one.importedKwh))).toBeCloseTo((last?.importedKwh ?? 0) - (first?.importedKwh ?? 0), 8);
    }),
  );
});

/** Another way to the same figure: the register's line is looked at on either end of a bucket. */
function registerAt(readings: readonly RollupReading[], atMs: number): number {
  const after = readings.findIndex((one) => one.atMs >= atMs);
  if (after === -1) return readings.at(-1)?.exportedKwh ?? 0;
  const [low, high] = [readings[after - 1], readings[after]];
  if (!high) return 0;
  return low
    ? low.exportedKwh + ((high.exportedKwh - low.exportedKwh) * (atMs - low.atMs)) / (high.atMs - low.atMs)
    : high.exportedKwh;
}

test('each bucket is the register at its end less the register at its start', () => {
  fc.assert(
    fc.property(history, stepMinutes, (readings, step) => {
      for (const { startMs, exportedKwh } of rollUp(readings, { ...spanOf(readings), stepMs: step * MINUTE_MS })) {
        const expected = registerAt(readings, startMs + step * MINUTE_MS) - registerAt(readings, startMs);
        expect(exportedKwh).toBeCloseTo(expected, 8);
      }
    }),
  );
});

test('without usable registers each direction is the integral of the line of power, as small steps approach it', () => {
  fc.assert(
    fc.property(history, (drawn) => {
      // Registers that fall at each reading say nothing.
      const readings = drawn.map((one, index) => ({ ...one, exportedKwh: -index }));
      const rollups = rollUp(readings, { ...spanOf(readings), stepMs: MINUTE_MS });
      let exportedKwh = 0;
      let importedKwh = 0;
      for (const [index, before] of readings.entries()) {
        const after = readings[index + 1];
        if (!after) continue;
        const stepCount = 2_000;
        const hours = (after.atMs - before.atMs) / 3_600_000 / stepCount;
        for (let step = 0; step < stepCount; step += 1) {
          const powerKw = before.activePowerKw + ((after.activePowerKw - before.activePowerKw) * (step + 0.5)) / stepCount;
          if (powerKw > 0) exportedKwh += powerKw * hours;
          else importedKwh -= powerKw * hours;
        }
      }
      expect(sum(rollups.map((one) => one.exportedKwh))).toBeCloseTo(exportedKwh, 2);
      expect(sum(rollups.map((one) => one.importedKwh))).toBeCloseTo(importedKwh, 2);
    }),
    { numRuns: 30 },
  );
});

test('what is rolled up piece by piece is what is rolled up at once', () => {
  fc.assert(
    fc.property(history, (readings) => {
      const { fromMs, untilMs } = spanOf(readings);
      const whole = rollUp(readings, { fromMs, untilMs, stepMs: MINUTE_MS });
      const middleMs = fromMs + 15 * MINUTE_MS;
      const pieces = [
        ...rollUp(readings, { fromMs, untilMs: middleMs, stepMs: MINUTE_MS }),
        ...rollUp(readings, { fromMs: middleMs, untilMs, stepMs: MINUTE_MS }),
      ];
      expect(pieces).toEqual(whole);
    }),
  );
});
