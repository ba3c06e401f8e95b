import type { Interval } from '../../../kernel/intervals.ts';
import type { TenantId } from '../../../kernel/ids.ts';
import { addDays, type CivilDate, dayBounds, settlementDateOf } from '../../../kernel/periods.ts';
import type { ForecastKind } from '../../../platform/forecast-policy.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import type { MarketCode } from '../../assets/index.ts';
import { marketOf } from '../../markets/index.ts';
import type { DayScore } from './choose-method.ts';
import { leadIndexOf, scoreOf } from './score-forecast.ts';

/** A price that was known before the last scoring may have been committed after it: so much is looked at again. */
const OVERLAP_MS = 3_600_000;

interface Place {
  readonly tenantId: TenantId;
  readonly market: MarketCode;
}

/** Scores the forecasts of every settlement day of which prices have become known, or were corrected, since the last time. */
export async function scoreMarket({ db, clock, tenants }: Platform, { tenantId, market }: Place): Promise<void> {
  const now = clock.now();
  const { scoredDays } = tenants.byId(tenantId).forecasts;
  const { calendar } = marketOf(market);
  const { fromAt } = dayBounds(addDays(settlementDateOf(now, calendar), -scoredDays), calendar);
  const dates = await db.read(tenantId, (tx) => readNewDates(tx, { market, fromAt }));
  // A day at a time: each is a transaction that is over soon.
  for (const date of dates) {
    const judged = await db.read(tenantId, (tx) => readJudged(tx, { market, date, day: dayBounds(date, calendar) }));
    const scores = scoresOf(judged);
    if (scores.length > 0) await db.write(tenantId, (tx) => saveScores(tx, { market, scores, scoredAt: now }));
  }
}

/** A forecast of a settlement period, with what came of it. */
interface JudgedForecast {
  readonly kind: ForecastKind;
  readonly method: string;
  readonly settlementDate: CivilDate;
  readonly knownAt: Date;
  readonly fromAt: Date;
  readonly levels: readonly number[];
  readonly quantiles: readonly number[];
  readonly actual: number;
}

/** Adds up what forecasts came to, by kind, method, day and lead time. Pure. */
function scoresOf(judged: readonly JudgedForecast[]): DayScore[] {
  const groups = Map.groupBy(judged, ({ kind, method, settlementDate, knownAt, fromAt }) =>
    JSON.stringify([kind, method, settlementDate, leadIndexOf({ knownAt, fromAt })]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const scores = group.map((one) => scoreOf(one, one.actual));
    const sumOf = (valueOf: (score: (typeof scores)[number]) => number): number =>
      scores.reduce((sum, score) => sum + valueOf(score), 0);
    return [
      {
        kind: first.kind,
        method: first.method,
        leadIndex: leadIndexOf(first),
        settlementDate: first.settlementDate,
        periodCount: group.length,
        pinballLossSum: sumOf(({ pinballLoss }) => pinballLoss),
        absoluteErrorSum: sumOf(({ absoluteError }) => absoluteError),
        coveredCount: sumOf(({ isCovered }) => Number(isCovered)),
        expectedCoveredSum: sumOf(({ expectedCoveredRatio }) => expectedCoveredRatio),
      },
    ];
  });
}

/** Settlement days with prices that became known since the last scoring. */
async function readNewDates(
  { sql, tenantId }: Tx,
  { market, fromAt }: { market: MarketCode; fromAt: Date },
): Promise<CivilDate[]> {
  const [last] = await sql<{ at: Date | null }[]>`
    select max(scored_at) as at from forecast_score where tenant_id = ${tenantId} and market = ${market}`;
  const since = last?.at ? new Date(last.at.getTime() - OVERLAP_MS) : new Date(0);
  const rows = await sql<{ date: CivilDate }[]>`
    select distinct settlement_date::text as date from market_price news
    where news.tenant_id = ${tenantId} and market = ${market} and period_start >= ${fromAt} and known_at > ${since} order by 1`;
  return rows.map(({ date }) => date);
}

/** Only what was expected before the first word on the price is a forecast; it is held against the last word. */
async function readJudged(
  { sql, tenantId }: Tx,
  { market, date, day }: { market: MarketCode; date: CivilDate; day: Interval },
): Promise<JudgedForecast[]> {
  return sql<JudgedForecast[]>`
    with price as (
      select period_start, min(known_at) as first_known_at,
        (array_agg(import_price_per_mwh order by known_at desc))[1]::float8 as import_price_per_mwh,
        (array_agg(export_price_per_mwh order by known_at desc))[1]::float8 as export_price_per_mwh
      from market_price told where told.tenant_id = ${tenantId} and market = ${market} and period_start >= ${day.fromAt}
        and period_start < ${day.untilAt}
      group by period_start
    )
    select forecast.kind, forecast.method, expected.settlement_date::text as "settlementDate", forecast.known_at as "knownAt",
      expected.period_start as "fromAt", forecast.levels, expected.quantiles,
      case forecast.kind when 'IMPORT_PRICE' then price.import_price_per_mwh else price.export_price_per_mwh end as actual
    from price
    join forecast_period expected on expected.tenant_id = ${tenantId} and expected.settlement_date = ${date}
      and expected.period_start = price.period_start
    join forecast on forecast.tenant_id = expected.tenant_id and forecast.forecast_id = expected.forecast_id
      and forecast.market = ${market} and forecast.known_at < price.first_known_at`;
}

async function saveScores(
  { sql, tenantId }: Tx,
  { market, scores, scoredAt }: { market: MarketCode; scores: readonly DayScore[]; scoredAt: Date },
): Promise<void> {
  await sql`
    insert into forecast_score (tenant_id, market, kind, method, settlement_date, lead_index, period_count, pinball_loss_sum,
      absolute_error_sum, covered_count, expected_covered_sum, scored_at)
    select ${tenantId}::uuid, ${market}, told.*, ${scoredAt}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(scores.map(rowOf))}::text::jsonb) as told (kind text, method text, settlement_date date,
      lead_index smallint, period_count integer, pinball_loss_sum float8, absolute_error_sum float8, covered_count integer,
      expected_covered_sum float8)
    on conflict (tenant_id, market, kind, method, settlement_date, lead_index) do update set period_count = excluded.period_count,
      pinball_loss_sum = excluded.pinball_loss_sum, absolute_error_sum = excluded.absolute_error_sum,
      covered_count = excluded.covered_count, expected_covered_sum = excluded.expected_covered_sum, scored_at = excluded.scored_at`;
}

function rowOf(score: DayScore): object {
  return {
    kind: score.kind,
    method: score.method,
    settlement_date: score.settlementDate,
    lead_index: score.leadIndex,
    period_count: score.periodCount,
    pinball_loss_sum: score.pinballLossSum,
    absolute_error_sum: score.absoluteErrorSum,
    covered_count: score.coveredCount,
    expected_covered_sum: score.expectedCoveredSum,
  };
}
