import type { TenantId } from '../../../kernel/ids.ts';
import { enqueueMarket } from '../../../platform/platform.ts';
import { type MarketCode, readAllBatteries } from '../../assets/index.ts';
import type { Services } from '../../module.ts';
import { askingOf, readDueDates } from './fetch-prices.ts';
import { FETCH_PRICES } from './queues.ts';

const MARKETS: readonly MarketCode[] = ['GB'];

/** Finds markets with batteries of the tenant of which something may have been published. */
export async function watchPublications(services: Services, tenantId: TenantId): Promise<void> {
  const { db, clock } = services;
  for (const market of MARKETS) {
    const asking = askingOf(services, market);
    if (!asking) continue;
    const isDue = await db.read(tenantId, async (tx) => {
      const due = await readDueDates(tx, { market, at: clock.now(), terms: asking.terms });
      return due.length > 0 && (await readAllBatteries(tx)).some(({ site }) => site.market === market);
    });
    if (isDue) await db.write(tenantId, (tx) => enqueueMarket(services, tx, { queues: [FETCH_PRICES], market }));
  }
}
