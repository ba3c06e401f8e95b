import { type ReactElement, useId } from 'react';
import { instantOf, wallTimeAt, zoneName } from '../site-time.ts';

interface NumberFieldProps {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly initial: string | number | null;
  readonly hint?: string;
  readonly optional?: boolean;
}

export function NumberField({ name, label, unit, initial, hint, optional = false }: NumberFieldProps): ReactElement {
  const hintId = useId();
  return (
    <div className="field">
      <label className="field">
        <span className="field-name">
          {label}
          {optional && <small> optional</small>}
        </span>
        <span className="field-box">
          <input
            name={name}
            type="number"
            step="any"
            inputMode="decimal"
            defaultValue={initial ?? ''}
            required={!optional}
            aria-describedby={hint === undefined ? undefined : hintId}
          />
          <span className="field-unit">{unit}</span>
        </span>
      </label>
      {hint !== undefined && (
        <p id={hintId} className="hint">
          {hint}
        </p>
      )}
    </div>
  );
}

interface InstantFieldProps {
  readonly name: string;
  readonly label: string;
  readonly timeZone: string;
  /** The world's time: what people call the zone's time changes twice a year. */
  readonly nowMs: number;
  /** What is proposed; left empty, the field is optional. */
  readonly proposedMs?: number;
}

/** An instant in the time of the battery's site. */
export function InstantField({ name, label, timeZone, nowMs, proposedMs }: InstantFieldProps): ReactElement {
  const optional = proposedMs === undefined;
  return (
    <label className="field">
      <span className="field-name">
        {label} ({zoneName(proposedMs ?? nowMs, timeZone)}){optional && <small> optional</small>}
      </span>
      <input
        name={name}
        type="datetime-local"
        required={!optional}
        defaultValue={optional ? '' : wallTimeAt(proposedMs, timeZone)}
      />
    </label>
  );
}

/** The instant that a field of the form holds; null when it was left empty. */
export function instantIn(form: FormData, { name, timeZone }: { name: string; timeZone: string }): string | null {
  const wallTime = textOf(form, name).slice(0, 16);
  return wallTime === '' ? null : new Date(instantOf(wallTime, timeZone)).toISOString();
}

/** The number that a field of the form holds; null when it was left empty. */
export function numberIn(form: FormData, name: string): number | null {
  const text = textOf(form, name);
  return text === '' ? null : Number(text);
}

export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}
