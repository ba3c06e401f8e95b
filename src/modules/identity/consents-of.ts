import { forbidden, lackOf } from '../../platform/fault.ts';
import type { Ability } from '../ownership/index.ts';
import { type Actor, ROLES_OF_PARTIES } from '../tenancy/index.ts';
import type { ConsentsOf } from './reads.ts';

/**
 * Whose consents an actor may see and take back; null for none. An app sees none of them, not even its own: what a person
 * lets others do is not its business.
 */
export function consentsOf(actor: Actor, ability: Ability): ConsentsOf | null {
  if (ability.may('administer', 'Tenant')) return 'everybody';
  if (!('bounds' in actor) || actor.bounds !== null) return null;
  if (actor.partyId !== null) return { partyId: actor.partyId };
  return actor.kind === 'user' ? { userId: actor.userId } : null;
}

/** What whoever sees no consents lacks. */
export const LACK_OF_CONSENTS = lackOf({
  reason: 'CREDENTIAL_ROLE',
  missingCredentialRoles: ['ADMIN', ...ROLES_OF_PARTIES],
  missing: 'Only who acts for a party, without being limited to scopes, sees what its people let apps do.',
});

export function demandConsents(actor: Actor, ability: Ability): ConsentsOf {
  const of = consentsOf(actor, ability);
  if (!of) throw forbidden(LACK_OF_CONSENTS);
  return of;
}
