import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_INTENT, type IntentWish, refuseIntent } from './intent.ts';

const good: IntentWish = {
  socPercentMin: 10,
  socPercentMax: 90,
  reservePercent: 10,
  cyclesPerDayCountMax: 1.5,
  wearCostPerMwh: '4.50',
};

test.each<[string, Partial<IntentWish>, 'OUT_OF_RANGE' | 'NO_ROOM' | null]>([
  ['nothing wrong', {}, null],
  ['the whole battery', { socPercentMin: 0, socPercentMax: 100, reservePercent: 0 }, null],
  ['no limit of cycles', { cyclesPerDayCountMax: null }, null],
  ['no cycles at all', { cyclesPerDayCountMax: 0 }, null],
  ['no wear', { wearCostPerMwh: '0' }, null],
  ['a minimum below nothing', { socPercentMin: -0.1 }, 'OUT_OF_RANGE'],
  ['a maximum above everything', { socPercentMax: 100.1 }, 'OUT_OF_RANGE'],
  ['a negative reserve', { reservePercent: -1 }, 'OUT_OF_RANGE'],
  ['a percentage that is no number', { socPercentMin: Number.NaN }, 'OUT_OF_RANGE'],
  ['negative cycles', { cyclesPerDayCountMax: -0.1 }, 'OUT_OF_RANGE'],
  ['a negative wear cost', { wearCostPerMwh: '-0.01' }, 'OUT_OF_RANGE'],
  ['a wear cost that is no amount', { wearCostPerMwh: 'cheap' }, 'OUT_OF_RANGE'],
  ['a minimum at the maximum', { socPercentMin: 90, reservePercent: 0 }, 'NO_ROOM'],
  ['a reserve that fills the room', { reservePercent: 80 }, 'NO_ROOM'],
])('an intent with %s', (_what, change, reason) => {
  expect(refuseIntent({ ...good, ...change })?.reason ?? null).toBe(reason);
});

test('the default can be meant', () => {
  expect(refuseIntent(DEFAULT_INTENT)).toBeNull();
});

test('what is not refused has room between its ends, and what is refused says why', () => {
  const percent = fc.double({ min: -10, max: 110 });
  fc.assert(
    fc.property(percent, percent, percent, (socPercentMin, socPercentMax, reservePercent) => {
      const refusal = refuseIntent({ ...good, socPercentMin, socPercentMax, reservePercent });
      if (refusal) expect(refusal.message).toMatch(/\.$/);
      else expect(socPercentMax - (socPercentMin + reservePercent)).toBeGreaterThan(0);
      const isWithin = [socPercentMin, socPercentMax, reservePercent].every((one) => one >= 0 && one <= 100);
      expect(refusal === null).toBe(isWithin && socPercentMin + reservePercent < socPercentMax);
    }),
  );
});
