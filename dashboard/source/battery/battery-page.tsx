import { type ReactElement, useEffect, useMemo, useState } from 'react';
import { BatteryAlerts } from '../alerts/battery-alerts.tsx';
import { useLiveReadings } from '../api/live-readings.ts';
import { type Withheld, whyWithheld } from '../api/withheld.ts';
import { MARKET_TIME_ZONES } from '../market-zones.ts';
import { energy, limitPair } from '../quantities.ts';
import { useCurrentPerspective } from '../perspective/current.ts';
import { WhoseView } from '../perspective/whose-view.tsx';
import { Link } from '../router.tsx';
import { Failures } from '../shell/failures.tsx';
import { Page } from '../shell/page.tsx';
import { can } from '../shell/viewer.ts';
import { WorldClock } from '../shell/world-clock.tsx';
import { dateAt, dayAndTime, dayBounds, zoneName } from '../site-time.ts';
import { BatteryOrders } from './battery-orders.tsx';
import { BatteryTiles } from './battery-tiles.tsx';
import { DayCard } from './day-card.tsx';
import { EarningsCard } from './earnings-card.tsx';
import { earnings, OutcomesTable } from './outcomes-table.tsx';
import { DispatchCard } from '../dispatch/dispatch-card.tsx';
import { type BatteryDetail, useBattery } from './use-battery.ts';
import { type DayFacts, useDayFacts, useMeasured } from './use-day.ts';

const BACK = (
  <nav aria-label="Breadcrumb" className="breadcrumb">
    <Link href="/">Fleet</Link>
  </nav>
);

export function BatteryPage({ batteryId }: { readonly batteryId: string }): ReactElement {
  const { loaded, reload, change } = useBattery(batteryId);
  switch (loaded.state) {
    case 'loading':
      return (
        <Page title="Battery" above={BACK}>
          <p className="empty">Loading the battery…</p>
        </Page>
      );
    case 'missing':
      return (
        <Page title="No such battery" above={BACK}>
          <NotThere />
        </Page>
      );
    case 'failed':
      return (
        <Page title="Battery" above={BACK}>
          <p className="notice notice-bad" role="alert">
            {loaded.sentence}
          </p>
          <button type="button" className="button" onClick={reload}>
            Try again
          </button>
        </Page>
      );
    case 'loaded':
      return <LoadedBattery {...loaded} reload={reload} change={change} />;
  }
}

function NotThere(): ReactElement {
  const perspective = useCurrentPerspective();
  const fromMs = perspective?.validFrom ? Date.parse(perspective.validFrom) : null;
  return (
    <p className="empty">
      It does not exist, or it is not yours to see: an agreement gives nothing before it begins.
      {perspective && fromMs !== null && ` That of ${perspective.name} begins ${dayAndTime(fromMs, MARKET_TIME_ZONES.GB)}.`}
    </p>
  );
}

interface LoadedProps {
  readonly battery: BatteryDetail;
  readonly withheld: readonly Withheld[];
  readonly askedAtMs: number;
  readonly reload: () => void;
  readonly change: (part: Partial<BatteryDetail>) => void;
}

