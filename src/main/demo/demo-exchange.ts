import type { Interval } from '../../kernel/intervals.ts';
import { GB_CALENDAR, settlementDateOf } from '../../kernel/periods.ts';
import { type Connector, createHttpExchange, type Exchange, type MarketName } from '../../modules/markets/index.ts';
import type { Clock } from '../../platform/clock.ts';
import { openAuctionHouse } from '../../sim/market/auction-house.ts';
import type { PriceSource } from '../../sim/market/price-source.ts';
import { responsePriceOf } from './demo-response-prices.ts';
import { seededRatio } from '../../sim/market/seeded-prices.ts';

/** An auction clears at most so far from what is published later, per MWh. */
const SPREAD_MAX = 8;

interface DemoExchange {
  readonly exchanges: ReadonlyMap<MarketName, Exchange>;
  close(): Promise<void>;
}

interface DemoExchangeParts {
  readonly clock: Clock;
  readonly source: PriceSource;
  readonly connector: Connector;
}

/** An auction house of the demo's own over HTTP, which clears near the prices of the day. It forgets its orders when the demo stops. */
export async function openDemoExchange({ clock, source, connector }: DemoExchangeParts): Promise<DemoExchange> {
  const house = await openAuctionHouse({
    now: () => clock.now(),
    connector,
    priceOf: ({ service, ...period }) =>
      service === null ? clearingPriceOf(source, period) : responsePriceOf({ service, ...period }),
  });
  const exchange = createHttpExchange({ url: house.url, token: 'demo' });
  return { exchanges: new Map([['GB', exchange]]), close: () => house.close() };
}

/** Null beyond the end of recorded prices. */
function clearingPriceOf(source: PriceSource, { fromAt }: Interval): number | null {
  const prices = source.dayOf(settlementDateOf(fromAt, GB_CALENDAR));
  const price = prices?.find(({ period }) => period.fromAt <= fromAt && fromAt < period.untilAt);
  if (!price) return null;
  const spread = SPREAD_MAX * (2 * seededRatio('auction', fromAt.toISOString()) - 1);
  return Math.round((Number(price.exportPricePerMwh) + spread) * 10) / 10;
}
