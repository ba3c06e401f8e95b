import { randomUUID } from 'node:crypto';
import type { InstructionId, TenantId } from '../../kernel/ids.ts';
import { jsonOf } from '../../platform/json.ts';
import type { BatteryTarget, Platform } from '../../platform/platform.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { type Battery, gridShareOf, readBattery } from '../assets/index.ts';
import type { Services } from '../module.ts';
import { type Plan, type PlanPeriod, readIntent, readPlanInForce, readPlanPeriods } from '../trading/index.ts';
import { boundsOf, decideSetpoints, type PowerLimits, type Wish } from './decide-setpoints.ts';
import { type Instruction, saysTheSame } from './instruction.ts';
import { readNewestInstruction, readOverrides } from './reads.ts';
import { instructionTopic, siteTopic } from './topics.ts';

/** A site can run this long without hearing from the cloud. */
const COVERAGE_MS = 24 * 3_600_000;

type Wanted = Pick<Instruction, 'setpoints' | 'limits' | 'validFrom' | 'validUntil'>;

/**
 * Decides a battery's course from what is true now and tells the site, unless the site holds it already. Late, repeated
 * and reordered triggers are harmless: each run reads everything anew, one run at a time for each site.
 */
export async function refreshSetpoint(services: Services, target: BatteryTarget): Promise<void> {
  // Only the queue hands over targets, and it holds what `enqueueBatteries` put there.
  const tenantId = target.tenantId as TenantId;
  await services.db.write(tenantId, async (tx) => {
    const battery = await readBattery(tx, target.batteryId);
    if (!battery) return;
    const sequence = await lockStream(tx, battery.siteId);
    const wanted = await decideWanted(services, tx, battery);
    const held = await readNewestInstruction(tx, battery.batteryId);
    if (held && saysTheSame(held, wanted)) return;
    await issue(services, tx, { battery, wanted, instructionSequence: sequence + 1 });
  });
}

/** The last sequence of the site's stream; the row stays locked until the end of the transaction. */
async function lockStream({ sql, tenantId }: Tx, siteId: string): Promise<number> {
  await sql`insert into instruction_stream (tenant_id, site_id, last_sequence) values (${tenantId}, ${siteId}, 0) on conflict do nothing`;
  const [stream] = await sql<{ lastSequence: number }[]>`
    select last_sequence as "lastSequence" from instruction_stream where tenant_id = ${tenantId} and site_id = ${siteId} for update`;
  return stream?.lastSequence ?? 0;
}

async function decideWanted({ clock }: Platform, tx: Tx, battery: Battery): Promise<Wanted> {
  const now = clock.now();
  const { batteryId } = battery;
  const plan = await readPlanInForce(tx, batteryId);
  const overrides = await readOverrides(tx, { batteryId, now });
  const intent = await readIntent(tx, batteryId);
  const wishes: Wish[] = [
    ...(plan
      ? planWishes(plan, await readPlanPeriods(tx, { planId: plan.planId, currency: plan.expectedRevenue.currency }))
      : []),
    ...overrides.map(({ powerKw, fromAt, untilAt }): Wish => ({ source: 'OVERRIDE', powerKw, fromAt, untilAt })),
  ];
  const limits: PowerLimits = { nameplate: battery, gridConnection: await gridShareOf(tx, battery) };
  const coveredUntil = new Date(now.getTime() + COVERAGE_MS);
  const untilAt = plan && plan.horizonUntil > coveredUntil ? plan.horizonUntil : coveredUntil;
  return {
    validFrom: now,
    validUntil: untilAt,
    setpoints: decideSetpoints({ span: { fromAt: now, untilAt }, wishes, limits }),
    limits: {
      ...boundsOf(limits),
      socPercentMin: intent.socPercentMin + intent.reservePercent,
      socPercentMax: intent.socPercentMax,
    },
  };
}

function planWishes(plan: Plan, periods: readonly PlanPeriod[]): Wish[] {
  return periods.map(({ period, powerKw }) => ({
    source: 'PLAN',
    powerKw,
    fromAt: period.fromAt > plan.horizonFrom ? period.fromAt : plan.horizonFrom,
    untilAt: period.untilAt,
  }));
}

async function issue(
  { clock, live }: Platform,
  tx: Tx,
  { battery, wanted, instructionSequence }: { battery: Battery; wanted: Wanted; instructionSequence: number },
): Promise<void> {
  const { sql, tenantId } = tx;
  const { batteryId, siteId } = battery;
  // A UUID just made is a valid id of the instruction it will name.
  const instructionId = randomUUID() as string as InstructionId;
  await sql`update instruction_stream set last_sequence = ${instructionSequence} where tenant_id = ${tenantId} and site_id = ${siteId}`;
  await sql`
    update instruction set state = 'SUPERSEDED'
    where tenant_id = ${tenantId} and battery_id = ${batteryId} and state in ('ISSUED', 'DELIVERED')`;
  await sql`
    insert into instruction (tenant_id, instruction_id, site_id, battery_id, instruction_sequence, issued_at, valid_from,
      valid_until, state, setpoints, limits)
    values (${tenantId}, ${instructionId}, ${siteId}, ${batteryId}, ${instructionSequence}, ${clock.now()}, ${wanted.validFrom},
      ${wanted.validUntil}, 'ISSUED', ${sql.json(jsonOf(wanted.setpoints))}, ${sql.json(jsonOf(wanted.limits))})`;
  tx.afterCommit(async () => {
    await live.publish(siteTopic(tenantId, siteId), instructionId);
    await live.publish(instructionTopic(tenantId, batteryId), instructionId);
  });
}
