import { GB_CALENDAR } from '../../kernel/periods.ts';
import { parseDispatchPrices, parseTradingPrices } from './connectors/au/nem-prices.ts';
import { parsePublication } from './connectors/de/publication.ts';
import { parseAuctionResults } from './connectors/gb/auction-results.ts';
import { parseAcceptances } from './connectors/gb/elexon-acceptances.ts';
import { parseFrequency } from './connectors/gb/elexon-frequency.ts';
import { parsePhysicalNotifications } from './connectors/gb/elexon-notifications.ts';
import { parseMarketIndex, parseSystemPrices } from './connectors/gb/elexon-prices.ts';
import { parsePriceFile } from './connectors/gb/price-file.ts';
import type { MarketName } from './market.ts';
import { type MarketDocument, type PlacedPrice, type PriceDocument, Remarks, seriesOf } from './market-document.ts';
import type { MarketTerms } from './market-terms.ts';
import type { Source } from './source.ts';

/** A way in which a market says something. */
export interface Format {
  readonly market: MarketName;
  /** What it is, in a line. */
  readonly says: string;
  /** What a file of it means; a mistake refuses the whole of it, with its place and what was expected there. */
  readonly parse: (source: Source, terms: MarketTerms) => MarketDocument;
}

export const FORMATS = {
  'elexon-system-prices': { market: 'GB', says: 'system prices (DISEBSP), JSON of the Insights API', parse: parseSystemPrices },
  'elexon-market-index': { market: 'GB', says: 'market index (MID), JSON of the Insights API', parse: parseMarketIndex },
  'elexon-frequency': { market: 'GB', says: 'frequency of the grid (FREQ), JSON of the Insights API', parse: parseFrequency },
  'elexon-physical': {
    market: 'GB',
    says: 'physical notifications (PN), JSON of the Insights API',
    parse: parsePhysicalNotifications,
  },
  'elexon-acceptances': {
    market: 'GB',
    says: 'bid-offer acceptances (BOALF), JSON of the Insights API',
    parse: (source, { acceptances }) => parseAcceptances(source, acceptances),
  },
  'neso-auction-results': {
    market: 'GB',
    says: 'what the auction of responses cleared at, CSV of the NESO data portal',
    parse: parseAuctionResults,
  },
  'gb-prices': {
    market: 'GB',
    says: 'recorded prices, CSV: system prices by period, or import and export prices by the half-hour',
    parse: recordedPrices,
  },
  'entsoe-prices': {
    market: 'DE',
    says: 'day-ahead prices (A44) of the ENTSO-E transparency platform, XML',
    parse: parsePublication,
  },
  'aemo-dispatch': { market: 'AU', says: 'prices of dispatch (DISPATCH, PRICE) of AEMO, CSV', parse: parseDispatchPrices },
  'aemo-trading': { market: 'AU', says: 'prices of settlement (TRADING, PRICE) of AEMO, CSV', parse: parseTradingPrices },
} as const satisfies Readonly<Record<string, Format>>;

export type FormatName = keyof typeof FORMATS;

export function isFormatName(name: string): name is FormatName {
  return Object.hasOwn(FORMATS, name);
}

function recordedPrices(source: Source): PriceDocument {
  const remarks = new Remarks();
  const place = { source, at: `line ${source.text.split('\n').length}` };
  if (!source.text.endsWith('\n')) remarks.note(place, 'the last line has no end: the file may have been cut in it');
  const book = parsePriceFile(source);
  if (book.size === 0) remarks.note(place, 'there is no price');
  const placed = [...book.values()].flat().flatMap(({ period, ...price }): PlacedPrice[] => [
    { place, name: 'import', price: { ...period, pricePerMwh: price.importPricePerMwh } },
    { place, name: 'export', price: { ...period, pricePerMwh: price.exportPricePerMwh } },
  ]);
  return { kind: 'prices', currency: 'GBP', series: seriesOf(placed, GB_CALENDAR), remarks: remarks.list() };
}
