import type { TenantId } from '../../../kernel/ids.ts';
import { enqueueMarket } from '../../../platform/platform.ts';
import { readAllBatteries } from '../../assets/index.ts';
import type { Services } from '../../module.ts';
import { readNewestMakings, readNewsAt } from './forecast-reads.ts';
import { isDue } from './is-due.ts';
import { ASK_FORECASTERS, FORECAST_MARKET } from './queues.ts';

const FORGOTTEN_AT_ONCE_MAX = 200;
const FORGETTING_ROUND_COUNT_MAX = 20;
const DAY_MS = 86_400_000;

/** Finds markets whose forecasts have grown old although nothing has become known. */
export async function watchForecasts(services: Services, tenantId: TenantId): Promise<void> {
  const { db, clock, tenants } = services;
  const at = clock.now();
  const { fallbackMethod } = tenants.byId(tenantId).forecasts;
  const due = await db.read(tenantId, async (tx) => {
    const markets = new Set((await readAllBatteries(tx)).map(({ site }) => site.market));
    const states = [];
    for (const market of markets) {
      const madeAt = (await readNewestMakings(tx, { market })).get(fallbackMethod) ?? null;
      states.push({ market, madeAt, newsAt: await readNewsAt(tx, { market }) });
    }
    return states.filter(({ madeAt, newsAt }) => isDue({ at, madeAt, newsAt }));
  });
  if (due.length === 0) return;
  await db.write(tenantId, async (tx) => {
    for (const { market } of due) await enqueueMarket(services, tx, { queues: [FORECAST_MARKET, ASK_FORECASTERS], market });
  });
}

/** Forecasts that the tenant's file no longer keeps go, some at a time; what they came to stays in the scores. */
export async function forgetForecasts({ db, clock, tenants }: Services, tenantId: TenantId): Promise<void> {
  const { keptDays } = tenants.byId(tenantId).forecasts;
  const before = new Date(clock.nowMs() - keptDays * DAY_MS);
  for (let round = 0; round < FORGETTING_ROUND_COUNT_MAX; round += 1) {
    const [row] = await db.write(
      tenantId,
      ({ sql }) => sql<{ count: number }[]>`select forget_forecasts(${before}, ${FORGOTTEN_AT_ONCE_MAX}) as count`,
    );
    if ((row?.count ?? 0) < FORGOTTEN_AT_ONCE_MAX) return;
  }
}
