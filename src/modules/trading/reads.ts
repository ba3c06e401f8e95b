import { assert } from '../../kernel/assert.ts';
import type { BatteryId, PlanId } from '../../kernel/ids.ts';
import type { Interval } from '../../kernel/intervals.ts';
import type { Decimal, Money } from '../../kernel/money.ts';
import type { SettlementPeriod } from '../../kernel/periods.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { type PeriodRow, periodColumns, periodOf } from '../markets/index.ts';
import { ALWAYS, periodsSql, type Times } from '../ownership/index.ts';
import type { SocExpectation } from './decide-replan.ts';
import { DEFAULT_INTENT, type Intent } from './intent.ts';
import type { KeptReason } from './plan-reasons.ts';

/** What a battery is to do over the next day or more: an immutable fact. */
export interface Plan {
  readonly planId: PlanId;
  readonly batteryId: BatteryId;
  readonly madeAt: Date;
  readonly horizonFrom: Date;
  readonly horizonUntil: Date;
  readonly status: 'OPTIMAL' | 'RECOVERING';
  readonly solver: string;
  readonly expectedRevenue: Money;
  readonly intentVersionSequence: number;
  /** What holds it back over more than one period. */
  readonly reasons: readonly KeptReason[];
}

export interface PlanPeriod {
  readonly period: SettlementPeriod;
  /** At the grid side, positive towards the grid. */
  readonly powerKw: number;
  /** At the end of the period. */
  readonly socPercent: number;
  readonly importPricePerMwh: Decimal;
  readonly exportPricePerMwh: Decimal;
  /** By which method a price was expected that was not published; null where it was. */
  readonly importPriceMethod: string | null;
  readonly exportPriceMethod: string | null;
  readonly expectedRevenue: Money;
  /** What one MWh more in the store would be worth at the end; null in plans older than that. */
  readonly storedValuePerMwh: number | null;
  /** Why the battery does what it does; null in plans older than reasons. */
  readonly why: string | null;
  /** What holds the plan back, the dearest first. */
  readonly reasons: readonly KeptReason[];
}

/** What was planned for a settlement period by the plan in force when it began, and what came of it. */
export interface PeriodOutcome {
  readonly period: SettlementPeriod;
  readonly plannedPowerKw: number | null;
  /** At the end of the period. */
  readonly plannedSocPercent: number | null;
  readonly plannedRevenue: Money | null;
  readonly netExportedKwh: number | null;
  readonly realisedRevenue: Money | null;
}

export async function readIntent(tx: Tx, batteryId: string): Promise<Intent> {
  return intentOf(await readIntents(tx, [batteryId]), batteryId);
}

/** What a battery's owner has set, or the default. Pure. */
export function intentOf(intents: ReadonlyMap<string, Intent>, batteryId: string): Intent {
  return intents.get(batteryId) ?? DEFAULT_INTENT;
}

/** The newest intent of each battery; those whose owner has set none are missing. */
export async function readIntents(tx: Tx, batteryIds: readonly string[]): Promise<Map<string, Intent>> {
  const rows = await tx.sql<(Intent & { batteryId: string })[]>`
    select distinct on (battery_id) battery_id as "batteryId", version_sequence as "versionSequence",
      soc_percent_min as "socPercentMin", soc_percent_max as "socPercentMax", reserve_percent as "reservePercent",
      cycles_per_day_count_max as "cyclesPerDayCountMax", cycles_per_year_count_max as "cyclesPerYearCountMax",
      wear_cost_per_mwh as "wearCostPerMwh", least_margin_per_mwh as "leastMarginPerMwh",
      soc_targets as "socTargets", blackouts, set_at as "setAt"
    from intent where tenant_id = ${tx.tenantId} and battery_id = any(${[...batteryIds]}::uuid[])
    order by battery_id, version_sequence desc`;
  return new Map(rows.map(({ batteryId, ...intent }) => [batteryId, intent]));
}

/** The newest plan of a battery. */
export async function readPlanInForce(tx: Tx, batteryId: string): Promise<Plan | null> {
  return (await readPlansInForce(tx, [batteryId])).get(batteryId) ?? null;
}

