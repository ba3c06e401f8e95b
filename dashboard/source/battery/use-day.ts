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
import { type Withheld, withheldIn } from '../api/withheld.ts';
import { type DayBounds, spanOf } from '../site-time.ts';

export type DayFacts = NonNullable<BatteryDayQuery['battery']> & {
  readonly prices: BatteryDayQuery['marketPrices'];
  readonly withheld: readonly Withheld[];
  readonly askedAtMs: number;
};

export interface MeasuredPoint {
  readonly atMs: number;
  readonly activePowerKw: number;
  readonly socPercent: number;
}

interface Day {
  readonly batteryId: string;
  readonly market: MarketCode;
  readonly bounds: DayBounds;
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
  const { fromAtMs, untilAtMs } = bounds;
  const load = useCallback(async (): Promise<void> => {
    const variables = { id: batteryId, market, ...spanOf({ fromAtMs, untilAtMs }) };
    const { data, error, extensions } = await client.query(BatteryDayDocument, variables);
    if (data?.battery) {
      const askedAtMs = Date.parse(data.viewer.askedAt);
      setFacts({ ...data.battery, prices: data.marketPrices, withheld: withheldIn(extensions), askedAtMs });
    }
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
  readonly withheld: readonly Withheld[];
  readonly failure: string | null;
}

/** What was measured in a day: the stored readings, thinned, and the live ones as they come. */
export function useMeasured({ batteryId, bounds, live }: Omit<Day, 'market'> & { live: LiveReading | undefined }): Measured {
  const client = useClient();
  const [points, setPoints] = useState<readonly MeasuredPoint[]>([]);
  const [withheld, setWithheld] = useState<readonly Withheld[]>([]);
  const [failure, setFailure] = useState<string | null>(null);
  const { fromAtMs, untilAtMs } = bounds;
  const isLive = live !== undefined;
  useEffect(() => {
    setPoints([]);
    let current = true;
    const load = async (): Promise<void> => {
      const variables = { id: batteryId, ...spanOf({ fromAtMs, untilAtMs }), pointCountMax: POINT_COUNT_MAX };
      const { data, error, extensions } = await client.query(BatteryReadingsDocument, variables);
      if (!current) return;
      setFailure(error ? sentenceOf(error) : null);
      setWithheld(withheldIn(extensions));
      if (!data?.battery) return;
      const stored = data.battery.readings.map(({ measuredAt, ...rest }) => ({ atMs: Date.parse(measuredAt), ...rest }));
      const lastMs = stored.at(-1)?.atMs ?? 0;
      setPoints((before) => [...stored, ...before.filter((point) => point.atMs > lastMs)]);
    };
    void load();
    // Who may read the past and not the present is told of it a little later.
    const timer = isLive ? undefined : setInterval(() => void load(), REFRESH_INTERVAL_MS);
    return () => {
      current = false;
      clearInterval(timer);
    };
  }, [client, batteryId, fromAtMs, untilAtMs, isLive]);
  useEffect(() => {
    if (!live) return;
    const point = { atMs: live.measuredAtMs, ...pick(live) };
    if (point.atMs >= fromAtMs && point.atMs < untilAtMs) setPoints((before) => withNewest(before, point));
  }, [live, fromAtMs, untilAtMs]);
  return { points, withheld, failure };
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
