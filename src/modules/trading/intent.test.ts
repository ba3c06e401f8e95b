import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_INTENT, type IntentRefusal, type IntentWish, refuseIntent } from './intent.ts';

const good: IntentWish = {
  socPercentMin: 10,
  socPercentMax: 90,
  reservePercent: 10,
  cyclesPerDayCountMax: 1.5,
  cyclesPerYearCountMax: 400,
  wearCostPerMwh: '4.50',
  leastMarginPerMwh: '0',
  socTargets: [],
  blackouts: [],
};

const target = (socPercentMin: number | null, socPercentMax: number | null, wallTime = '07:00') => {
  return { socTargets: [{ wallTime, socPercentMin, socPercentMax }] };
};
const blackout = (fromWallTime: string, untilWallTime: string) => ({ blackouts: [{ fromWallTime, untilWallTime }] });

test.each<[string, Partial<IntentWish>, IntentRefusal['reason'] | null]>([
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
  ['no limit of cycles a year', { cyclesPerYearCountMax: null }, null],
  ['more cycles a year than there can be', { cyclesPerYearCountMax: 36_601 }, 'OUT_OF_RANGE'],
  ['a negative wear cost', { wearCostPerMwh: '-0.01' }, 'OUT_OF_RANGE'],
  ['a wear cost that is no amount', { wearCostPerMwh: 'cheap' }, 'OUT_OF_RANGE'],
  ['a minimum at the maximum', { socPercentMin: 90, reservePercent: 0 }, 'NO_ROOM'],
  ['a target within its range', target(20, 90), null],
  ['a target below minimum and reserve', target(19, null), 'TARGET_OUTSIDE_RANGE'],
  ['a target above the maximum', target(null, 91), 'TARGET_OUTSIDE_RANGE'],
  ['a target without a figure', target(null, null), 'OUT_OF_RANGE'],
  ['a target with its figures in the wrong order', target(60, 50), 'OUT_OF_RANGE'],
  [
    'two targets of one time',
    { socTargets: [target(50, null), target(null, 60)].flatMap((one) => one.socTargets) },
    'OUT_OF_RANGE',
  ],
  ['a target at no time of day', target(50, null, '24:00'), 'NO_WALL_TIME'],
  ['a target at a time without its nought', target(50, null, '7:00'), 'NO_WALL_TIME'],
  [
    'more targets than anybody reads',
    { socTargets: Array.from({ length: 25 }, () => target(50, null).socTargets).flat() },
    'TOO_MANY',
  ],
  ['a blackout over midnight', blackout('22:00', '06:00'), null],
  ['a blackout that ends when it begins', blackout('22:00', '22:00'), 'NO_WALL_TIME'],
  ['a blackout at no time of day', blackout('22:00', 'late'), 'NO_WALL_TIME'],
  ['a negative margin', { leastMarginPerMwh: '-1' }, 'OUT_OF_RANGE'],
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