/** The newest plan of each battery. */
export async function readPlansInForce(tx: Tx, batteryIds: readonly string[]): Promise<Map<string, Plan>> {
  const rows = await tx.sql<PlanRow[]>`
    select newest.* from unnest(${[...batteryIds]}::uuid[]) as wanted (battery_id)
    cross join lateral (
      select ${planColumns(tx)} from plan where tenant_id = ${tx.tenantId} and plan.battery_id = wanted.battery_id
      order by made_at desc, plan_id limit 1
    ) newest`;
  return new Map(rows.map((row) => [row.batteryId, planOf(row)]));
}

/** The newest plan of a battery with the power of each of its periods. */
export interface PlanInForce extends Plan {
  readonly periods: readonly Pick<PlanPeriod, 'period' | 'powerKw'>[];
}

/** The newest plan of each battery, with its periods. */
export async function readWholePlansInForce(tx: Tx, batteryIds: readonly string[]): Promise<Map<string, PlanInForce>> {
  const plans = [...(await readPlansInForce(tx, batteryIds)).values()];
  if (plans.length === 0) return new Map();
  const rows = await tx.sql<(PeriodRow & { readonly planId: PlanId; readonly powerKw: number })[]>`
    select plan_id as "planId", ${periodColumns(tx)}, power_kw as "powerKw" from plan_period
    where tenant_id = ${tx.tenantId} and plan_id = any(${plans.map(({ planId }) => planId)}::uuid[])
    order by plan_id, period_start`;
  const byPlan = Map.groupBy(rows, ({ planId }) => planId);
  return new Map(
    plans.map((plan) => {
      const periods = (byPlan.get(plan.planId) ?? []).map((row) => ({ period: periodOf(row), powerKw: row.powerKw }));
      const starts = new Set(periods.map(({ period }) => period.fromAt.getTime()));
      assert(starts.size === periods.length, 'one power for each period of a plan');
      return [plan.batteryId, { ...plan, periods }];
    }),
  );
}

export async function readPlan(tx: Tx, planId: string): Promise<Plan | null> {
  const [row] = await tx.sql<
    PlanRow[]
  >`select ${planColumns(tx)} from plan where tenant_id = ${tx.tenantId} and plan_id = ${planId}`;
  return row ? planOf(row) : null;
}

/** The periods of a plan that lie inside of the times whole. */
export async function readPlanPeriods(
  tx: Tx,
  { planId, currency, times = ALWAYS }: { planId: string; currency: string; times?: Times },
): Promise<PlanPeriod[]> {
  const rows = await tx.sql<(PeriodRow & Omit<PlanPeriod, 'period' | 'expectedRevenue'> & { revenue: Decimal })[]>`
    select ${periodColumns(tx)}, power_kw as "powerKw", soc_percent as "socPercent", import_price_per_mwh as "importPricePerMwh",
      export_price_per_mwh as "exportPricePerMwh", import_price_method as "importPriceMethod",
      export_price_method as "exportPriceMethod", expected_revenue as "revenue", stored_value_per_mwh as "storedValuePerMwh", why, reasons
    from plan_period where tenant_id = ${tx.tenantId} and plan_id = ${planId}
      and ${periodsSql(tx.sql, times)}
    order by period_start`;
  return rows.map((row) => ({
    period: periodOf(row),
    powerKw: row.powerKw,
    socPercent: row.socPercent,
    importPricePerMwh: row.importPricePerMwh,
    exportPricePerMwh: row.exportPricePerMwh,
    importPriceMethod: row.importPriceMethod,
    exportPriceMethod: row.exportPriceMethod,
    expectedRevenue: { amount: row.revenue, currency },
    storedValuePerMwh: row.storedValuePerMwh,
    why: row.why,
    reasons: row.reasons,
  }));
}

/**
 * Planned against realised for each period of a span that has begun by `now`. A plan counts for the periods that begin
 * after it was made: what was planned for a period is what the plan in force said when the period began.
 */
