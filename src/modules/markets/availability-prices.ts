import type { Decimal } from '../../kernel/money.ts';
import type { CivilDate, SettlementPeriod } from '../../kernel/periods.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { laterThan } from './later-than.ts';
import { type MarketName, marketOf } from './market.ts';

/** What each MW of a service earned in an hour of a block, as an auction of capacity cleared. */
export interface AvailabilityPrice {
  /** As the market's terms call it. */
  readonly service: string;
  /** The block: the delivery date, and its number on it. */
  readonly block: SettlementPeriod;
  readonly pricePerMwHour: Decimal;
}

export interface KnownAvailabilityPrice extends AvailabilityPrice {
  readonly knownAt: Date;
}

interface Auctioned {
  readonly market: MarketName;
  readonly product: string;
}

interface Cleared extends Auctioned {
  readonly prices: readonly AvailabilityPrice[];
  readonly source: string;
  readonly knownAt: Date;
}

/** Stores what became known of an auction's prices. One that is known already is no news. Answers how many were new. */
export async function saveAvailabilityPrices(tx: Tx, { market, product, prices, source, knownAt }: Cleared): Promise<number> {
  const dates = prices.map(({ block }) => block.settlementDate).toSorted();
  const [fromDate, untilDate] = [dates.at(0), dates.at(-1)];
  if (fromDate === undefined || untilDate === undefined) return 0;
  const known = new Map(
    (await readAvailabilityPrices(tx, { market, product, fromDate, untilDate })).map((price) => [keyOf(price), price]),
  );
  const news = prices.filter((price) => Number(known.get(keyOf(price))?.pricePerMwHour) !== Number(price.pricePerMwHour));
  for (const price of news) {
    const { service, block, pricePerMwHour } = price;
    const before = known.get(keyOf(price));
    const laterAt = laterThan(before ? [before] : [], knownAt);
    await tx.sql`
      insert into availability_price (tenant_id, market, product, service, block_start, known_at, block_end, delivery_date, block_index,
        price_per_mw_hour, currency, source)
      values (${tx.tenantId}, ${market}, ${product}, ${service}, ${block.fromAt}, ${laterAt}, ${block.untilAt}, ${block.settlementDate},
        ${block.periodIndex}, ${pricePerMwHour}, ${marketOf(market).currency}, ${source})`;
  }
  return news.length;
}

interface Wanted extends Auctioned {
  readonly fromDate: CivilDate;
  /** The last one. */
  readonly untilDate: CivilDate;
}

/** The prices of the blocks of some delivery dates, each as last known, in the order of time. */
export async function readAvailabilityPrices(
  { sql, tenantId }: Tx,
  { market, product, fromDate, untilDate }: Wanted,
): Promise<KnownAvailabilityPrice[]> {
  const rows = await sql<(SettlementPeriod & Omit<KnownAvailabilityPrice, 'block'>)[]>`
    select distinct on (block_start, service) service, block_start as "fromAt", block_end as "untilAt",
      delivery_date::text as "settlementDate", block_index as "periodIndex", price_per_mw_hour as "pricePerMwHour", known_at as "knownAt"
    from availability_price
    where tenant_id = ${tenantId} and market = ${market} and product = ${product} and delivery_date between ${fromDate} and ${untilDate}
    order by block_start, service, known_at desc`;
  return rows.map(({ service, pricePerMwHour, knownAt, ...block }) => ({ service, block, pricePerMwHour, knownAt }));
}

function keyOf({ service, block }: AvailabilityPrice): string {
  return `${service} ${block.fromAt.getTime()}`;
}
