import type { Platform } from '../../platform/platform.ts';
import type { Actor } from '../tenancy/index.ts';
import type { Ability } from './ability.ts';
import { decideAbility } from './permissions.ts';

/** What an actor may do at an instant, under the ownership models of its tenant. */
export function abilityOf({ platform, actor, now }: { platform: Platform; actor: Actor; now: Date }): Ability {
  return decideAbility(actor, { models: platform.tenants.byId(actor.tenantId).ownershipModels, now });
}
