import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contains, durationMs, splitAt } from './intervals.ts';
import { decimalOf, parseMillionths, sumOf } from './money.ts';
import { interpolate } from './series.ts';
import { fromUnit, gbpPerMwhFromPencePerKwh, kwhOf, kwOf, percentFromRatio, ratioFromPercent } from './units.ts';

test.each([
  ['0', '0.00'],
  ['-185.33', '-185.33'],
  ['2900', '2900.00'],
  ['0.000001', '0.000001'],
  ['12.3', '12.30'],
  ['-0.5', '-0.50'],
])('%s is printed as %s', (text, printed) => {
  expect(sumOf([text])).toBe(printed);
});

test.each(['', '.5', '1.', '1,5', '1e3', '0.0000001', '1234567890123', ' 1', 'NaN'])('"%s" is no decimal', (text) => {
  expect(parseMillionths(text)).toBeNull();
});

const MILLIONTHS = 1_000_000n;
const millionths = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n });

/** Written out with all six digits, which is one of the ways to write an amount. */
function written(amount: bigint): string {
  const size = amount < 0n ? -amount : amount;
  return `${amount < 0n ? '-' : ''}${size / MILLIONTHS}.${(size % MILLIONTHS).toString().padStart(6, '0')}`;
}

test('an amount is read as it was written, and as it is printed', () => {
  fc.assert(
    fc.property(millionths, (amount) => {
      expect(parseMillionths(written(amount))).toBe(amount);
      expect(parseMillionths(sumOf([written(amount)]))).toBe(amount);
    }),
  );
});

test('a sum is exact, in whatever order the amounts come', () => {
  fc.assert(
    fc.property(fc.array(millionths, { maxLength: 50 }), (amounts) => {
      const exact = amounts.reduce((total, amount) => total + amount, 0n);
      expect(parseMillionths(sumOf(amounts.map(written)))).toBe(exact);
      expect(sumOf(amounts.map(written))).toBe(sumOf(amounts.toReversed().map(written)));
    }),
  );
});

test('a tenth added ten times is one', () => {
  expect(sumOf(Array.from({ length: 10 }, () => decimalOf(0.1)))).toBe('1.00');
});

const at = (hour: number): Date => new Date(Date.UTC(2024, 10, 4, hour));
const span = (from: number, until: number) => ({ fromAt: at(from), untilAt: at(until) });

test('an interval holds its start and not its end', () => {
  expect(contains(span(1, 2), at(1))).toBe(true);
  expect(contains(span(1, 2), at(2))).toBe(false);
});

test('a divided interval is whole: no gap, no overlap, nothing outside', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -5, max: 30 }), { maxLength: 10 }), (hours) => {
      const pieces = splitAt(span(0, 24), hours.map(at));
      expect(pieces.at(0)?.fromAt).toEqual(at(0));
      expect(pieces.reduce((sum, piece) => sum + durationMs(piece), 0)).toBe(24 * 3_600_000);
      for (const [index, piece] of pieces.entries()) if (index > 0) expect(piece.fromAt).toEqual(pieces[index - 1]?.untilAt);
    }),
  );
});

test('a straight line passes through both of its samples', () => {
  const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(finite, finite, fc.integer({ min: 1, max: 1e9 }), (from, to, lengthMs) => {
      const [before, after] = [
        { atMs: 0, value: from },
        { atMs: lengthMs, value: to },
      ];
      expect(interpolate(before, after, 0)).toBeCloseTo(from, 6);
      expect(interpolate(before, after, lengthMs)).toBeCloseTo(to, 6);
      expect(interpolate(before, after, lengthMs / 2)).toBeCloseTo((from + to) / 2, 6);
    }),
  );
});

test('units are converted there and back', () => {
  expect(kwhOf({ powerKw: 50_000, durationMs: 1_800_000 })).toBe(25_000);
  expect(kwOf({ energyKwh: 25_000, durationMs: 1_800_000 })).toBe(50_000);
  expect(gbpPerMwhFromPencePerKwh(12.61)).toBeCloseTo(126.1, 9);
  expect(percentFromRatio(ratioFromPercent(37.5))).toBe(37.5);
});

test.each([
  ['power', 'W', 1_500, 1.5],
  ['power', 'MW', 1.5, 1_500],
  ['energy', 'Wh', 250, 0.25],
  ['energy', 'MWh', 2, 2_000],
  ['share', 'ratio', 0.5, 50],
  ['share', '‰', 505, 50.5],
  ['frequency', 'mHz', 49_980, 49.98],
  ['voltage', 'kV', 0.4, 400],
  ['temperature', '°F', 212, 100],
  ['temperature', 'K', 273.15, 0],
] as const)('%s in %s: %d is %d of ours', (quantity, unit, value, ours) => {
  expect(fromUnit(quantity, unit)?.(value)).toBeCloseTo(ours, 9);
});

test.each([
  ['power', 'mW'],
  ['power', 'kwh'],
  ['energy', 'kW'],
  ['share', 'constructor'],
  ['voltage', ''],
] as const)('nothing is converted from what is no unit of its kind: %s in "%s"', (quantity, unit) => {
  expect(fromUnit(quantity, unit)).toBeNull();
});
