import {
  addDays,
  dayBounds,
  instantOf,
  type MarketCalendar,
  periodsOfDay,
  type SettlementPeriod,
  settlementDateOf,
} from '../../../kernel/periods.ts';
import type { Market, MarketPrice } from '../../markets/index.ts';
import { PersistenceForecast, type PriceForecast, UsualCourseForecast } from './price-forecast.ts';
import { ScoredForecast } from './scored-forecast.ts';

/** What a trader goes by. */
export const STRATEGIES = ['day-ahead', 'scored-forecast', 'forecast', 'persistence'] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** The prices a trader expects, from what was known by then. Asked with instants that only grow. */
export interface PriceOutlook {
  /** In the order of time; null when nothing has become known since it was asked last. */
  at(now: Date): readonly MarketPrice[] | null;
}

interface Recorded {
  readonly market: Market;
  /** In the order of time; those before the backtest are what a forecast has learned by then. */
  readonly prices: readonly MarketPrice[];
}

/** The price of a period is known this long after its end: imbalance is settled some minutes after it. */
const KNOWN_AFTER_MS = 30 * 60_000;
/** When the prices of the next day are out, in the market's own time. */
const PUBLISHED_AT = '12:00';

export function outlookOf(strategy: Strategy, recorded: Recorded): PriceOutlook {
  const { calendar } = recorded.market;
  switch (strategy) {
    case 'day-ahead':
      return dayAheadOutlook(recorded);
    case 'scored-forecast':
      return scoredForecastOutlook(recorded);
    case 'forecast':
      return forecastOutlook(recorded, new UsualCourseForecast(calendar));
    case 'persistence':
      return forecastOutlook(recorded, new PersistenceForecast(calendar));
  }
}

/** The prices themselves, as far as they are published. */
function dayAheadOutlook({ market, prices }: Recorded): PriceOutlook {
  let toldUntilMs = -Infinity;
  return {
    at(now) {
      const knownUntil = publishedUntil(now, market.calendar);
      if (toldUntilMs === knownUntil.getTime()) return null;
      toldUntilMs = knownUntil.getTime();
      return prices.filter(({ period }) => period.untilAt > now && period.untilAt <= knownUntil);
    },
  };
}

/** To the end of today, and from the publication on to the end of tomorrow. */
function publishedUntil(now: Date, calendar: MarketCalendar): Date {
  const today = settlementDateOf(now, calendar);
  const publishedAt = instantOf({ date: today, wallTime: PUBLISHED_AT, timeZone: calendar.timeZone });
  return dayBounds(now < publishedAt ? today : addDays(today, 1), calendar).untilAt;
}

/** Nothing of the future is known: what is expected changes with each price that becomes known. */
function forecastOutlook({ market, prices }: Recorded, forecast: PriceForecast): PriceOutlook {
  const { calendar, currency } = market;
  let learnedCount = 0;
  return {
    at(now) {
      for (let next = prices[learnedCount]; next && isKnown(next, now); next = prices[learnedCount]) {
        forecast.learn(next);
        learnedCount += 1;
      }
      return todayAndTomorrow(now, calendar).flatMap((period) => {
        const expected = forecast.expect(period);
        return expected ? [{ period, ...expected, currency, knownAt: now }] : [];
      });
    },
  };
}

/** As the live platform expects prices that are not published: by the method that has been best of late. */
function scoredForecastOutlook({ market, prices }: Recorded): PriceOutlook {
  const forecast = new ScoredForecast(market);
  let learnedCount = 0;
  return {
    at(now) {
      for (let next = prices[learnedCount]; next && isKnown(next, now); next = prices[learnedCount]) {
        forecast.learn(next, knownAtOf(next));
        learnedCount += 1;
      }
      return forecast.expect(todayAndTomorrow(now, market.calendar), now);
    },
  };
}

function isKnown(price: MarketPrice, now: Date): boolean {
  return knownAtOf(price) <= now;
}

function knownAtOf({ period }: MarketPrice): Date {
  return new Date(period.untilAt.getTime() + KNOWN_AFTER_MS);
}

function todayAndTomorrow(now: Date, calendar: MarketCalendar): SettlementPeriod[] {
  const today = settlementDateOf(now, calendar);
  const periods = [today, addDays(today, 1)].flatMap((date) => periodsOfDay(date, calendar));
  return periods.filter(({ untilAt }) => untilAt > now);
}
