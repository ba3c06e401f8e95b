import { expect, test } from 'vitest';
import { periodsOfDay } from '../../../kernel/periods.ts';
import { FORECAST_KINDS } from '../../../platform/forecast-policy.ts';
import { marketOf } from '../../markets/index.ts';
import type { DayScore } from './choose-method.ts';
import { chosenForecasts, withExpectedPrices } from './expected-prices.ts';
import type { StoredForecast } from './forecast-reads.ts';

const periods = periodsOfDay('2026-05-13', marketOf('GB').calendar);
const knownAt = new Date('2026-05-12T12:30:00Z');

/** Import 40 and export 30 by usual-day, 20 more of both by acme. */
const expectedBy = (method: string, indexes = [0, 1, 2]): StoredForecast[] =>
  FORECAST_KINDS.flatMap((kind) =>
    indexes.flatMap((index): StoredForecast[] => {
      const period = periods[index];
      if (!period) return [];
      const median = (kind === 'IMPORT_PRICE' ? 40 : 30) + (method === 'acme' ? 20 : 0);
      const told = { levels: [0.1, 0.5, 0.9], quantiles: [median - 5, median, median + 9], currency: 'GBP', source: 'test' };
      return [{ period, kind, method, madeAt: knownAt, knownAt, ...told }];
    }),
  );
const scores = FORECAST_KINDS.flatMap((kind): DayScore[] =>
  [
    { method: 'usual-day', pinballLossSum: 900 },
    { method: 'acme', pinballLossSum: 500 },
  ].map((one) => {
    const sums = { absoluteErrorSum: 0, coveredCount: 0, expectedCoveredSum: 0 };
    return { kind, leadIndex: 1, settlementDate: '2026-05-11', periodCount: 96, ...sums, ...one };
  }),
);
const fallbackMethod = 'usual-day';

test('a published price is planned with, whatever was expected of it; the rest are medians, with their method', () => {
  const [first, second, third] = periods;
  if (!first || !second || !third) throw new Error('A day has periods.');
  const published = { period: first, importPricePerMwh: '1.00', exportPricePerMwh: '0.50', currency: 'GBP', knownAt };
  const prices = withExpectedPrices([published], chosenForecasts(expectedBy('usual-day'), { scores: [], fallbackMethod }));
  const expected = { importPricePerMwh: '40.00', exportPricePerMwh: '30.00', knownAt, importPriceMethod: fallbackMethod };
  expect(prices).toEqual([
    published,
    { period: second, ...expected, exportPriceMethod: fallbackMethod, currency: 'GBP' },
    { period: third, ...expected, exportPriceMethod: fallbackMethod, currency: 'GBP' },
  ]);
});

test('the method that has scored best is used at its lead time, and where it says nothing the next best, which is told', () => {
  // Ten and a half hours to the first period.
  const chosen = chosenForecasts([...expectedBy('usual-day'), ...expectedBy('acme', [0, 1])], { scores, fallbackMethod });
  const bought = chosen.filter(({ kind }) => kind === 'IMPORT_PRICE');
  expect(bought.map(({ method }) => method)).toEqual(['acme', 'acme', 'usual-day']);
  expect(bought[2]?.choice.sentence).toMatch(/acme has scored better, but says nothing of this period\.$/);
  expect(bought[0]?.choice.sentence).toMatch(
    /^acme is used from 4 to 12 hours ahead: over 96 periods of late its pinball loss is 44\.4 percent below/,
  );
});

test('where neither the best nor the fallback says anything, the first by name does, and says so', () => {
  const [only] = chosenForecasts([...expectedBy('zephyr', [2]), ...expectedBy('beta', [2])], { scores: [], fallbackMethod });
  expect(only).toMatchObject({ method: 'beta' });
  expect(only?.choice.sentence).toContain('It says nothing of this period, so beta is used here.');
});

test('a period with a forecast of one price alone is not planned with', () => {
  const bought = expectedBy('usual-day').filter(({ kind }) => kind === 'IMPORT_PRICE');
  expect(withExpectedPrices([], chosenForecasts(bought, { scores: [], fallbackMethod }))).toEqual([]);
});
