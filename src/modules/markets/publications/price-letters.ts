import { type CivilDate, parseCivilDate } from '../../../kernel/periods.ts';
import type { PriceKind } from '../publisher/publisher.ts';
import type { PublishedChoice } from './published-choice.ts';

/** Where dead letters of publishers come from: what was asked for, and for the sake of which series. */
export const PRICE_LETTER_PREFIX = 'prices/';

interface AskedPrices {
  readonly market: 'GB';
  readonly date: CivilDate;
  readonly choice: PublishedChoice;
}

export function priceLetterSource({ market, date, choice }: AskedPrices): string {
  return `${PRICE_LETTER_PREFIX}${market}/${choice.kind}/${date}/${choice.import}/${choice.export}`;
}

const SOURCE = new RegExp(`^${PRICE_LETTER_PREFIX}GB/([a-z-]+)/([-0-9]{10})/([A-Z0-9]+)/([A-Z0-9]+)$`);
const KINDS: readonly PriceKind[] = ['system-prices', 'market-index'];

/** Null when it is the source of something else. Pure. */
export function parsePriceLetterSource(source: string): AskedPrices | null {
  const [, name, text = '', bought = '', sold = ''] = SOURCE.exec(source) ?? [];
  const kind = KINDS.find((one) => one === name);
  const date = parseCivilDate(text);
  return kind && date !== null ? { market: 'GB', date, choice: { kind, import: bought, export: sold } } : null;
}

/** What an answer is wrong about, wherever in it: of a day that grows, the same row is in another place each time. Pure. */
export function faultOf(reason: string): string {
  return reason.replaceAll(/\[\d+\]/g, '[]');
}
