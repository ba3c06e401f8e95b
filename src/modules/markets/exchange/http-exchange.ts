import { createHttpCalls, type HttpCallOptions } from '../http-calls.ts';
import type { Auction, Exchange, ExchangeOrder } from './exchange.ts';
import { wireOrderOf } from './exchange-format.ts';
import { readOrderAnswer, readResultsAnswer } from './read-answers.ts';

/** An exchange over HTTP: `docs/market-runs.md` says how. */
export function createHttpExchange(options: HttpCallOptions): Exchange {
  const call = createHttpCalls(options);
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

function orderPath({ reference }: ExchangeOrder): string {
  return `/orders/${encodeURIComponent(reference)}`;
}

function resultsPath({ participant, product, deliveryDate }: Auction): string {
  return `/results?${new URLSearchParams({ participant, product, deliveryDate }).toString()}`;
}
