import type { BatteryId } from '../../kernel/ids.ts';
import { jsonOf } from '../../platform/json.ts';
import { announce, enqueueBatteries, type Platform } from '../../platform/platform.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { audit } from '../tenancy/index.ts';
import { type IntentRefusal, type IntentWish, refuseIntent } from './intent.ts';
import { MAKE_PLAN } from './queues.ts';
import { readIntent } from './reads.ts';

export type SetIntentOutcome =
  | { readonly __typename: 'IntentSet'; readonly batteryId: BatteryId }
  | ({ readonly __typename: 'IntentRefused' } & IntentRefusal);

export interface PlanRequested {
  readonly __typename: 'PlanRequested';
  readonly batteryId: BatteryId;
}

/** Replaces the whole intent by a new version and asks for a new plan. */
export async function setIntent(
  platform: Platform,
  tx: Tx,
  { batteryId, wish, setBy }: { batteryId: BatteryId; wish: IntentWish; setBy: string },
): Promise<SetIntentOutcome> {
  const refusal = refuseIntent(wish);
  if (refusal) return { __typename: 'IntentRefused', ...refusal };
  // Two changes at once: the row lock lets one go first, and each gets a version of its own.
  await tx.sql`select 1 from battery where tenant_id = ${tx.tenantId} and battery_id = ${batteryId} for no key update`;
  const { versionSequence, setAt: _setAt, ...before } = await readIntent(tx, batteryId);
  await tx.sql`
    insert into intent (tenant_id, battery_id, version_sequence, soc_percent_min, soc_percent_max, reserve_percent,
      cycles_per_day_count_max, cycles_per_year_count_max, wear_cost_per_mwh, least_margin_per_mwh, soc_targets, blackouts, set_at, set_by)
    values (${tx.tenantId}, ${batteryId}, ${versionSequence + 1}, ${wish.socPercentMin}, ${wish.socPercentMax},
      ${wish.reservePercent}, ${wish.cyclesPerDayCountMax}, ${wish.cyclesPerYearCountMax}, ${wish.wearCostPerMwh},
      ${wish.leastMarginPerMwh}, ${tx.sql.json(jsonOf(wish.socTargets))}, ${tx.sql.json(jsonOf(wish.blackouts))},
      ${platform.clock.now()}, ${setBy})`;
  // As it is stored: the same number written otherwise is no change.
  const { versionSequence: _next, setAt: _now, ...after } = await readIntent(tx, batteryId);
  audit(tx, { subject: { type: 'Battery', id: batteryId }, before, after });
  await announce(platform, tx, { announcement: 'intent-changed', batteryIds: [batteryId] });
  return { __typename: 'IntentSet', batteryId };
}

export async function requestPlan(platform: Platform, tx: Tx, batteryId: BatteryId): Promise<PlanRequested> {
  await enqueueBatteries(platform, tx, { queues: [MAKE_PLAN], batteryIds: [batteryId] });
  return { __typename: 'PlanRequested', batteryId };
}
