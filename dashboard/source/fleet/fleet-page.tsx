import { type ReactElement, useEffect, useMemo, useRef, useState } from 'react';
import { useLiveReadings } from '../api/live-readings.ts';
import { limitPair, money, percent, signedPower, sumOfMoney } from '../quantities.ts';
import { Failures } from '../shell/failures.tsx';
import { useWallClock } from '../shell/live-parts.tsx';
import { Page } from '../shell/page.tsx';
import { useViewer } from '../shell/viewer.ts';
import { WorldClock } from '../shell/world-clock.tsx';
import { FleetAlerts } from './fleet-alerts.tsx';
import { FleetStops } from './fleet-stops.tsx';
import { FleetTable } from './fleet-table.tsx';
import { FleetTiles } from './fleet-tiles.tsx';
import { LeftOut } from './left-out.tsx';
import { type FleetBattery, type Ranking, ranked } from './ranking.ts';
import { type FleetTotals, totalsOf } from './totals.ts';
import { type Unseen, useEarnings, useFleet } from './use-fleet.ts';

/** Rows change places at most this often, and never under the reader's hand. */
const RANKING_INTERVAL_MS = 5_000;

export function FleetPage(): ReactElement {
  const viewer = useViewer();
  const { batteries, loading, failure, unseen: liveUnseen, askedAtMs, hasMore, loadMore } = useFleet();
  const live = useLiveReadings(null);
  const nowMs = useWallClock();
  const { earned, unseen: revenueUnseen } = useEarnings(batteries, live.world.newestMs);
  const unseen = { live: liveUnseen, revenue: revenueUnseen };
  useEffect(() => {
    if (askedAtMs !== null) live.noteAsked(askedAtMs);
  }, [live, askedAtMs]);
  const [ranking, setRanking] = useState<Ranking>({ column: 'name', ascending: true });
  const table = useRef<HTMLTableElement>(null);
  const tick = useRankingTick(table);
  const order = useMemo(() => {
    const amounts = new Map([...earned].map(([id, sums]) => [id, Number(sums[0]?.amount ?? 0)]));
    return ranked(batteries, ranking, { live, earned: amounts });
    // The live values are read at each tick, not watched: rows that jump cannot be read.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [batteries, ranking, earned, tick]);
  const totals = totalsOf(batteries, { live, unseen: liveUnseen, nowMs });
  const earnedInAll = sumOfMoney([...earned.values()].flat());
  const timeZone = batteries[0]?.site.timeZone ?? 'UTC';

  return (
    <Page
      title={viewer.party ? `Batteries of ${viewer.party.name}` : 'Fleet'}
      beside={<WorldClock world={live.world} timeZone={timeZone} />}
    >
      <Failures sentences={[failure, live.failure]} />
      {batteries.length > 0 && <FleetAlerts timeZone={timeZone} />}
      {batteries.length > 0 && (
        <FleetTiles
          label={hasMore ? `The ${batteries.length} batteries shown` : 'All batteries'}
          batteryCount={batteries.length}
          totals={totals}
          earned={earnedInAll}
          unseen={{ live: whyAll(batteries, liveUnseen), revenue: whyAll(batteries, revenueUnseen) }}
        />
      )}
      {batteries.length > 0 && (
        <FleetTable
          table={table}
          rows={order.flatMap((id) => batteries.find((battery) => battery.id === id) ?? [])}
          live={live}
          earned={earned}
          unseen={unseen}
          ranking={ranking}
          onRank={setRanking}
          totals={{
            label: hasMore ? `Total of ${batteries.length} shown` : `Total of ${batteries.length}`,
            earned: earnedInAll.map(money).join(' + ') || '–',
            ...totalsInWords(totals),
          }}
        />
      )}
      <LeftOut batteries={batteries} unseen={unseen} />
      {!loading && failure === null && batteries.length === 0 && <NoBatteries ofParty={viewer.party !== null} />}
      {loading && batteries.length === 0 && <p className="empty">Loading the fleet…</p>}
      {batteries.length > 0 && <FleetStops timeZone={timeZone} />}
      {hasMore && (
        <button type="button" className="button more" disabled={loading} onClick={loadMore}>
          {loading ? 'Loading…' : 'Show more batteries'}
        </button>
      )}
    </Page>
  );
}

function NoBatteries({ ofParty }: { readonly ofParty: boolean }): ReactElement {
  return (
    <p className="empty">
      {ofParty
        ? 'No batteries yet: they appear here when an agreement over one has begun.'
        : 'No batteries yet. Register a site and a battery over the API, and they appear here.'}
    </p>
  );
}

function totalsInWords(totals: FleetTotals): Record<'limit' | 'power' | 'soc', string> {
  return {
    limit: limitPair(totals),
    power: totals.visibleCount === 0 ? '–' : signedPower(totals.activePowerKw),
    soc: totals.socPercent === null ? '–' : percent(totals.socPercent),
  };
}

/** Why something of every battery is left out; null as long as one of them shows it. */
function whyAll(batteries: readonly FleetBattery[], unseen: Unseen): string | null {
  const [first] = batteries;
  return first && batteries.every(({ id }) => unseen.has(id)) ? (unseen.get(first.id) ?? null) : null;
}

function useRankingTick(table: { readonly current: HTMLTableElement | null }): number {
  const [tick, setTick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => {
      const inUse = table.current?.querySelector('tbody:hover, tbody:focus-within');
      if (!inUse) setTick((count) => count + 1);
    }, RANKING_INTERVAL_MS);
    return () => clearInterval(timer);
  }, [table]);
  return tick;
}
