import { type FormEvent, type ReactElement, useState } from 'react';
import { useMutation } from 'urql';
import { type DispatchStopDetailFragment, ResumeDispatchDocument, StopDispatchDocument } from '../../generated/operations.ts';
import { useIdempotencyKey } from '../api/idempotency.ts';
import { ChangeNotice, type ChangeResult, notMade } from '../shell/change-result.tsx';
import { textOf } from '../shell/form-fields.tsx';
import { NotYours } from '../shell/not-yours.tsx';
import { can } from '../shell/viewer.ts';
import { dayAndTime, zoneName } from '../site-time.ts';

interface StopProps {
  readonly stops: readonly DispatchStopDetailFragment[];
  /** The battery; null for all that the tenant has. */
  readonly batteryId: string | null;
  readonly mayStop: boolean;
  /** Why stops are not the viewer's to see; null when they are. */
  readonly unseen: string | null;
  readonly timeZone: string;
  readonly onChanged: () => void;
}

/** What stands still and why, and the button that everybody looks for when something is wrong. */
export function StopCard(props: StopProps): ReactElement {
  const { stops, unseen, mayStop, batteryId } = props;
  const [lifted, setLifted] = useState<ChangeResult | null>(null);
  return (
    <section className="card" aria-labelledby="stop-title">
      <h2 id="stop-title">{batteryId === null ? 'Stop everything' : 'Stop'}</h2>
      {unseen !== null ? (
        <NotYours reason={unseen} />
      ) : stops.length === 0 ? (
        <p className="hint">Nothing is stopped{batteryId === null ? ' anywhere' : ': the battery may move'}.</p>
      ) : (
        <ul className="lines">
          {stops.map((stop) => (
            <StopLine key={stop.id} stop={stop} {...props} onResult={setLifted} />
          ))}
        </ul>
      )}
      <ChangeNotice result={lifted} />
      {mayStop && <StopForm {...props} />}
    </section>
  );
}

interface StopLineProps extends StopProps {
  readonly stop: DispatchStopDetailFragment;
  readonly onResult: (result: ChangeResult) => void;
}

function StopLine({ stop, timeZone, onChanged, onResult }: StopLineProps): ReactElement {
  const [{ fetching }, resumeDispatch] = useMutation(ResumeDispatchDocument);
  const { keyFor, answered } = useIdempotencyKey();
  const resume = async (): Promise<void> => {
    const input = { stopId: stop.id };
    const { data, error } = await resumeDispatch({ input: { ...input, idempotencyKey: keyFor(input) } });
    if (!data) return onResult(notMade(error));
    answered();
    onResult({ made: true, sentence: 'The stop is lifted. The plans go on.' });
    onChanged();
  };
  const setAtMs = Date.parse(stop.setAt);
  return (
    <li>
      <div>
        <strong>
          {placeOf(stop)}: {stop.kind === 'VISIT' ? 'engineer on site' : 'emergency'}
        </strong>{' '}
        since {dayAndTime(setAtMs, timeZone)}
        {stop.untilAt && ` until ${dayAndTime(Date.parse(stop.untilAt), timeZone)}`} {zoneName(setAtMs, timeZone)}
        <p className="hint">{stop.reason}</p>
      </div>
      {can(stop.viewerCan, 'RESUME_DISPATCH') && (
        <button type="button" className="button" disabled={fetching} onClick={() => void resume()}>
          Resume
        </button>
      )}
    </li>
  );
}

function placeOf({ battery, site }: DispatchStopDetailFragment): string {
  return battery?.name ?? site?.name ?? 'Everything';
}

function StopForm({ batteryId, onChanged }: StopProps): ReactElement {
  const [{ fetching }, stopDispatch] = useMutation(StopDispatchDocument);
  const { keyFor, answered } = useIdempotencyKey();
  const [result, setResult] = useState<ChangeResult | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const kind = textOf(form, 'kind') === 'VISIT' ? ('VISIT' as const) : ('EMERGENCY' as const);
    const input = { batteryId, kind, reason: textOf(form, 'why') };
    const { data, error } = await stopDispatch({ input: { ...input, idempotencyKey: keyFor(input) } });
    if (!data) return setResult(notMade(error));
    answered();
    if (data.stopDispatch.__typename === 'StopRefused') {
      return setResult({ made: false, sentence: data.stopDispatch.message });
    }
    setResult({ made: true, sentence: 'The stop is in force. The sites are being told.' });
    onChanged();
  };
  return (
    <form onSubmit={(event) => void submit(event)} aria-labelledby="stop-title">
      <fieldset className="choices">
        <legend className="field-name">What for</legend>
        <label>
          <input type="radio" name="kind" value="EMERGENCY" defaultChecked />
          <span>Emergency</span>
        </label>
        <label>
          <input type="radio" name="kind" value="VISIT" />
          <span>Engineer on site</span>
        </label>
      </fieldset>
      <label className="field">
        <span className="field-name">Why it stands still</span>
        <input name="why" type="text" required maxLength={200} autoComplete="off" />
      </label>
      {batteryId === null && (
        <label>
          <input type="checkbox" required /> I mean every battery of this supplier
        </label>
      )}
      <ChangeNotice result={result} />
      <button className="button button-main" type="submit" disabled={fetching}>
        {fetching ? 'Stopping…' : batteryId === null ? 'Stop every battery' : 'Stop the battery'}
      </button>
    </form>
  );
}
