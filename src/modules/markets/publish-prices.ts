import type { TenantId } from '../../kernel/ids.ts';
import type { Decimal } from '../../kernel/money.ts';
import type { SettlementPeriod } from '../../kernel/periods.ts';
import { announce, announceMarket, type Platform } from '../../platform/platform.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { type MarketCode, readAllBatteries } from '../assets/index.ts';
import { laterThan } from './later-than.ts';
import { marketOf } from './market.ts';
import { readPrices } from './reads.ts';

/** A price as its source gives it. */
export interface PricePoint {
  readonly period: SettlementPeriod;
  readonly importPricePerMwh: Decimal;
  readonly exportPricePerMwh: Decimal;
}

interface Publication {
  readonly market: MarketCode;
  readonly prices: readonly PricePoint[];
  readonly source: string;
}

/** As `storePrices`, by itself. */
export async function publishPrices(platform: Platform, tenantId: TenantId, publication: Publication): Promise<void> {
  await platform.db.write(tenantId, (tx) => storePrices(platform, tx, publication));
}

/** Stores prices that became known and wakes what depends on them. A price that is known already is no news. */
export async function storePrices(platform: Platform, tx: Tx, { market, prices, source }: Publication): Promise<void> {
  const [first, last] = [prices.at(0), prices.at(-1)];
  if (!first || !last) return;
  await lockPrices(tx, market);
  const { sql, tenantId } = tx;
  const span = { fromAt: first.period.fromAt, untilAt: last.period.untilAt };
  const known = new Map((await readPrices(tx, { market, span })).map((price) => [price.period.fromAt.getTime(), price]));
  const news = prices.filter((price) => !samePrice(price, known.get(price.period.fromAt.getTime())));
  if (news.length === 0) return;
  const knownAt = laterThan([...known.values()], platform.clock.now());
  const { currency } = marketOf(market);
  for (const { period, importPricePerMwh, exportPricePerMwh } of news) {
    await sql`
      insert into market_price (tenant_id, market, period_start, known_at, period_end, settlement_date, period_index,
        import_price_per_mwh, export_price_per_mwh, currency, source)
      values (${tenantId}, ${market}, ${period.fromAt}, ${knownAt}, ${period.untilAt}, ${period.settlementDate},
        ${period.periodIndex}, ${importPricePerMwh}, ${exportPricePerMwh}, ${currency}, ${source})`;
  }
  const batteries = await readAllBatteries(tx);
  const batteryIds = batteries.filter((battery) => battery.site.market === market).map((battery) => battery.batteryId);
  await announce(platform, tx, { announcement: 'prices-published', batteryIds });
  if (batteryIds.length > 0) await announceMarket(platform, tx, { announcement: 'market-priced', market });
}

/** Until the transaction ends nobody else stores prices of the market: two who learn the same at once make one fact of it. */
export async function lockPrices({ sql, tenantId }: Tx, market: MarketCode): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`store-prices ${market}`}), hashtext(${tenantId}))`;
}

function samePrice(price: PricePoint, known: { importPricePerMwh: Decimal; exportPricePerMwh: Decimal } | undefined): boolean {
  return (
    known !== undefined &&
    Number(known.importPricePerMwh) === Number(price.importPricePerMwh) &&
    Number(known.exportPricePerMwh) === Number(price.exportPricePerMwh)
  );
}
