import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseMethod, type DayScore, SCORED_PERIOD_COUNT_MIN } from './choose-method.ts';
import { LEAD_BANDS_HOURS, leadIndexOf, scoreOf } from './score-forecast.ts';

const day = (method: string, lossPerPeriod: number, change: Partial<DayScore> = {}): DayScore => {
  const periodCount = change.periodCount ?? SCORED_PERIOD_COUNT_MIN;
  return {
    kind: 'IMPORT_PRICE',
    method,
    leadIndex: 2,
    settlementDate: '2026-05-12',
    pinballLossSum: lossPerPeriod * periodCount,
    absoluteErrorSum: 0,
    coveredCount: 0,
    expectedCoveredSum: 0,
    ...change,
    periodCount,
  };
};
const asked = { kind: 'IMPORT_PRICE', leadIndex: 2, fallbackMethod: 'usual-day' } as const;

describe('the method that is used', () => {
  test.each([
    ['nothing is scored: the fallback', [], 'usual-day', 'TOO_LITTLE_SCORED'],
    [
      'the fallback itself is scored too little: still the fallback',
      [day('usual-day', 9, { periodCount: 95 }), day('recent-course', 1)],
      'usual-day',
      'TOO_LITTLE_SCORED',
    ],
    ['another one loses less: that one', [day('usual-day', 9), day('recent-course', 8)], 'recent-course', 'BEST_OF_LATE'],
    [
      'of two better ones: the best',
      [day('usual-day', 9), day('acme', 8), day('recent-course', 7)],
      'recent-course',
      'BEST_OF_LATE',
    ],
    ['another one loses more: the fallback', [day('usual-day', 9), day('recent-course', 10)], 'usual-day', 'NONE_BETTER'],
    ['as good: the fallback', [day('usual-day', 9), day('recent-course', 9)], 'usual-day', 'NONE_BETTER'],
    ['better by a hair: the fallback', [day('usual-day', 9), day('recent-course', 8.96)], 'usual-day', 'NONE_BETTER'],
    [
      'two better ones that are alike: the first by name',
      [day('usual-day', 9), day('recent-course', 7), day('acme', 7)],
      'acme',
      'BEST_OF_LATE',
    ],
    [
      'one that was scored too little is not used, however good',
      [day('usual-day', 9), day('acme', 1, { periodCount: 95 })],
      'usual-day',
      'NONE_BETTER',
    ],
    [
      'one that was scored on easy days alone is held against the fallback on these days',
      [
        day('usual-day', 9),
        day('usual-day', 1, { settlementDate: '2026-05-13' }),
        day('acme', 2, { settlementDate: '2026-05-13' }),
      ],
      'usual-day',
      'NONE_BETTER',
    ],
    [
      'scores of other lead times and kinds count nothing',
      [day('usual-day', 9), day('acme', 1, { leadIndex: 1 }), day('acme', 1, { kind: 'EXPORT_PRICE' })],
      'usual-day',
      'NONE_BETTER',
    ],
  ] as const)('%s', (_guarantee, scores, method, reason) => {
    const choice = chooseMethod(scores, asked);
    expect(choice).toMatchObject({ method, reason });
    expect(choice.sentence).toMatch(new RegExp(`^${method} is used from 12 to 24 hours ahead.+\\.$`));
  });

  test('does not depend on the order of the scores', () => {
    const scores = fc.array(
      fc.record({
        method: fc.constantFrom('usual-day', 'a', 'b', 'c'),
        loss: fc.integer({ min: 0, max: 3 }),
        date: fc.constantFrom('2026-05-11', '2026-05-12'),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(scores, (drawn) => {
        const unique = [...new Map(drawn.map((one) => [`${one.method} ${one.date}`, one])).values()];
        const days = unique.map(({ method, loss, date }) => day(method, loss, { settlementDate: date }));
        expect(chooseMethod(days.toReversed(), asked)).toEqual(chooseMethod(days, asked));
      }),
    );
  });
});

test('the pinball loss counts what is above and below a quantile by its level', () => {
  const levels = [0.1, 0.5, 0.9];
  // 0.1 x 30 + 0.5 x 10 + 0.1 x 10 for the truth 40 beside 10, 30 and 50.
  const score = scoreOf({ levels, quantiles: [10, 30, 50] }, 40);
  expect(score.pinballLoss).toBeCloseTo((3 + 5 + 1) / 3, 12);
  expect(score).toMatchObject({ absoluteError: 10, isCovered: true });
  expect(score.expectedCoveredRatio).toBeCloseTo(0.8, 12);
  expect(scoreOf({ levels, quantiles: [10, 30, 50] }, 51).isCovered).toBe(false);
});

test('of all quantiles the true ones lose least in the long run', () => {
  const truth = Array.from({ length: 999 }, (_, index) => index + 1);
  const levels = [0.05, 0.25, 0.5, 0.75, 0.95];
  const lossOf = (quantiles: number[]): number =>
    truth.reduce((sum, actual) => sum + scoreOf({ levels, quantiles }, actual).pinballLoss, 0);
  const right = levels.map((level) => 1_000 * level);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -200, max: 200 }), { minLength: 5, maxLength: 5 }), (shifts) => {
      expect(lossOf(right.map((one, index) => one + (shifts[index] ?? 0)))).toBeGreaterThanOrEqual(lossOf(right) - 1e-6);
    }),
  );
});

test('every lead time is in one band, also that of a period that has begun', () => {
  const knownAt = new Date('2026-05-12T10:00:00Z');
  const at = (hours: number): number => leadIndexOf({ knownAt, fromAt: new Date(knownAt.getTime() + hours * 3_600_000) });
  expect([-0.4, 0, 3.9, 4, 12, 24, 47, 48, 70].map(at)).toEqual([0, 0, 0, 1, 2, 3, 3, 4, 4]);
  expect(LEAD_BANDS_HOURS).toHaveLength(5);
});
