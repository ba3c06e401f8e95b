import type { BatteryId, MarketOrderId, MarketRunId } from '../../../kernel/ids.ts';
import type { Decimal } from '../../../kernel/money.ts';
import type { SettlementPeriod } from '../../../kernel/periods.ts';
import { type KeysetPage, keyset } from '../../../platform/keyset.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import { type ExchangeOrder, type PeriodRow, periodColumns, periodOf } from '../../markets/index.ts';
import type { OrderEvent } from './decide-order.ts';
import { revived } from './kept-json.ts';
import { eventsAsJson, eventsOf, type EventRow } from './order-events.ts';
import type { FactName, MarketRun, OrderShare } from './run-facts.ts';

/** An order with everything that was said of it. */
export interface MarketOrder {
  readonly orderId: MarketOrderId;
  readonly runId: MarketRunId;
  readonly reference: string;
  readonly period: SettlementPeriod;
  /** What of capacity is sold, as the market's terms call it; null for energy. */
  readonly service: string | null;
  readonly side: 'BUY' | 'SELL';
  readonly volumeMw: number;
  readonly limitPricePerMwh: Decimal;
  readonly currency: string;
  /** In the order in which they became known. */
  readonly events: readonly OrderEvent[];
  /** Null while none is known. */
  readonly award: { readonly volumeMw: number; readonly pricePerMwh: Decimal; readonly knownAt: Date } | null;
}

/** A fact as the API tells it. */
export interface MarketRunFact {
  readonly step: FactName;
  readonly knownAt: Date;
  readonly summary: string;
}

/** A run whose delivery day has been over for this long is over, whatever became of it. */
const LOOK_BACK_MS = 3 * 86_400_000;

/** The runs of late, and those of them that are not over. */
export async function readOpenRuns({ sql, tenantId }: Tx, now: Date): Promise<{ all: MarketRunId[]; unfinished: MarketRunId[] }> {
  const rows = await sql<{ runId: MarketRunId; isOver: boolean }[]>`
    select run_id as "runId", exists (
      select from market_run_fact fact
      where fact.tenant_id = run.tenant_id and fact.run_id = run.run_id and fact.step in ('AWARD', 'ABANDON')) as "isOver"
    from market_run run where tenant_id = ${tenantId} and delivery_ends_at > ${new Date(now.getTime() - LOOK_BACK_MS)}
    order by opened_at`;
  return { all: rows.map(({ runId }) => runId), unfinished: rows.filter(({ isOver }) => !isOver).map(({ runId }) => runId) };
}

export async function readRun(tx: Tx, runId: string): Promise<MarketRun | null> {
  const [run] = await tx.sql<MarketRun[]>`
    select ${runColumns(tx)} from market_run where tenant_id = ${tx.tenantId} and run_id = ${runId}`;
  return run ?? null;
}

/** Newest first. */
export async function readRuns(tx: Tx, page: KeysetPage): Promise<MarketRun[]> {
  const { bounds, ordering } = keyset(tx.sql, page, { columns: { openedAt: 'opened_at', runId: 'run_id' }, descending: true });
  return tx.sql<MarketRun[]>`
    select ${runColumns(tx)} from market_run where tenant_id = ${tx.tenantId} and ${bounds} ${ordering}`;
}

/** What is known of each run, by step; without what the facts hold. */
export async function readRunFacts({ sql, tenantId }: Tx, runIds: readonly string[]): Promise<Map<string, MarketRunFact[]>> {
  const rows = await sql<(MarketRunFact & { runId: string })[]>`
    select run_id as "runId", step, known_at as "knownAt", summary from market_run_fact
    where tenant_id = ${tenantId} and run_id = any(${[...runIds]}::uuid[])
    order by array_position(array['FETCH', 'FORECAST', 'OPTIMISE', 'BID', 'SUBMIT', 'AWARD', 'ABANDON'], step)`;
  return Map.groupBy(rows, ({ runId }) => runId);
}

