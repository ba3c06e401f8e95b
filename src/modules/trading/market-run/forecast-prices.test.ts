import { expect, test } from 'vitest';
import { GB_CALENDAR, periodsOfDay } from '../../../kernel/periods.ts';
import type { MarketPrice } from '../../markets/index.ts';
import { forecastPrices } from './forecast-prices.ts';
import type { Fetched } from './run-facts.ts';

const AT = new Date('2026-05-12T14:10:00Z');
const EARLIER = new Date('2026-05-01T00:00:00Z');
const HOURLY = { ...GB_CALENDAR, periodMinutes: 60 };

function pricesOf(date: string, { knownAt = EARLIER, more = 0 } = {}): MarketPrice[] {
  return periodsOfDay(date, GB_CALENDAR).map((period) => ({
    period,
    importPricePerMwh: String(period.periodIndex + more + 2),
    exportPricePerMwh: String(period.periodIndex + more),
    currency: 'GBP',
    knownAt,
  }));
}

const forecast = (prices: MarketPrice[], deliveryDate = '2026-05-13', calendar = GB_CALENDAR) => {
  const rules = {
    currency: 'GBP',
    periods: periodsOfDay(deliveryDate, calendar),
    volumeStepMw: 0.1,
    priceStep: 0.1,
    priceLimits: null,
    resultsMinutesAfter: 10,
    deviationPricePerMwh: '250',
  };
  const fetched: Fetched = { at: AT, rules, prices, batteries: [], missing: [] };
  return forecastPrices(fetched, { calendar: GB_CALENDAR, deliveryDate });
};

test('from now to the end of the delivery day there is a price for every period, published where it is known', () => {
  const prices = forecast([...pricesOf('2026-05-11'), ...pricesOf('2026-05-12')])?.prices ?? [];
  expect(prices[0]?.period).toMatchObject({ settlementDate: '2026-05-12', periodIndex: 31 });
  expect(prices.at(-1)?.period).toMatchObject({ settlementDate: '2026-05-13', periodIndex: 48 });
  expect(prices).toHaveLength(18 + 48);
  for (const [index, { period }] of prices.entries())
    if (index > 0) expect(period.fromAt).toEqual(prices[index - 1]?.period.untilAt);
  expect(prices.filter(({ isKnown }) => isKnown).every(({ period }) => period.settlementDate === '2026-05-12')).toBe(true);
  expect(prices[20]).toMatchObject({ exportPricePerMwh: '3.00', isKnown: false });
});

test('the hour of an auction costs the mean of its half-hours', () => {
  const prices = forecast(pricesOf('2026-05-12').concat(pricesOf('2026-05-13')), '2026-05-13', HOURLY)?.prices ?? [];
  expect(prices.at(-1)).toMatchObject({
    period: { periodIndex: 24 },
    exportPricePerMwh: '47.50',
    importPricePerMwh: '49.50',
    isKnown: true,
  });
});

test('a day of 25 hours has a price for each of them', () => {
  const prices = forecast(pricesOf('2026-05-12'), '2026-05-12')?.prices ?? [];
  expect(prices).toHaveLength(48);
});

test('what became known later changes nothing', () => {
  const then = [...pricesOf('2026-05-11'), ...pricesOf('2026-05-12')];
  const later = pricesOf('2026-05-13', { knownAt: new Date(AT.getTime() + 1), more: 500 });
  expect(forecast([...then, ...later])).toEqual(forecast(then));
});

test('too little is known: no forecast', () => {
  expect(forecast([])).toBeNull();
  expect(forecast(pricesOf('2026-05-12').slice(0, 40))).toBeNull();
});
