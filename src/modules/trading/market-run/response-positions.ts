import type postgres from 'postgres';
import type { BatteryId, MarketRunId } from '../../../kernel/ids.ts';
import type { Interval } from '../../../kernel/intervals.ts';
import type { Decimal } from '../../../kernel/money.ts';
import type { SettlementPeriod } from '../../../kernel/periods.ts';
import type { ResponseDirection, ResponseServiceName } from '../../../kernel/response-curves.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import { type PeriodRow, periodColumns, periodOf, type ServiceTerms } from '../../markets/index.ts';
import { periodsSql, type Times } from '../../ownership/index.ts';
import type { HeldResponse } from '../held-responses.ts';

/** The response that a battery has sold for a settlement period. */
export interface ResponsePosition {
  readonly batteryId: BatteryId;
  readonly runId: MarketRunId;
  readonly period: SettlementPeriod;
  /** What was sold, of which the period is a part. */
  readonly block: Interval;
  readonly product: string;
  /** As the market's terms call it. */
  readonly serviceName: string;
  readonly service: ResponseServiceName;
  readonly direction: ResponseDirection;
  readonly powerKw: number;
  readonly pricePerMwHour: Decimal;
  /** What is owed for the period when the battery is available in it. */
  readonly fullPayment: Decimal;
  readonly currency: string;
  readonly knownAt: Date;
}

/** A block that a battery has sold, with what it was sold by. */
export interface SoldResponse extends HeldResponse {
  readonly runId: MarketRunId;
  readonly serviceName: string;
}

/** The blocks that a battery has sold and that reach into a span, in the order of time. */
export async function readHeldResponses(
  { sql, tenantId }: Tx,
  { batteryId, span }: { batteryId: string; span: Interval },
): Promise<SoldResponse[]> {
  return sql<SoldResponse[]>`
    select distinct run_id as "runId", service as "serviceName", response_service as service, direction, block_start as "fromAt",
      block_end as "untilAt", power_kw as "powerKw", price_per_mw_hour as "pricePerMwHour"
    from response_position
    where tenant_id = ${tenantId} and battery_id = ${batteryId} and period_end > ${span.fromAt} and period_start < ${span.untilAt}
    order by "fromAt", "serviceName", "runId"`;
}

/** Positions whose period begins in a span and lies inside of the times whole, in the order of time. */
export function readResponsePositions(
  tx: Tx,
  { batteryId, span, times }: { batteryId: string; span: Interval; times: Times },
): Promise<ResponsePosition[]> {
  const { sql } = tx;
  const begins = sql`period_start >= ${span.fromAt} and period_start < ${span.untilAt}`;
  return positionsWhere(tx, sql`battery_id = ${batteryId} and ${begins} and ${periodsSql(sql, times)}`);
}

/** Positions of all batteries whose period ends in a span, the last instant counted and the first one not. */
export function readResponsePositionsEnded(tx: Tx, span: Interval): Promise<ResponsePosition[]> {
  return positionsWhere(tx, tx.sql`period_end > ${span.fromAt} and period_end <= ${span.untilAt}`);
}

export interface NewResponsePosition extends Pick<
  ResponsePosition,
  'batteryId' | 'period' | 'block' | 'powerKw' | 'pricePerMwHour' | 'fullPayment'
> {
  readonly terms: ServiceTerms;
}

interface NewResponsePositions extends Pick<ResponsePosition, 'runId' | 'currency' | 'knownAt'> {
  readonly positions: readonly NewResponsePosition[];
}

export async function insertResponsePositions(
  { sql, tenantId }: Tx,
  { runId, currency, knownAt, positions }: NewResponsePositions,
): Promise<void> {
  await sql`
    insert into response_position (tenant_id, battery_id, run_id, period_start, period_end, settlement_date, period_index, block_start,
      block_end, service, response_service, direction, power_kw, price_per_mw_hour, full_payment, currency, known_at)
    select ${tenantId}::uuid, battery_id, ${runId}::uuid, period_start, period_end, settlement_date, period_index, block_start, block_end,
      service, response_service, direction, power_kw, price, full_payment, ${currency}, ${knownAt}::timestamptz
    from unnest(
      ${positions.map(({ batteryId }) => batteryId)}::uuid[],
      ${positions.map(({ period }) => period.fromAt.toISOString())}::timestamptz[],
      ${positions.map(({ period }) => period.untilAt.toISOString())}::timestamptz[],
      ${positions.map(({ period }) => period.settlementDate)}::date[],
      ${positions.map(({ period }) => period.periodIndex)}::smallint[],
      ${positions.map(({ block }) => block.fromAt.toISOString())}::timestamptz[],
      ${positions.map(({ block }) => block.untilAt.toISOString())}::timestamptz[],
      ${positions.map(({ terms }) => terms.name)}::text[],
      ${positions.map(({ terms }) => terms.service)}::text[],
      ${positions.map(({ terms }) => terms.direction)}::text[],
      ${positions.map(({ powerKw }) => powerKw)}::float8[],
      ${positions.map(({ pricePerMwHour }) => pricePerMwHour)}::numeric[],
      ${positions.map(({ fullPayment }) => fullPayment)}::numeric[]
    ) as made (battery_id, period_start, period_end, settlement_date, period_index, block_start, block_end, service, response_service,
      direction, power_kw, price, full_payment)`;
}

async function positionsWhere(tx: Tx, condition: postgres.Fragment): Promise<ResponsePosition[]> {
  const { sql, tenantId } = tx;
  const rows = await sql<(PeriodRow & { blockFromAt: Date; blockUntilAt: Date } & Omit<ResponsePosition, 'period' | 'block'>)[]>`
    select position.*, product from (
      select battery_id as "batteryId", run_id as "runId", ${periodColumns(tx)}, block_start as "blockFromAt", block_end as "blockUntilAt",
        service as "serviceName", response_service as service, direction, power_kw as "powerKw", price_per_mw_hour as "pricePerMwHour",
        full_payment as "fullPayment", currency, known_at as "knownAt"
      from response_position
      where tenant_id = ${tenantId} and ${condition}
    ) position join market_run on market_run.tenant_id = ${tenantId} and market_run.run_id = position."runId"
    order by "batteryId", "fromAt", "runId", "serviceName"`;
  return rows.map(({ settlementDate, periodIndex, fromAt, untilAt, blockFromAt, blockUntilAt, ...position }) => ({
    ...position,
    period: periodOf({ settlementDate, periodIndex, fromAt, untilAt }),
    block: { fromAt: blockFromAt, untilAt: blockUntilAt },
  }));
}
