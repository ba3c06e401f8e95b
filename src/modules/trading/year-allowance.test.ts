import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../../kernel/periods.ts';
import { yearAllowanceKwh } from './year-allowance.ts';

const YEAR = { dischargedKwhMaxPerYear: 36_500, dischargedKwhThisYear: 0, fromDate: '2025-01-01', untilDate: '2025-01-01' };

test.each<[guarantee: string, given: Partial<typeof YEAR>, expectedKwh: number]>([
  ['the first day may take its own part and that of the 30 days after', {}, 3_100],
  ['what was taken counts', { dischargedKwhThisYear: 3_000 }, 100],
  ['whoever is ahead of that waits', { dischargedKwhThisYear: 3_200 }, 0],
  ['a longer plan may take more', { untilDate: '2025-01-10' }, 4_000],
  ['what was not taken is not lost', { fromDate: '2025-07-01', untilDate: '2025-07-01', dischargedKwhThisYear: 100 }, 21_100],
  ['in December all that is left', { fromDate: '2025-12-05', untilDate: '2025-12-06', dischargedKwhThisYear: 36_000 }, 500],
  ['never more than the year has', { fromDate: '2025-12-31', untilDate: '2026-01-03', dischargedKwhThisYear: 36_500 }, 0],
  ['a leap year has 366 parts', { fromDate: '2024-02-29', untilDate: '2024-02-29', dischargedKwhMaxPerYear: 36_600 }, 9_000],
])('%s', (_guarantee, given, expectedKwh) => {
  expect(yearAllowanceKwh({ ...YEAR, ...given })).toBeCloseTo(expectedKwh, 6);
});

test('whoever takes all that is allowed on every day takes the year’s cycles and no more', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 200_000 }), fc.integer({ min: 1, max: 10 }), (dischargedKwhMaxPerYear, dayCount) => {
      let dischargedKwhThisYear = 0;
      for (let fromDate = '2025-01-01'; fromDate < '2026'; fromDate = addDays(fromDate, 1)) {
        const untilDate = addDays(fromDate, dayCount - 1);
        const allowedKwh = yearAllowanceKwh({ dischargedKwhMaxPerYear, dischargedKwhThisYear, fromDate, untilDate });
        expect(allowedKwh).toBeGreaterThanOrEqual(0);
        dischargedKwhThisYear += allowedKwh;
      }
      expect(dischargedKwhThisYear).toBeCloseTo(dischargedKwhMaxPerYear, 6);
    }),
  );
});
