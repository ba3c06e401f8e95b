import { durationMs, overlapMs } from '../../../kernel/intervals.ts';
import { decimalOf } from '../../../kernel/money.ts';
import {
  addDays,
  type CivilDate,
  type MarketCalendar,
  periodsOfDay,
  type SettlementPeriod,
  settlementDateOf,
} from '../../../kernel/periods.ts';
import { UsualCourseForecast } from '../backtest/price-forecast.ts';
import type { PlannedPrice } from '../forecasts/expected-prices.ts';
import { forecastAvailability } from './forecast-availability.ts';
import type { ExpectedPrice, Fetched, Forecast } from './run-facts.ts';

interface Asked {
  readonly calendar: MarketCalendar;
  readonly deliveryDate: CivilDate;
}

/** Where no method has made a forecast. */
const USUAL_COURSE = 'usual course';

/**
 * The prices from now to the end of the delivery day: those that are published; for the rest what the chosen forecast says, and where
 * there is none the usual course of those that were known. Null where too little was known to expect anything. Pure.
 */
export function forecastPrices(fetched: Fetched, { calendar, deliveryDate }: Asked): Forecast | null {
  const { at, prices, expected = [], rules } = fetched;
  const usual = new UsualCourseForecast(calendar);
  const known = prices.filter(({ knownAt }) => knownAt <= at);
  for (const price of known) usual.learn(price);
  const forecast = new Map(expected.map((price) => [price.period.fromAt.getTime(), price]));
  const published = new Map(known.map((price) => [price.period.fromAt.getTime(), price]));
  const expect = (period: SettlementPeriod): ExpectedPrice | null => {
    const price = published.get(period.fromAt.getTime());
    if (price)
      return { period, importPricePerMwh: price.importPricePerMwh, exportPricePerMwh: price.exportPricePerMwh, isKnown: true };
    const chosen = forecast.get(period.fromAt.getTime());
    if (chosen) return forecastOf(chosen);
    const course = usual.expect(period);
    return course && { period, ...course, isKnown: false, method: USUAL_COURSE };
  };
  const ahead: (ExpectedPrice | null)[] = [];
  for (let date = settlementDateOf(at, calendar); date < deliveryDate; date = addDays(date, 1))
    ahead.push(
      ...periodsOfDay(date, calendar)
        .filter(({ untilAt }) => untilAt > at)
        .map(expect),
    );
  const settled = periodsOfDay(deliveryDate, calendar).map(expect);
  // Capacity is held over settlement periods, whatever blocks it is sold for.
  const traded = rules.capacity ? settled : rules.periods.map((period) => meanOver(period, settled));
  const all = [...ahead, ...traded].filter((price) => price !== null);
  if (all.length < ahead.length + traded.length) return null;
  return { prices: all, ...(rules.capacity && { availability: forecastAvailability(fetched) }) };
}

function forecastOf({
  period,
  importPricePerMwh,
  exportPricePerMwh,
  importPriceMethod,
  exportPriceMethod,
}: PlannedPrice): ExpectedPrice {
  const method = [...new Set([importPriceMethod, exportPriceMethod])].join(', ');
  return { period, importPricePerMwh, exportPricePerMwh, isKnown: false, method };
}

/** What a period of the auction costs: the mean of the settlement periods that it covers, by how long. */
function meanOver(period: SettlementPeriod, settled: readonly (ExpectedPrice | null)[]): ExpectedPrice | null {
  const covered: (ExpectedPrice & { readonly weight: number })[] = [];
  for (const price of settled) {
    if (price === null) return null;
    const weight = overlapMs(period, price.period);
    if (weight > 0) covered.push({ ...price, weight });
  }
  const total = covered.reduce((sum, { weight }) => sum + weight, 0);
  if (total < durationMs(period)) return null;
  const mean = (of: (price: ExpectedPrice) => string): string =>
    decimalOf(covered.reduce((sum, price) => sum + Number(of(price)) * price.weight, 0) / total);
  const methods = new Set(covered.flatMap(({ method }) => method ?? []));
  return {
    ...(methods.size > 0 && { method: [...methods].join(', ') }),
    period,
    importPricePerMwh: mean(({ importPricePerMwh }) => importPricePerMwh),
    exportPricePerMwh: mean(({ exportPricePerMwh }) => exportPricePerMwh),
    isKnown: covered.every(({ isKnown }) => isKnown),
  };
}
