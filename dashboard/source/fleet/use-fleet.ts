import { useCallback, useEffect, useState } from 'react';
import { useClient } from 'urql';
import { FleetEarningsDocument, FleetPageDocument } from '../../generated/operations.ts';
import { sentenceOf } from '../api/failure.ts';
import { isPartly, type Withheld, withheldIn } from '../api/withheld.ts';
import { MARKET_TIME_ZONES } from '../market-zones.ts';
import { sumOfMoney } from '../quantities.ts';
import { dateAt, dayBounds } from '../site-time.ts';
import type { FleetBattery } from './ranking.ts';

const PAGE_SIZE = 50;
/** A page that did not come is asked for again: nobody in a control room reloads. */
const RETRY_MS = 5_000;
/** Earnings change once a settlement period. */
const EARNINGS_INTERVAL_MS = 20_000;

type Money = ReturnType<typeof sumOfMoney>;

interface Fleet {
  readonly batteries: readonly FleetBattery[];
  readonly loading: boolean;
  readonly failure: string | null;
  /** Why the newest reading of a battery is not the viewer's to see, by the battery's id. */
  readonly unseen: Unseen;
  /** The platform's time when the newest page was loaded. */
  readonly askedAtMs: number | null;
  readonly hasMore: boolean;
  readonly loadMore: () => void;
}

export type Unseen = ReadonlyMap<string, string>;

const NOTHING: Unseen = new Map();

/** The batteries page by page: what is loaded stays. */
export function useFleet(): Fleet {
  const client = useClient();
  const [state, setState] = useState<Omit<Fleet, 'loadMore'> & { after: string | null }>({
    batteries: [],
    loading: true,
    failure: null,
    unseen: NOTHING,
    askedAtMs: null,
    hasMore: false,
    after: null,
  });
  const load = useCallback(
    async (after: string | null): Promise<void> => {
      setState((before) => ({ ...before, loading: true }));
      const { data, error, extensions } = await client.query(FleetPageDocument, { first: PAGE_SIZE, after });
      const ids = data?.batteries.nodes.map(({ id }) => id) ?? [];
      // The path of an entry is that of its battery in this page: `batteries.nodes.7.latestReading`.
      const unseen = unseenIn(withheldIn(extensions), (path) => ids[Number(path[2])]);
      setState((before) => ({
        batteries: data ? [...(after === null ? [] : before.batteries), ...data.batteries.nodes] : before.batteries,
        loading: false,
        failure: error ? sentenceOf(error) : null,
        unseen: new Map([...before.unseen, ...unseen]),
        askedAtMs: data ? Date.parse(data.viewer.askedAt) : before.askedAtMs,
        hasMore: data?.batteries.pageInfo.hasNextPage ?? before.hasMore,
        after: data?.batteries.pageInfo.endCursor ?? before.after,
      }));
    },
    [client],
  );
  useEffect(() => void load(null), [load]);
  useEffect(() => {
    if (state.loading || state.failure === null) return;
    const again = setTimeout(() => void load(state.after), RETRY_MS);
    return () => clearTimeout(again);
  }, [state, load]);
  return { ...state, loadMore: () => void load(state.after) };
}

interface Earnings {
  readonly earned: ReadonlyMap<string, Money>;
  readonly unseen: Unseen;
}

/** What each battery has earned in metered periods of the world's present settlement day. */
export function useEarnings(batteries: readonly FleetBattery[], worldNowMs: number | null): Earnings {
  const client = useClient();
  const [earnings, setEarnings] = useState<Earnings>({ earned: new Map(), unseen: NOTHING });
  const date = worldNowMs === null ? null : dateAt(worldNowMs, MARKET_TIME_ZONES.GB);
  const ids = batteries.map((battery) => battery.id).join(' ');
  useEffect(() => {
    if (date === null || ids === '') return;
    let current = true;
    const load = async (): Promise<void> => {
      const all = await Promise.all(pagesOf(ids.split(' ')).map((page) => earningsOf(page, date)));
      if (!current) return;
      setEarnings({
        earned: new Map(all.flatMap((page) => [...page.earned])),
        unseen: new Map(all.flatMap((page) => [...page.unseen])),
      });
    };
    const earningsOf = async (page: string[], day: string): Promise<Earnings> => {
      const { fromAtMs, untilAtMs } = dayBounds(day, MARKET_TIME_ZONES.GB);
      const span = { from: new Date(fromAtMs).toISOString(), until: new Date(untilAtMs).toISOString() };
      const { data, extensions } = await client.query(FleetEarningsDocument, { ids: page, ...span });
      const unseen = unseenIn(withheldIn(extensions), (path) => page[Number(path[1])]);
      const earned = (data?.nodes ?? []).flatMap((node): [string, Money][] =>
        node?.__typename === 'Battery' ? [[node.id, sumOfMoney(node.settledPeriods.map((period) => period.revenue))]] : [],
      );
      return { earned: new Map(earned), unseen };
    };
    void load();
    const timer = setInterval(() => void load(), EARNINGS_INTERVAL_MS);
    return () => {
      current = false;
      clearInterval(timer);
    };
  }, [client, ids, date]);
  return earnings;
}

/** What was left out altogether, by battery. */
function unseenIn(withheld: readonly Withheld[], idAt: (path: Withheld['path']) => string | undefined): Unseen {
  const entries = withheld.flatMap((one): [string, string][] => {
    const id = idAt(one.path);
    return id === undefined || isPartly(one) ? [] : [[id, one.missing]];
  });
  return new Map(entries);
}

function pagesOf(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / PAGE_SIZE) }, (_, index) =>
    ids.slice(index * PAGE_SIZE, (index + 1) * PAGE_SIZE),
  );
}
