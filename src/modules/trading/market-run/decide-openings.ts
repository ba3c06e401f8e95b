import { addDays, type CivilDate, type MarketCalendar, settlementDateOf } from '../../../kernel/periods.ts';
import type { Product } from '../../markets/index.ts';

/** An auction whose run is to begin, or has begun and can still bid. */
export interface Opening {
  readonly deliveryDate: CivilDate;
  readonly gateClosesAt: Date;
  readonly deliveryEndsAt: Date;
}

/** No gate closes longer before its delivery. */
const DAYS_AHEAD_MAX = 7;

/** The delivery days of a product for which it is time to bid: shortly before the first gate that freezes everything. Pure. */
export function decideOpenings(product: Product, { now, calendar }: { now: Date; calendar: MarketCalendar }): Opening[] {
  if (product.auction === null) return [];
  const leadMs = product.auction.opensMinutesBefore * 60_000;
  const today = settlementDateOf(now, calendar);
  return Array.from({ length: DAYS_AHEAD_MAX + 1 }, (_, days) => addDays(today, days)).flatMap((deliveryDate) => {
    const periods = product.periodsOn(deliveryDate);
    const [first, last] = [periods.at(0), periods.at(-1)];
    const gate = first && product.gatesOf(first).find(({ freezes }) => freezes === 'everything');
    if (!gate || !last) return [];
    const isOpen = gate.closesAt.getTime() - leadMs <= now.getTime() && now < gate.closesAt;
    return isOpen ? [{ deliveryDate, gateClosesAt: gate.closesAt, deliveryEndsAt: last.untilAt }] : [];
  });
}
