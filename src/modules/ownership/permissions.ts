import type { Actor, ApiKeyRole, RoleActor } from '../tenancy/index.ts';
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

const READS = RIGHTS.filter((right) => right.endsWith(':read'));
const OPERATOR_WRITES: readonly Right[] = ['intent:write', 'plan:write', 'override:write', 'deviceCredentials:write'];

/** What an actor may do at an instant. Pure: agreements are looked at by the rules, not to make them. */
export function decideAbility(actor: Actor, { models, now }: { models: OwnershipModels; now: Date }): Ability {
  switch (actor.kind) {
    case 'api-key':
    case 'support':
      return roleAbility(actor, { models, now });
    case 'agent':
      return new Ability(agentRules(actor.siteId));
    case 'enrolment':
      return NO_ABILITY;
    default:
      return unreachable(actor);
  }
}

function agentRules(siteId: string): AbilityRule[] {
  return [
    { action: [...READS, 'acknowledge'], subject: 'Battery', conditions: { siteId } },
    { action: ['identity:read'], subject: 'Site', conditions: { siteId } },
  ];
}

/** An enrolment token is for a first certificate and nothing else. */
const NO_ABILITY = new Ability([]);
const OPERATOR_RULES: readonly AbilityRule[] = [
  ...tenantRules([...READS, ...OPERATOR_WRITES]),
  { action: ['register', 'read-dead-letters', 'send-telemetry'], subject: 'Tenant' },
];
const TENANT_RULES = {
  ADMIN: [...OPERATOR_RULES, { action: ['administer', 'read-audit'], subject: 'Tenant' }],
  OPERATOR: OPERATOR_RULES,
  VIEWER: tenantRules(READS),
} as const satisfies Partial<Record<ApiKeyRole, readonly AbilityRule[]>>;
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

function tenantRules(rights: readonly Right[]): AbilityRule[] {
  return [
    { action: [...rights], subject: 'Battery' },
    { action: ['identity:read'], subject: 'Site' },
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
