import type { BatteryId } from '../../../kernel/ids.ts';
import type { Decimal } from '../../../kernel/money.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import type { MarketName } from '../../markets/index.ts';
import type { Services } from '../../module.ts';
import type { HeldResponse } from '../held-responses.ts';
import { productOf } from './open-runs.ts';

interface OfferRow {
  readonly batteryId: BatteryId;
  readonly market: MarketName;
  readonly product: string;
  readonly serviceName: string;
  readonly fromAt: Date;
  readonly untilAt: Date;
  readonly powerKw: number;
  readonly pricePerMwHour: Decimal;
}

/**
 * What batteries have on offer in auctions of capacity that have not told their results: whoever bids for energy meanwhile counts it as
 * sold.
 */
export async function readPendingOffers(services: Services, { sql, tenantId }: Tx): Promise<Map<string, HeldResponse[]>> {
  const rows = await sql<OfferRow[]>`
    select share.battery_id as "batteryId", run.market, run.product, offer.service as "serviceName", offer.period_start as "fromAt",
      offer.period_end as "untilAt", share.power_kw as "powerKw", offer.limit_price_per_mwh as "pricePerMwHour"
    from market_order offer join market_order_share share using (tenant_id, order_id) join market_run run using (tenant_id, run_id)
    where tenant_id = ${tenantId} and offer.service is not null and run.delivery_ends_at > ${services.clock.now()}
      and not exists (
        select from market_run_fact fact
        where fact.tenant_id = ${tenantId} and fact.run_id = offer.run_id and fact.step in ('AWARD', 'ABANDON'))
      and not exists (
        select from market_order_event event
        where event.tenant_id = ${tenantId} and event.order_id = offer.order_id and event.kind in ('REFUSED', 'MISSED'))
    order by "fromAt", "serviceName"`;
  const offers = rows.flatMap(({ batteryId, market, product, serviceName, ...offer }) => {
    const { auction } = productOf(services, { market, product });
    const terms = auction && 'services' in auction ? auction.services.find(({ name }) => name === serviceName) : undefined;
    return terms ? [{ batteryId, held: { ...offer, service: terms.service, direction: terms.direction } }] : [];
  });
  const grouped = Map.groupBy(offers, ({ batteryId }): string => batteryId);
  return new Map([...grouped].map(([batteryId, ofBattery]) => [batteryId, ofBattery.map(({ held }) => held)]));
}
