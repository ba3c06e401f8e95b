import type { SettlementPeriod } from '../../../kernel/periods.ts';
import type { ForecastMethod } from './forecast-method.ts';
import type { HistoryValue } from './known-history.ts';
import { quantilesOf, type Weighted } from './quantiles.ts';

const SAMPLE_COUNT_MIN = 4;

/**
 * The last known value at that time of day, give or take how far values have been from the one as many days before. Both ways alike, so
 * that the median is the last value itself: whatever claims to forecast is held against it.
 */
export const persistence: ForecastMethod = ({ history, periods, slotOf, levels }) =>
  periods.flatMap((period) => {
    const values = history.byWallTime.get(slotOf(period).wallTime) ?? [];
    const last = values.at(-1);
    const lag = last ? Math.max(1, daysBetween(last.period, period)) : 1;
    const changes = changesOver(values, lag).length >= SAMPLE_COUNT_MIN ? changesOver(values, lag) : changesOver(values, 1);
    if (!last || changes.length < SAMPLE_COUNT_MIN) return [];
    const spread = changes.flatMap((change): Weighted[] => [
      { value: last.value + change, weight: 1 },
      { value: last.value - change, weight: 1 },
    ]);
    return [{ period, quantiles: quantilesOf(spread, levels) }];
  });

/** How much the value of each day differs from the one so many places before it. */
function changesOver(values: readonly HistoryValue[], lag: number): number[] {
  return values.slice(lag).map(({ value }, index) => value - (values[index]?.value ?? value));
}

const DAY_MS = 86_400_000;

function daysBetween(from: SettlementPeriod, until: SettlementPeriod): number {
  return Math.round((until.fromAt.getTime() - from.fromAt.getTime()) / DAY_MS);
}
