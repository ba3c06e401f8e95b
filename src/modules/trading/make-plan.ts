import { randomUUID } from 'node:crypto';
import type { PlanId, TenantId } from '../../kernel/ids.ts';
import { decimalOf } from '../../kernel/money.ts';
import { percentFromRatio } from '../../kernel/units.ts';
import { jsonOf } from '../../platform/json.ts';
import { announce, type BatteryTarget, type Platform } from '../../platform/platform.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { marketOf } from '../markets/index.ts';
import type { Services } from '../module.ts';
import type { SitePlan } from '../optimizer/index.ts';
import { type BuiltProblem, buildProblem } from './build-problem.ts';
import { keptReasons } from './plan-reasons.ts';
import { type BatterySituation, readSituation } from './read-situation.ts';

/** Longest a plan may take to compute; the plan in force goes on meanwhile. */
export const DEADLINE_MS = 10_000;

/** Plans a battery from what is true now. Without a fresh reading or a price there is nothing to plan with, and the timer asks again. */
export async function makePlan(services: Services, target: BatteryTarget): Promise<void> {
  // Only the queue hands over targets, and it holds what `enqueueBatteries` put there.
  const tenantId = target.tenantId as TenantId;
  const situation = await services.db.read(tenantId, (tx) => readSituation(services, tx, target));
  const built = situation && buildProblem(situation);
  if (!built) return;
  const plan = await services.planner.plan(built.problem, { deadlineMs: DEADLINE_MS });
  await services.db.write(tenantId, (tx) => savePlan(services, tx, { situation, built, plan }));
}

async function savePlan(
  platform: Platform,
  tx: Tx,
  { situation, built, plan }: { situation: BatterySituation; built: BuiltProblem; plan: SitePlan },
): Promise<void> {
  const { battery, intent, limits, now } = situation;
  const { currency } = marketOf(battery.site.market);
  const [first, last] = [built.priced.at(0), built.priced.at(-1)];
  if (!first || !last) return;
  // A UUID just made is a valid id of the plan it will name.
  const planId = randomUUID() as string as PlanId;
  await tx.sql`
    insert into plan (tenant_id, plan_id, battery_id, made_at, horizon_from, horizon_until, status, solver, expected_revenue,
      currency, intent_version_sequence, problem, reasons)
    values (${tx.tenantId}, ${planId}, ${battery.batteryId}, ${now}, ${first.span.fromAt}, ${last.span.untilAt},
      ${statusOf(built, plan)}, ${plan.solver}, ${decimalOf(plan.money.energyRevenue)}, ${currency},
      ${intent.versionSequence}, ${tx.sql.json(jsonOf(built.problem))},
      ${tx.sql.json(jsonOf(keptReasons(plan.reasons, { limits, span: null })))})`;
  const rows = built.priced.map(({ price, span, isBlackedOut }, index) => {
    const planned = plan.periods[index];
    const reasons = keptReasons(planned?.reasons ?? [], { limits, span, isBlackedOut });
    return { ...price, ...planned?.batteries[0], revenue: planned?.energyRevenue, reasons };
  });
  await tx.sql`
    insert into plan_period (tenant_id, plan_id, period_start, period_end, settlement_date, period_index, power_kw, soc_percent,
      import_price_per_mwh, export_price_per_mwh, import_price_method, export_price_method, expected_revenue, stored_value_per_mwh, why, reasons)
    select ${tx.tenantId}::uuid, ${planId}::uuid, * from unnest(
      ${rows.map((row) => row.period.fromAt.toISOString())}::timestamptz[],
      ${rows.map((row) => row.period.untilAt.toISOString())}::timestamptz[],
      ${rows.map((row) => row.period.settlementDate)}::date[],
      ${rows.map((row) => row.period.periodIndex)}::smallint[],
      ${rows.map((row) => row.powerKw ?? 0)}::float8[],
      ${rows.map((row) => percentFromRatio((row.energyKwh ?? 0) / battery.energyCapacityKwh))}::float8[],
      ${rows.map((row) => row.importPricePerMwh)}::numeric[],
      ${rows.map((row) => row.exportPricePerMwh)}::numeric[],
      ${rows.map((row) => row.importPriceMethod ?? null)}::text[],
      ${rows.map((row) => row.exportPriceMethod ?? null)}::text[],
      ${rows.map((row) => decimalOf(row.revenue ?? 0))}::numeric[],
      ${rows.map((row) => row.storedValuePerMwh ?? null)}::float8[],
      ${rows.map((row) => row.why ?? null)}::text[],
      ${rows.map((row) => JSON.stringify(row.reasons))}::text[]::jsonb[])`;
  await announce(platform, tx, { announcement: 'plan-made', batteryIds: [battery.batteryId] });
  tx.afterCommit(() => platform.live.publish(planTopic(tx.tenantId, battery.batteryId), planId));
}

/** A battery alone never misses anything but its range, its targets and what it has sold of capacity; until it is back or as near as it can be, it recovers. */
function statusOf({ problem }: BuiltProblem, { status }: SitePlan): 'OPTIMAL' | 'RECOVERING' {
  const outside = problem.batteries.some(({ energyKwhAtStart, energyKwhMin, energyKwhMax }) => {
    return energyKwhAtStart < Number(energyKwhMin) || energyKwhAtStart > Number(energyKwhMax);
  });
  return status === 'RELAXED' || outside ? 'RECOVERING' : 'OPTIMAL';
}

/** Where the ids of new plans of a battery are told. */
export function planTopic(tenantId: TenantId, batteryId: string): string {
  return `plans:${tenantId}:${batteryId}`;
}
