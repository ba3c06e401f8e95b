import { type FormEvent, type ReactElement, useState } from 'react';
import type { DemoTenant } from '../demo.ts';
import { beginSignIn, likelyTenant } from './sign-in-flow.ts';

/** Asks at which supplier somebody signs in; the e-mail address and password are asked by the supplier's own page. */
export function PersonForm({ demo }: { readonly demo: readonly DemoTenant[] }): ReactElement {
  const [isLeaving, setLeaving] = useState(false);
  const [problem, setProblem] = useState('');
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const tenant = new FormData(event.currentTarget).get('tenant');
    if (typeof tenant !== 'string' || tenant.trim() === '') return;
    setLeaving(true);
    const sentence = await beginSignIn(tenant.trim().toLowerCase());
    setProblem(sentence);
    // Where there is no problem the browser is on its way.
    setLeaving(sentence === '');
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <label className="field">
        <span className="field-name">Your supplier’s short name</span>
        <input
          name="tenant"
          defaultValue={likelyTenant()}
          list={demo.length > 0 ? 'tenants' : undefined}
          autoComplete="organization"
          autoCapitalize="none"
          spellCheck={false}
          required
          maxLength={100}
          aria-describedby="tenant-hint"
        />
      </label>
      {demo.length > 0 && (
        <datalist id="tenants">
          {demo.map(({ slug, name }) => (
            <option key={slug} value={slug} label={name} />
          ))}
        </datalist>
      )}
      <p id="tenant-hint" className="hint">
        {demo.length > 0
          ? `Here: ${demo.map(({ slug }) => slug).join(', ')}. The demo has printed who can sign in.`
          : 'It stands in the invitation of your supplier. You sign in on the next page, with your e-mail address.'}
      </p>
      {problem !== '' && (
        <p className="notice notice-bad" role="alert">
          {problem}
        </p>
      )}
      <button className="button button-main" type="submit" disabled={isLeaving}>
        {isLeaving ? 'Going to sign in …' : 'Sign in'}
      </button>
    </form>
  );
}
