import type postgres from 'postgres';
import type { Interval } from '../../../kernel/intervals.ts';
import type { Decimal } from '../../../kernel/money.ts';
import type { SettlementPeriod } from '../../../kernel/periods.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import { type PeriodRow, periodColumns, periodOf } from '../../markets/index.ts';
import { periodsSql, type Times } from '../../ownership/index.ts';
import type { HeldPosition } from '../positions.ts';

/** What a battery has sold (above zero) or bought in a settlement period, by one auction. */
export interface MarketPosition {
  readonly period: SettlementPeriod;
  readonly product: string;
  readonly powerKw: number;
  readonly pricePerMwh: Decimal;
  readonly currency: string;
  readonly knownAt: Date;
}

/** The positions of a battery that reach into a span, in the order of time. */
export async function readHeldPositions(
  { sql, tenantId }: Tx,
  { batteryId, span }: { batteryId: string; span: Interval },
): Promise<HeldPosition[]> {
  return sql<HeldPosition[]>`
    select period_start as "fromAt", period_end as "untilAt", power_kw as "powerKw", deviation_price_per_mwh as "deviationPricePerMwh"
    from market_position
    where tenant_id = ${tenantId} and battery_id = ${batteryId} and period_end > ${span.fromAt} and period_start < ${span.untilAt}
    order by period_start, run_id`;
}

/** Positions whose period begins in a span and lies inside of the times whole, in the order of time. */
export function readPositions(
  tx: Tx,
  { batteryId, span, times }: { batteryId: string; span: Interval; times: Times },
): Promise<MarketPosition[]> {
  const { sql } = tx;
  const begins = sql`period_start >= ${span.fromAt} and period_start < ${span.untilAt}`;
  return positionsWhere(tx, sql`battery_id = ${batteryId} and ${begins} and ${periodsSql(sql, times)}`);
}

/** Positions whose period reaches into a span, in the order of time. */
export function readPositionsOver(tx: Tx, { batteryId, span }: { batteryId: string; span: Interval }): Promise<MarketPosition[]> {
  const { sql } = tx;
  return positionsWhere(tx, sql`battery_id = ${batteryId} and period_end > ${span.fromAt} and period_start < ${span.untilAt}`);
}

async function positionsWhere(tx: Tx, condition: postgres.Fragment): Promise<MarketPosition[]> {
  const { sql, tenantId } = tx;
  const rows = await sql<(PeriodRow & Omit<MarketPosition, 'period'>)[]>`
    select position.*, product from (
      select run_id, ${periodColumns(tx)}, power_kw as "powerKw", price_per_mwh as "pricePerMwh", currency, known_at as "knownAt"
      from market_position
      where tenant_id = ${tenantId} and ${condition}
    ) position join market_run on market_run.tenant_id = ${tenantId} and market_run.run_id = position.run_id
    order by "fromAt", position.run_id`;
  return rows.map(({ product, powerKw, pricePerMwh, currency, knownAt, ...row }) => {
    return { period: periodOf(row), product, powerKw, pricePerMwh, currency, knownAt };
  });
}
