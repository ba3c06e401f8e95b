import { type FormEvent, type ReactElement, useState } from 'react';
import { useMutation } from 'urql';
import {
  LiftPowerLimitDocument,
  type LimitRole,
  type PowerLimitDetailFragment,
  SetPowerLimitDocument,
} from '../../generated/operations.ts';
import { useIdempotencyKey } from '../api/idempotency.ts';
import { ChangeNotice, type ChangeResult, notMade } from '../shell/change-result.tsx';
import { powerSize } from '../quantities.ts';
import { InstantField, instantIn, numberIn, NumberField, textOf } from '../shell/form-fields.tsx';
import { sentenceCase } from '../sentence-case.ts';
import { NotYours } from '../shell/not-yours.tsx';
import { can, type ViewerCan, withheldReason } from '../shell/viewer.ts';
import { dayAndTime, zoneName } from '../site-time.ts';

interface LimitsProps {
  readonly batteryId: string;
  readonly limits: readonly PowerLimitDetailFragment[];
  readonly timeZone: string;
  /** The world's time, by which a limit is in force or to come. */
  readonly nowMs: number;
  readonly viewerCan: ViewerCan;
  readonly onChanged: () => void;
}

/** As whom a limit is set, and what that takes. */
const ROLES = [
  { role: 'OWNER', name: 'owner', takes: 'SET_INTENT' },
  { role: 'MARKET', name: 'market', takes: 'REQUEST_PLAN' },
  { role: 'OPERATOR', name: 'operator', takes: 'OVERRIDE' },
] as const satisfies readonly { role: LimitRole; name: string; takes: ViewerCan[number]['action'] }[];

const ROLE_NAMES = new Map<LimitRole, string>(ROLES.map(({ role, name }) => [role, name]));

/** What the battery is held back to, for whom and until when. */
export function LimitsCard(props: LimitsProps): ReactElement {
  const { limits, viewerCan } = props;
  const reason = withheldReason(viewerCan, 'READ_OVERRIDE');
  const roles = ROLES.filter(({ takes }) => can(viewerCan, takes));
  const [lifted, setLifted] = useState<ChangeResult | null>(null);
  return (
    <section className="card" aria-labelledby="limits-title">
      <h2 id="limits-title">Power limits</h2>
      {reason !== null ? (
        <NotYours reason={reason} />
      ) : limits.length === 0 ? (
        <p className="hint">None: only its nameplate and the site’s grid connection hold it back.</p>
      ) : (
        <ul className="lines">
          {limits.map((limit) => (
            <LimitLine key={limit.id} limit={limit} {...props} onResult={setLifted} />
          ))}
        </ul>
      )}
      <ChangeNotice result={lifted} />
      {roles.length > 0 && <LimitForm {...props} roles={roles} />}
    </section>
  );
}

interface LimitLineProps extends LimitsProps {
  readonly limit: PowerLimitDetailFragment;
  readonly onResult: (result: ChangeResult) => void;
}

function LimitLine({ limit, timeZone, nowMs, onChanged, onResult }: LimitLineProps): ReactElement {
  const [{ fetching }, liftPowerLimit] = useMutation(LiftPowerLimitDocument);
  const { keyFor, answered } = useIdempotencyKey();
  const lift = async (): Promise<void> => {
    const input = { limitId: limit.id };
    const { data, error } = await liftPowerLimit({ input: { ...input, idempotencyKey: keyFor(input) } });
    if (!data) return onResult(notMade(error));
    answered();
    onResult({ made: true, sentence: 'The limit is lifted. The site is being told.' });
    onChanged();
  };
  const powers = powersInWords(limit);
  const fromMs = Date.parse(limit.fromAt);
  return (
    <li>
      <div>
        <strong>{powers}</strong>, set for the {ROLE_NAMES.get(limit.role)}
        {limit.site && ` over the whole site ${limit.site.name}`} {fromMs > nowMs ? 'from' : 'since'}{' '}
        {dayAndTime(fromMs, timeZone)} {zoneName(fromMs, timeZone)}{' '}
        {limit.untilAt === null ? 'until it is lifted' : `until ${dayAndTime(Date.parse(limit.untilAt), timeZone)}`}
        <p className="hint">{limit.reason}</p>
      </div>
      {can(limit.viewerCan, 'LIFT_POWER_LIMIT') && (
        <button type="button" className="button" disabled={fetching} onClick={() => void lift()}>
          Lift<span className="for-screen-readers"> the limit: {powers}</span>
        </button>
      )}
    </li>
  );
}

