/** Longer than the platform may take for any answer. */
const IMPATIENT_MS = 20_000;

/** What came of a request; without an answer, type and code are null. */
export interface Reply {
  readonly typename: string | null;
  readonly code: string | null;
  readonly message: string;
  readonly requestId: string;
  readonly durationMs: number;
}

/** Asks for one field named `result`. */
export async function ask(
  url: string,
  { key, query, variables }: { key: string; query: string; variables: object },
): Promise<Reply> {
  const beganMs = performance.now();
  const timed = (reply: Omit<Reply, 'durationMs'>): Reply => ({ ...reply, durationMs: performance.now() - beganMs });
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(IMPATIENT_MS),
    });
    const { data, errors } = await response.json();
    const [error] = errors ?? [];
    if (error)
      return timed({
        typename: null,
        code: error.extensions?.code ?? 'NONE',
        message: error.message,
        requestId: error.extensions?.requestId ?? '',
      });
    return timed({ typename: data.result.__typename, code: null, message: '', requestId: '' });
  } catch (error) {
    // Nobody listens, or the answer was cut off.
    return timed({ typename: null, code: null, message: String(error), requestId: '' });
  }
}
