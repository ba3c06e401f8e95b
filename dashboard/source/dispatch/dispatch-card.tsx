import { type ReactElement, useMemo } from 'react';
import type { DispatchReason, WishSource } from '../../generated/operations.ts';
import { isPartlyWithheld, type Withheld, whyWithheld } from '../api/withheld.ts';
import { signedNumber, signedPower } from '../quantities.ts';
import { Failures } from '../shell/failures.tsx';
import { NotYours } from '../shell/not-yours.tsx';
import { NumericHead } from '../shell/numeric-head.tsx';
import { PeriodHead } from '../shell/period-head.tsx';
import { ScrollTable } from '../shell/scroll-table.tsx';
import { clockTime, type DayBounds } from '../site-time.ts';
import { type DispatchPeriod, useDispatch } from './use-dispatch.ts';

interface DispatchCardProps {
  readonly batteryId: string;
  /** The day that is looked at. */
  readonly bounds: DayBounds;
  readonly isToday: boolean;
  readonly nowMs: number;
  readonly timeZone: string;
}

const PERIOD_MS = 30 * 60_000;
/** Of today, whoever watches wants the newest: so many hours, across midnight where need be. */
const LAST_HOURS = 12;

const REASON_WORDS: Readonly<Record<DispatchReason, string>> = {
  AS_ASKED: 'As planned',
  STOPPED: 'It was stopped',
  OVERRIDDEN: 'An override took its place',
  ACCEPTANCE: 'The system operator accepted something else',
  LIMITED_BY_NAMEPLATE: 'The battery’s nameplate held it back',
  LIMITED_BY_GRID_CONNECTION: 'The site’s grid connection held it back',
  LIMITED_BY_OWNER: 'A limit of the owner held it back',
  LIMITED_BY_MARKET: 'A limit of the market held it back',
  LIMITED_BY_OPERATOR: 'A limit of the operator held it back',
  FREQUENCY_RESPONSE: 'It gave a frequency response, or kept room for one',
  REPLANNED: 'Another plan came into force',
  NOT_INSTRUCTED: 'No instruction held',
  REFUSED: 'The site refused the instruction',
  NOT_DELIVERED: 'The instruction did not reach the site in time',
  NOT_APPLIED: 'The hardware did not take the instruction in time',
  SITE_OFFLINE: 'The site was not heard',
  OUT_OF_TOLERANCE: 'The battery did something else than it was told',
  NO_DATA: 'Nothing was measured',
};

const WISH_WORDS: Readonly<Record<WishSource, string>> = {
  PLAN: 'plan',
  FREQUENCY_RESPONSE: 'frequency response',
  ACCEPTANCE: 'acceptance',
  OVERRIDE: 'override',
  STOP: 'stop',
  STANDBY: 'stand by',
};

/** What the columns hold, by the group of facts that gives the right to it. */
const COLUMN_NAMES = { PLAN: 'What was planned', INSTRUCTIONS: 'What was asked', HISTORY: 'What was done' } as const;
type Column = keyof typeof COLUMN_NAMES;
const COLUMNS = ['PLAN', 'INSTRUCTIONS', 'HISTORY'] as const satisfies readonly Column[];

/** From the wish to the money: what was planned, what the site was asked for, what was done, and why they differ. */
export function DispatchCard({ batteryId, bounds, isToday, nowMs, timeZone }: DispatchCardProps): ReactElement {
  const thisPeriodMs = Math.ceil(nowMs / PERIOD_MS) * PERIOD_MS;
  const span = useMemo(
    () => (isToday ? { fromAtMs: thisPeriodMs - LAST_HOURS * 3_600_000, untilAtMs: thisPeriodMs } : bounds),
    [isToday, thisPeriodMs, bounds],
  );
  const { dispatch, failure } = useDispatch(batteryId, span);
  return (
    <section className="card" aria-labelledby="dispatch-title">
      <h2 id="dispatch-title">Asked and done</h2>
      <p className="hint">
        {isToday ? `The last ${LAST_HOURS} hours` : 'That day'}, in kWh: positive is to the grid. Asked is what the site was told.
      </p>
      <Failures sentences={[failure]} />
      {dispatch ? (
        <>
          <Unseen withheld={dispatch.withheld} />
          <Chain {...dispatch} timeZone={timeZone} />
        </>
      ) : (
        failure === null && <p className="empty">Loading…</p>
      )}
    </section>
  );
}

