import { type ReactElement, useState } from 'react';
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
  const { rows, add, remove } = useRows(props, NEW_TARGET);
  return (
    <fieldset className="daily">
      <legend className="field-name">Charge by the clock</legend>
      {rows.map(({ id, value }, index) => (
        <div key={id} className="daily-row">
          <TimeField name="targetWallTime" label="By" initial={value.wallTime} />
          <PercentField name="targetSocPercentMin" label="At least" initial={value.socPercentMin} />
          <PercentField name="targetSocPercentMax" label="At most" initial={value.socPercentMax} />
          <button type="button" className="button" onClick={() => remove(id)}>
            Remove<span className="for-screen-readers"> target {index + 1}</span>
          </button>
        </div>
      ))}
      <AddButton title="Add a target" count={rows.length} onAdd={add} />
    </fieldset>
  );
}

/** Times of day in which the market leaves the battery alone. */
export function BlackoutFields(props: DailyProps<Window>): ReactElement {
  const { rows, add, remove } = useRows(props, NEW_WINDOW);
  return (
    <fieldset className="daily">
      <legend className="field-name">No trading</legend>
      {rows.map(({ id, value }, index) => (
        <div key={id} className="daily-row">
          <TimeField name="blackoutFromWallTime" label="From" initial={value.fromWallTime} />
          <TimeField name="blackoutUntilWallTime" label="Until" initial={value.untilWallTime} />
          <button type="button" className="button" onClick={() => remove(id)}>
            Remove<span className="for-screen-readers"> window {index + 1}</span>
          </button>
        </div>
      ))}
      <AddButton title="Add a window" count={rows.length} onAdd={add} />
    </fieldset>
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

interface Row<Value> {
  readonly id: number;
  readonly value: Value;
}

interface Rows<Value> {
  readonly rows: readonly Row<Value>[];
  readonly add: () => void;
  readonly remove: (id: number) => void;
}

/** Rows keep their fields when another one goes. */
function useRows<Value>({ initial, onChanged }: DailyProps<Value>, added: Value): Rows<Value> {
  const [{ rows, nextId }, setRows] = useState<{ rows: readonly Row<Value>[]; nextId: number }>(() => ({
    rows: initial.map((value, id) => ({ id, value })),
    nextId: initial.length,
  }));
  return {
    rows,
    add: () => {
      setRows({ rows: [...rows, { id: nextId, value: added }], nextId: nextId + 1 });
      onChanged();
    },
    remove: (id) => {
      setRows({ rows: rows.filter((row) => row.id !== id), nextId });
      onChanged();
    },
  };
}

function AddButton({ title, count, onAdd }: { title: string; count: number; onAdd: () => void }): ReactElement {
  return (
    <button type="button" className="button" disabled={count >= ROW_COUNT_MAX} onClick={onAdd}>
      {title}
    </button>
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
