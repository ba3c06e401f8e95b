/** Where dead letters of exchanges come from: the run, and the order that an answer was about. */
export const LETTER_PREFIX = 'market-run/';

export type LetterSource =
  | { readonly about: 'order'; readonly runId: string; readonly orderId: string }
  | { readonly about: 'results'; readonly runId: string };

export function orderLetterSource({ runId, orderId }: { runId: string; orderId: string }): string {
  return `${LETTER_PREFIX}${runId}/order/${orderId}`;
}

export function resultsLetterSource(runId: string): string {
  return `${LETTER_PREFIX}${runId}/results`;
}

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const SOURCE = new RegExp(`^${LETTER_PREFIX}(${UUID})/(?:order/(${UUID})|results)$`);

/** Null when it is the source of something else. Pure. */
export function parseLetterSource(source: string): LetterSource | null {
  const [, runId, orderId] = SOURCE.exec(source) ?? [];
  if (runId === undefined) return null;
  return orderId === undefined ? { about: 'results', runId } : { about: 'order', runId, orderId };
}