function LoadedBattery({ battery, withheld, askedAtMs, reload, change }: LoadedProps): ReactElement {
  const { site, viewerCan } = battery;
  const { timeZone } = site;
  const [chosenDate, setChosenDate] = useState<string | null>(null);
  const [toldAtMs, setToldAtMs] = useState(askedAtMs);
  const live = useLiveReadings(battery.id);
  const newest = live.of(battery.id);
  const liveUnseen = whyWithheld(withheld, 'latestReading');
  const shown = liveUnseen === null ? (newest?.reading ?? battery.latestReading) : null;
  // Who sees no readings goes by what the platform tells of its time.
  const nowMs = shown ? Date.parse(shown.measuredAt) : toldAtMs;
  const today = dateAt(nowMs, MARKET_TIME_ZONES[site.market]);
  const date = chosenDate ?? today;
  const bounds = useMemo(() => dayBounds(date, MARKET_TIME_ZONES[site.market]), [date, site.market]);
  const { facts, failure } = useDayFacts({ batteryId: battery.id, market: site.market, bounds });
  const day = useMeasured({ batteryId: battery.id, bounds, live: newest });
  useEffect(() => setToldAtMs((before) => Math.max(before, askedAtMs, facts?.askedAtMs ?? 0)), [facts, askedAtMs]);
  useEffect(() => live.noteAsked(toldAtMs), [live, toldAtMs]);
  useReloadAtTurns(battery, { askedAtMs, toldAtMs, reload });
  const earned = earnings(facts?.outcomes ?? []);
  const dayName = date === today ? 'today' : 'that day';

  return (
    <Page title={battery.name} above={BACK} beside={<WorldClock world={live.world} timeZone={timeZone} />}>
      <Subtitle battery={battery} nowMs={nowMs} />
      <WhoseView battery={battery} nowMs={nowMs} />
      <Failures sentences={[can(viewerCan, 'READ_LIVE') ? live.failure : null, failure, day.failure]} />
      <BatteryAlerts batteryId={battery.id} viewerCan={viewerCan} timeZone={timeZone} />
      <BatteryTiles
        battery={battery}
        live={live}
        newest={newest}
        shown={shown}
        earned={earned}
        dayName={dayName}
        unseen={{
          reading: liveUnseen,
          revenue: whyWithheld(facts?.withheld ?? [], 'outcomes', 'REVENUE'),
        }}
      />

      <DayCard
        battery={battery}
        day={{ date, today, bounds, facts, measured: day.points, unseen: day.withheld }}
        nowMs={nowMs}
        onPick={setChosenDate}
      />
      <div className="columns">
        <div className="column">
          <PeriodsCard facts={facts} nowMs={nowMs} timeZone={timeZone} />
          <EarningsCard batteryId={battery.id} bounds={bounds} timeZone={timeZone} />
          <DispatchCard batteryId={battery.id} bounds={bounds} isToday={date === today} nowMs={nowMs} timeZone={timeZone} />
        </div>
        <BatteryOrders
          battery={battery}
          instructionsUnseen={whyWithheld(withheld, 'instructions')}
          followedSequence={shown?.instructionSequence ?? null}
          nowMs={nowMs}
          reload={reload}
          change={change}
        />
      </div>
    </Page>
  );
}

interface PeriodsCardProps {
  readonly facts: DayFacts | null;
  readonly nowMs: number;
  readonly timeZone: string;
}

function PeriodsCard({ facts, nowMs, timeZone }: PeriodsCardProps): ReactElement {
  return (
    <section className="card" aria-labelledby="outcomes-title">
      <h2 id="outcomes-title">Settlement periods</h2>
      <p className="hint">
        Positive is energy to the grid. Times in {zoneName(nowMs, timeZone)} ({timeZone}).
      </p>
      {facts ? <OutcomesTable {...facts} timeZone={timeZone} /> : <p className="empty">Loading…</p>}
    </section>
  );
}

interface Turns {
  readonly askedAtMs: number;
  readonly toldAtMs: number;
  readonly reload: () => void;
}

/** What the viewer may see changes at the instant an agreement begins or ends: the page asks again. */
function useReloadAtTurns({ agreements }: BatteryDetail, { askedAtMs, toldAtMs, reload }: Turns): void {
  const hasTurned = agreements
    .flatMap(({ validFrom, validUntil }) => [validFrom, validUntil ?? []].flat())
    .some((instant) => Date.parse(instant) > askedAtMs && Date.parse(instant) <= toldAtMs);
  useEffect(() => {
    if (hasTurned) reload();
    // Once for each turn, not for each new function.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [hasTurned]);
}

function Subtitle({ battery, nowMs }: { readonly battery: BatteryDetail; readonly nowMs: number }): ReactElement {
  return (
    <p className="subtitle">
      {battery.site.name} · {limitPair(battery)} charge / discharge, {energy(battery.energyCapacityKwh)}
      {inForce(battery, nowMs).map(({ id, role, party }) => (
        <span key={id}>
          {' '}
          · {ROLE_WORDS[role]} {party.name}
        </span>
      ))}
    </p>
  );
}

const ROLE_WORDS = {
  OWNER: 'owned by',
  LESSOR: 'let by',
  LESSEE: 'leased by',
  OPERATOR: 'operated by',
  OPTIMISER: 'optimised by',
  OFFTAKER: 'delivers to',
  SITE_HOST: 'hosted by',
  AUDITOR: 'audited by',
} as const satisfies Record<BatteryDetail['agreements'][number]['role'], string>;

function inForce({ agreements }: BatteryDetail, atMs: number): BatteryDetail['agreements'] {
  return agreements.filter(
    ({ validFrom, validUntil }) => Date.parse(validFrom) <= atMs && (validUntil === null || Date.parse(validUntil) > atMs),
  );
}
