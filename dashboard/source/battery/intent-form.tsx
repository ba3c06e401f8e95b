import { type FormEvent, type ReactElement, useState } from 'react';
import { useClient, useMutation } from 'urql';
import { sumOf } from '../../../src/kernel/money.ts';
import {
  CheckIntentDocument,
  type IntentDetailFragment,
  SetIntentDocument,
  type SetIntentInput,
} from '../../generated/operations.ts';
import { useIdempotencyKey } from '../api/idempotency.ts';
import { wholePercent } from '../quantities.ts';
import { numberIn, NumberField, textOf } from '../shell/form-fields.tsx';
import { NotYours } from '../shell/not-yours.tsx';
import { can, withheldReason } from '../shell/viewer.ts';
import { ChangeNotice, type ChangeResult, notMade } from '../shell/change-result.tsx';
import { BlackoutFields, dailyIn, TargetFields } from './daily-fields.tsx';
import { type CheckedIntent, IntentAnswer } from './intent-answer.tsx';
import type { BatteryDetail } from './use-battery.ts';

interface IntentProps {
  readonly batteryId: string;
  readonly intent: IntentDetailFragment;
  readonly timeZone: string;
  readonly onChanged: (intent: IntentDetailFragment) => void;
}

interface IntentCardProps {
  /** Without an intent it is not the viewer's to see. */
  readonly battery: Pick<BatteryDetail, 'id' | 'currentIntent' | 'viewerCan' | 'site'>;
  readonly onChanged: (intent: IntentDetailFragment) => void;
}

/** What the battery may be used for: to read for everyone, to change for those who may. */
export function IntentCard({ battery, onChanged }: IntentCardProps): ReactElement {
  const { id: batteryId, currentIntent: intent, viewerCan, site } = battery;
  const reason = withheldReason(viewerCan, 'READ_INTENT');
  return (
    <section className="card" aria-labelledby="intent-title">
      <h2 id="intent-title">Intent</h2>
      <p className="hint">What the owner or optimiser allows the market to do with this battery.</p>
      {reason !== null && <NotYours reason={reason} />}
      {intent !== null && can(viewerCan, 'SET_INTENT') && (
        <IntentForm batteryId={batteryId} intent={intent} timeZone={site.timeZone} onChanged={onChanged} />
      )}
      {intent !== null && !can(viewerCan, 'SET_INTENT') && <IntentFacts intent={intent} />}
    </section>
  );
}

function IntentForm({ batteryId, intent, timeZone, onChanged }: IntentProps): ReactElement {
  const [{ fetching }, setIntent] = useMutation(SetIntentDocument);
  const { keyFor, answered } = useIdempotencyKey();
  const [result, setResult] = useState<ChangeResult | null>(null);
  const { checked, failure, check, forget } = useCheck(batteryId);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    forget();
    const input = { batteryId, ...intentIn(new FormData(event.currentTarget)) };
    const { data, error } = await setIntent({ input: { ...input, idempotencyKey: keyFor(input) } });
    if (!data) return setResult(notMade(error));
    answered();
    if (data.setIntent.__typename === 'IntentRefused') return setResult({ made: false, sentence: data.setIntent.message });
    const { currentIntent } = data.setIntent.battery;
    if (currentIntent !== null) onChanged(currentIntent);
    setResult({ made: true, sentence: 'The intent is set. A new plan is on its way.' });
  };
  return (
    <form onSubmit={(event) => void submit(event)} onChange={forget} aria-labelledby="intent-title">
      <div className="field-pair">
        <NumberField name="socPercentMin" label="Lowest charge" unit="%" initial={intent.socPercentMin} />
        <NumberField name="socPercentMax" label="Highest charge" unit="%" initial={intent.socPercentMax} />
      </div>
      <NumberField
        name="reservePercent"
        label="Reserve for own needs"
        unit="%"
        initial={intent.reservePercent}
        hint="Kept on top of the lowest charge."
      />
      <UseFields intent={intent} />
      <TargetFields initial={intent.socTargets} onChanged={forget} />
      <BlackoutFields initial={intent.blackouts} onChanged={forget} />
      <div role="status">{checked && <IntentAnswer checked={checked} timeZone={timeZone} />}</div>
      <ChangeNotice result={failure ?? result} />
      <div className="form-buttons">
        <button className="button" type="button" onClick={(event) => check(event.currentTarget.form)}>
          Check first
        </button>
        <button className="button button-main" type="submit" disabled={fetching}>
          {fetching ? 'Setting…' : 'Set intent'}
        </button>
      </div>
    </form>
  );
}

