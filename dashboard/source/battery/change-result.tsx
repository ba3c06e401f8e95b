import { type ReactElement, useId } from 'react';

/** What became of a change: a sentence, and whether it was made. */
export interface ChangeResult {
  readonly made: boolean;
  readonly sentence: string;
}

export function ChangeNotice({ result }: { readonly result: ChangeResult | null }): ReactElement {
  return (
    <div role={result?.made === false ? 'alert' : 'status'} className="change-notice">
      {result && <p className={result.made ? 'notice notice-good' : 'notice notice-bad'}>{result.sentence}</p>}
    </div>
  );
}

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

export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}
