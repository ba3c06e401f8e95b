import { present } from '../../kernel/assert.ts';
import type { Interval } from '../../kernel/intervals.ts';
import type { Decimal } from '../../kernel/money.ts';
import type { SettlementPeriod } from '../../kernel/periods.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import type { MarketCode } from '../assets/index.ts';
import { ALWAYS, periodsSql, type Times } from '../ownership/index.ts';

/** The price of energy in one settlement period, as it was last known. */
export interface MarketPrice {
  readonly period: SettlementPeriod;
  readonly importPricePerMwh: Decimal;
  readonly exportPricePerMwh: Decimal;
  readonly currency: string;
  readonly knownAt: Date;
}

/** What the metered energy of one battery was worth in one settlement period. */
export interface SettledPeriod {
  readonly period: SettlementPeriod;
  readonly exportedKwh: number;
  readonly importedKwh: number;
  readonly revenue: { readonly amount: Decimal; readonly currency: string };
}

/** The columns every table keeps of a settlement period. */
export interface PeriodRow {
  readonly settlementDate: string;
  readonly periodIndex: number;
  readonly fromAt: Date;
  readonly untilAt: Date;
}

export function periodColumns({ sql }: Tx) {
  return sql`settlement_date::text as "settlementDate", period_index as "periodIndex", period_start as "fromAt", period_end as "untilAt"`;
}

export function periodOf({ settlementDate, periodIndex, fromAt, untilAt }: PeriodRow): SettlementPeriod {
  return { settlementDate, periodIndex, fromAt, untilAt };
}

type PriceRow = PeriodRow & Omit<MarketPrice, 'period'>;

/** The prices of the periods that begin or run within a span, each as last known, in the order of time. */
export async function readPrices(tx: Tx, { market, span }: { market: MarketCode; span: Interval }): Promise<MarketPrice[]> {
  const rows = await tx.sql<PriceRow[]>`
    select distinct on (period_start) ${periodColumns(tx)}, import_price_per_mwh as "importPricePerMwh",
      export_price_per_mwh as "exportPricePerMwh", currency, known_at as "knownAt"
    from market_price
    where tenant_id = ${tx.tenantId} and market = ${market} and period_end > ${span.fromAt} and period_start < ${span.untilAt}
    order by period_start, known_at desc`;
  return rows.map(priceOf);
}

function priceOf({ importPricePerMwh, exportPricePerMwh, currency, knownAt, ...row }: PriceRow): MarketPrice {
  return { period: periodOf(row), importPricePerMwh, exportPricePerMwh, currency, knownAt };
}

/** Every word on the prices of the periods that begin at an instant or later, also what was corrected later, in the order in which it became known. */
export async function readPriceVersions(
  tx: Tx,
  { market, fromAt, knownUntil }: { market: MarketCode; fromAt: Date; knownUntil: Date },
): Promise<MarketPrice[]> {
  const rows = await tx.sql<PriceRow[]>`
    select ${periodColumns(tx)}, import_price_per_mwh as "importPricePerMwh", export_price_per_mwh as "exportPricePerMwh", currency,
      known_at as "knownAt"
    from market_price
    where tenant_id = ${tx.tenantId} and market = ${market} and period_start >= ${fromAt} and known_at <= ${knownUntil}
    order by known_at, period_start`;
  return rows.map(priceOf);
}

/** Periods that are over and priced but not settled for a battery, in the order of time. */
export async function readUnsettled(
  tx: Tx,
  { batteryId, market, span }: { batteryId: string; market: MarketCode; span: Interval },
): Promise<MarketPrice[]> {
  const settled = await tx.sql<{ startAt: Date }[]>`
    select period_start as "startAt" from settled_period
    where tenant_id = ${tx.tenantId} and battery_id = ${batteryId} and period_end > ${span.fromAt} and period_start < ${span.untilAt}`;
  const done = new Set(settled.map((row) => row.startAt.getTime()));
  const prices = await readPrices(tx, { market, span });
  return prices.filter(({ period }) => period.untilAt <= span.untilAt && !done.has(period.fromAt.getTime()));
}

/** Periods that begin in a span and lie inside of the times whole, in the order of time. */
export async function readSettledPeriods(
  tx: Tx,
  { batteryId, span, times = ALWAYS }: { batteryId: string; span: Interval; times?: Times },
): Promise<SettledPeriod[]> {
  const rows = await tx.sql<(PeriodRow & { exportedKwh: number; importedKwh: number; amount: Decimal; currency: string })[]>`
    select ${periodColumns(tx)}, exported_kwh as "exportedKwh", imported_kwh as "importedKwh", revenue as "amount", currency
    from settled_period
    where tenant_id = ${tx.tenantId} and battery_id = ${batteryId} and period_start >= ${span.fromAt} and period_start < ${span.untilAt}
      and ${periodsSql(tx.sql, times)}
    order by period_start`;
  return rows.map((row) => ({
    period: periodOf(row),
    exportedKwh: row.exportedKwh,
    importedKwh: row.importedKwh,
    revenue: { amount: row.amount, currency: row.currency },
  }));
}

/** What a battery has exported in the settled periods that begin in a span, kWh. */
export async function readSettledExport(tx: Tx, { batteryId, span }: { batteryId: string; span: Interval }): Promise<number> {
  const [row] = await tx.sql<{ exportedKwh: number }[]>`
    select coalesce(sum(exported_kwh), 0) as "exportedKwh" from settled_period
    where tenant_id = ${tx.tenantId} and battery_id = ${batteryId} and period_start >= ${span.fromAt} and period_start < ${span.untilAt}`;
  return present(row, 'a sum').exportedKwh;
}

/** The prices by which the periods of a battery were settled, by when each begins: corrections that came later are not among them. */
export async function readSettlementPrices(
  tx: Tx,
  { batteryId, market, span }: { batteryId: string; market: MarketCode; span: Interval },
): Promise<ReadonlyMap<number, MarketPrice>> {
  const rows = await tx.sql<PriceRow[]>`
    select distinct on (period_start) ${periodColumns(tx)}, import_price_per_mwh as "importPricePerMwh",
      export_price_per_mwh as "exportPricePerMwh", currency, known_at as "knownAt"
    from market_price
    where tenant_id = ${tx.tenantId} and market = ${market} and period_start >= ${span.fromAt} and period_start < ${span.untilAt}
      and known_at <= (
        select settled_at from settled_period
        where tenant_id = ${tx.tenantId} and battery_id = ${batteryId} and period_start = market_price.period_start)
    order by period_start, known_at desc`;
  return new Map(rows.map((row) => [row.fromAt.getTime(), priceOf(row)]));
}
