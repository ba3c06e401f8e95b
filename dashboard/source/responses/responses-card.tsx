import { type FormEvent, type ReactElement, useState } from 'react';
import { useMutation } from 'urql';
import { present } from '../../../src/kernel/assert.ts';
import {
  DisableResponseDocument,
  EnableResponseDocument,
  type EnabledResponseDetailFragment,
  type EnabledResponseState,
  type ResponseDirection,
  type ResponseServiceName,
} from '../../generated/operations.ts';
import { useIdempotencyKey } from '../api/idempotency.ts';
import { ChangeNotice, type ChangeResult, notMade } from '../shell/change-result.tsx';
import { powerSize, signedPower } from '../quantities.ts';
import { InstantField, instantIn, numberIn, NumberField, textOf } from '../shell/form-fields.tsx';
import { sentenceCase } from '../sentence-case.ts';
import { NotYours } from '../shell/not-yours.tsx';
import { can, type ViewerCan, withheldReason } from '../shell/viewer.ts';
import { dayAndTime, zoneName } from '../site-time.ts';

interface ResponsesProps {
  readonly batteryId: string;
  readonly responses: readonly EnabledResponseDetailFragment[];
  readonly timeZone: string;
  /** The world's time, from which the form counts. */
  readonly nowMs: number;
  readonly viewerCan: ViewerCan;
  readonly onChanged: () => void;
}

const HALF_HOUR_MS = 30 * 60_000;
/** The blocks in which responses are bought. */
const BLOCK_MS = 4 * 60 * 60_000;

const SERVICES = [
  { service: 'DC', name: 'Containment (DC)' },
  { service: 'DM', name: 'Moderation (DM)' },
  { service: 'DR', name: 'Regulation (DR)' },
] as const satisfies readonly { service: ResponseServiceName; name: string }[];

const DIRECTIONS = [
  { direction: 'LOW', name: 'low frequency' },
  { direction: 'HIGH', name: 'high frequency' },
] as const satisfies readonly { direction: ResponseDirection; name: string }[];

const STATE_WORDS: Readonly<Record<EnabledResponseState, { readonly word: string; readonly tone: string }>> = {
  WAITING: { word: 'Waiting for the site', tone: 'wait' },
  ARMED: { word: 'Armed', tone: 'good' },
  REFUSED: { word: 'Refused by the site', tone: 'bad' },
  ENDED: { word: 'Over', tone: 'past' },
  DISABLED: { word: 'Ended', tone: 'past' },
};

/** The frequency responses that the battery is to give by itself. */
export function ResponsesCard(props: ResponsesProps): ReactElement {
  const { responses, viewerCan } = props;
  const reason = withheldReason(viewerCan, 'READ_PLAN');
  const [ended, setEnded] = useState<ChangeResult | null>(null);
  return (
    <section className="card" aria-labelledby="responses-title">
      <h2 id="responses-title">Frequency responses</h2>
      {reason !== null ? (
        <NotYours reason={reason} />
      ) : responses.length === 0 ? (
        <p className="hint">None enabled.</p>
      ) : (
        <ul className="lines">
          {responses.map((response) => (
            <ResponseLine key={response.id} response={response} {...props} onResult={setEnded} />
          ))}
        </ul>
      )}
      <ChangeNotice result={ended} />
      {can(viewerCan, 'REQUEST_PLAN') && <ResponseForm {...props} />}
    </section>
  );
}

interface ResponseLineProps extends ResponsesProps {
  readonly response: EnabledResponseDetailFragment;
  readonly onResult: (result: ChangeResult) => void;
}