/** How much the battery may be used, and what a use must earn. */
function UseFields({ intent }: { readonly intent: IntentDetailFragment }): ReactElement {
  return (
    <>
      <div className="field-pair">
        <NumberField
          name="cyclesPerDayCountMax"
          label="Cycles a day, at most"
          unit="a day"
          initial={intent.cyclesPerDayCountMax}
          optional
        />
        <NumberField
          name="cyclesPerYearCountMax"
          label="Cycles a year, at most"
          unit="a year"
          initial={intent.cyclesPerYearCountMax}
          optional
        />
      </div>
      <div className="field-pair">
        <NumberField name="wearCostPerMwh" label="Wear cost" unit="per MWh" initial={sumOf([intent.wearCostPerMwh])} />
        <NumberField
          name="leastMarginPerMwh"
          label="Least margin"
          unit="per MWh"
          initial={sumOf([intent.leastMarginPerMwh])}
          hint="Trades that earn less, wear and losses paid, are not made."
        />
      </div>
    </>
  );
}

interface Check {
  readonly checked: CheckedIntent | null;
  readonly failure: ChangeResult | null;
  readonly check: (form: HTMLFormElement | null) => void;
  /** What was said of other figures says nothing of these. */
  readonly forget: () => void;
}

/** What the intent in the form would mean, asked before it is set. */
function useCheck(batteryId: string): Check {
  const client = useClient();
  const [checked, setChecked] = useState<CheckedIntent | null>(null);
  const [failure, setFailure] = useState<ChangeResult | null>(null);
  const ask = async (form: HTMLFormElement): Promise<void> => {
    const input = { batteryId, ...intentIn(new FormData(form)) };
    const { data, error } = await client.query(CheckIntentDocument, { input });
    setChecked(data?.checkIntent ?? null);
    if (!data) setFailure(notMade(error));
  };
  const forget = (): void => {
    setChecked(null);
    setFailure(null);
  };
  const check = (form: HTMLFormElement | null): void => {
    forget();
    if (form?.reportValidity() === true) void ask(form);
  };
  return { checked, failure, check, forget };
}

function IntentFacts({ intent }: { readonly intent: IntentDetailFragment }): ReactElement {
  return (
    <dl className="facts">
      <div>
        <dt>Charge kept between</dt>
        <dd>
          {wholePercent(intent.socPercentMin)} and {wholePercent(intent.socPercentMax)}
        </dd>
      </div>
      <div>
        <dt>Reserve for own needs</dt>
        <dd>{wholePercent(intent.reservePercent)}</dd>
      </div>
      <div>
        <dt>Cycles a day</dt>
        <dd>{atMost(intent.cyclesPerDayCountMax)}</dd>
      </div>
      <div>
        <dt>Cycles a year</dt>
        <dd>{atMost(intent.cyclesPerYearCountMax)}</dd>
      </div>
      <div>
        <dt>Wear cost</dt>
        <dd>{sumOf([intent.wearCostPerMwh])} per MWh</dd>
      </div>
      <div>
        <dt>Least margin</dt>
        <dd>{sumOf([intent.leastMarginPerMwh])} per MWh</dd>
      </div>
      {dailyWords(intent).map((sentence) => (
        <div key={sentence}>
          <dt>Each day</dt>
          <dd>{sentence}</dd>
        </div>
      ))}
    </dl>
  );
}

function atMost(count: number | null): string {
  return count === null ? 'no limit' : `${count} at most`;
}

function dailyWords({ socTargets, blackouts }: IntentDetailFragment): string[] {
  return [
    ...socTargets.map(({ wallTime, socPercentMin, socPercentMax }) => {
      const ends = [
        socPercentMin === null ? [] : `at least ${wholePercent(socPercentMin)}`,
        socPercentMax === null ? [] : `at most ${wholePercent(socPercentMax)}`,
      ].flat();
      return `By ${wallTime} ${ends.join(' and ')}.`;
    }),
    ...blackouts.map(({ fromWallTime, untilWallTime }) => `No trading from ${fromWallTime} until ${untilWallTime}.`),
  ];
}

function intentIn(form: FormData): Omit<SetIntentInput, 'batteryId' | 'idempotencyKey'> {
  return {
    socPercentMin: Number(textOf(form, 'socPercentMin')),
    socPercentMax: Number(textOf(form, 'socPercentMax')),
    reservePercent: Number(textOf(form, 'reservePercent')),
    cyclesPerDayCountMax: numberIn(form, 'cyclesPerDayCountMax'),
    cyclesPerYearCountMax: numberIn(form, 'cyclesPerYearCountMax'),
    // Sent as it was typed: money is never a binary number.
    wearCostPerMwh: textOf(form, 'wearCostPerMwh'),
    leastMarginPerMwh: textOf(form, 'leastMarginPerMwh'),
    ...dailyIn(form),
  };
}
