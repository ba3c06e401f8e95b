import type { Platform } from '../../platform/platform.ts';
import type { Actor } from '../tenancy/index.ts';
import type { Ability } from './ability.ts';
import { decideAbility } from './permissions.ts';
import { readAgreementsInForce } from './reads.ts';

/** What an actor may do at an instant; reads the agreements of the party it acts for. */
export async function abilityOf({ platform, actor, now }: { platform: Platform; actor: Actor; now: Date }): Promise<Ability> {
  if (!('partyId' in actor) || actor.partyId === null) return decideAbility(actor, []);
  const { partyId } = actor;
  const agreements = await platform.db.read(actor.tenantId, (tx) => readAgreementsInForce(tx, { partyId, at: now }));
  return decideAbility(actor, agreements);
}
