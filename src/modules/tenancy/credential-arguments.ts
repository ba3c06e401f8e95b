import type { BatteryId } from '../../kernel/ids.ts';
import { type Scope, SCOPES } from '../../kernel/scopes.ts';
import { idOf } from '../../platform/arguments/ids.ts';
import { numberOf } from '../../platform/arguments/numbers.ts';
import { Fault } from '../../platform/fault.ts';
import { type ScopeName, scopeNamed } from './scope-names.ts';

const BATTERY_COUNT_MAX = 100;
/** Time to bring a new secret to every server before the old one ends. */
const OVERLAP_SECONDS_DEFAULT = 86_400;
const OVERLAP_SECONDS_MAX = 7 * 86_400;

/** The scopes that a credential is to be limited to. */
export function scopesArgument(names: readonly ScopeName[]): readonly Scope[] {
  if (names.length === 0) throw new Fault('BAD_USER_INPUT', { tell: '`scopes` must name at least one.' });
  const named = new Set(names.map(scopeNamed));
  return SCOPES.filter((scope) => named.has(scope));
}

/** The batteries that a credential is to be limited to; null for all of the tenant. */
export function batteriesArgument(globalIds: readonly string[] | null | undefined): readonly BatteryId[] | null {
  if (!globalIds) return null;
  if (globalIds.length === 0 || globalIds.length > BATTERY_COUNT_MAX)
    throw new Fault('BAD_USER_INPUT', { tell: `\`batteryIds\` names 1 to ${BATTERY_COUNT_MAX} batteries, or is left out.` });
  return [...new Set(globalIds)].map((globalId) => idOf<BatteryId>('Battery', globalId));
}

/** For how long the secret of now works beside the one that takes over from it. */
export function overlapArgument(overlapSeconds: number | null | undefined): number {
  const value = overlapSeconds ?? OVERLAP_SECONDS_DEFAULT;
  return numberOf({ argument: 'overlapSeconds', value, min: 0, max: OVERLAP_SECONDS_MAX });
}
