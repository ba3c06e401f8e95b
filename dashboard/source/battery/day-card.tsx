import type { ReactElement } from 'react';
import { isPartlyWithheld, type Withheld, whyWithheld } from '../api/withheld.ts';
import { NotYours } from '../shell/not-yours.tsx';
import { addDays, type DayBounds, dayInWords } from '../site-time.ts';
import { DayChart } from './day-chart.tsx';
import { PlanLine } from './plan-line.tsx';
import { PlanReasons } from './plan-reasons.tsx';
import type { BatteryDetail } from './use-battery.ts';
import type { DayFacts, MeasuredPoint } from './use-day.ts';

interface DayCardProps {
  readonly battery: BatteryDetail;
  readonly day: {
    readonly date: string;
    readonly today: string;
    readonly bounds: DayBounds;
    readonly facts: DayFacts | null;
    readonly measured: readonly MeasuredPoint[];
    readonly unseen: readonly Withheld[];
  };
  readonly nowMs: number;
  readonly onPick: (date: string | null) => void;
}

/** A day of a battery: what was planned, what happened, and the plan in force. */
export function DayCard({ battery, day, nowMs, onPick }: DayCardProps): ReactElement {
  const { date, today, bounds, facts, measured, unseen } = day;
  const { viewerCan, site } = battery;
  return (
    <section className="card" aria-labelledby="day-title">
      <div className="card-head">
        <h2 id="day-title">Plan and what happened</h2>
        <DayPicker date={date} today={today} onPick={onPick} />
      </div>
      <DayChart
        facts={facts}
        measured={measured}
        bounds={bounds}
        nowMs={nowMs}
        timeZone={site.timeZone}
        powerKwMax={Math.max(battery.chargePowerKwMax, battery.dischargePowerKwMax)}
      />
      <MeasuredNote unseen={unseen} />
      <PlanLine batteryId={battery.id} plan={facts?.plan ?? null} timeZone={site.timeZone} viewerCan={viewerCan} />
      {facts?.plan && <PlanReasons batteryId={battery.id} planId={facts.plan.id} nowMs={nowMs} timeZone={site.timeZone} />}
    </section>
  );
}

/** What of the drawn measurements is not the viewer's. */
function MeasuredNote({ unseen }: { readonly unseen: readonly Withheld[] }): ReactElement | null {
  const reason = whyWithheld(unseen, 'readings');
  if (reason !== null) return <NotYours what="The measured lines" reason={reason} />;
  if (!isPartlyWithheld(unseen, 'readings')) return null;
  return <p className="hint not-yours">Drawn only where your agreement reaches: the rest of the day is not yours to see.</p>;
}

interface DayPickerProps {
  readonly date: string;
  readonly today: string;
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
