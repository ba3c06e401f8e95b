import {
  type AgreementRole,
  groupOf,
  lastsAfterEnd,
  type FieldGroup,
  type OwnershipModels,
  type Right,
  rolesWith,
} from '../../kernel/ownership-models.ts';
import type { Actor } from '../tenancy/index.ts';
import type { BatteryRightsHolder } from './battery-rights.ts';
import type { Ability, AbilityAction } from './ability.ts';
import { ROLES_ACTED_THROUGH, tenantRolesThatMay } from './permissions.ts';

/** Why a right is not given: what is missing to have it. */
export interface Refusal {
  readonly group: FieldGroup;
  readonly right: Right;
  readonly reason: RefusalReason;
  /** The roles of an agreement over the battery, one of which would give it. */
  readonly missingRoles: readonly AgreementRole[];
  /** A sentence for people. */
  readonly missing: string;
}

/** A refusal of something that no agreement gives. */
export type TenantRefusal = Pick<Refusal, 'reason' | 'missingRoles' | 'missing'>;

export type RefusalReason = 'NO_AGREEMENT' | 'AGREEMENT_ENDED' | 'OUTSIDE_AGREEMENT' | 'CREDENTIAL_ROLE' | 'CREDENTIAL_SCOPE';

/** What is missing for a right that an actor does not have. Pure. */
export function refusalOf(
  actor: Actor,
  { holder, right, models }: { holder: BatteryRightsHolder; right: Right; models: OwnershipModels },
): Refusal {
  const missingRoles = rolesWith(models[holder.ownershipModel], right);
  const of = { group: groupOf(right), right, missingRoles };
  if (actor.kind === 'enrolment')
    return { ...of, reason: 'CREDENTIAL_ROLE', missing: 'An enrolment token is for a certificate and nothing else.' };
  if (actor.kind === 'agent')
    return { ...of, reason: 'CREDENTIAL_ROLE', missing: 'The credential of an edge agent does not reach that far.' };
  if (holder.rights.ability.lacksOnlyScope(right, 'Battery', holder.rights.facts))
    return { ...of, reason: 'CREDENTIAL_SCOPE', missing: `This credential lacks the scope ${right} for this battery.` };
  const { role } = actor;
  if (!isOfParty(role)) {
    return {
      ...of,
      reason: 'CREDENTIAL_ROLE',
      missing: needsRole(right),
    };
  }
  const held = holder.rights.facts.grants.filter((grant) => missingRoles.includes(grant.role));
  const through: readonly AgreementRole[] = ROLES_ACTED_THROUGH[role];
  const reachable = held.filter((grant) => through.includes(grant.role));
  if (held.length > 0 && reachable.length === 0) {
    const roles = [...new Set(held.map((grant) => grant.role))].join(', ');
    return {
      ...of,
      reason: 'CREDENTIAL_ROLE',
      missing: `A key of the role ${role} does not act through the party's agreement as ${roles}.`,
    };
  }
  const when = lastsAfterEnd(right) ? '' : ' in force';
  const needed =
    missingRoles.length === 0
      ? `no agreement gives this under the ownership model ${holder.ownershipModel}`
      : `this needs an agreement${when} as ${listOf(missingRoles)} over the battery`;
  return reachable.length > 0
    ? { ...of, reason: 'AGREEMENT_ENDED', missing: `The agreement has ended: ${needed}.` }
    : { ...of, reason: 'NO_AGREEMENT', missing: `${needed.slice(0, 1).toUpperCase()}${needed.slice(1)}.` };
}

/** What is missing for an action on the tenant as a whole that an actor may not take; null when it may. Pure. */
export function tenantRefusalOf(ability: Ability, action: AbilityAction): TenantRefusal | null {
  if (ability.may(action, 'Tenant')) return null;
  if (ability.lacksOnlyScope(action, 'Tenant'))
    return { reason: 'CREDENTIAL_SCOPE', missingRoles: [], missing: `This credential lacks the scope ${action}.` };
  return { reason: 'CREDENTIAL_ROLE', missingRoles: [], missing: needsRole(action) };
}

function needsRole(action: AbilityAction): string {
  return `This needs a key of the role ${listOf(tenantRolesThatMay(action))}.`;
}

function isOfParty(role: string): role is keyof typeof ROLES_ACTED_THROUGH {
  return Object.hasOwn(ROLES_ACTED_THROUGH, role);
}

function listOf(roles: readonly string[]): string {
  return roles.length < 2 ? roles.join('') : `${roles.slice(0, -1).join(', ')} or ${roles.at(-1)}`;
}
