import type { MarketRunId, TenantId } from '../../../kernel/ids.ts';
import type { TradedAuction } from '../../../platform/trading-policy.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import { connectorOf, type MarketName, type Product } from '../../markets/index.ts';
import type { Services } from '../../module.ts';
import { idOfKey } from '../../tenancy/index.ts';
import { CONTINUE_RUN } from '../queues.ts';
import { decideOpenings, type Opening } from './decide-openings.ts';
import { readOpenRuns } from './run-reads.ts';

/** Begins the runs whose time has come, by the clocks of their markets, and has those that are not over looked at. */
export async function watchMarketRuns(services: Services, tenantId: TenantId): Promise<void> {
  const now = services.clock.now();
  const { auctions } = services.tenants.byId(tenantId).trading;
  if (auctions.length === 0) return;
  const due = auctions.flatMap((auction) => openingsOf(services, { auction, now }).map((opening) => ({ auction, opening })));
  const open = await services.db.read(tenantId, (tx) => readOpenRuns(tx, now));
  const known = new Set(open.all);
  const begun = due.map((one) => ({ ...one, runId: runIdOf(tenantId, one) })).filter(({ runId }) => !known.has(runId));
  const waiting = [...open.unfinished, ...begun.map(({ runId }) => runId)];
  if (waiting.length === 0) return;
  await services.db.write(tenantId, async (tx) => {
    for (const { auction, opening, runId } of begun) await insertRun(tx, { auction, opening, runId, now });
    await services.queue.enqueue(
      tx,
      waiting.map((runId) => ({ queue: CONTINUE_RUN, key: runId, payload: { tenantId, subjectId: runId } })),
    );
  });
}

/** A product that a tenant's file or a run names; a market's terms that do not have it are a mistake of configuration. */
export function productOf({ marketTerms }: Services, { market, product }: { market: MarketName; product: string }): Product {
  const found = connectorOf(market, marketTerms[market]).products.find(({ name }) => name === product);
  if (!found?.auction) throw new Error(`markets/${market}.yaml has no auction of ${product}`);
  return found;
}

function openingsOf(services: Services, { auction, now }: { auction: TradedAuction; now: Date }): Opening[] {
  // Without somebody who takes orders there is nothing to begin.
  if (!services.exchanges.has(auction.market)) return [];
  const { calendar } = connectorOf(auction.market, services.marketTerms[auction.market]);
  return decideOpenings(productOf(services, auction), { now, calendar });
}

/** The same for the same auction, whoever begins it. */
function runIdOf(tenantId: TenantId, { auction, opening }: { auction: TradedAuction; opening: Opening }): MarketRunId {
  return idOfKey(tenantId, 'market-run', auction.market, auction.product, opening.deliveryDate);
}

interface Begun {
  readonly auction: TradedAuction;
  readonly opening: Opening;
  readonly runId: MarketRunId;
  readonly now: Date;
}

async function insertRun({ sql, tenantId }: Tx, { auction, opening, runId, now }: Begun): Promise<void> {
  const { market, product, participant } = auction;
  const { deliveryDate, gateClosesAt, deliveryEndsAt } = opening;
  await sql`
    insert into market_run (tenant_id, run_id, market, product, participant, delivery_date, gate_closes_at, delivery_ends_at, opened_at)
    values (${tenantId}, ${runId}, ${market}, ${product}, ${participant}, ${deliveryDate}, ${gateClosesAt}, ${deliveryEndsAt}, ${now})
    on conflict do nothing`;
}
