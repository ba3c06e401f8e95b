/** What a tenant's file says of trading. */
export interface TradingPolicy {
  /** The auctions that the tenant takes part in; none without one. */
  readonly auctions: readonly TradedAuction[];
}

export interface TradedAuction {
  readonly market: 'GB';
  /** As the market's terms call it. */
  readonly product: string;
  /** As the exchange knows the tenant. */
  readonly participant: string;
}

export const DEFAULT_TRADING_POLICY: TradingPolicy = { auctions: [] };
