import type { Interval } from '../../../kernel/intervals.ts';
import type { CivilDate, SettlementPeriod } from '../../../kernel/periods.ts';
import type { ForecastKind } from '../../../platform/forecast-policy.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import type { MarketCode } from '../../assets/index.ts';
import { type PeriodRow, periodOf } from '../../markets/index.ts';
import type { DayScore } from './choose-method.ts';

/** What a method expects of a settlement period, with where it came from and when it became known. */
export interface StoredForecast {
  readonly period: SettlementPeriod;
  readonly kind: ForecastKind;
  readonly method: string;
  readonly source: string;
  readonly madeAt: Date;
  readonly knownAt: Date;
  readonly currency: string;
  readonly levels: readonly number[];
  readonly quantiles: readonly number[];
}

interface Asked {
  readonly market: MarketCode;
  readonly span: Interval;
  readonly knownUntil: Date;
  /** Of every kind when left out. */
  readonly kind?: ForecastKind;
}

/** A making reaches no further ahead than this: what became known longer before a span says nothing of it. */
const REACH_MS = 4 * 86_400_000;

type ForecastRow = PeriodRow & Omit<StoredForecast, 'period'>;

/** The newest word of each method on each period of a span, as it was known at an instant; in the order of time, then of methods. */
export async function readForecasts(tx: Tx, { market, span, knownUntil, kind }: Asked): Promise<StoredForecast[]> {
  const { sql, tenantId } = tx;
  const rows = await sql<ForecastRow[]>`
    select distinct on (expected.period_start, forecast.kind, forecast.method)
      expected.settlement_date::text as "settlementDate", expected.period_index as "periodIndex", expected.period_start as "fromAt",
      expected.period_end as "untilAt", forecast.kind, forecast.method, forecast.source, forecast.made_at as "madeAt",
      forecast.known_at as "knownAt", forecast.currency, forecast.levels, expected.quantiles
    from forecast join forecast_period expected
      on expected.tenant_id = forecast.tenant_id and expected.forecast_id = forecast.forecast_id
    where forecast.tenant_id = ${tenantId} and forecast.market = ${market} and forecast.known_at <= ${knownUntil}
      and forecast.known_at > ${new Date(span.fromAt.getTime() - REACH_MS)}
      and (${kind ?? null}::text is null or forecast.kind = ${kind ?? null}) and expected.period_end > ${span.fromAt}
      and expected.period_start < ${span.untilAt}
    order by expected.period_start, forecast.kind, forecast.method, forecast.known_at desc, forecast.forecast_id`;
  return rows.map(({ settlementDate, periodIndex, fromAt, untilAt, ...row }) => {
    return { period: periodOf({ settlementDate, periodIndex, fromAt, untilAt }), ...row };
  });
}

/** When the newest forecast of each method was made. */
export async function readNewestMakings({ sql, tenantId }: Tx, { market }: { market: MarketCode }): Promise<Map<string, Date>> {
  const rows = await sql<{ method: string; madeAt: Date }[]>`
    select method, max(made_at) as "madeAt" from forecast where tenant_id = ${tenantId} and market = ${market} group by method`;
  return new Map(rows.map(({ method, madeAt }) => [method, madeAt]));
}

/** When the newest price became known; null where none ever did. */
export async function readNewsAt({ sql, tenantId }: Tx, { market }: { market: MarketCode }): Promise<Date | null> {
  const [row] = await sql<{ at: Date | null }[]>`
    select max(known_at) as at from market_price where tenant_id = ${tenantId} and market = ${market}`;
  return row?.at ?? null;
}

/** How methods have done since a settlement day; in the order of kinds, methods, lead times and days. */
export async function readScores(
  { sql, tenantId }: Tx,
  { market, fromDate }: { market: MarketCode; fromDate: CivilDate },
): Promise<DayScore[]> {
  return sql<DayScore[]>`
    select kind, method, lead_index as "leadIndex", settlement_date::text as "settlementDate", period_count as "periodCount",
      pinball_loss_sum as "pinballLossSum", absolute_error_sum as "absoluteErrorSum", covered_count as "coveredCount",
      expected_covered_sum as "expectedCoveredSum"
    from forecast_score where tenant_id = ${tenantId} and market = ${market} and settlement_date >= ${fromDate}
    order by kind, method, lead_index, settlement_date`;
}