/** What a step came to; null before it. */
export async function readFact<Fact>({ sql, tenantId }: Tx, runId: string, step: FactName): Promise<Fact | null> {
  const [row] = await sql<{ fact: unknown }[]>`
    select fact from market_run_fact where tenant_id = ${tenantId} and run_id = ${runId} and step = ${step}`;
  return row ? revived<Fact>(row.fact) : null;
}

/** The orders of each run in the order of time. */
export async function readOrders(tx: Tx, runIds: readonly string[]): Promise<Map<string, MarketOrder[]>> {
  const { sql, tenantId } = tx;
  const rows = await sql<OrderRow[]>`
    select run_id as "runId", order_id as "orderId", reference, ${periodColumns(tx)}, service, side, market_order.volume_mw::float8 as "volumeMw",
      limit_price_per_mwh as "limitPricePerMwh", currency,
      (select ${eventsAsJson(tx)} from market_order_event event
       where event.tenant_id = market_order.tenant_id and event.order_id = market_order.order_id) as events,
      award.volume_mw::float8 as "awardedMw", award.price_per_mwh as "awardedPricePerMwh", award.known_at as "awardedAt"
    from market_order left join market_award award using (tenant_id, order_id)
    where tenant_id = ${tenantId} and run_id = any(${[...runIds]}::uuid[])
    order by run_id, period_start, service`;
  return Map.groupBy(rows.map(orderOf), ({ runId }) => runId);
}

/** For how many batteries each order is. */
export async function readBatteryCounts({ sql, tenantId }: Tx, orderIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await sql<{ orderId: string; count: number }[]>`
    select order_id as "orderId", count(*)::integer as count from market_order_share
    where tenant_id = ${tenantId} and order_id = any(${[...orderIds]}::uuid[]) group by order_id`;
  return new Map(rows.map(({ orderId, count }) => [orderId, count]));
}

/** Which batteries each order of a run is for. */
export async function readShares({ sql, tenantId }: Tx, runId: string): Promise<Map<string, OrderShare[]>> {
  const rows = await sql<(OrderShare & { orderId: string; batteryId: BatteryId })[]>`
    select order_id as "orderId", battery_id as "batteryId", power_kw as "powerKw"
    from market_order_share join market_order using (tenant_id, order_id)
    where tenant_id = ${tenantId} and run_id = ${runId} order by order_id, battery_id`;
  return Map.groupBy(rows, ({ orderId }) => orderId);
}

/** An order as the exchange is told of it. */
export function exchangeOrderOf(
  { participant, product, deliveryDate }: MarketRun,
  { period, reference, service, side, volumeMw, limitPricePerMwh, currency }: MarketOrder,
): ExchangeOrder {
  const { fromAt, untilAt } = period;
  const auction = { participant, product, deliveryDate };
  return { reference, ...auction, fromAt, untilAt, service, side, volumeMw, limitPricePerMwh, currency };
}

type OrderRow = PeriodRow &
  Omit<MarketOrder, 'period' | 'events' | 'award'> & {
    readonly events: readonly EventRow[];
    readonly awardedMw: number | null;
    readonly awardedPricePerMwh: Decimal | null;
    readonly awardedAt: Date | null;
  };

function orderOf({ events, awardedMw, awardedPricePerMwh, awardedAt, ...row }: OrderRow): MarketOrder {
  const { orderId, runId, reference, service, side, volumeMw, limitPricePerMwh, currency } = row;
  const isAwarded = awardedMw !== null && awardedPricePerMwh !== null && awardedAt !== null;
  return {
    orderId,
    runId,
    reference,
    service,
    side,
    volumeMw,
    limitPricePerMwh,
    currency,
    period: periodOf(row),
    events: eventsOf(events),
    award: isAwarded ? { volumeMw: awardedMw, pricePerMwh: awardedPricePerMwh, knownAt: awardedAt } : null,
  };
}

function runColumns({ sql }: Tx) {
  return sql`run_id as "runId", market, product, participant, delivery_date::text as "deliveryDate", gate_closes_at as "gateClosesAt",
    delivery_ends_at as "deliveryEndsAt", opened_at as "openedAt"`;
}
