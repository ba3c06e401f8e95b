import type { ReactElement } from 'react';

/** What did not work, each sentence once. */
export function Failures({ sentences }: { readonly sentences: readonly (string | null)[] }): ReactElement {
  return (
    <>
      {[...new Set(sentences)].map(
        (sentence) =>
          sentence !== null && (
            <p key={sentence} className="notice notice-bad" role="alert">
              {sentence}
            </p>
          ),
      )}
    </>
  );
}
