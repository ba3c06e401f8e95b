import { type FormEvent, type ReactElement, useState } from 'react';
import { useMutation } from 'urql';
import { present } from '../../../src/kernel/assert.ts';
import { CancelOverrideDocument, OverrideBatteryDocument, type OverrideDetailFragment } from '../../generated/operations.ts';
import { useIdempotencyKey } from '../api/idempotency.ts';
import { directionInWords, directionOf, powerSize } from '../quantities.ts';
import { InstantField, instantIn, NumberField, textOf } from '../shell/form-fields.tsx';
import { sentenceCase } from '../sentence-case.ts';
import { NotYours } from '../shell/not-yours.tsx';
import { can, type ViewerCan, withheldReason } from '../shell/viewer.ts';
import { dayAndTime, zoneName } from '../site-time.ts';
import { ChangeNotice, type ChangeResult, notMade } from '../shell/change-result.tsx';

interface OverrideProps {
  readonly batteryId: string;
  readonly overrides: readonly OverrideDetailFragment[];
  readonly timeZone: string;
  /** The world's time, from which the form counts. */
  readonly nowMs: number;
  readonly onChanged: () => void;
  readonly viewerCan: ViewerCan;
}

const HALF_HOUR_MS = 30 * 60_000;

export function OverrideCard(props: OverrideProps): ReactElement {
  const allowed = can(props.viewerCan, 'OVERRIDE');
  const reason = withheldReason(props.viewerCan, 'READ_OVERRIDE');
  const [cancelled, setCancelled] = useState<ChangeResult | null>(null);
  const waiting = props.overrides.filter((one) => one.cancelledAt === null);
  return (
    <section className="card" aria-labelledby="override-title">
      <h2 id="override-title">Override</h2>
      {reason !== null ? (
        <NotYours reason={reason} />
      ) : waiting.length === 0 ? (
        <p className="hint">None in force: the battery follows its plan.</p>
      ) : (
        <ul className="lines">
          {waiting.map((one) => (
            <OverrideLine key={one.id} override={one} {...props} onResult={setCancelled} />
          ))}
        </ul>
      )}
      <ChangeNotice result={cancelled} />
      {allowed && <OverrideForm {...props} />}
    </section>
  );
}

interface OverrideLineProps {
  readonly override: OverrideDetailFragment;
  readonly timeZone: string;
  readonly onChanged: () => void;
  readonly onResult: (result: ChangeResult) => void;
}

function OverrideLine({ override, timeZone, onChanged, onResult }: OverrideLineProps): ReactElement {
  const [{ fetching }, cancelOverride] = useMutation(CancelOverrideDocument);
  const { keyFor, answered } = useIdempotencyKey();
  const cancel = async (): Promise<void> => {
    const input = { overrideId: override.id };
    const { data, error } = await cancelOverride({ input: { ...input, idempotencyKey: keyFor(input) } });
    if (!data) return onResult(notMade(error));
    answered();
    onResult({ made: true, sentence: 'The override has ended.' });
    onChanged();
  };
  const untilMs = Date.parse(override.untilAt);
  return (
    <li>
      <div>
        <strong>
          {directionInWords(directionOf(override.powerKw, 1))} {powerSize(override.powerKw)}
        </strong>{' '}
        {dayAndTime(Date.parse(override.fromAt), timeZone)} to {dayAndTime(untilMs, timeZone)} {zoneName(untilMs, timeZone)}
        <p className="hint">{override.reason}</p>
      </div>
      {can(override.viewerCan, 'CANCEL_OVERRIDE') && (
        <button type="button" className="button" disabled={fetching} onClick={() => void cancel()}>
          End now
        </button>
      )}
    </li>
  );
}

function OverrideForm({ batteryId, timeZone, nowMs, onChanged }: OverrideProps): ReactElement {
  const [{ fetching }, overrideBattery] = useMutation(OverrideBatteryDocument);
  const { keyFor, answered } = useIdempotencyKey();
  const [result, setResult] = useState<ChangeResult | null>(null);
  const [proposedUntilMs] = useState(() => Math.ceil(nowMs / HALF_HOUR_MS) * HALF_HOUR_MS + HALF_HOUR_MS);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const input = {
      batteryId,
      powerKw: signedPowerKw(textOf(form, 'direction'), Number(textOf(form, 'powerKw'))),
      untilAt: present(instantIn(form, { name: 'untilAt', timeZone }), 'a required field'),
      reason: textOf(form, 'reason'),
    };
    const { data, error } = await overrideBattery({ input: { ...input, idempotencyKey: keyFor(input) } });
    if (!data) return setResult(notMade(error));
    answered();
    if (data.overrideBattery.__typename === 'OverrideRefused') {
      return setResult({ made: false, sentence: data.overrideBattery.message });
    }
    setResult({ made: true, sentence: 'The override is in force. The site is being told.' });
    onChanged();
  };
  return (
    <form onSubmit={(event) => void submit(event)} aria-labelledby="override-title">
      <fieldset className="choices">
        <legend className="field-name">What it is to do</legend>
        {(['discharge', 'charge', 'stand by'] as const).map((direction, index) => (
          <label key={direction}>
            <input type="radio" name="direction" value={direction} defaultChecked={index === 0} />
            <span>{sentenceCase(direction)}</span>
          </label>
        ))}
      </fieldset>
      <div className="field-pair">
        <NumberField name="powerKw" label="Power" unit="kW" initial={0} />
        <InstantField name="untilAt" label="Until" timeZone={timeZone} nowMs={nowMs} proposedMs={proposedUntilMs} />
      </div>
      <label className="field">
        <span className="field-name">Reason</span>
        <input name="reason" type="text" required maxLength={200} autoComplete="off" />
      </label>
      <ChangeNotice result={result} />
      <button className="button button-main" type="submit" disabled={fetching}>
        {fetching ? 'Overriding…' : 'Override the plan'}
      </button>
    </form>
  );
}

function signedPowerKw(direction: string, sizeKw: number): number {
  if (direction === 'stand by') return 0;
  return direction === 'charge' ? -Math.abs(sizeKw) : Math.abs(sizeKw);
}
