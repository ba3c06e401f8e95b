import { type ReactElement, useEffect, useState } from 'react';
import { useClient } from 'urql';
import { PlanReasonsDocument, type PlanReasonsQuery } from '../../generated/operations.ts';
import { sentenceOf } from '../api/failure.ts';
import { type Withheld, withheldIn, whyWithheld } from '../api/withheld.ts';
import { signedNumber } from '../quantities.ts';
import { NotYours } from '../shell/not-yours.tsx';
import { NumericHead } from '../shell/numeric-head.tsx';
import { PeriodHead } from '../shell/period-head.tsx';
import { ScrollTable } from '../shell/scroll-table.tsx';
import { dayAndTime } from '../site-time.ts';

interface PlanReasonsProps {
  readonly batteryId: string;
  /** The plan in force: with a new one come new reasons. */
  readonly planId: string;
  readonly nowMs: number;
  readonly timeZone: string;
}

type Reasons = NonNullable<NonNullable<PlanReasonsQuery['battery']>['plan']>;
type Period = Reasons['periods'][number];

type Loaded =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly sentence: string }
  | { readonly state: 'loaded'; readonly reasons: Reasons; readonly withheld: readonly Withheld[] };

/** Why the plan is as it is, period by period: asked for by whoever opens it. */
export function PlanReasons(props: PlanReasonsProps): ReactElement {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className="plan-reasons" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary id="plan-reasons-title">Why the plan does this</summary>
      {isOpen && <OpenReasons {...props} />}
    </details>
  );
}

function OpenReasons({ batteryId, planId, nowMs, timeZone }: PlanReasonsProps): ReactElement {
  const loaded = useReasons({ batteryId, planId });
  if (loaded.state === 'loading') return <p className="empty">Loading…</p>;
  if (loaded.state === 'failed') {
    return (
      <p className="notice notice-bad" role="alert">
        {loaded.sentence}
      </p>
    );
  }
  const { reasons, withheld } = loaded;
  const missing = whyWithheld(withheld, 'periods') ?? whyWithheld(withheld, 'reasons');
  const ahead = reasons.periods.filter(({ period }) => Date.parse(period.endAt) > nowMs);
  return (
    <>
      {missing !== null && <NotYours what="The owner’s reasons and what they are worth" reason={missing} />}
      {reasons.reasons.map(({ sentence }) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <ScrollTable aria-labelledby="plan-reasons-title">
        <thead>
          <tr>
            <th scope="col">Period</th>
            <NumericHead title="Planned" unit="kW" />
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {ahead.map((one, index) => (
            <PeriodRow key={one.period.startAt} {...one} before={ahead[index - 1]} timeZone={timeZone} />
          ))}
        </tbody>
      </ScrollTable>
    </>
  );
}

interface PeriodRowProps extends Period {
  readonly before: Period | undefined;
  readonly timeZone: string;
}

function PeriodRow({ period, powerKw, why, reasons, before, timeZone }: PeriodRowProps): ReactElement {
  const isNewDay = before !== undefined && before.period.settlementDate !== period.settlementDate;
  return (
    <tr>
      <PeriodHead period={period} timeZone={timeZone} />
      <td className="numeric">{signedNumber(powerKw)}</td>
      <td>
        {isNewDay && <small>{dayAndTime(Date.parse(period.startAt), timeZone)} </small>}
        {[why ?? [], reasons.map(({ sentence }) => sentence)].flat(2).join(' ') || 'Nothing holds it back.'}
      </td>
    </tr>
  );
}

function useReasons({ batteryId, planId }: Pick<PlanReasonsProps, 'batteryId' | 'planId'>): Loaded {
  const client = useClient();
  const [loaded, setLoaded] = useState<Loaded>({ state: 'loading' });
  useEffect(() => {
    let current = true;
    const load = async (): Promise<void> => {
      const { data, error, extensions } = await client.query(PlanReasonsDocument, { id: batteryId });
      if (!current) return;
      const plan = data?.battery?.plan;
      if (plan) setLoaded({ state: 'loaded', reasons: plan, withheld: withheldIn(extensions) });
      else setLoaded({ state: 'failed', sentence: error ? sentenceOf(error) : 'There is no plan to show.' });
    };
    void load();
    return () => {
      current = false;
    };
  }, [client, batteryId, planId]);
  return loaded;
}
