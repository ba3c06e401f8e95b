import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { BatteryDispatchDocument, type BatteryDispatchQuery } from '../../generated/operations.ts';
import { sentenceOf } from '../api/failure.ts';
import { type Withheld, withheldIn } from '../api/withheld.ts';
import type { DayBounds } from '../site-time.ts';

export type DispatchPeriod = NonNullable<BatteryDispatchQuery['battery']>['dispatchPeriods'][number];

export interface Dispatch {
  readonly periods: readonly DispatchPeriod[];
  readonly withheld: readonly Withheld[];
}

/** What was done comes in when it is metered, and what it was worth when it is settled. */
const REFRESH_INTERVAL_MS = 10_000;

/** What was planned, asked and done in the settlement periods of a span, kept fresh; null until it is known. */
export function useDispatch(
  batteryId: string,
  { fromAtMs, untilAtMs }: DayBounds,
): { dispatch: Dispatch | null; failure: string | null } {
  const client = useClient();
  const [dispatch, setDispatch] = useState<Dispatch | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    let current = true;
    const load = async (): Promise<void> => {
      const variables = { id: batteryId, from: new Date(fromAtMs).toISOString(), until: new Date(untilAtMs).toISOString() };
      const { data, error, extensions } = await client.query(BatteryDispatchDocument, variables);
      if (!current) return;
      if (data?.battery) setDispatch({ periods: data.battery.dispatchPeriods, withheld: withheldIn(extensions) });
      setFailure(error ? sentenceOf(error) : null);
    };
    void load();
    const timer = setInterval(() => void load(), REFRESH_INTERVAL_MS);
    return () => {
      current = false;
      clearInterval(timer);
    };
  }, [client, batteryId, fromAtMs, untilAtMs]);
  return { dispatch, failure };
}
