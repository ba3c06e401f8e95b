import { TENANT_ACTIONS } from '../../kernel/scopes.ts';
import { type Actor, type ApiKeyRole, type RoleActor, SCOPES_OF_ROLE } from '../tenancy/index.ts';
import { unreachable } from '../../kernel/assert.ts';
import type { PartyId } from '../../kernel/ids.ts';
import {
  AGREEMENT_ROLES,
  type AgreementRole,
  type OwnershipModels,
  type Right,
  RIGHTS,
  rolesWith,
} from '../../kernel/ownership-models.ts';
import { Ability, type AbilityRule, whenOf } from './ability.ts';

/** The agreements that a key of each role acts through: one party may hold several keys of different reach. */
export const ROLES_ACTED_THROUGH = {
  OWNER: ['OWNER', 'LESSOR', 'LESSEE'],
  OPTIMISER: ['OPTIMISER'],
  PARTY: AGREEMENT_ROLES,
} as const satisfies Partial<Record<ApiKeyRole, readonly AgreementRole[]>>;

/** What an actor may do at an instant. Pure: agreements are looked at by the rules, not to make them. */
export function decideAbility(actor: Actor, { models, now }: { models: OwnershipModels; now: Date }): Ability {
  switch (actor.kind) {
    case 'api-key':
    case 'user':
    case 'service':
    case 'support':
    case 'external':
      return roleAbility(actor, { models, now });
    case 'agent':
      return new Ability(agentRules(actor.siteId));
    case 'enrolment':
      return NO_ABILITY;
    default:
      return unreachable(actor);
  }
}

/** What a site does and is told, and nothing of what it is worth to whom: whoever opens the box finds this certificate. */
export const RIGHTS_OF_AGENT = [
  'identity:read',
  'location:read',
  'live:read',
  'history:read',
  'plan:read',
  'override:read',
  'instructions:read',
  'deviceCredentials:read',
] as const satisfies readonly Right[];

function agentRules(siteId: string): AbilityRule[] {
  return [
    { action: [...RIGHTS_OF_AGENT, 'acknowledge'], subject: 'Battery', conditions: { siteId } },
    { action: ['identity:read'], subject: 'Site', conditions: { siteId } },
  ];
}

/** An enrolment token is for a first certificate and nothing else. */
const NO_ABILITY = new Ability([]);
const TENANT_RULES = { ADMIN: rulesOf('ADMIN'), OPERATOR: rulesOf('OPERATOR'), VIEWER: rulesOf('VIEWER') };
/** What a role of the tenant itself may do depends on nothing else, as long as its credential has no bounds. */
const TENANT_ABILITIES = {
  ADMIN: new Ability(TENANT_RULES.ADMIN),
  OPERATOR: new Ability(TENANT_RULES.OPERATOR),
  VIEWER: new Ability(TENANT_RULES.VIEWER),
};

function roleAbility({ role, partyId, bounds }: RoleActor, { models, now }: { models: OwnershipModels; now: Date }): Ability {
  switch (role) {
    case 'ADMIN':
    case 'OPERATOR':
    case 'VIEWER':
      return bounds === null ? TENANT_ABILITIES[role] : new Ability(TENANT_RULES[role], { bounds });
    case 'OWNER':
    case 'OPTIMISER':
    case 'PARTY':
      if (partyId === null) throw new Error(`Bug: a credential of the role ${role} without a party`);
      return new Ability(partyRules({ partyId, models, through: ROLES_ACTED_THROUGH[role], now }), { partyId, bounds });
    default:
      return unreachable(role);
  }
}

function rulesOf(role: ApiKeyRole): AbilityRule[] {
  const scopes = SCOPES_OF_ROLE[role];
  const rights = RIGHTS.filter((right) => scopes.includes(right));
  const actions = TENANT_ACTIONS.filter((action) => scopes.includes(action));
  return [
    { action: [...rights], subject: 'Battery' },
    { action: ['identity:read'], subject: 'Site' },
    ...(actions.length > 0 ? [{ action: actions, subject: 'Tenant' } as const] : []),
  ];
}

interface PartyReach {
  readonly partyId: PartyId;
  readonly models: OwnershipModels;
  readonly through: readonly AgreementRole[];
  readonly now: Date;
}

function partyRules({ partyId, models, through, now }: PartyReach): AbilityRule[] {
  return RIGHTS.flatMap((right): AbilityRule[] => {
    const pairs = Object.entries(models).flatMap(([name, model]) =>
      rolesWith(model, right)
        .filter((role) => through.includes(role))
        .map((role) => `${name}/${role}`),
    );
    if (pairs.length === 0) return [];
    const conditions = { grants: { $granted: { partyId, through: pairs, when: whenOf(right), atMs: now.getTime() } } };
    const onBattery: AbilityRule = { action: [right], subject: 'Battery', conditions };
    return right === 'identity:read' ? [onBattery, { action: [right], subject: 'Site', conditions }] : [onBattery];
  });
}
