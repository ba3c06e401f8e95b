import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { sentenceOf } from './failure.ts';
import { type Withheld, withheldIn } from './withheld.ts';

/** What no stream tells of is asked for again so often. */
const REFRESH_INTERVAL_MS = 10_000;

interface Polled<Data> {
  /** The newest answer; null until there is one. */
  readonly data: Data | null;
  readonly withheld: readonly Withheld[];
  readonly failure: string | null;
}

/** The answer to a question, kept fresh. The variables have to be the same object for as long as the question is the same. */
export function usePolled<Data, Variables extends Record<string, unknown>>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Polled<Data> {
  const client = useClient();
  const [answer, setAnswer] = useState<Polled<Data>>({ data: null, withheld: [], failure: null });
  useEffect(() => {
    let current = true;
    const load = async (): Promise<void> => {
      const { data, error, extensions } = await client.query(document, variables);
      if (!current) return;
      const failure = error ? sentenceOf(error) : null;
      setAnswer((before) => (data ? { data, withheld: withheldIn(extensions), failure } : { ...before, failure }));
    };
    void load();
    const timer = setInterval(() => void load(), REFRESH_INTERVAL_MS);
    return () => {
      current = false;
      clearInterval(timer);
    };
  }, [client, document, variables]);
  return answer;
}
