import type { ReactElement } from 'react';

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
