import type { Decimal } from '../../../kernel/money.ts';
import type { ExchangeAward } from '../../markets/index.ts';
import type { OrderState } from './decide-order.ts';

/** What of an order its award is held against. */
export interface OrderAwaiting {
  readonly orderId: string;
  readonly reference: string;
  readonly side: 'BUY' | 'SELL';
  readonly volumeMw: number;
  readonly limitPricePerMwh: Decimal;
  readonly currency: string;
  readonly state: OrderState;
}

export interface JudgedAward {
  readonly orderId: string;
  readonly volumeMw: number;
  readonly pricePerMwh: Decimal;
}

type JudgedResults =
  | { readonly awards: readonly JudgedAward[] }
  /** They contradict the orders: nothing of them is taken. */
  | { readonly contradiction: string };

const VOLUME_TOLERANCE_MW = 1e-9;

/**
 * The award of every order that the exchange has, or why the results cannot be meant. They are taken as a whole or not at all:
 * every accepted order once, no other one, none beyond its volume or its limit. The same line twice says the same. Pure.
 */
export function judgeResults(results: readonly ExchangeAward[], orders: readonly OrderAwaiting[]): JudgedResults {
  const byReference = new Map(orders.map((order) => [order.reference, order]));
  const awards = new Map<string, JudgedAward>();
  for (const result of results) {
    const { reference, volumeMw, pricePerMwh } = result;
    const order = byReference.get(reference);
    if (!order) return contradiction(reference, 'is none of the orders of this run');
    const wrong = faultOf(result, order);
    if (wrong) return contradiction(reference, wrong);
    const other = awards.get(order.orderId);
    if (other && (other.volumeMw !== volumeMw || Number(other.pricePerMwh) !== Number(pricePerMwh)))
      return contradiction(reference, 'has two results that differ');
    awards.set(order.orderId, { orderId: order.orderId, volumeMw, pricePerMwh });
  }
  const left = orders.find(({ orderId, state }) => state === 'ACCEPTED' && !awards.has(orderId));
  if (left) return contradiction(left.reference, 'was accepted and has no result');
  return { awards: [...awards.values()] };
}

function faultOf({ volumeMw, pricePerMwh, currency }: ExchangeAward, order: OrderAwaiting): string | null {
  if (order.state !== 'ACCEPTED') return 'was not accepted and has a result';
  if (currency !== order.currency) return `is in ${order.currency} and its result in ${currency}`;
  if (volumeMw > order.volumeMw + VOLUME_TOLERANCE_MW) return `was for ${order.volumeMw} MW and got ${volumeMw}`;
  if (volumeMw === 0) return null;
  const beyond =
    order.side === 'SELL'
      ? Number(pricePerMwh) < Number(order.limitPricePerMwh)
      : Number(pricePerMwh) > Number(order.limitPricePerMwh);
  return beyond ? `has the limit ${order.limitPricePerMwh} and was awarded at ${pricePerMwh}` : null;
}

function contradiction(reference: string, fault: string): { contradiction: string } {
  return { contradiction: `the order ${reference} ${fault}` };
}
