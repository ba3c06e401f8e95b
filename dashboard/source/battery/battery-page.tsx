import { type ReactElement, useEffect, useMemo, useState } from 'react';
import { useLiveReadings } from '../api/live-readings.ts';
import { isPartlyWithheld, type Withheld, whyWithheld } from '../api/withheld.ts';
import { MARKET_TIME_ZONES } from '../market-zones.ts';
import { energy, limitPair } from '../quantities.ts';
import { WhoseView } from '../perspective/whose-view.tsx';
import { Link } from '../router.tsx';
import { Failures } from '../shell/failures.tsx';
import { NotYours } from '../shell/not-yours.tsx';
import { Page } from '../shell/page.tsx';
import { can } from '../shell/viewer.ts';
import { WorldClock } from '../shell/world-clock.tsx';
import { addDays, dateAt, dayBounds, dayInWords, zoneName } from '../site-time.ts';
import { BatteryTiles } from './battery-tiles.tsx';
import { DayChart } from './day-chart.tsx';
import { InstructionsCard } from './instructions-card.tsx';
import { IntentCard } from './intent-form.tsx';
import { earnings, OutcomesTable } from './outcomes-table.tsx';
import { OverrideCard } from './override-card.tsx';
import { PlanLine } from './plan-line.tsx';
import { type BatteryDetail, useBattery } from './use-battery.ts';
import { useDayFacts, useMeasured } from './use-day.ts';

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
          <p className="empty">It does not exist, or it is not yours to see: an agreement gives nothing before it begins.</p>
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
  const live = useLiveReadings(battery.id);
  const newest = live.of(battery.id);
  const shown = newest?.reading ?? battery.latestReading;
  const nowMs = newest?.measuredAtMs ?? (shown ? Date.parse(shown.measuredAt) : live.world.newestMs);
  const today = nowMs === null ? null : dateAt(nowMs, MARKET_TIME_ZONES[site.market]);
  const [chosenDate, setChosenDate] = useState<string | null>(null);
  const date = chosenDate ?? today;
  const bounds = useMemo(() => (date === null ? null : dayBounds(date, MARKET_TIME_ZONES[site.market])), [date, site.market]);
  const { facts, failure } = useDayFacts({ batteryId: battery.id, market: site.market, bounds });
  useEffect(() => live.noteAsked(facts?.askedAtMs ?? askedAtMs), [live, facts, askedAtMs]);
  const {
    points: measured,
    withheld: unseen,
    failure: unmeasured,
  } = useMeasured({ batteryId: battery.id, bounds, live: newest });
  const earned = earnings(facts?.outcomes ?? []);
  const dayName = date === today ? 'today' : 'that day';

  return (
    <Page title={battery.name} above={BACK} beside={<WorldClock world={live.world} timeZone={timeZone} />}>
      <Subtitle battery={battery} nowMs={nowMs} />
      <WhoseView battery={battery} nowMs={nowMs ?? askedAtMs} />
      <Failures sentences={[can(viewerCan, 'READ_LIVE') ? live.failure : null, failure, unmeasured]} />
      <BatteryTiles
        battery={battery}
        live={live}
        newest={newest}
        shown={shown}
        earned={earned}
        dayName={dayName}
        unseen={{
          reading: whyWithheld(withheld, 'latestReading'),
          revenue: whyWithheld(facts?.withheld ?? [], 'outcomes', 'REVENUE'),
        }}
      />

      <section className="card" aria-labelledby="day-title">
        <div className="card-head">
          <h2 id="day-title">Plan and what happened</h2>
          {date !== null && <DayPicker date={date} today={today} onPick={setChosenDate} />}
        </div>
        {bounds ? (
          <DayChart
            facts={facts}
            measured={measured}
            bounds={bounds}
            nowMs={nowMs}
            timeZone={timeZone}
            powerKwMax={Math.max(battery.chargePowerKwMax, battery.dischargePowerKwMax)}
          />
        ) : (
          <p className="empty">The chart begins with the first reading.</p>
        )}
        <MeasuredNote unseen={unseen} />
        <PlanLine batteryId={battery.id} plan={facts?.plan ?? null} timeZone={timeZone} viewerCan={viewerCan} />
      </section>

      <div className="columns">
        <section className="card" aria-labelledby="outcomes-title">
          <h2 id="outcomes-title">Settlement periods</h2>
          <p className="hint">
            Positive is energy to the grid. Times in {nowMs === null ? timeZone : zoneName(nowMs, timeZone)} ({timeZone}).
          </p>
          {facts ? <OutcomesTable {...facts} timeZone={timeZone} /> : <p className="empty">Loading…</p>}
        </section>
        <div className="column">
          <IntentCard battery={battery} onChanged={(next) => change({ currentIntent: next })} />
          <OverrideCard {...battery} batteryId={battery.id} timeZone={timeZone} nowMs={nowMs} onChanged={reload} />
          <InstructionsCard
            instructions={battery.instructions.nodes}
            unseen={whyWithheld(withheld, 'instructions')}
            followedSequence={shown?.instructionSequence ?? null}
            timeZone={timeZone}
          />
        </div>
      </div>
    </Page>
  );
}

/** What of the drawn measurements is not the viewer's. */
function MeasuredNote({ unseen }: { readonly unseen: readonly Withheld[] }): ReactElement | null {
  const reason = whyWithheld(unseen, 'readings');
  if (reason !== null) return <NotYours what="The measured lines" reason={reason} />;
  if (!isPartlyWithheld(unseen, 'readings')) return null;
  return <p className="hint not-yours">Drawn only where your agreement reaches: the rest of the day is not yours to see.</p>;
}

function Subtitle({ battery, nowMs }: { readonly battery: BatteryDetail; readonly nowMs: number | null }): ReactElement {
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

interface DayPickerProps {
  readonly date: string;
  readonly today: string | null;
  readonly onPick: (date: string | null) => void;
}

function DayPicker({ date, today, onPick }: DayPickerProps): ReactElement {
  const pick = (next: string): void => onPick(next === today ? null : next);
  return (
    <div className="day-picker" role="group" aria-label="Day">
      <button type="button" className="button button-quiet" onClick={() => pick(addDays(date, -1))}>
        <span aria-hidden="true">←</span> Previous day
      </button>
      <strong aria-live="polite">
        {dayInWords(date)}
        {date === today && ', today'}
      </strong>
      <button type="button" className="button button-quiet" onClick={() => pick(addDays(date, 1))}>
        Next day <span aria-hidden="true">→</span>
      </button>
    </div>
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

function inForce({ agreements }: BatteryDetail, nowMs: number | null): BatteryDetail['agreements'] {
  const atMs = nowMs ?? Date.now();
  return agreements.filter(
    ({ validFrom, validUntil }) => Date.parse(validFrom) <= atMs && (validUntil === null || Date.parse(validUntil) > atMs),
  );
}