function ResponseLine({ response, timeZone, onChanged, onResult }: ResponseLineProps): ReactElement {
  const [{ fetching }, disableResponse] = useMutation(DisableResponseDocument);
  const { keyFor, answered } = useIdempotencyKey();
  const end = async (): Promise<void> => {
    const input = { responseId: response.id };
    const { data, error } = await disableResponse({ input: { ...input, idempotencyKey: keyFor(input) } });
    if (!data) return onResult(notMade(error));
    answered();
    onResult({ made: true, sentence: 'The response has ended. The site is being told.' });
    onChanged();
  };
  const { service, direction, contractedPowerKw, baselinePowerKw, state } = response;
  const name = `${service}, ${nameOf(direction)}: ${powerSize(contractedPowerKw)}`;
  const [fromMs, untilMs] = [Date.parse(response.fromAt), Date.parse(response.untilAt)];
  return (
    <li>
      <div>
        <strong>{name}</strong> {dayAndTime(fromMs, timeZone)} to {dayAndTime(untilMs, timeZone)} {zoneName(untilMs, timeZone)}{' '}
        <span className={`tag tag-${STATE_WORDS[state].tone}`}>{STATE_WORDS[state].word}</span>
        <p className="hint">Beside it: {baselinePowerKw === null ? 'what the plan says' : signedPower(baselinePowerKw)}</p>
      </div>
      {can(response.viewerCan, 'DISABLE_RESPONSE') && (
        <button type="button" className="button" disabled={fetching} onClick={() => void end()}>
          End<span className="for-screen-readers"> the response {name}</span>
        </button>
      )}
    </li>
  );
}

function nameOf(direction: ResponseDirection): string {
  return DIRECTIONS.find((one) => one.direction === direction)?.name ?? direction;
}

function ResponseForm({ batteryId, timeZone, nowMs, onChanged }: ResponsesProps): ReactElement {
  const [{ fetching }, enableResponse] = useMutation(EnableResponseDocument);
  const { keyFor, answered } = useIdempotencyKey();
  const [result, setResult] = useState<ChangeResult | null>(null);
  const [proposedUntilMs] = useState(() => Math.ceil(nowMs / HALF_HOUR_MS) * HALF_HOUR_MS + BLOCK_MS);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const input = {
      batteryId,
      service: present(
        SERVICES.find(({ service }) => service === textOf(form, 'service')),
        'a service chosen',
      ).service,
      direction: textOf(form, 'answers') === 'HIGH' ? ('HIGH' as const) : ('LOW' as const),
      contractedPowerKw: Number(textOf(form, 'contractedPowerKw')),
      baselinePowerKw: numberIn(form, 'baselinePowerKw'),
      fromAt: instantIn(form, { name: 'fromAt', timeZone }),
      untilAt: present(instantIn(form, { name: 'untilAt', timeZone }), 'a required field'),
    };
    const { data, error } = await enableResponse({ input: { ...input, idempotencyKey: keyFor(input) } });
    if (!data) return setResult(notMade(error));
    answered();
    if (data.enableResponse.__typename === 'ResponseRefused') {
      return setResult({ made: false, sentence: data.enableResponse.message });
    }
    setResult({ made: true, sentence: 'The response is enabled. The site is being told.' });
    onChanged();
  };
  return (
    <form onSubmit={(event) => void submit(event)} aria-labelledby="responses-title">
      <Choice name="service" legend="Service" options={SERVICES.map(({ service, name }) => ({ value: service, name }))} />
      <Choice name="answers" legend="Answers a" options={DIRECTIONS.map(({ direction, name }) => ({ value: direction, name }))} />
      <div className="field-pair">
        <NumberField name="contractedPowerKw" label="Contracted" unit="kW" initial={null} />
        <NumberField
          name="baselinePowerKw"
          label="Baseline"
          unit="kW"
          initial={null}
          hint="Positive to the grid; else what the plan says."
          optional
        />
      </div>
      <div className="field-pair">
        <InstantField name="fromAt" label="From, else now" timeZone={timeZone} nowMs={nowMs} />
        <InstantField name="untilAt" label="Until" timeZone={timeZone} nowMs={nowMs} proposedMs={proposedUntilMs} />
      </div>
      <ChangeNotice result={result} />
      <button className="button button-main" type="submit" disabled={fetching}>
        {fetching ? 'Enabling…' : 'Enable response'}
      </button>
    </form>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly legend: string;
  readonly options: readonly { readonly value: string; readonly name: string }[];
}

function Choice({ name: field, legend, options }: ChoiceProps): ReactElement {
  return (
    <fieldset className="choices">
      <legend className="field-name">{legend}</legend>
      {options.map(({ value, name }, index) => (
        <label key={value}>
          <input type="radio" name={field} value={value} defaultChecked={index === 0} />
          <span>{sentenceCase(name)}</span>
        </label>
      ))}
    </fieldset>
  );
}
