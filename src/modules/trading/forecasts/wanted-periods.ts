import { addDays, type MarketCalendar, periodsOfDay, type SettlementPeriod, settlementDateOf } from '../../../kernel/periods.ts';
import type { MarketPrice } from '../../markets/index.ts';

/** Forecasts reach to the end of the day so many days ahead: over the next prices that come out, and a day beyond. */
const DAYS_AHEAD = 2;

/** The settlement periods from an instant on whose prices are not known yet, as far as forecasts reach. Pure. */
export function wantedPeriods(
  prices: readonly Pick<MarketPrice, 'period'>[],
  { at, calendar }: { at: Date; calendar: MarketCalendar },
): SettlementPeriod[] {
  const known = new Set(prices.map(({ period }) => period.fromAt.getTime()));
  const today = settlementDateOf(at, calendar);
  const days = Array.from({ length: DAYS_AHEAD + 1 }, (_, index) => periodsOfDay(addDays(today, index), calendar));
  return days.flat().filter(({ fromAt, untilAt }) => untilAt > at && !known.has(fromAt.getTime()));
}
