import { randomUUID } from 'node:crypto';
import type { BatteryId, PowerLimitId, SiteId } from '../../../kernel/ids.ts';
import { announce, type Platform } from '../../../platform/platform.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import { audit } from '../../tenancy/index.ts';
import type { LimitRole } from './bounds.ts';
import { countLimitsOf, type PowerLimit } from './reads.ts';

export interface LimitWish {
  /** One of the two. */
  readonly siteId: SiteId | null;
  readonly batteryId: BatteryId | null;
  readonly role: LimitRole;
  readonly chargePowerKwMax: number | null;
  readonly dischargePowerKwMax: number | null;
  readonly fromAt: Date;
  readonly untilAt: Date | null;
  readonly reason: string;
}

export type SetPowerLimitOutcome =
  | { readonly __typename: 'PowerLimitSet'; readonly limitId: PowerLimitId }
  | { readonly __typename: 'PowerLimitRefused'; readonly reason: LimitRefusalReason; readonly message: string };

type LimitRefusalReason = 'BAD_TIME_SPAN' | 'NO_LIMIT' | 'TOO_MANY';

export interface PowerLimitLifted {
  readonly __typename: 'PowerLimitLifted';
  readonly limitId: PowerLimitId;
}

/** Of one battery or site, in force or to come; so none is ever left out of a decision. */
const LIMITS_OF_PLACE_MAX = 100;

/** Holds a battery or a site back from now on, or from an instant to come. */
export async function setPowerLimit(
  platform: Platform,
  tx: Tx,
  { wish, setBy }: { wish: LimitWish; setBy: string },
): Promise<SetPowerLimitOutcome> {
  const now = platform.clock.now();
  const { siteId, batteryId, role, chargePowerKwMax, dischargePowerKwMax, fromAt, untilAt, reason } = wish;
  if (chargePowerKwMax === null && dischargePowerKwMax === null)
    return refused('NO_LIMIT', 'Say what it may charge or discharge with at most.');
  if (untilAt !== null && (untilAt <= now || untilAt <= fromAt))
    return refused('BAD_TIME_SPAN', 'The limit ends in the past, or before it begins.');
  if ((await countLimitsOf(tx, { siteId, batteryId, now })) >= LIMITS_OF_PLACE_MAX)
    return refused('TOO_MANY', `There are ${LIMITS_OF_PLACE_MAX} limits in force or to come; lift some of them first.`);
  // A UUID just made is a valid id of the limit it will name.
  const limitId = randomUUID() as string as PowerLimitId;
  await tx.sql`
    insert into power_limit (tenant_id, limit_id, site_id, battery_id, role, charge_power_kw_max, discharge_power_kw_max, from_at,
      until_at, reason, set_at, set_by)
    values (${tx.tenantId}, ${limitId}, ${siteId}, ${batteryId}, ${role}, ${chargePowerKwMax}, ${dischargePowerKwMax}, ${fromAt},
      ${untilAt}, ${reason}, ${now}, ${setBy})`;
  audit(tx, { subject: subjectOf(wish), after: { limitId, ...wish } });
  await tellBatteries(platform, tx, wish);
  return { __typename: 'PowerLimitSet', limitId };
}

/** Lifts a limit; lifting it again changes nothing. */
export async function liftPowerLimit(
  platform: Platform,
  tx: Tx,
  { limit, liftedBy }: { limit: PowerLimit; liftedBy: string },
): Promise<PowerLimitLifted> {
  const { limitId, liftedAt: before } = limit;
  const liftedAt = before ?? platform.clock.now();
  await tx.sql`
    update power_limit set lifted_at = ${liftedAt}, lifted_by = ${liftedBy}
    where tenant_id = ${tx.tenantId} and limit_id = ${limitId} and lifted_at is null`;
  audit(tx, { subject: subjectOf(limit), before: { limitId, liftedAt: before }, after: { limitId, liftedAt } });
  await tellBatteries(platform, tx, limit);
  return { __typename: 'PowerLimitLifted', limitId };
}

type LimitedPlace = Pick<LimitWish, 'siteId' | 'batteryId'>;

async function tellBatteries(platform: Platform, tx: Tx, { siteId, batteryId }: LimitedPlace): Promise<void> {
  const { sql, tenantId } = tx;
  const rows = await sql<{ batteryId: BatteryId }[]>`
    select battery_id as "batteryId" from battery where tenant_id = ${tenantId}
      and ${batteryId === null ? sql`site_id = ${siteId}` : sql`battery_id = ${batteryId}`}`;
  await announce(platform, tx, { announcement: 'limit-changed', batteryIds: rows.map((row) => row.batteryId) });
}

function subjectOf({ siteId, batteryId }: LimitedPlace): { type: string; id: string } {
  return batteryId === null ? { type: 'Site', id: siteId ?? '' } : { type: 'Battery', id: batteryId };
}

function refused(reason: LimitRefusalReason, message: string): SetPowerLimitOutcome {
  return { __typename: 'PowerLimitRefused', reason, message };
}