function powersInWords({ chargePowerKwMax, dischargePowerKwMax }: PowerLimitDetailFragment): string {
  const parts = [
    chargePowerKwMax === null ? [] : `charge ${powerSize(chargePowerKwMax)} at most`,
    dischargePowerKwMax === null ? [] : `discharge ${powerSize(dischargePowerKwMax)} at most`,
  ].flat();
  return sentenceCase(parts.join(', '));
}

function LimitForm({ batteryId, timeZone, nowMs, onChanged, roles }: LimitsProps & { roles: readonly Role[] }): ReactElement {
  const [{ fetching }, setPowerLimit] = useMutation(SetPowerLimitDocument);
  const { keyFor, answered } = useIdempotencyKey();
  const [result, setResult] = useState<ChangeResult | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const role = roles.find((one) => one.role === textOf(form, 'role')) ?? roles[0];
    if (!role) return;
    const input = {
      batteryId,
      role: role.role,
      chargePowerKwMax: numberIn(form, 'chargePowerKwMax'),
      dischargePowerKwMax: numberIn(form, 'dischargePowerKwMax'),
      fromAt: instantIn(form, { name: 'fromAt', timeZone }),
      untilAt: instantIn(form, { name: 'untilAt', timeZone }),
      reason: textOf(form, 'why'),
    };
    const { data, error } = await setPowerLimit({ input: { ...input, idempotencyKey: keyFor(input) } });
    if (!data) return setResult(notMade(error));
    answered();
    if (data.setPowerLimit.__typename === 'PowerLimitRefused') {
      return setResult({ made: false, sentence: data.setPowerLimit.message });
    }
    setResult({ made: true, sentence: 'The limit is set. The site is being told.' });
    onChanged();
  };
  return (
    <form onSubmit={(event) => void submit(event)} aria-labelledby="limits-title">
      <RoleChoice roles={roles} />
      <div className="field-pair">
        <NumberField name="chargePowerKwMax" label="Charge at most" unit="kW" initial={null} optional />
        <NumberField name="dischargePowerKwMax" label="Discharge at most" unit="kW" initial={null} optional />
      </div>
      <div className="field-pair">
        <InstantField name="fromAt" label="From, else now" timeZone={timeZone} nowMs={nowMs} />
        <InstantField name="untilAt" label="Until, else lifted by hand" timeZone={timeZone} nowMs={nowMs} />
      </div>
      <label className="field">
        <span className="field-name">Why it is held back</span>
        <input name="why" type="text" required maxLength={200} autoComplete="off" />
      </label>
      <ChangeNotice result={result} />
      <button className="button button-main" type="submit" disabled={fetching}>
        {fetching ? 'Setting…' : 'Set limit'}
      </button>
    </form>
  );
}

type Role = (typeof ROLES)[number];

/** Whoever may do it as one only has no choice to make. */
function RoleChoice({ roles }: { readonly roles: readonly Role[] }): ReactElement {
  const [first] = roles;
  if (first && roles.length === 1) return <p className="hint">A limit that you set is the {first.name}’s.</p>;
  return (
    <fieldset className="choices">
      <legend className="field-name">For whom</legend>
      {roles.map(({ role, name }) => (
        <label key={role}>
          <input type="radio" name="role" value={role} defaultChecked={role === roles.at(-1)?.role} />
          <span>{sentenceCase(name)}</span>
        </label>
      ))}
    </fieldset>
  );
}
