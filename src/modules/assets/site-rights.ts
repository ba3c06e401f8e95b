import type { SiteId } from '../../kernel/ids.ts';
import type { Right } from '../../kernel/ownership-models.ts';
import type { Platform } from '../../platform/platform.ts';
import { type Ability, BatteryRights, type BatteryRightsHolder, type Refusal, refusal } from '../ownership/index.ts';
import type { Actor } from '../tenancy/index.ts';

/** The credentials of a site's agent are told to whoever may read them for a battery there, and changed by whoever may for all. */
export type SiteRight = Extract<Right, `deviceCredentials:${string}`>;

/** Who the caller is to the batteries of a site. */
export interface SiteHolders {
  readonly visible: readonly BatteryRightsHolder[];
  /** Whether others stand there that the caller does not see. */
  readonly hasOthers: boolean;
}

interface Caller {
  readonly actor: Actor;
  readonly platform: Pick<Platform, 'tenants'>;
}

interface Asked extends SiteHolders {
  readonly siteId: SiteId;
  readonly ability: Ability;
  readonly right: SiteRight;
}

/** Why the caller has no right over the agent of a site; null when it has. Pure. */
export function siteRefusal(caller: Caller, { siteId, ability, right, visible, hasOthers }: Asked): Refusal | null {
  if (ability.hasEverywhere(right)) return null;
  const holder = visible.find(({ rights }) => !rights.has(right)) ?? visible[0] ?? nowhere(ability, siteId);
  const having = visible.filter(({ rights }) => rights.has(right));
  if (having.length > 0 && right === 'deviceCredentials:read') return null;
  if (having.length > 0 && having.length === visible.length && !hasOthers) return null;
  const told = refusal(caller, holder, right);
  if (having.length === 0) return told;
  const missing = 'One agent drives every battery of a site: this needs an agreement over all of them.';
  return { ...told, reason: 'NO_AGREEMENT', missing };
}

/** Stands in for the batteries of a site that has none yet. */
function nowhere(ability: Ability, siteId: SiteId): BatteryRightsHolder {
  const none = { batteryId: '', siteId, ownershipModel: '', grants: null };
  return { batteryId: '', ownershipModel: '', rights: BatteryRights.of(ability, none) };
}
