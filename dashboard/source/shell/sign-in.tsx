import type { FormEvent, ReactElement } from 'react';
import { type DemoTenant, roleInWords } from '../demo.ts';
import { PersonForm } from '../person/person-form.tsx';
import { Brand } from './brand.tsx';

interface SignInProps {
  readonly demo: readonly DemoTenant[];
  readonly notice: string | null;
  readonly onKey: (key: string) => void;
}

export function SignIn({ demo, notice, onKey }: SignInProps): ReactElement {
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const key = new FormData(event.currentTarget).get('key');
    if (typeof key === 'string' && key.trim() !== '') onKey(key.trim());
  };
  return (
    <main className="sign-in">
      <div className="sign-in-panel">
        <Brand />
        <h1>Sign in</h1>
        {notice !== null && (
          <p className="notice notice-bad" role="alert">
            {notice}
          </p>
        )}
        <PersonForm demo={demo} />
        <section aria-labelledby="key-title" className="sign-in-other">
          <h2 id="key-title">Or without a person</h2>
          <form onSubmit={submit}>
            <KeyField label="API key" describedBy="key-hint" />
            <p id="key-hint" className="hint">
              It stays in this browser tab and is forgotten when the tab closes.
            </p>
            <button className="button" type="submit">
              Use this key
            </button>
          </form>
        </section>
        {demo.length > 0 && (
          <section aria-labelledby="demo-title" className="sign-in-other">
            <h2 id="demo-title">Or look around as</h2>
            <DemoKeys demo={demo} currentKey={null} onKey={onKey} />
          </section>
        )}
      </div>
    </main>
  );
}

/** Shown while the issuer's answer becomes a session. */
export function SigningIn(): ReactElement {
  return (
    <main className="sign-in">
      <div className="sign-in-panel">
        <Brand />
        <p role="status">Signing you in …</p>
      </div>
    </main>
  );
}

export function KeyField({ label, describedBy }: { readonly label: string; readonly describedBy?: string }): ReactElement {
  return (
    <label className="field">
      <span className="field-name">{label}</span>
      <input name="key" type="password" autoComplete="off" spellCheck={false} required aria-describedby={describedBy} />
    </label>
  );
}

interface DemoKeysProps {
  readonly demo: readonly DemoTenant[];
  readonly currentKey: string | null;
  readonly onKey: (key: string) => void;
}

/** One button for each supplier and role of the demo. */
export function DemoKeys({ demo, currentKey, onKey }: DemoKeysProps): ReactElement {
  return (
    <ul className="demo-tenants">
      {demo.map((tenant) => (
        <li key={tenant.slug}>
          <h3>{tenant.name}</h3>
          <ul className="demo-roles">
            {tenant.keys.map(({ role, key, party }) => (
              <li key={key}>
                <button
                  type="button"
                  className="button button-role"
                  aria-pressed={key === currentKey}
                  aria-label={`${tenant.name}, ${roleInWords(role)}${party === null ? '' : `, ${party}`}`}
                  onClick={() => onKey(key)}
                >
                  {roleInWords(role)}
                  {party !== null && <small>{party}</small>}
                </button>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
