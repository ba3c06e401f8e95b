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

interface Asked {
  readonly deliveryDate?: string;
  readonly calendar?: typeof GB_CALENDAR;
  readonly expected?: Fetched['expected'];
}

const forecast = (prices: MarketPrice[], { deliveryDate = '2026-05-13', calendar = GB_CALENDAR, expected = [] }: Asked = {}) => {
  const rules = {
    currency: 'GBP',
    periods: periodsOfDay(deliveryDate, calendar),
    volumeStepMw: 0.1,
    priceStep: 0.1,
    priceLimits: null,
    resultsMinutesAfter: 10,
    deviationPricePerMwh: '250',
  };
  const fetched: Fetched = { at: AT, rules, prices, expected, batteries: [], missing: [] };
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
  const prices = forecast(pricesOf('2026-05-12').concat(pricesOf('2026-05-13')), { calendar: HOURLY })?.prices ?? [];
  expect(prices.at(-1)).toMatchObject({
    period: { periodIndex: 24 },
    exportPricePerMwh: '47.50',
    importPricePerMwh: '49.50',
    isKnown: true,
  });
});

test('a day of 25 hours has a price for each of them', () => {
  const prices = forecast(pricesOf('2026-05-12'), { deliveryDate: '2026-05-12' })?.prices ?? [];
  expect(prices).toHaveLength(48);
});

test('what the chosen forecast says goes before the usual course, and never before a published price', () => {
  const known = [...pricesOf('2026-05-11'), ...pricesOf('2026-05-12')];
  const expected = [...pricesOf('2026-05-12', { more: 900 }), ...pricesOf('2026-05-13', { more: 300 }).slice(0, 10)].map(
    (price) => ({
      ...price,
      importPriceMethod: 'recent-course',
      exportPriceMethod: 'usual-day',
    }),
  );
  const prices = forecast(known, { expected })?.prices ?? [];
  expect(prices[0]).toMatchObject({ exportPricePerMwh: '31', isKnown: true });
  expect(prices[18]).toMatchObject({ exportPricePerMwh: '301.00', isKnown: false, method: 'recent-course, usual-day' });
  expect(prices[28]).toMatchObject({ exportPricePerMwh: '11.00', isKnown: false, method: 'usual course' });
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
