import { type ReactElement, type ReactNode, useState } from 'react';
import type { IntentDetailFragment, SetIntentInput } from '../../generated/operations.ts';

type Daily = Required<Pick<SetIntentInput, 'socTargets' | 'blackouts'>>;
type Target = IntentDetailFragment['socTargets'][number];
type Window = IntentDetailFragment['blackouts'][number];

interface DailyProps<Value> {
  readonly initial: readonly Value[];
  /** A row came or went: no field tells of that. */
  readonly onChanged: () => void;
}

const ROW_COUNT_MAX = 24;
const NEW_TARGET: Target = { wallTime: '07:00', socPercentMin: 80, socPercentMax: null };
const NEW_WINDOW: Window = { fromWallTime: '16:00', untilWallTime: '19:00' };

/** States of charge to be had by a time of day, as rows that can be added and taken away. */
export function TargetFields(props: DailyProps<Target>): ReactElement {
  return (
    <DailyRows {...props} legend="Charge by the clock" rowName="target" added={NEW_TARGET}>
      {(target) => (
        <>
          <TimeField name="targetWallTime" label="By" initial={target.wallTime} />
          <PercentField name="targetSocPercentMin" label="At least" initial={target.socPercentMin} />
          <PercentField name="targetSocPercentMax" label="At most" initial={target.socPercentMax} />
        </>
      )}
    </DailyRows>
  );
}

/** Times of day in which the market leaves the battery alone. */
export function BlackoutFields(props: DailyProps<Window>): ReactElement {
  return (
    <DailyRows {...props} legend="No trading" rowName="window" added={NEW_WINDOW}>
      {(window) => (
        <>
          <TimeField name="blackoutFromWallTime" label="From" initial={window.fromWallTime} />
          <TimeField name="blackoutUntilWallTime" label="Until" initial={window.untilWallTime} />
        </>
      )}
    </DailyRows>
  );
}

/** What both hold. */
export function dailyIn(form: FormData): Daily {
  const all = (name: string): string[] => form.getAll(name).map((value) => (typeof value === 'string' ? value : ''));
  const [least, most, until] = [all('targetSocPercentMin'), all('targetSocPercentMax'), all('blackoutUntilWallTime')];
  return {
    socTargets: all('targetWallTime').map((wallTime, index) => ({
      wallTime,
      socPercentMin: percentOf(least[index]),
      socPercentMax: percentOf(most[index]),
    })),
    blackouts: all('blackoutFromWallTime').map((fromWallTime, index) => ({
      fromWallTime,
      untilWallTime: until[index] ?? '',
    })),
  };
}

function percentOf(text: string | undefined): number | null {
  return text === undefined || text === '' ? null : Number(text);
}

interface DailyRowsProps<Value> extends DailyProps<Value> {
  readonly legend: string;
  readonly rowName: string;
  readonly added: Value;
  readonly children: (value: Value) => ReactNode;
}

/** Rows keep their fields when another one goes. */
function DailyRows<Value>({ initial, onChanged, legend, rowName, added, children }: DailyRowsProps<Value>): ReactElement {
  const [{ rows, nextId }, setRows] = useState(() => ({
    rows: initial.map((value, id) => ({ id, value })),
    nextId: initial.length,
  }));
  const add = (): void => {
    setRows({ rows: [...rows, { id: nextId, value: added }], nextId: nextId + 1 });
    onChanged();
  };
  const remove = (id: number): void => {
    setRows({ rows: rows.filter((row) => row.id !== id), nextId });
    onChanged();
  };
  return (
    <fieldset className="daily">
      <legend className="field-name">{legend}</legend>
      {rows.map(({ id, value }, index) => (
        <div key={id} className="daily-row">
          {children(value)}
          <button type="button" className="button" onClick={() => remove(id)}>
            Remove
            <span className="for-screen-readers">
              {' '}
              {rowName} {index + 1}
            </span>
          </button>
        </div>
      ))}
      <button type="button" className="button" disabled={rows.length >= ROW_COUNT_MAX} onClick={add}>
        Add a {rowName}
      </button>
    </fieldset>
  );
}

function TimeField({ name, label, initial }: { name: string; label: string; initial: string }): ReactElement {
  return (
    <label className="field">
      <span className="field-name">{label}</span>
      <input name={name} type="time" required defaultValue={initial} />
    </label>
  );
}

function PercentField({ name, label, initial }: { name: string; label: string; initial: number | null }): ReactElement {
  return (
    <label className="field">
      <span className="field-name">{label}</span>
      <span className="field-box">
        <input name={name} type="number" min={0} max={100} step="any" inputMode="decimal" defaultValue={initial ?? ''} />
        <span className="field-unit">%</span>
      </span>
    </label>
  );
}
