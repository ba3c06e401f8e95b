import { type ReactElement, useEffect, useMemo, useRef, useState } from 'react';
import { useLiveReadings } from '../api/live-readings.ts';
import { energy, limitPair, money, moneyInWords, percent, powerSize, signedPower, sumOfMoney } from '../quantities.ts';
import { Page } from '../shell/page.tsx';
import { Power, StateOfCharge, useWallClock } from '../shell/live-parts.tsx';
import { useViewer } from '../shell/viewer.ts';
import { WorldClock } from '../shell/world-clock.tsx';
import { FleetTable } from './fleet-table.tsx';
import { type Ranking, ranked } from './ranking.ts';
import { totalsOf } from './totals.ts';
import { useEarnings, useFleet } from './use-fleet.ts';

/** Rows change places at most this often, and never under the reader's hand. */
const RANKING_INTERVAL_MS = 5_000;

export function FleetPage(): ReactElement {
  const viewer = useViewer();
  const { batteries, loading, failure, hasMore, loadMore } = useFleet();
  const live = useLiveReadings(null);
  const nowMs = useWallClock();
  const earned = useEarnings(batteries, live.world.newestMs);
  const [ranking, setRanking] = useState<Ranking>({ column: 'name', ascending: true });
  const table = useRef<HTMLTableElement>(null);
  const tick = useRankingTick(table);
  const order = useMemo(() => {
    const amounts = new Map([...earned].map(([id, sums]) => [id, Number(sums[0]?.amount ?? 0)]));
    return ranked(batteries, ranking, { live, earned: amounts });
    // The live values are read at each tick, not watched: rows that jump cannot be read.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [batteries, ranking, earned, tick]);
  const totals = totalsOf(batteries, live, nowMs);
  const earnedInAll = sumOfMoney([...earned.values()].flat());
  const timeZone = batteries[0]?.site.timeZone ?? 'UTC';

  return (
    <Page
      title={viewer.party ? `Batteries of ${viewer.party.name}` : 'Fleet'}
      beside={<WorldClock world={live.world} timeZone={timeZone} />}
    >
      {[failure, live.failure].map(
        (sentence) =>
          sentence !== null && (
            <p key={sentence} className="notice notice-bad" role="alert">
              {sentence}
            </p>
          ),
      )}
      {batteries.length > 0 && (
        <dl className="tiles" aria-label={hasMore ? `The ${batteries.length} batteries shown` : 'All batteries'}>
          <div className="tile">
            <dt>Power now</dt>
            <dd>
              <Power powerKw={totals.activePowerKw} {...totals} />
              <span className="tile-note">
                of {powerSize(totals.chargePowerKwMax)} charge, {powerSize(totals.dischargePowerKwMax)} discharge
              </span>
            </dd>
          </div>
          <div className="tile">
            <dt>State of charge</dt>
            <dd>
              {totals.socPercent === null ? '–' : <StateOfCharge socPercent={totals.socPercent} />}
              <span className="tile-note">
                {energy(Math.round(totals.storedEnergyKwh * 10) / 10)} of {energy(totals.energyCapacityKwh)}, weighted by energy
              </span>
            </dd>
          </div>
          <div className="tile">
            <dt>Earned today</dt>
            <dd>
              <strong className="figure">{moneyInWords(earnedInAll)}</strong>
              <span className="tile-note">metered energy at market prices</span>
            </dd>
          </div>
          <div className="tile">
            <dt>Reporting</dt>
            <dd>
              <strong className="figure">
                {totals.reportingCount} of {batteries.length}
              </strong>
              <span className="tile-note">with a reading in the last 30 s</span>
            </dd>
          </div>
        </dl>
      )}
      {batteries.length > 0 && (
        <FleetTable
          table={table}
          rows={order.flatMap((id) => batteries.find((battery) => battery.id === id) ?? [])}
          live={live}
          earned={earned}
          ranking={ranking}
          onRank={setRanking}
          totals={{
            label: hasMore ? `Total of ${batteries.length} shown` : `Total of ${batteries.length}`,
            limit: limitPair(totals),
            power: signedPower(totals.activePowerKw),
            soc: totals.socPercent === null ? '–' : percent(totals.socPercent),
            earned: earnedInAll.map(money).join(' + ') || '–',
          }}
        />
      )}
      {!loading && failure === null && batteries.length === 0 && (
        <p className="empty">No batteries yet. Register a site and a battery over the API, and they appear here.</p>
      )}
      {loading && batteries.length === 0 && <p className="empty">Loading the fleet…</p>}
      {hasMore && (
        <button type="button" className="button more" disabled={loading} onClick={loadMore}>
          {loading ? 'Loading…' : 'Show more batteries'}
        </button>
      )}
    </Page>
  );
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
