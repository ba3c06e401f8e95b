import { GB_CALENDAR, type MarketCalendar } from '../../kernel/periods.ts';
import type { MarketCode } from '../assets/index.ts';
import { NEM_CALENDAR } from './connectors/au/nem-calendar.ts';
import { CENTRAL_EUROPEAN_CALENDAR } from './connectors/de/central-european-calendar.ts';

/** Every market there is a connector for. A site is in one of those that `MarketCode` names. */
export type MarketName = MarketCode | 'DE' | 'AU';

/** What sets one market apart from another. */
export interface Market {
  readonly code: MarketName;
  /** How the energy that is traded and settled there is counted. */
  readonly calendar: MarketCalendar;
  readonly currency: string;
}

const MARKETS: Readonly<Record<MarketName, Market>> = {
  GB: { code: 'GB', calendar: GB_CALENDAR, currency: 'GBP' },
  DE: { code: 'DE', calendar: CENTRAL_EUROPEAN_CALENDAR, currency: 'EUR' },
  AU: { code: 'AU', calendar: NEM_CALENDAR, currency: 'AUD' },
};

export const MARKET_NAMES: readonly MarketName[] = Object.values(MARKETS).map(({ code }) => code);

export function marketOf(code: MarketName): Market {
  return MARKETS[code];
}
