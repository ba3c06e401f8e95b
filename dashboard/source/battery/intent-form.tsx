import { type FormEvent, type ReactElement, useState } from 'react';
import { useMutation } from 'urql';
import { sumOf } from '../../../src/kernel/money.ts';
import { type IntentDetailFragment, SetIntentDocument } from '../../generated/operations.ts';
import { sentenceOf } from '../api/failure.ts';
import { useIdempotencyKey } from '../api/idempotency.ts';
import { wholePercent } from '../quantities.ts';
import { NotYours } from '../shell/not-yours.tsx';
import { can, withheldReason } from '../shell/viewer.ts';
import { ChangeNotice, type ChangeResult, NumberField, textOf } from './change-result.tsx';
import type { BatteryDetail } from './use-battery.ts';

interface IntentProps {
  readonly batteryId: string;
  readonly intent: IntentDetailFragment;
  readonly onChanged: (intent: IntentDetailFragment) => void;
}

interface IntentCardProps {
  /** Without an intent it is not the viewer's to see. */
  readonly battery: Pick<BatteryDetail, 'id' | 'currentIntent' | 'viewerCan'>;
  readonly onChanged: (intent: IntentDetailFragment) => void;
}

/** What the battery may be used for: to read for everyone, to change for those who may. */
export function IntentCard({ battery, onChanged }: IntentCardProps): ReactElement {
  const { id: batteryId, currentIntent: intent, viewerCan } = battery;
  const reason = withheldReason(viewerCan, 'READ_INTENT');
  return (
    <section className="card" aria-labelledby="intent-title">
      <h2 id="intent-title">Intent</h2>
      <p className="hint">What the owner or optimiser allows the market to do with this battery.</p>
      {reason !== null && <NotYours reason={reason} />}
      {intent !== null && can(viewerCan, 'SET_INTENT') && (
        <IntentForm batteryId={batteryId} intent={intent} onChanged={onChanged} />
      )}
      {intent !== null && !can(viewerCan, 'SET_INTENT') && <IntentFacts intent={intent} />}
    </section>
  );
}

function IntentForm({ batteryId, intent, onChanged }: IntentProps): ReactElement {
  const [{ fetching }, setIntent] = useMutation(SetIntentDocument);
  const { keyFor, answered } = useIdempotencyKey();
  const [result, setResult] = useState<ChangeResult | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const input = { batteryId, ...intentIn(new FormData(event.currentTarget)) };
    const { data, error } = await setIntent({ input: { ...input, idempotencyKey: keyFor(input) } });
    if (!data) return setResult({ made: false, sentence: error ? sentenceOf(error) : 'No answer came. Try again.' });
    answered();
    if (data.setIntent.__typename === 'IntentRefused') return setResult({ made: false, sentence: data.setIntent.message });
    const { currentIntent } = data.setIntent.battery;
    if (currentIntent !== null) onChanged(currentIntent);
    setResult({ made: true, sentence: 'The intent is set. A new plan is on its way.' });
  };
  return (
    <form onSubmit={(event) => void submit(event)} aria-labelledby="intent-title">
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
      <div className="field-pair">
        <NumberField
          name="cyclesPerDayCountMax"
          label="Cycles a day, at most"
          unit="a day"
          initial={intent.cyclesPerDayCountMax}
          optional
        />
        <NumberField name="wearCostPerMwh" label="Wear cost" unit="per MWh" initial={sumOf([intent.wearCostPerMwh])} />
      </div>
      <ChangeNotice result={result} />
      <button className="button button-main" type="submit" disabled={fetching}>
        {fetching ? 'Setting…' : 'Set intent'}
      </button>
    </form>
  );
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
        <dd>{intent.cyclesPerDayCountMax === null ? 'no limit' : `${intent.cyclesPerDayCountMax} at most`}</dd>
      </div>
      <div>
        <dt>Wear cost</dt>
        <dd>{sumOf([intent.wearCostPerMwh])} per MWh</dd>
      </div>
    </dl>
  );
}

function intentIn(form: FormData): {
  socPercentMin: number;
  socPercentMax: number;
  reservePercent: number;
  cyclesPerDayCountMax: number | null;
  wearCostPerMwh: string;
} {
  const cycles = textOf(form, 'cyclesPerDayCountMax');
  return {
    socPercentMin: Number(textOf(form, 'socPercentMin')),
    socPercentMax: Number(textOf(form, 'socPercentMax')),
    reservePercent: Number(textOf(form, 'reservePercent')),
    cyclesPerDayCountMax: cycles === '' ? null : Number(cycles),
    // Sent as it was typed: money is never a binary number.
    wearCostPerMwh: textOf(form, 'wearCostPerMwh'),
  };
}
