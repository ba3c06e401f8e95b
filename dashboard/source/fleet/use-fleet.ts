import { useCallback, useEffect, useState } from 'react';
import { useClient } from 'urql';
import { FleetEarningsDocument, FleetPageDocument } from '../../generated/operations.ts';
import { sentenceOf } from '../api/failure.ts';
import { MARKET_TIME_ZONES } from '../market-zones.ts';
import { sumOfMoney } from '../quantities.ts';
import { dateAt, dayBounds } from '../site-time.ts';
import type { FleetBattery } from './ranking.ts';

const PAGE_SIZE = 50;
/** Earnings change once a settlement period. */
const EARNINGS_INTERVAL_MS = 20_000;

type Money = ReturnType<typeof sumOfMoney>;

interface Fleet {
  readonly batteries: readonly FleetBattery[];
  readonly loading: boolean;
  readonly failure: string | null;
  readonly hasMore: boolean;
  readonly loadMore: () => void;
}

/** The batteries page by page: what is loaded stays. */
export function useFleet(): Fleet {
  const client = useClient();
  const [state, setState] = useState<Omit<Fleet, 'loadMore'> & { after: string | null }>({
    batteries: [],
    loading: true,
    failure: null,
    hasMore: false,
    after: null,
  });
  const load = useCallback(
    async (after: string | null): Promise<void> => {
      setState((before) => ({ ...before, loading: true, failure: null }));
      const { data, error } = await client.query(FleetPageDocument, { first: PAGE_SIZE, after });
      setState((before) => ({
        batteries: data ? [...(after === null ? [] : before.batteries), ...data.batteries.nodes] : before.batteries,
        loading: false,
        failure: error ? sentenceOf(error) : null,
        hasMore: data?.batteries.pageInfo.hasNextPage ?? before.hasMore,
        after: data?.batteries.pageInfo.endCursor ?? before.after,
      }));
    },
    [client],
  );
  useEffect(() => void load(null), [load]);
  return { ...state, loadMore: () => void load(state.after) };
}

/** What each battery has earned in metered periods of the world's present settlement day. */
export function useEarnings(batteries: readonly FleetBattery[], worldNowMs: number | null): ReadonlyMap<string, Money> {
  const client = useClient();
  const [earned, setEarned] = useState<ReadonlyMap<string, Money>>(new Map());
  const date = worldNowMs === null ? null : dateAt(worldNowMs, MARKET_TIME_ZONES.GB);
  const ids = batteries.map((battery) => battery.id).join(' ');
  useEffect(() => {
    if (date === null || ids === '') return;
    let current = true;
    const load = async (): Promise<void> => {
      const all = await Promise.all(pagesOf(ids.split(' ')).map((page) => earningsOf(page, date)));
      if (current) setEarned(new Map(all.flat()));
    };
    const earningsOf = async (page: string[], day: string): Promise<[string, Money][]> => {
      const { fromAtMs, untilAtMs } = dayBounds(day, MARKET_TIME_ZONES.GB);
      const span = { from: new Date(fromAtMs).toISOString(), until: new Date(untilAtMs).toISOString() };
      const { data } = await client.query(FleetEarningsDocument, { ids: page, ...span });
      return (data?.nodes ?? []).flatMap((node): [string, Money][] =>
        node?.__typename === 'Battery' ? [[node.id, sumOfMoney(node.settledPeriods.map((period) => period.revenue))]] : [],
      );
    };
    void load();
    const timer = setInterval(() => void load(), EARNINGS_INTERVAL_MS);
    return () => {
      current = false;
      clearInterval(timer);
    };
  }, [client, ids, date]);
  return earned;
}

function pagesOf(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / PAGE_SIZE) }, (_, index) =>
    ids.slice(index * PAGE_SIZE, (index + 1) * PAGE_SIZE),
  );
}
