import type { Decimal } from '../../../kernel/money.ts';
import type { CivilDate } from '../../../kernel/periods.ts';

/** An order for one period of an auction, as the exchange is told of it. */
export interface ExchangeOrder {
  /** Ours, unique for ever: under one reference the exchange has one order, however often it is sent. */
  readonly reference: string;
  readonly participant: string;
  readonly product: string;
  readonly deliveryDate: CivilDate;
  readonly fromAt: Date;
  readonly untilAt: Date;
  /** What of capacity is sold, as the market's terms call it; null for energy. */
  readonly service: string | null;
  readonly side: 'BUY' | 'SELL';
  readonly volumeMw: number;
  /** Sold for no less, bought for no more; for capacity, per MW and hour. */
  readonly limitPricePerMwh: Decimal;
  readonly currency: string;
}

/** What came of saying something to the exchange without an answer that says it. */
type NoAnswer =
  /** Whether it has come there is not known: it is asked for, by its reference. */
  | { readonly kind: 'unanswered'; readonly reason: string }
  | { readonly kind: 'not-understood'; readonly reason: string; readonly payload: string };

/** How an order stands. */
export type OrderAnswer =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly reason: string }
  /** The exchange has no order of that reference. */
  | { readonly kind: 'not-known' }
  | NoAnswer;

/** How much of an order was taken, and at which price. */
export interface ExchangeAward {
  readonly reference: string;
  readonly volumeMw: number;
  readonly pricePerMwh: Decimal;
  readonly currency: string;
}

/** What each MW of a service earns in an hour of a block, whoever sold it. */
export interface ClearingPrice {
  readonly service: string;
  readonly fromAt: Date;
  readonly untilAt: Date;
  readonly pricePerMwHour: Decimal;
}

export type ResultsAnswer =
  | {
      readonly kind: 'published';
      readonly awards: readonly ExchangeAward[];
      /** None for energy. */
      readonly clearingPrices: readonly ClearingPrice[];
      readonly payload: string;
    }
  | { readonly kind: 'pending' }
  | NoAnswer;

export interface Auction {
  readonly participant: string;
  readonly product: string;
  readonly deliveryDate: CivilDate;
}

/** Another company that takes orders. Nothing here rejects for what the other side does or does not do. */
export interface Exchange {
  submit(order: ExchangeOrder): Promise<OrderAnswer>;
  /** How the order of that reference stands there. */
  stateOf(order: ExchangeOrder): Promise<OrderAnswer>;
  /** What a participant was awarded in an auction. */
  resultsOf(auction: Auction): Promise<ResultsAnswer>;
}
