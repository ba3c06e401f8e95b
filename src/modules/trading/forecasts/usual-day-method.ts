import type { ForecastMethod } from './forecast-method.ts';
import type { HistoryValue, KnownHistory } from './known-history.ts';
import type { Slot } from './period-slots.ts';
import { quantilesOf } from './quantiles.ts';

const SAMPLE_COUNT_MIN = 4;

/** The values at that time of day on days of the same kind, working days or weekends, each of them counting alike. */
export const usualDay: ForecastMethod = ({ history, periods, slotOf, levels }) =>
  periods.flatMap((period) => {
    const values = valuesAt(history, slotOf(period));
    if (values.length < SAMPLE_COUNT_MIN) return [];
    const samples = values.map(({ value }) => ({ value, weight: 1 }));
    return [{ period, quantiles: quantilesOf(samples, levels) }];
  });

/** Of days of the same kind; of all days where there are too few of these. */
export function valuesAt({ byWallTime }: KnownHistory, { wallTime, isWeekend }: Slot): readonly HistoryValue[] {
  const values = byWallTime.get(wallTime) ?? [];
  const alike = values.filter(({ slot }) => slot.isWeekend === isWeekend);
  return alike.length < SAMPLE_COUNT_MIN ? values : alike;
}
