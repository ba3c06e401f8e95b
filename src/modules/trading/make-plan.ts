import { randomUUID } from 'node:crypto';
import type { PlanId, TenantId } from '../../kernel/ids.ts';
import { decimalOf } from '../../kernel/money.ts';
import { dayBounds, settlementDateOf } from '../../kernel/periods.ts';
import { percentFromRatio, ratioFromPercent } from '../../kernel/units.ts';
import { jsonOf } from '../../platform/json.ts';
import { announce, type BatteryTarget, type Platform } from '../../platform/platform.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { type Battery, gridShareOf, readBattery } from '../assets/index.ts';
import { marketOf, readPrices } from '../markets/index.ts';
import type { Services } from '../module.ts';
import type { BatteryPlan } from '../optimizer/index.ts';
import { latestReadings, readFirstRegisters } from '../telemetry/index.ts';
import { type BuiltProblem, buildProblem, type Situation } from './build-problem.ts';
import { readIntent } from './reads.ts';

/** Longest a plan may take to compute; the plan in force goes on meanwhile. */
const DEADLINE_MS = 10_000;
const HORIZON_MS = 10 * 86_400_000;
/** Older than this, a reading says too little about the state of charge to plan with. */
const READING_AGE_MS_MAX = 15 * 60_000;

/** Plans a battery from what is true now. Without a fresh reading or a price there is nothing to plan with, and the timer asks again. */
export async function makePlan(services: Services, target: BatteryTarget): Promise<void> {
  // Only the queue hands over targets, and it holds what `enqueueBatteries` put there.
  const tenantId = target.tenantId as TenantId;
  const situation = await services.db.read(tenantId, (tx) => readSituation(services, tx, target.batteryId));
  const built = situation && buildProblem(situation);
  if (!built) return;
  const plan = await services.planner.plan(built.problem, { deadlineMs: DEADLINE_MS });
  await services.db.write(tenantId, (tx) => savePlan(services, tx, { situation, built, plan }));
}

async function readSituation(platform: Platform, tx: Tx, batteryId: string): Promise<Situation | null> {
  const now = platform.clock.now();
  const battery = await readBattery(tx, batteryId);
  const latest = await latestReadings(platform.live, { tenantId: tx.tenantId, batteryIds: [batteryId] });
  const reading = latest.get(batteryId);
  if (!battery || !reading || now.getTime() - reading.measuredAt.getTime() > READING_AGE_MS_MAX) return null;
  const { market } = battery.site;
  const prices = await readPrices(tx, { market, span: { fromAt: now, untilAt: new Date(now.getTime() + HORIZON_MS) } });
  return {
    now,
    battery,
    ...(await gridShareOf(tx, battery)),
    intent: await readIntent(tx, batteryId),
    socPercent: reading.socPercent,
    dischargedKwhToday: await dischargedToday(tx, { battery, now, exportedKwh: reading.exportedKwh }),
    prices,
  };
}

/** What has left the store since the settlement day began, by the first register of the day. */
async function dischargedToday(
  tx: Tx,
  { battery, now, exportedKwh }: { battery: Battery; now: Date; exportedKwh: number },
): Promise<number> {
  const { calendar } = marketOf(battery.site.market);
  const { fromAt } = dayBounds(settlementDateOf(now, calendar), calendar);
  const first = await readFirstRegisters(tx, { batteryId: battery.batteryId, fromAt });
  const exportedToday = Math.max(0, exportedKwh - (first?.exportedKwh ?? exportedKwh));
  return exportedToday / ratioFromPercent(battery.dischargeEfficiencyPercent);
}

async function savePlan(
  platform: Platform,
  tx: Tx,
  { situation, built, plan }: { situation: Situation; built: BuiltProblem; plan: BatteryPlan },
): Promise<void> {
  const { battery, intent, now } = situation;
  const { currency } = marketOf(battery.site.market);
  const [first, last] = [built.priced.at(0), built.priced.at(-1)];
  if (!first || !last) return;
  // A UUID just made is a valid id of the plan it will name.
  const planId = randomUUID() as string as PlanId;
  await tx.sql`
    insert into plan (tenant_id, plan_id, battery_id, made_at, horizon_from, horizon_until, status, solver, expected_revenue,
      currency, intent_version_sequence, problem)
    values (${tx.tenantId}, ${planId}, ${battery.batteryId}, ${now}, ${first.span.fromAt}, ${last.span.untilAt},
      ${plan.status === 'optimal' ? 'OPTIMAL' : 'RECOVERING'}, ${plan.solver}, ${decimalOf(plan.expectedRevenue)}, ${currency},
      ${intent.versionSequence}, ${tx.sql.json(jsonOf(built.problem))})`;
  const rows = built.priced.map(({ price }, index) => ({ ...price, ...plan.periods[index] }));
  await tx.sql`
    insert into plan_period (tenant_id, plan_id, period_start, period_end, settlement_date, period_index, power_kw, soc_percent,
      import_price_per_mwh, export_price_per_mwh, expected_revenue)
    select ${tx.tenantId}::uuid, ${planId}::uuid, * from unnest(
      ${rows.map((row) => row.period.fromAt.toISOString())}::timestamptz[],
      ${rows.map((row) => row.period.untilAt.toISOString())}::timestamptz[],
      ${rows.map((row) => row.period.settlementDate)}::date[],
      ${rows.map((row) => row.period.periodIndex)}::smallint[],
      ${rows.map((row) => row.powerKw ?? 0)}::float8[],
      ${rows.map((row) => percentFromRatio((row.energyKwh ?? 0) / battery.energyCapacityKwh))}::float8[],
      ${rows.map((row) => row.importPricePerMwh)}::numeric[],
      ${rows.map((row) => row.exportPricePerMwh)}::numeric[],
      ${rows.map((row) => decimalOf(row.revenue ?? 0))}::numeric[])`;
  await announce(platform, tx, { announcement: 'plan-made', batteryIds: [battery.batteryId] });
  tx.afterCommit(() => platform.live.publish(planTopic(tx.tenantId, battery.batteryId), planId));
}

/** Where the ids of new plans of a battery are told. */
export function planTopic(tenantId: TenantId, batteryId: string): string {
  return `plans:${tenantId}:${batteryId}`;
}
