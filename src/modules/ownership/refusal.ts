import {
  type AgreementRole,
  groupOf,
  lastsAfterEnd,
  type FieldGroup,
  type OwnershipModels,
  type Right,
  rolesWith,
} from '../../kernel/ownership-models.ts';
import { type Lack, lackOf } from '../../platform/fault.ts';
import type { Actor } from '../tenancy/index.ts';
import type { BatteryRightsHolder } from './battery-rights.ts';
import { ROLES_ACTED_THROUGH } from './permissions.ts';
import { lackOfRole, lackOfScope, listOf } from './tenant-lack.ts';

/** Why a right to a battery is not given: what is missing to have it. */
export interface Refusal extends Lack {
  readonly group: FieldGroup;
  readonly right: Right;
}

/** What is missing for a right that an actor does not have. Pure. */
export function refusalOf(
  actor: Actor,
  { holder, right, models }: { holder: BatteryRightsHolder; right: Right; models: OwnershipModels },
): Refusal {
  const missingRoles = rolesWith(models[holder.ownershipModel], right);
  const refused = (lack: Pick<Lack, 'reason' | 'missing'> & Partial<Lack>): Refusal => ({
    group: groupOf(right),
    right,
    ...lackOf({ missingRoles, ...lack }),
  });
  if (actor.kind === 'enrolment')
    return refused({ reason: 'CREDENTIAL_ROLE', missing: 'An enrolment token is for a certificate and nothing else.' });
  if (actor.kind === 'agent')
    return refused({ reason: 'CREDENTIAL_ROLE', missing: 'The credential of an edge agent does not reach that far.' });
  if (holder.rights.ability.lacksOnlyScope(right, 'Battery', holder.rights.facts))
    return refused({ ...lackOfScope(right), missingRoles });
  const { role } = actor;
  if (!isOfParty(role)) return refused({ ...lackOfRole(right), missingRoles });
  const held = holder.rights.facts.grants.filter((grant) => missingRoles.includes(grant.role));
  const through: readonly AgreementRole[] = ROLES_ACTED_THROUGH[role];
  const reachable = held.filter((grant) => through.includes(grant.role));
  if (held.length > 0 && reachable.length === 0) {
    const roles = [...new Set(held.map((grant) => grant.role))];
    return refused({
      reason: 'CREDENTIAL_ROLE',
      missingCredentialRoles: rolesThatActThrough(roles),
      missing: `A credential of the role ${role} does not act through the party's agreement as ${roles.join(', ')}.`,
    });
  }
  const when = lastsAfterEnd(right) ? '' : ' in force';
  const needed =
    missingRoles.length === 0
      ? `no agreement gives this under the ownership model ${holder.ownershipModel}`
      : `this needs an agreement${when} as ${listOf(missingRoles)} over the battery`;
  return reachable.length > 0
    ? refused({ reason: 'AGREEMENT_ENDED', missing: `The agreement has ended: ${needed}.` })
    : refused({ reason: 'NO_AGREEMENT', missing: `${needed.slice(0, 1).toUpperCase()}${needed.slice(1)}.` });
}

type PartyRole = keyof typeof ROLES_ACTED_THROUGH;

/** The roles of credentials that act through one of these agreements. */
function rolesThatActThrough(roles: readonly AgreementRole[]): PartyRole[] {
  // The keys of a literal object are its type's keys.
  return (Object.keys(ROLES_ACTED_THROUGH) as PartyRole[]).filter((one) => {
    const through: readonly AgreementRole[] = ROLES_ACTED_THROUGH[one];
    return roles.some((role) => through.includes(role));
  });
}

function isOfParty(role: string): role is PartyRole {
  return Object.hasOwn(ROLES_ACTED_THROUGH, role);
}
