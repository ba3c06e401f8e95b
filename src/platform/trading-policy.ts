/** What a tenant's file says of trading. */
export interface TradingPolicy {
  /** The auctions that the tenant takes part in; none without one. */
  readonly auctions: readonly TradedAuction[];
  /** Which batteries are units that a system operator balances with; none without one. */
  readonly balancing: readonly BalancedBattery[];
}

export interface TradedAuction {
  readonly market: 'GB';
  /** As the market's terms call it. */
  readonly product: string;
  /** As the exchange knows the tenant. */
  readonly participant: string;
}

export interface BalancedBattery {
  readonly market: 'GB';
  /** The keys of the tenant's file. */
  readonly site: string;
  readonly battery: string;
  /** As the system operator knows the battery. */
  readonly unit: string;
}

export const DEFAULT_TRADING_POLICY: TradingPolicy = { auctions: [], balancing: [] };
