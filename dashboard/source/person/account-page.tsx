import { type FormEvent, type ReactElement, useState } from 'react';
import { useMutation } from 'urql';
import { ChangePasswordDocument } from '../../generated/operations.ts';
import { sentenceOf } from '../api/failure.ts';
import { Page } from '../shell/page.tsx';
import { useViewer } from '../shell/viewer.ts';
import { ConsentsCard } from './consents-card.tsx';

const PASSWORD_LENGTH_MIN = 12;
const PASSWORD_LENGTH_MAX = 200;

/** What a person can change about signing in, and whom they let in. */
export function AccountPage(): ReactElement {
  const { user } = useViewer();
  if (user === null) {
    return (
      <Page title="Your account">
        <p>You look around with a key, which has no password. Sign in as a person to change yours.</p>
      </Page>
    );
  }
  return (
    <Page title="Your account">
      <section className="card account-card" aria-labelledby="password-title">
        <h2 id="password-title">Change your password</h2>
        <PasswordForm email={user.email} />
      </section>
      <ConsentsCard userId={user.id} timeZone={new Intl.DateTimeFormat().resolvedOptions().timeZone} />
    </Page>
  );
}

type Said = { readonly good: boolean; readonly sentence: string } | null;

function PasswordForm({ email }: { readonly email: string }): ReactElement {
  const [{ fetching }, change] = useMutation(ChangePasswordDocument);
  const [said, setSaid] = useState<Said>(null);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    const { currentPassword, newPassword, again } = Object.fromEntries(new FormData(form));
    if (typeof currentPassword !== 'string' || typeof newPassword !== 'string') return;
    if (newPassword !== again) return setSaid({ good: false, sentence: 'The new password is not the same both times.' });
    const idempotencyKey = crypto.randomUUID();
    const { data, error } = await change({ input: { idempotencyKey, currentPassword, newPassword } });
    if (error) return setSaid({ good: false, sentence: sentenceOf(error) });
    if (data?.changePassword.__typename === 'PasswordRefused')
      return setSaid({ good: false, sentence: data.changePassword.message });
    form.reset();
    setSaid({ good: true, sentence: 'Your password is changed. Wherever else you were signed in, you are no more.' });
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      {/* So that a password manager knows whose it is. */}
      <input name="username" type="text" autoComplete="username" value={email} readOnly hidden />
      <PasswordField name="currentPassword" label="Password you have now" autoComplete="current-password" />
      <PasswordField name="newPassword" label="New password" autoComplete="new-password" describedBy="password-hint" />
      <p id="password-hint" className="hint">
        At least {PASSWORD_LENGTH_MIN} characters. A sentence is fine.
      </p>
      <PasswordField name="again" label="New password again" autoComplete="new-password" />
      {said && (
        <p className={`notice ${said.good ? 'notice-good' : 'notice-bad'}`} role={said.good ? 'status' : 'alert'}>
          {said.sentence}
        </p>
      )}
      <button className="button button-main" type="submit" disabled={fetching}>
        {fetching ? 'Changing …' : 'Change the password'}
      </button>
    </form>
  );
}

interface PasswordFieldProps {
  readonly name: string;
  readonly label: string;
  readonly autoComplete: 'current-password' | 'new-password';
  readonly describedBy?: string;
}

function PasswordField({ name, label, autoComplete, describedBy }: PasswordFieldProps): ReactElement {
  const isNew = autoComplete === 'new-password';
  return (
    <label className="field">
      <span className="field-name">{label}</span>
      <input
        name={name}
        type="password"
        autoComplete={autoComplete}
        required
        minLength={isNew ? PASSWORD_LENGTH_MIN : undefined}
        maxLength={PASSWORD_LENGTH_MAX}
        aria-describedby={describedBy}
      />
    </label>
  );
}
