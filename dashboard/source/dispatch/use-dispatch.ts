import { useMemo } from 'react';
import { BatteryDispatchDocument, type BatteryDispatchQuery } from '../../generated/operations.ts';
import { usePolled } from '../api/polled.ts';
import type { Withheld } from '../api/withheld.ts';
import { type DayBounds, spanOf } from '../site-time.ts';

export type DispatchPeriod = NonNullable<BatteryDispatchQuery['battery']>['dispatchPeriods'][number];

export interface Dispatch {
  readonly periods: readonly DispatchPeriod[];
  readonly withheld: readonly Withheld[];
}

/** What was planned, asked and done in the settlement periods of a span, kept fresh; null until it is known. */
export function useDispatch(batteryId: string, span: DayBounds): { dispatch: Dispatch | null; failure: string | null } {
  const variables = useMemo(() => ({ id: batteryId, ...spanOf(span) }), [batteryId, span]);
  const { data, withheld, failure } = usePolled(BatteryDispatchDocument, variables);
  return { dispatch: data?.battery ? { periods: data.battery.dispatchPeriods, withheld } : null, failure };
}
