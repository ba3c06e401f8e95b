import type { BatteryId } from '../../kernel/ids.ts';
import type { Scope } from '../../kernel/scopes.ts';
import type { Actor, Bound } from '../tenancy/index.ts';

/** How far a credential is to reach: these scopes, on these batteries, or wherever its role does. */
export interface Reach {
  readonly scopes: readonly Scope[];
  readonly batteryIds: readonly BatteryId[] | null;
}

/** How far an actor itself reaches; null where its role alone decides. */
export function boundsOf(actor: Actor): readonly Bound[] | null {
  return 'bounds' in actor ? actor.bounds : null;
}

/** Whether everything that is wanted lies inside of the bounds: nobody gives what they do not have. */
export function isInside(bounds: readonly Bound[] | null, { scopes, batteryIds }: Reach): boolean {
  if (bounds === null) return true;
  return scopes.every((scope) => {
    const reaching = bounds.filter((bound) => bound.scopes.includes(scope));
    if (reaching.some(({ places }) => places === null)) return true;
    return batteryIds !== null && batteryIds.every((id) => reaching.some(({ places }) => places?.batteryIds.includes(id)));
  });
}
