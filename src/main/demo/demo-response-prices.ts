import type { Interval } from '../../kernel/intervals.ts';
import { addDays, type CivilDate } from '../../kernel/periods.ts';
import { connectorOf, saveAvailabilityPrices } from '../../modules/markets/index.ts';
import type { Services } from '../../modules/module.ts';
import { seededRatio } from '../../sim/market/seeded-prices.ts';

/** What responses earn about, per MW and hour, by the service as the market's terms call it; one of them costs more often than it earns. */
const USUAL_PRICES: Readonly<Record<string, number>> = { DCL: 2.2, DCH: 1.4, DML: 3, DMH: 2.1, DRL: 10, DRH: -5.1 };
const SPREAD_RATIO = 0.5;

/** At what an auction of the demo clears for a service in a block: the same whenever it is asked. */
export function responsePriceOf({ service, fromAt }: Pick<Interval, 'fromAt'> & { readonly service: string }): number {
  const ratio = 1 + SPREAD_RATIO * (2 * seededRatio('response', service, fromAt.toISOString()) - 1);
  return Math.round((USUAL_PRICES[service] ?? 0) * ratio * 100) / 100;
}

/** What cleared on the days before the demo begins, for each tenant that sells responses: what its first offers are made by. */
export async function publishPastResponsePrices(services: Services, firstDate: CivilDate): Promise<void> {
  const { products } = connectorOf('GB', services.marketTerms.GB);
  for (const { tenantId, trading } of services.tenants.all()) {
    for (const { market, product: name } of trading.auctions) {
      const product = products.find((one) => one.name === name);
      if (!product?.auction || !('services' in product.auction)) continue;
      const { historyDays, services: sold } = product.auction;
      const dates = Array.from({ length: historyDays }, (_, index) => addDays(firstDate, -index));
      const prices = dates
        .flatMap((date) => product.periodsOn(date))
        .flatMap((block) =>
          sold.map(({ name: service }) => {
            return { service, block, pricePerMwHour: responsePriceOf({ service, fromAt: block.fromAt }).toFixed(2) };
          }),
        );
      const knownAt = services.clock.now();
      await services.db.write(tenantId, (tx) =>
        saveAvailabilityPrices(tx, { market, product: name, prices, source: 'demo', knownAt }),
      );
    }
  }
}