function Unseen({ withheld }: { readonly withheld: readonly Withheld[] }): ReactElement {
  return (
    <>
      {COLUMNS.map((group) => {
        const reason = whyWithheld(withheld, 'dispatchPeriods', group);
        return reason === null ? null : <NotYours key={group} what={COLUMN_NAMES[group]} reason={reason} />;
      })}
      {isPartlyWithheld(withheld, 'dispatchPeriods') && <p className="hint">Only what lies inside your agreement is shown.</p>}
    </>
  );
}

interface ChainProps {
  readonly periods: readonly DispatchPeriod[];
  readonly withheld: readonly Withheld[];
  readonly timeZone: string;
}

function Chain({ periods, withheld, timeZone }: ChainProps): ReactElement {
  const seen = (group: Column): boolean => whyWithheld(withheld, 'dispatchPeriods', group) === null;
  const columns = { planned: seen('PLAN'), asked: seen('INSTRUCTIONS'), done: seen('HISTORY'), why: COLUMNS.every(seen) };
  if (!COLUMNS.some(seen)) return <></>;
  if (periods.length === 0) return <p className="empty">No settlement period to show.</p>;
  return (
    <ScrollTable aria-labelledby="dispatch-title" height="middle" className="dispatch">
      <thead>
        <tr>
          <th scope="col">Period</th>
          {columns.planned && <NumericHead title="Planned" />}
          {columns.asked && <NumericHead title="Asked" />}
          {columns.done && <NumericHead title="Done" />}
          {columns.done && <NumericHead title="Settled" />}
          {columns.why && <th scope="col">Why they differ</th>}
        </tr>
      </thead>
      <tbody>
        {periods.toReversed().map((one) => (
          <ChainRow key={one.period.startAt} {...one} columns={columns} timeZone={timeZone} />
        ))}
      </tbody>
    </ScrollTable>
  );
}

interface ChainRowProps extends DispatchPeriod {
  readonly columns: Readonly<Record<'planned' | 'asked' | 'done' | 'why', boolean>>;
  readonly timeZone: string;
}

function ChainRow({ period, columns, timeZone, ...facts }: ChainRowProps): ReactElement {
  const { askedKwh, decidedKwh, meteredKwh, settledKwh, reason } = facts;
  return (
    <tr>
      <PeriodHead period={period} timeZone={timeZone} />
      {columns.planned && <td className="numeric">{askedKwh === null ? 'no plan' : signedNumber(askedKwh)}</td>}
      {columns.asked && <td className="numeric">{decidedKwh === null ? 'nothing' : signedNumber(decidedKwh)}</td>}
      {columns.done && <td className="numeric">{meteredKwh === null ? 'not known' : signedNumber(meteredKwh)}</td>}
      {columns.done && <td className="numeric">{settledKwh === null ? 'not yet' : signedNumber(settledKwh)}</td>}
      {columns.why && (
        <td>
          {reason === null ? (
            <span className="hint">Not over yet</span>
          ) : (
            <span className={reason === 'AS_ASKED' ? 'tag tag-good' : 'tag tag-warn'}>{REASON_WORDS[reason]}</span>
          )}
          <Wishes {...facts} timeZone={timeZone} />
        </td>
      )}
    </tr>
  );
}

/** Who wished what, where more than the plan did; the last of them counted. */
function Wishes({ wishes, timeZone }: Pick<DispatchPeriod, 'wishes'> & { readonly timeZone: string }): ReactElement | null {
  const beyondPlan = wishes.filter(({ source }) => source !== 'PLAN' && source !== 'STANDBY');
  if (beyondPlan.length === 0) return null;
  return (
    <ul className="hint wishes">
      {beyondPlan.map(({ source, powerKw, fromAt, untilAt }) => (
        <li key={`${source} ${fromAt}`}>
          {WISH_WORDS[source]} {signedPower(powerKw)}, {clockTime(Date.parse(fromAt), timeZone)}–
          {clockTime(Date.parse(untilAt), timeZone)}
        </li>
      ))}
    </ul>
  );
}
