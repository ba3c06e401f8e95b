import type { Interval } from '../../kernel/intervals.ts';
import type { Right } from '../../kernel/ownership-models.ts';
import { forbidden } from '../../platform/fault.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Actor } from '../tenancy/index.ts';
import type { Ability } from './ability.ts';
import type { BatteryRightsHolder } from './battery-rights.ts';
import { type GroupName, nameOf } from './model-matrix.ts';
import { type Refusal, refusalOf } from './refusal.ts';
import { lackOfAll } from './tenant-lack.ts';
import { ALWAYS, coversAll, isNever, type Times } from './times.ts';

/** Where in the answer something was left out, and why. */
export interface Withheld extends Pick<Refusal, 'reason' | 'missingRoles' | 'missing'> {
  readonly path: readonly (string | number)[];
  readonly group: GroupName;
}

/** The part of GraphQL's info that says where in the answer a field stands. */
export interface FieldPlace {
  readonly path: Path;
}

interface Path {
  readonly prev: Path | undefined;
  readonly key: string | number;
}

/** Who asks, and where it is noted what the answer leaves out. */
interface Caller {
  readonly actor: Actor;
  readonly platform: Pick<Platform, 'tenants'>;
  readonly withheld: Withheld[];
}

interface CallerNow extends Caller {
  readonly now: Date;
}

/** Whether the caller has a right; when not, the answer says what was left out and what is missing. */
export function allows(ctx: Caller, info: FieldPlace, { holder, right }: { holder: BatteryRightsHolder; right: Right }): boolean {
  if (holder.rights.has(right)) return true;
  withhold(ctx, info, refusal(ctx, holder, right));
  return false;
}

/** When dated facts may be seen; when never, the answer says so. */
export function timesAllowed(
  ctx: Caller,
  info: FieldPlace,
  { holder, right }: { holder: BatteryRightsHolder; right: Right },
): Times {
  const times = holder.rights.times(right);
  if (isNever(times)) withhold(ctx, info, refusal(ctx, holder, right));
  return times;
}

/** As `timesAllowed`, for the facts of a span: the answer also says when a part of the span is not the caller's. */
export function timesOfSpan(
  ctx: CallerNow,
  info: FieldPlace,
  { holder, right, span }: { holder: BatteryRightsHolder; right: Right; span: Interval },
): Times {
  const times = timesAllowed(ctx, info, { holder, right });
  if (times === ALWAYS || isNever(times)) return times;
  const past = { fromAt: span.fromAt, untilAt: span.untilAt < ctx.now ? span.untilAt : ctx.now };
  if (past.fromAt < past.untilAt && !coversAll(times, past)) {
    withhold(ctx, info, {
      ...refusal(ctx, holder, right),
      reason: 'OUTSIDE_AGREEMENT',
      missing: 'A part of the span lies outside of the agreement.',
    });
  }
  return times;
}

/** Refuses what the caller has no right to; the refusal names what is missing. */
export function demandRight(ctx: Caller, { holder, right }: { holder: BatteryRightsHolder; right: Right }): void {
  if (holder.rights.has(right)) return;
  throw forbidden(refusal(ctx, holder, right));
}

/** Refuses what takes a right to every battery of the tenant. */
export function demandEverywhere(ability: Ability, right: Right): void {
  if (!ability.hasEverywhere(right)) throw forbidden(lackOfAll(right));
}

/** As `demandRight`, for following what happens from now on: a right to the past alone is not enough. */
export function demandNow(ctx: CallerNow, { holder, right }: { holder: BatteryRightsHolder; right: Right }): void {
  demandRight(ctx, { holder, right });
  if (holder.rights.covers(right, ctx.now)) return;
  const missing = 'The agreement that gives it has ended.';
  throw forbidden({ ...refusal(ctx, holder, right), reason: 'AGREEMENT_ENDED', missing });
}

export function refusal(
  { actor, platform }: Pick<Caller, 'actor' | 'platform'>,
  holder: BatteryRightsHolder,
  right: Right,
): Refusal {
  return refusalOf(actor, { holder, right, models: platform.tenants.byId(actor.tenantId).ownershipModels });
}

/** Notes in the answer that a field was left out. */
export function withhold(
  ctx: Pick<Caller, 'withheld'>,
  info: FieldPlace,
  { group, reason, missingRoles, missing }: Refusal,
): void {
  ctx.withheld.push({ path: pathOf(info.path), group: nameOf(group), reason, missingRoles, missing });
}

function pathOf(path: Path | undefined): readonly (string | number)[] {
  const keys: (string | number)[] = [];
  for (let at = path; at; at = at.prev) keys.push(at.key);
  return keys.toReversed();
}