export async function readOutcomes(
  tx: Tx,
  { batteryId, span, now }: { batteryId: string; span: Interval; now: Date },
): Promise<PeriodOutcome[]> {
  const rows = await tx.sql<OutcomeRow[]>`
    with planned as (
      select distinct on (p.period_start) p.period_start, p.period_end, p.settlement_date, p.period_index, p.power_kw,
        p.soc_percent, p.expected_revenue, plan.currency
      from plan join plan_period p on p.tenant_id = plan.tenant_id and p.plan_id = plan.plan_id
      where plan.tenant_id = ${tx.tenantId} and plan.battery_id = ${batteryId} and plan.made_at <= p.period_start
        and p.period_start >= ${span.fromAt} and p.period_start < ${span.untilAt} and p.period_start <= ${now}
      order by p.period_start, plan.made_at desc, plan.plan_id
    ), settled as (
      select * from settled_period
      where tenant_id = ${tx.tenantId} and battery_id = ${batteryId} and period_start >= ${span.fromAt} and period_start < ${span.untilAt}
    )
    select coalesce(planned.period_start, settled.period_start) as "fromAt", coalesce(planned.period_end, settled.period_end) as "untilAt",
      coalesce(planned.settlement_date, settled.settlement_date)::text as "settlementDate",
      coalesce(planned.period_index, settled.period_index) as "periodIndex", planned.power_kw as "plannedPowerKw",
      planned.soc_percent as "plannedSocPercent",
      planned.expected_revenue as "plannedAmount", settled.exported_kwh - settled.imported_kwh as "netExportedKwh",
      settled.revenue as "realisedAmount", coalesce(planned.currency, settled.currency) as "currency"
    from planned full join settled on settled.period_start = planned.period_start
    order by 1`;
  return rows.map((row) => ({
    period: periodOf(row),
    plannedPowerKw: row.plannedPowerKw,
    plannedSocPercent: row.plannedSocPercent,
    plannedRevenue: row.plannedAmount === null ? null : { amount: row.plannedAmount, currency: row.currency },
    netExportedKwh: row.netExportedKwh,
    realisedRevenue: row.realisedAmount === null ? null : { amount: row.realisedAmount, currency: row.currency },
  }));
}

/** Where the plan in force of every battery expects it to be at an instant; batteries whose plan has run out are missing. */
export async function readExpectedSoc(tx: Tx, now: Date): Promise<Map<string, SocExpectation>> {
  const rows = await tx.sql<(SocExpectation & { batteryId: string })[]>`
    with newest as (
      select distinct on (battery_id) * from plan where tenant_id = ${tx.tenantId} and horizon_until > ${now}
      order by battery_id, made_at desc, plan_id
    )
    select newest.battery_id as "batteryId", newest.made_at as "madeAt", coalesce(running.period_start, newest.made_at) as "fromAt",
      coalesce(running.period_end, newest.horizon_from) as "untilAt", coalesce(running.soc_percent, start.soc_percent) as "socPercentAtEnd",
      coalesce(earlier.soc_percent, start.soc_percent) as "socPercentAtStart",
      newest.intent_version_sequence < coalesce((
        select max(version_sequence) from intent where intent.tenant_id = newest.tenant_id and intent.battery_id = newest.battery_id
      ), 0) as "isOfOlderIntent"
    from newest
    join battery on battery.tenant_id = newest.tenant_id and battery.battery_id = newest.battery_id
    cross join lateral (
      -- A problem of one battery was flat before problems were those of a site.
      select coalesce(newest.problem #>> '{batteries,0,energyKwhAtStart}', newest.problem ->> 'energyKwhAtStart')::float8
        / battery.energy_capacity_kwh * 100 as soc_percent) start
    left join plan_period running on running.tenant_id = newest.tenant_id and running.plan_id = newest.plan_id
      and running.period_start <= ${now} and running.period_end > ${now}
    left join plan_period earlier on earlier.tenant_id = newest.tenant_id and earlier.plan_id = newest.plan_id
      and earlier.period_end = running.period_start`;
  return new Map(rows.map(({ batteryId, ...expectation }) => [batteryId, expectation]));
}

interface OutcomeRow extends PeriodRow {
  readonly plannedPowerKw: number | null;
  readonly plannedSocPercent: number | null;
  readonly plannedAmount: Decimal | null;
  readonly netExportedKwh: number | null;
  readonly realisedAmount: Decimal | null;
  readonly currency: string;
}

type PlanRow = Omit<Plan, 'expectedRevenue'> & { readonly amount: Decimal; readonly currency: string };

function planOf({ amount, currency, ...plan }: PlanRow): Plan {
  return { ...plan, expectedRevenue: { amount, currency } };
}

function planColumns({ sql }: Tx) {
  return sql`plan_id as "planId", battery_id as "batteryId", made_at as "madeAt", horizon_from as "horizonFrom",
    horizon_until as "horizonUntil", status, solver, expected_revenue as "amount", currency,
    intent_version_sequence as "intentVersionSequence", reasons`;
}
