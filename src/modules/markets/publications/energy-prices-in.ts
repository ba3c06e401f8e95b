import type { MarketCode } from '../../assets/index.ts';
import { energyPrices } from '../connector.ts';
import { marketOf } from '../market.ts';
import type { PriceDocument } from '../market-document.ts';
import type { PricePoint } from '../publish-prices.ts';
import type { PublishedChoice } from './published-choice.ts';

/** What energy cost, as far as a publisher tells it by now; nothing while a series of the choice has no price yet. Pure. */
export function energyPricesIn(
  document: PriceDocument,
  { market, choice }: { market: MarketCode; choice: PublishedChoice },
): PricePoint[] {
  const isTold = [choice.import, choice.export].every((name) => document.series.some((one) => one.name === name));
  return isTold ? energyPrices(document, { market: marketOf(market), choices: [choice] }) : [];
}
