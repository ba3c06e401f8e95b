import type { MarketTerms } from '../market-terms.ts';
import type { PriceKind } from '../publisher/publisher.ts';

/** By which series of a publisher the market settles. */
export interface PublishedChoice {
  readonly kind: PriceKind;
  readonly import: string;
  readonly export: string;
}

const SYSTEM_PRICES: ReadonlySet<string> = new Set(['SSP', 'SBP']);
/** Of the market index each provider is a series. */
const MARKET_INDEX = /^[A-Z0-9]{1,20}MIDP$/;

/** The first pair of series of the terms that a publisher tells; null where it tells none of them. Pure. */
export function publishedChoice({ energyPrices }: Pick<MarketTerms, 'energyPrices'>): PublishedChoice | null {
  for (const choice of energyPrices) {
    const names = [choice.import, choice.export];
    const ofChoice = { import: choice.import, export: choice.export };
    if (names.every((name) => SYSTEM_PRICES.has(name))) return { kind: 'system-prices', ...ofChoice };
    if (names.every((name) => MARKET_INDEX.test(name))) return { kind: 'market-index', ...ofChoice };
  }
  return null;
}
