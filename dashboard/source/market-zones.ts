import type { MarketCode } from '../generated/operations.ts';

/** The zone whose midnight starts a market's settlement day. */
export const MARKET_TIME_ZONES: Readonly<Record<MarketCode, string>> = { GB: 'Europe/London' };
