import type { TenantDb } from '../../../platform/tenant-db.ts';
import type { TenantId } from '../../../kernel/ids.ts';
import { marketOf } from '../../markets/index.ts';
import type { Planner } from '../../optimizer/index.ts';
import { buildOrders } from './build-orders.ts';
import { forecastPrices } from './forecast-prices.ts';
import { jsonOf } from '../../../platform/json.ts';
import { revived } from './kept-json.ts';
import { optimiseBatteries } from './optimise-batteries.ts';
import type { Bid, Fetched, MarketRun } from './run-facts.ts';
import { readFact, readRun } from './run-reads.ts';

/** What a run bid then, and what it would bid from what was known then. */
export interface ReplayedRun {
  readonly run: MarketRun;
  readonly bid: Bid;
  readonly again: Bid;
}

/** Goes through a past run's steps once more, from its first fact. Nothing is stored or sent. Null without a run that has bid. */
export async function replayRun(
  { db, planner }: { db: TenantDb; planner: Pick<Planner, 'plan'> },
  { tenantId, runId }: { tenantId: TenantId; runId: string },
): Promise<ReplayedRun | null> {
  const { run, fetched, bid } = await db.read(tenantId, async (tx) => ({
    run: await readRun(tx, runId),
    fetched: await readFact<Fetched>(tx, runId, 'FETCH'),
    bid: await readFact<Bid>(tx, runId, 'BID'),
  }));
  if (!run || !fetched || !bid) return null;
  const { deliveryDate, market } = run;
  const forecast = forecastPrices(fetched, { calendar: marketOf(market).calendar, deliveryDate });
  if (!forecast) return { run, bid, again: { orders: [] } };
  const optimised = await optimiseBatteries({ fetched, forecast, deliveryDate }, (problem) => planner.plan(problem));
  return { run, bid, again: revived<Bid>(jsonOf(buildOrders({ fetched, forecast, optimised }))) };
}
