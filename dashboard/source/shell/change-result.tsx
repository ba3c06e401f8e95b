import type { ReactElement } from 'react';
import type { CombinedError } from 'urql';
import { sentenceOf } from '../api/failure.ts';

/** What became of a change: a sentence, and whether it was made. */
export interface ChangeResult {
  readonly made: boolean;
  readonly sentence: string;
}

/** Of a change that was not answered with what came of it. */
export function notMade(error: CombinedError | undefined): ChangeResult {
  return { made: false, sentence: error ? sentenceOf(error) : 'No answer came. Try again.' };
}

export function ChangeNotice({ result }: { readonly result: ChangeResult | null }): ReactElement {
  return (
    <div role={result?.made === false ? 'alert' : 'status'} className="change-notice">
      {result && <p className={result.made ? 'notice notice-good' : 'notice notice-bad'}>{result.sentence}</p>}
    </div>
  );
}
