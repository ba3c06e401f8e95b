import { type ReactElement, useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { type ConsentDetailFragment, ConsentsDocument, type Purpose, RevokeConsentDocument } from '../../generated/operations.ts';
import { sentenceOf } from '../api/failure.ts';
import { useIdempotencyKey } from '../api/idempotency.ts';
import { ChangeNotice, type ChangeResult, notMade } from '../shell/change-result.tsx';
import { Failures } from '../shell/failures.tsx';
import { can } from '../shell/viewer.ts';
import { dayAndTime } from '../site-time.ts';

const PURPOSE_WORDS: Readonly<Record<Purpose, string>> = {
  MONITORING: 'see what it does',
  EARNINGS: 'see what it earns',
  PLANNING: 'see what it is going to do',
  STEERING: 'change what it does',
};

/** Which apps a person has let in, to which batteries and for what; taken back with one press. */
export function ConsentsCard({ userId, timeZone }: { readonly userId: string; readonly timeZone: string }): ReactElement {
  const [{ data, error }, reload] = useQuery({ query: ConsentsDocument });
  const [result, setResult] = useState<ChangeResult | null>(null);
  const consents = data?.consents.nodes ?? [];
  const held = consents.filter(({ revokedAt }) => revokedAt === null);
  const ended = consents.filter(({ revokedAt }) => revokedAt !== null);
  const onResult = (next: ChangeResult): void => {
    setResult(next);
    reload();
  };
  const lineProps = { userId, timeZone, onResult };
  return (
    <section className="card account-card" aria-labelledby="consents-title">
      <h2 id="consents-title">Apps you let in</h2>
      <Failures sentences={[error ? sentenceOf(error) : null]} />
      {data && held.length === 0 && <p className="empty">None. An app asks you before it gets to see anything.</p>}
      <ul className="lines">
        {held.map((consent) => (
          <ConsentLine key={consent.id} consent={consent} {...lineProps} />
        ))}
      </ul>
      <ChangeNotice result={result} />
      {ended.length > 0 && (
        <details>
          <summary>Taken back ({ended.length})</summary>
          <ul className="lines">
            {ended.map((consent) => (
              <ConsentLine key={consent.id} consent={consent} {...lineProps} />
            ))}
          </ul>
        </details>
      )}
      {data?.consents.pageInfo.hasNextPage && <p className="hint">Only the newest hundred are shown.</p>}
    </section>
  );
}

interface ConsentLineProps {
  readonly consent: ConsentDetailFragment;
  readonly userId: string;
  readonly timeZone: string;
  readonly onResult: (result: ChangeResult) => void;
}

function ConsentLine({ consent, userId, timeZone, onResult }: ConsentLineProps): ReactElement {
  const [{ fetching }, revokeConsent] = useMutation(RevokeConsentDocument);
  const { keyFor, answered } = useIdempotencyKey();
  const { app, user, grantedAt, lastUsedAt, revokedAt } = consent;
  const revoke = async (): Promise<void> => {
    const input = { consentId: consent.id };
    const { data, error } = await revokeConsent({ input: { ...input, idempotencyKey: keyFor(input) } });
    if (!data) return onResult(notMade(error));
    answered();
    onResult({ made: true, sentence: `${app.name} is out. What it has read before, it may have kept.` });
  };
  const at = (instant: string): string => dayAndTime(Date.parse(instant), timeZone);
  return (
    <li>
      <div>
        <strong>{app.name}</strong>
        {user.id !== userId && `, let in by ${user.name}`} may
        {consent.purposes.map(({ purpose, batteries }) => (
          <p key={purpose}>
            {PURPOSE_WORDS[purpose]}: {batteries.map(({ name }) => name).join(', ') || 'no battery that you still see'}
          </p>
        ))}
        <p className="hint">
          Since {at(grantedAt)}
          {revokedAt === null
            ? `, ${lastUsedAt === null ? 'never used' : `last used ${at(lastUsedAt)}`}`
            : ` until ${at(revokedAt)}`}
        </p>
      </div>
      {revokedAt === null && can(consent.viewerCan, 'REVOKE_CONSENT') && (
        <button type="button" className="button" disabled={fetching} onClick={() => void revoke()}>
          Take back<span className="for-screen-readers"> what {app.name} may do</span>
        </button>
      )}
    </li>
  );
}
