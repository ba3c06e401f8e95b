import { useCallback, useEffect, useState } from 'react';
import { useClient } from 'urql';
import {
  BatteryDayDocument,
  type BatteryDayQuery,
  BatteryReadingsDocument,
  type MarketCode,
  NewPlansDocument,
} from '../../generated/operations.ts';
import { sentenceOf } from '../api/failure.ts';
import type { LiveReading } from '../api/live-readings.ts';
import type { DayBounds } from '../site-time.ts';

export type DayFacts = NonNullable<BatteryDayQuery['battery']> & { readonly prices: BatteryDayQuery['marketPrices'] };

export interface MeasuredPoint {
  readonly atMs: number;
  readonly activePowerKw: number;
  readonly socPercent: number;
}

interface Day {
  readonly batteryId: string;
  readonly market: MarketCode;
  readonly bounds: DayBounds | null;
}

/** Outcomes come in when a settlement period is over and metered; plans announce themselves. */
const REFRESH_INTERVAL_MS = 10_000;
const POINT_COUNT_MAX = 720;
/** Live readings are drawn this far apart at least, like the stored ones of a day. */
const POINT_SPACING_MS = 120_000;

/** Plan, outcomes and prices of a day, kept fresh. */
export function useDayFacts({ batteryId, market, bounds }: Day): { facts: DayFacts | null; failure: string | null } {
  const client = useClient();
  const [facts, setFacts] = useState<DayFacts | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const { fromAtMs, untilAtMs } = bounds ?? { fromAtMs: null, untilAtMs: null };
  const load = useCallback(async (): Promise<void> => {
    if (fromAtMs === null || untilAtMs === null) return;
    const { data, error } = await client.query(BatteryDayDocument, { id: batteryId, market, ...spanOf(fromAtMs, untilAtMs) });
    if (data?.battery) setFacts({ ...data.battery, prices: data.marketPrices });
    setFailure(error ? sentenceOf(error) : null);
  }, [client, batteryId, market, fromAtMs, untilAtMs]);
  useEffect(() => {
    setFacts(null);
    void load();
    const timer = setInterval(() => void load(), REFRESH_INTERVAL_MS);
    const plans = client.subscription(NewPlansDocument, { batteryId }).subscribe(() => void load());
    return () => {
      clearInterval(timer);
      plans.unsubscribe();
    };
  }, [client, batteryId, load]);
  return { facts, failure };
}

interface Measured {
  readonly points: readonly MeasuredPoint[];
  readonly failure: string | null;
}

/** What was measured in a day: the stored readings, thinned, and the live ones as they come. */
export function useMeasured({ batteryId, bounds, live }: Omit<Day, 'market'> & { live: LiveReading | undefined }): Measured {
  const client = useClient();
  const [points, setPoints] = useState<readonly MeasuredPoint[]>([]);
  const [failure, setFailure] = useState<string | null>(null);
  const { fromAtMs, untilAtMs } = bounds ?? { fromAtMs: null, untilAtMs: null };
  useEffect(() => {
    setPoints([]);
    if (fromAtMs === null || untilAtMs === null) return;
    let current = true;
    const load = async (): Promise<void> => {
      const variables = { id: batteryId, ...spanOf(fromAtMs, untilAtMs), pointCountMax: POINT_COUNT_MAX };
      const { data, error } = await client.query(BatteryReadingsDocument, variables);
      if (!current) return;
      setFailure(error ? sentenceOf(error) : null);
      if (!data?.battery) return;
      const stored = data.battery.readings.map(({ measuredAt, ...rest }) => ({ atMs: Date.parse(measuredAt), ...rest }));
      const lastMs = stored.at(-1)?.atMs ?? 0;
      setPoints((before) => [...stored, ...before.filter((point) => point.atMs > lastMs)]);
    };
    void load();
    return () => {
      current = false;
    };
  }, [client, batteryId, fromAtMs, untilAtMs]);
  useEffect(() => {
    if (!live || fromAtMs === null || untilAtMs === null) return;
    const point = { atMs: live.measuredAtMs, ...pick(live) };
    if (point.atMs >= fromAtMs && point.atMs < untilAtMs) setPoints((before) => withNewest(before, point));
  }, [live, fromAtMs, untilAtMs]);
  return { points, failure };
}

function pick({ reading }: LiveReading): Omit<MeasuredPoint, 'atMs'> {
  return { activePowerKw: reading.activePowerKw, socPercent: reading.socPercent };
}

/** The newest reading always ends the line; it replaces the one before while the two are close. */
function withNewest(points: readonly MeasuredPoint[], newest: MeasuredPoint): readonly MeasuredPoint[] {
  const last = points.at(-1);
  if (last && last.atMs >= newest.atMs) return points;
  const anchor = points.at(-2);
  const replaces = last && anchor && newest.atMs - anchor.atMs < POINT_SPACING_MS;
  return [...(replaces ? points.slice(0, -1) : points), newest];
}

function spanOf(fromAtMs: number, untilAtMs: number): { from: string; until: string } {
  return { from: new Date(fromAtMs).toISOString(), until: new Date(untilAtMs).toISOString() };
}
