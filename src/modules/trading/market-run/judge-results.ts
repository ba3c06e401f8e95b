import type { Decimal } from '../../../kernel/money.ts';
import type { SettlementPeriod } from '../../../kernel/periods.ts';
import type { AvailabilityPrice, ClearingPrice, ExchangeAward } from '../../markets/index.ts';
import type { OrderState } from './decide-order.ts';
import type { AuctionRules } from './run-facts.ts';

/** What of an order its award is held against. */
export interface OrderAwaiting {
  readonly orderId: string;
  readonly reference: string;
  readonly period: SettlementPeriod;
  readonly service: string | null;
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
  | { readonly awards: readonly JudgedAward[]; readonly cleared: readonly AvailabilityPrice[] }
  /** They contradict the orders: nothing of them is taken. */
  | { readonly contradiction: string };

interface Results {
  readonly awards: readonly ExchangeAward[];
  readonly clearingPrices: readonly ClearingPrice[];
}

interface Awaiting {
  readonly orders: readonly OrderAwaiting[];
  readonly rules: Pick<AuctionRules, 'periods' | 'capacity'>;
}

const VOLUME_TOLERANCE_MW = 1e-9;

/**
 * The award of every order that the exchange has, or why the results cannot be meant. They are taken as a whole or not at all:
 * every accepted order once, no other one, none beyond its volume or its limit, and of capacity none at another price than its service
 * has cleared at in its block. The same line twice says the same. Pure.
 */
export function judgeResults({ awards: results, clearingPrices }: Results, { orders, rules }: Awaiting): JudgedResults {
  const prices = judgePrices(clearingPrices, rules);
  if ('contradiction' in prices) return prices;
  const byReference = new Map(orders.map((order) => [order.reference, order]));
  const awards = new Map<string, JudgedAward>();
  for (const result of results) {
    const { reference, volumeMw, pricePerMwh } = result;
    const order = byReference.get(reference);
    if (!order) return contradiction(reference, 'is none of the orders of this run');
    const wrong = faultOf(result, order) ?? priceFaultOf(result, { order, cleared: prices.cleared });
    if (wrong) return contradiction(reference, wrong);
    const other = awards.get(order.orderId);
    if (other && (other.volumeMw !== volumeMw || Number(other.pricePerMwh) !== Number(pricePerMwh)))
      return contradiction(reference, 'has two results that differ');
    awards.set(order.orderId, { orderId: order.orderId, volumeMw, pricePerMwh });
  }
  const left = orders.find(({ orderId, state }) => state === 'ACCEPTED' && !awards.has(orderId));
  if (left) return contradiction(left.reference, 'was accepted and has no result');
  return { awards: [...awards.values()], cleared: prices.cleared };
}

/** The price of each service in each block, once; another service or block than those of the auction cannot be meant. */
function judgePrices(
  clearingPrices: readonly ClearingPrice[],
  { periods, capacity }: Awaiting['rules'],
): { readonly cleared: readonly AvailabilityPrice[] } | { readonly contradiction: string } {
  const cleared = new Map<string, AvailabilityPrice>();
  for (const { service, fromAt, untilAt, pricePerMwHour } of clearingPrices) {
    const block = periods.find((one) => one.fromAt.getTime() === fromAt.getTime() && one.untilAt.getTime() === untilAt.getTime());
    const named = `the price of ${service} from ${fromAt.toISOString()} on`;
    if (!block || !capacity?.services.some(({ name }) => name === service))
      return { contradiction: `${named} is of nothing that was auctioned` };
    const key = `${service} ${fromAt.getTime()}`;
    const other = cleared.get(key);
    if (other && Number(other.pricePerMwHour) !== Number(pricePerMwHour))
      return { contradiction: `${named} is told twice and differs` };
    cleared.set(key, { service, block, pricePerMwHour });
  }
  return { cleared: [...cleared.values()] };
}

function priceFaultOf(
  { volumeMw, pricePerMwh }: ExchangeAward,
  { order, cleared }: { order: OrderAwaiting; cleared: readonly AvailabilityPrice[] },
): string | null {
  if (order.service === null || volumeMw === 0) return null;
  const price = cleared.find(
    ({ service, block }) => service === order.service && block.fromAt.getTime() === order.period.fromAt.getTime(),
  );
  if (!price) return 'was awarded, and what it cleared at is not told';
  return Number(price.pricePerMwHour) === Number(pricePerMwh)
    ? null
    : `was awarded at ${pricePerMwh}, and it cleared at ${price.pricePerMwHour}`;
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
