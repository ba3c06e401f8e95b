import { GB_CALENDAR, type MarketCalendar } from '../../kernel/periods.ts';
import type { MarketCode } from '../assets/index.ts';

/** What sets one market apart from another. */
export interface Market {
  readonly code: MarketCode;
  readonly calendar: MarketCalendar;
  readonly currency: string;
}

const MARKETS: Readonly<Record<MarketCode, Market>> = {
  GB: { code: 'GB', calendar: GB_CALENDAR, currency: 'GBP' },
};

export function marketOf(code: MarketCode): Market {
  return MARKETS[code];
}
