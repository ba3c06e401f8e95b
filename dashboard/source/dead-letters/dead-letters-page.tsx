import { type ReactElement, useCallback, useEffect, useState } from 'react';
import { useClient, useMutation } from 'urql';
import { type DeadLetterDetailFragment, DeadLettersDocument, ReplayDeadLetterDocument } from '../../generated/operations.ts';
import { sentenceOf } from '../api/failure.ts';
import { useIdempotencyKey } from '../api/idempotency.ts';
import { ChangeNotice, type ChangeResult, notMade } from '../shell/change-result.tsx';
import { Page } from '../shell/page.tsx';
import { can } from '../shell/viewer.ts';
import { dayAndTime } from '../site-time.ts';

const PAGE_SIZE = 50;

export function DeadLettersPage(): ReactElement {
  const { letters, failure, loading, hasMore, loadMore, replace } = useDeadLetters();
  return (
    <Page title="Dead letters">
      <p className="subtitle">
        Messages that were not understood or not believed, newest first, kept as they came. Times in UTC.
      </p>
      {failure !== null && (
        <p className="notice notice-bad" role="alert">
          {failure}
        </p>
      )}
      {letters.length > 0 && (
        <ul className="letters">
          {letters.map((letter) => (
            <DeadLetter key={letter.id} letter={letter} onReplayed={replace} />
          ))}
        </ul>
      )}
      {letters.length === 0 && failure === null && (
        <p className="empty">{loading ? 'Loading…' : 'None. Every message so far was understood.'}</p>
      )}
      {hasMore && (
        <button type="button" className="button more" disabled={loading} onClick={loadMore}>
          {loading ? 'Loading…' : 'Show older ones'}
        </button>
      )}
    </Page>
  );
}

interface DeadLetterProps {
  readonly letter: DeadLetterDetailFragment;
  readonly onReplayed: (letter: DeadLetterDetailFragment) => void;
}

function DeadLetter({ letter, onReplayed }: DeadLetterProps): ReactElement {
  const [{ fetching }, replayDeadLetter] = useMutation(ReplayDeadLetterDocument);
  const { keyFor, answered } = useIdempotencyKey();
  const [result, setResult] = useState<ChangeResult | null>(null);
  const replay = async (): Promise<void> => {
    const input = { deadLetterId: letter.id };
    const { data, error } = await replayDeadLetter({ input: { ...input, idempotencyKey: keyFor(input) } });
    if (!data) return setResult(notMade(error));
    answered();
    onReplayed(data.replayDeadLetter.deadLetter);
    if (data.replayDeadLetter.__typename === 'DeadLetterRefused')
      setResult({ made: false, sentence: data.replayDeadLetter.message });
    else setResult({ made: true, sentence: 'The message is accepted now.' });
  };
  return (
    <li className="card letter">
      <div className="letter-head">
        <div>
          <h2>{letter.reason}</h2>
          <p className="hint">
            {dayAndTime(Date.parse(letter.receivedAt), 'UTC')} · <code>{letter.source}</code>
          </p>
        </div>
        {letter.replayedAt === null && can(letter.viewerCan, 'REPLAY_DEAD_LETTER') && (
          <button type="button" className="button" disabled={fetching} onClick={() => void replay()}>
            {fetching ? 'Replaying…' : 'Replay'}
          </button>
        )}
        {letter.replayedAt !== null && (
          <span className="tag tag-good">Replayed {dayAndTime(Date.parse(letter.replayedAt), 'UTC')}</span>
        )}
      </div>
      <ChangeNotice result={result} />
      <details>
        <summary>The message as it came</summary>
        <pre tabIndex={0}>{letter.payload}</pre>
      </details>
    </li>
  );
}

interface DeadLetters {
  readonly letters: readonly DeadLetterDetailFragment[];
  readonly failure: string | null;
  readonly loading: boolean;
  readonly hasMore: boolean;
}

function useDeadLetters(): DeadLetters & { loadMore: () => void; replace: (letter: DeadLetterDetailFragment) => void } {
  const client = useClient();
  const [state, setState] = useState<DeadLetters & { after: string | null }>({
    letters: [],
    failure: null,
    loading: true,
    hasMore: false,
    after: null,
  });
  const load = useCallback(
    async (after: string | null): Promise<void> => {
      setState((before) => ({ ...before, loading: true, failure: null }));
      const { data, error } = await client.query(DeadLettersDocument, { first: PAGE_SIZE, after });
      setState((before) => ({
        letters: data ? [...(after === null ? [] : before.letters), ...data.deadLetters.nodes] : before.letters,
        failure: error ? sentenceOf(error) : null,
        loading: false,
        hasMore: data?.deadLetters.pageInfo.hasNextPage ?? before.hasMore,
        after: data?.deadLetters.pageInfo.endCursor ?? before.after,
      }));
    },
    [client],
  );
  useEffect(() => void load(null), [load]);
  const replace = (letter: DeadLetterDetailFragment): void =>
    setState((before) => ({ ...before, letters: before.letters.map((one) => (one.id === letter.id ? letter : one)) }));
  return { ...state, loadMore: () => void load(state.after), replace };
}
