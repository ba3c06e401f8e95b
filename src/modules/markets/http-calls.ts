import { BrokenCircuitError, circuitBreaker, ConsecutiveBreaker, handleAll } from 'cockatiel';

/** How long the other side has for an answer; whatever has not come by then is asked for. */
const ANSWER_MS_MAX = 10_000;
/** So many calls without an answer in a row, and none is made for a while. */
const UNANSWERED_COUNT_MAX = 10;
const REST_MS = 10_000;
/** Whoever asks for a rest gets it, but for no longer. */
const ASKED_REST_MS_MAX = 15 * 60_000;
const ANSWER_BYTES_MAX = 2_000_000;
/** The other side speaks of what it was asked; with every other status it says only that it cannot. */
const SPOKEN_STATUSES: ReadonlySet<number> = new Set([200, 201, 202, 400, 404, 409, 422]);

export interface HttpCallOptions {
  /** Without a slash at its end. */
  readonly url: string;
  /** Null where the other side asks for none. */
  readonly token: string | null;
  readonly answerMsMax?: number;
  readonly restMs?: number;
}

interface Call {
  readonly method: 'GET' | 'PUT';
  readonly path: string;
  readonly body?: string;
}

export type Called =
  | { readonly status: number; readonly payload: string }
  | { readonly unanswered: { readonly kind: 'unanswered'; readonly reason: string } };

/**
 * Calls of another company over HTTP, in JSON. Whoever does not answer again and again is left alone for a while, and so is
 * whoever asks for it (`Retry-After`). Nothing here rejects.
 */
export function createHttpCalls({
  url,
  token,
  answerMsMax = ANSWER_MS_MAX,
  restMs = REST_MS,
}: HttpCallOptions): (call: Call) => Promise<Called> {
  const breaker = circuitBreaker(handleAll, { breaker: new ConsecutiveBreaker(UNANSWERED_COUNT_MAX), halfOpenAfter: restMs });
  let restsUntilMs = 0;
  return async ({ method, path, body }) => {
    if (performance.now() < restsUntilMs) return unanswered('not sent: it has asked for a rest');
    const headers = {
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token !== null && { authorization: `Bearer ${token}` }),
    };
    const signal = AbortSignal.timeout(answerMsMax);
    try {
      return await breaker.execute(async () => {
        const response = await fetch(`${url}${path}`, { method, headers, body: body ?? null, signal, redirect: 'error' });
        const { status } = response;
        if (!SPOKEN_STATUSES.has(status)) {
          restsUntilMs = performance.now() + askedRestMs(response);
          throw new Error(`answered ${status}`);
        }
        return { status, payload: await textOf(response) };
      });
    } catch (error) {
      return unanswered(reasonOf(error));
    }
  };
}

function unanswered(reason: string): Called {
  return { unanswered: { kind: 'unanswered', reason } };
}

/** In seconds, or until an instant. */
function askedRestMs({ headers }: Response): number {
  const text = headers.get('retry-after') ?? '';
  const restMs = /^\d{1,9}$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - Date.now();
  return Number.isFinite(restMs) ? Math.min(Math.max(restMs, 0), ASKED_REST_MS_MAX) : 0;
}

/** What is longer than any answer may be is none. */
async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let byteCount = 0;
  for await (const chunk of response.body ?? []) {
    byteCount += chunk.byteLength;
    if (byteCount > ANSWER_BYTES_MAX) throw new Error(`answered more than ${ANSWER_BYTES_MAX} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Nothing of the machine it came from. */
function reasonOf(error: unknown): string {
  if (error instanceof BrokenCircuitError) return 'not sent: it has not answered for a while';
  if (!(error instanceof Error)) return 'no answer';
  if (error.name === 'TimeoutError') return 'no answer in time';
  const { cause } = error;
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return `no connection: ${cause.code}`;
  return error.message.startsWith('answered ') ? error.message : 'no connection';
}
