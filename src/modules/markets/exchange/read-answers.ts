import { Compile } from 'typebox/compile';
import { jsonIn, sentenceOf } from '../read-json.ts';
import type { Auction, ExchangeOrder, OrderAnswer, ResultsAnswer } from './exchange.ts';
import { type WireOrder, wireOrderOf, WireOrderState, WireResults } from './exchange-format.ts';

const orderState = Compile(WireOrderState);
const results = Compile(WireResults);

/** What an exchange's words about an order mean. Words about another order, or about another content of it, are not understood. Pure. */
export function readOrderAnswer(payload: string, order: ExchangeOrder): OrderAnswer {
  const notUnderstood = (reason: string): OrderAnswer => ({ kind: 'not-understood', reason, payload });
  const value = jsonIn(payload);
  if (!orderState.Check(value)) return notUnderstood(sentenceOf(orderState, value));
  if (value.reference !== order.reference) return notUnderstood('it is about an order of another reference');
  switch (value.state) {
    case 'ACCEPTED': {
      const other = differenceOf(value.order, wireOrderOf(order));
      return other === null ? { kind: 'accepted' } : notUnderstood(`${other} of the accepted order is not as it was sent`);
    }
    case 'REFUSED':
      return { kind: 'refused', reason: value.reason };
    case 'UNKNOWN':
      return { kind: 'not-known' };
  }
}

/** What an exchange's words about the results of an auction mean. Pure. */
export function readResultsAnswer(payload: string, auction: Auction): ResultsAnswer {
  const notUnderstood = (reason: string): ResultsAnswer => ({ kind: 'not-understood', reason, payload });
  const value = jsonIn(payload);
  if (!results.Check(value)) return notUnderstood(sentenceOf(results, value));
  if (value.state === 'PENDING') return { kind: 'pending' };
  const { participant, product, deliveryDate, awards, clearingPrices = [] } = value;
  if (participant !== auction.participant || product !== auction.product || deliveryDate !== auction.deliveryDate) {
    return notUnderstood('it holds the results of another auction');
  }
  const cleared = clearingPrices.map((one) => ({ ...one, fromAt: new Date(one.fromAt), untilAt: new Date(one.untilAt) }));
  return { kind: 'published', awards, clearingPrices: cleared, payload };
}

/** The first field that is not as it was sent: numbers are compared as numbers, instants as instants. */
function differenceOf(has: WireOrder, sent: WireOrder): string | null {
  const isSame: Readonly<Record<keyof WireOrder, boolean>> = {
    participant: has.participant === sent.participant,
    product: has.product === sent.product,
    deliveryDate: has.deliveryDate === sent.deliveryDate,
    fromAt: Date.parse(has.fromAt) === Date.parse(sent.fromAt),
    untilAt: Date.parse(has.untilAt) === Date.parse(sent.untilAt),
    service: has.service === sent.service,
    side: has.side === sent.side,
    volumeMw: has.volumeMw === sent.volumeMw,
    limitPricePerMwh: Number(has.limitPricePerMwh) === Number(sent.limitPricePerMwh),
    currency: has.currency === sent.currency,
  };
  return Object.entries(isSame).find(([, same]) => !same)?.[0] ?? null;
}
