import { randomUUID } from 'node:crypto';
import type { BatteryId, OverrideId } from '../../kernel/ids.ts';
import { durationMs, type Interval } from '../../kernel/intervals.ts';
import { announce, type Platform } from '../../platform/platform.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { type Battery, boundsOver, limitsOf, type PowerLimits } from '../assets/index.ts';
import { audit } from '../tenancy/index.ts';
import { type Override, OVERRIDES_PENDING_MAX, readOverrides } from './reads.ts';
import { readStopsOver } from './stop-dispatch.ts';

export type OverrideBatteryOutcome =
  | { readonly __typename: 'BatteryOverridden'; readonly batteryId: BatteryId; readonly overrideId: OverrideId }
  | { readonly __typename: 'OverrideRefused'; readonly reason: OverrideRefusalReason; readonly message: string };

type OverrideRefusalReason = 'BEYOND_LIMITS' | 'BAD_TIME_SPAN' | 'TOO_MANY' | 'STOPPED';

export interface OverrideCancelled {
  readonly __typename: 'OverrideCancelled';
  readonly overrideId: OverrideId;
}

type Refusal = Extract<OverrideBatteryOutcome, { __typename: 'OverrideRefused' }>;

const OVERRIDE_MS_MAX = 24 * 3_600_000;
/** As far as plans reach. */
const AHEAD_MS_MAX = 10 * 24 * 3_600_000;

interface OverrideWish extends Interval {
  readonly powerKw: number;
  readonly reason: string;
}

/** Why an override cannot be, or null when it can. Pure. */
export function refuseOverride(wish: OverrideWish, { limits, now }: { limits: PowerLimits; now: Date }): Refusal | null {
  if (durationMs(wish) <= 0) return refusal('BAD_TIME_SPAN', 'The override ends before it begins.');
  if (wish.untilAt <= now) return refusal('BAD_TIME_SPAN', 'The override ends in the past.');
  if (durationMs(wish) > OVERRIDE_MS_MAX) return refusal('BAD_TIME_SPAN', 'An override lasts 24 hours at most.');
  if (wish.fromAt.getTime() - now.getTime() > AHEAD_MS_MAX) {
    return refusal('BAD_TIME_SPAN', 'An override begins within 10 days.');
  }
  const { chargePowerKwMax, dischargePowerKwMax } = boundsOver(limits, wish);
  if (wish.powerKw > dischargePowerKwMax || wish.powerKw < -chargePowerKwMax) {
    return refusal('BEYOND_LIMITS', `The battery may take from ${-chargePowerKwMax} to ${dischargePowerKwMax} kW.`);
  }
  return null;
}

/** Lays a fixed power over the plan until a stated end. */
export async function overrideBattery(
  platform: Platform,
  tx: Tx,
  { battery, wish, setBy }: { battery: Battery; wish: OverrideWish; setBy: string },
): Promise<OverrideBatteryOutcome> {
  const now = platform.clock.now();
  const limits = await limitsOf(tx, { battery, now });
  const refused = refuseOverride(wish, { limits, now });
  if (refused) return refused;
  const { batteryId } = battery;
  if ((await readOverrides(tx, { batteryId, now })).length >= OVERRIDES_PENDING_MAX) {
    return refusal('TOO_MANY', `The battery has ${OVERRIDES_PENDING_MAX} overrides in force or to come; end some of them first.`);
  }
  const [stop] = await readStopsOver(tx, { battery, now });
  if (stop) return refusal('STOPPED', `The battery is stopped: ${stop.reason}. Resume dispatch first.`);
  // A UUID just made is a valid id of the override it will name.
  const overrideId = randomUUID() as string as OverrideId;
  await tx.sql`
    insert into battery_override (tenant_id, override_id, battery_id, power_kw, from_at, until_at, reason, set_at, set_by)
    values (${tx.tenantId}, ${overrideId}, ${batteryId}, ${wish.powerKw}, ${wish.fromAt}, ${wish.untilAt}, ${wish.reason}, ${now}, ${setBy})`;
  audit(tx, { subject: { type: 'Battery', id: batteryId }, after: { overrideId, ...wish } });
  await announce(platform, tx, { announcement: 'override-changed', batteryIds: [batteryId] });
  return { __typename: 'BatteryOverridden', batteryId, overrideId };
}

/** Ends an override; ending it again changes nothing. */
export async function cancelOverride(
  platform: Platform,
  tx: Tx,
  { overrideId, batteryId, cancelledAt: before }: Override,
): Promise<OverrideCancelled> {
  const cancelledAt = before ?? platform.clock.now();
  await tx.sql`
    update battery_override set cancelled_at = ${cancelledAt}
    where tenant_id = ${tx.tenantId} and override_id = ${overrideId} and cancelled_at is null`;
  audit(tx, { subject: { type: 'Override', id: overrideId }, before: { cancelledAt: before }, after: { cancelledAt } });
  await announce(platform, tx, { announcement: 'override-changed', batteryIds: [batteryId] });
  return { __typename: 'OverrideCancelled', overrideId };
}

function refusal(reason: Refusal['reason'], message: string): Refusal {
  return { __typename: 'OverrideRefused', reason, message };
}
