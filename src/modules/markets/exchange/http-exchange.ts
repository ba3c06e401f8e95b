import { BrokenCircuitError, circuitBreaker, ConsecutiveBreaker, handleAll } from 'cockatiel';
import type { Auction, Exchange, ExchangeOrder } from './exchange.ts';
import { wireOrderOf } from './exchange-format.ts';
import { readOrderAnswer, readResultsAnswer } from './read-answers.ts';

/** How long an exchange has for an answer; whatever has not come by then is asked for. */
const ANSWER_MS_MAX = 10_000;
/** So many calls without an answer in a row, and none is made for a while. */
const UNANSWERED_COUNT_MAX = 10;
const REST_MS = 10_000;
const ANSWER_BYTES_MAX = 2_000_000;
/** The exchange speaks of what it was asked; with every other status it says only that it cannot. */
const SPOKEN_STATUSES: ReadonlySet<number> = new Set([200, 201, 202, 400, 404, 409, 422]);

interface HttpExchangeOptions {
  /** Without a slash at its end. */
  readonly url: string;
  /** Null where the exchange asks for none. */
  readonly token: string | null;
  readonly answerMsMax?: number;
  readonly restMs?: number;
}

/** An exchange over HTTP: `docs/market-runs.md` says how. Whoever does not answer again and again is left alone for a while. */
export function createHttpExchange({ url, token, answerMsMax = ANSWER_MS_MAX, restMs = REST_MS }: HttpExchangeOptions): Exchange {
  const breaker = circuitBreaker(handleAll, { breaker: new ConsecutiveBreaker(UNANSWERED_COUNT_MAX), halfOpenAfter: restMs });
  const call = async ({ method, path, body }: Call): Promise<Called> => {
    const headers = {
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token !== null && { authorization: `Bearer ${token}` }),
    };
    const signal = AbortSignal.timeout(answerMsMax);
    try {
      const payload = await breaker.execute(async () => {
        const response = await fetch(`${url}${path}`, { method, headers, body: body ?? null, signal, redirect: 'error' });
        if (!SPOKEN_STATUSES.has(response.status)) throw new Error(`answered ${response.status}`);
        return await textOf(response);
      });
      return { payload };
    } catch (error) {
      return { unanswered: { kind: 'unanswered', reason: reasonOf(error) } };
    }
  };
  return {
    async submit(order) {
      const called = await call({ method: 'PUT', path: orderPath(order), body: JSON.stringify(wireOrderOf(order)) });
      return 'unanswered' in called ? called.unanswered : readOrderAnswer(called.payload, order);
    },
    async stateOf(order) {
      const called = await call({ method: 'GET', path: orderPath(order) });
      return 'unanswered' in called ? called.unanswered : readOrderAnswer(called.payload, order);
    },
    async resultsOf(auction) {
      const called = await call({ method: 'GET', path: resultsPath(auction) });
      return 'unanswered' in called ? called.unanswered : readResultsAnswer(called.payload, auction);
    },
  };
}

interface Call {
  readonly method: 'GET' | 'PUT';
  readonly path: string;
  readonly body?: string;
}

type Called = { readonly payload: string } | { readonly unanswered: { readonly kind: 'unanswered'; readonly reason: string } };

function orderPath({ reference }: ExchangeOrder): string {
  return `/orders/${encodeURIComponent(reference)}`;
}

function resultsPath({ participant, product, deliveryDate }: Auction): string {
  return `/results?${new URLSearchParams({ participant, product, deliveryDate }).toString()}`;
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
