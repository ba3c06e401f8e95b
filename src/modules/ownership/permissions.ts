import type { Actor, ApiKeyActor, SupportActor } from '../tenancy/index.ts';
import { unreachable } from '../../kernel/assert.ts';
import { Ability, type AbilityRule } from './ability.ts';
import type { Agreement, AgreementRole } from './reads.ts';

/** Agreements through which a party that acts as owner sees a battery and may set its intent. */
const OWNING: ReadonlySet<AgreementRole> = new Set(['OWNER', 'LESSEE']);
/** A party that rents a battery out keeps reading it. */
const OWNER_READS: ReadonlySet<AgreementRole> = new Set(['OWNER', 'LESSEE', 'LESSOR']);
const OPTIMISING: ReadonlySet<AgreementRole> = new Set(['OPTIMISER']);

/** What an actor may do, given the agreements of its party that are in force. Pure. */
export function decideAbility(actor: Actor, agreements: readonly Agreement[]): Ability {
  switch (actor.kind) {
    case 'api-key':
    case 'support':
      return new Ability(apiKeyRules(actor, agreements));
    case 'agent':
      return new Ability(agentRules(actor.siteId));
    case 'enrolment':
      return new Ability([]);
    default:
      return unreachable(actor);
  }
}

function agentRules(siteId: string): AbilityRule[] {
  return [
    { action: ['read', 'acknowledge'], subject: 'Battery', conditions: { siteId } },
    { action: ['read'], subject: 'Site', conditions: { siteId } },
  ];
}

function apiKeyRules({ role }: ApiKeyActor | SupportActor, agreements: readonly Agreement[]): AbilityRule[] {
  switch (role) {
    case 'ADMIN':
      return [...operatorRules(), { action: ['administer', 'read-audit'], subject: 'Tenant' }];
    case 'OPERATOR':
      return operatorRules();
    case 'VIEWER':
      return [
        { action: ['read'], subject: 'Battery' },
        { action: ['read'], subject: 'Site' },
      ];
    case 'OWNER':
      return partyRules(agreements, { reads: OWNER_READS, acts: OWNING, actions: ['set-intent'] });
    case 'OPTIMISER':
      return partyRules(agreements, { reads: OPTIMISING, acts: OPTIMISING, actions: ['set-intent', 'request-plan'] });
    default:
      return unreachable(role);
  }
}

function operatorRules(): AbilityRule[] {
  return [
    { action: ['read', 'set-intent', 'request-plan', 'override'], subject: 'Battery' },
    { action: ['read'], subject: 'Site' },
    { action: ['register', 'read-dead-letters'], subject: 'Tenant' },
  ];
}

interface PartyRights {
  readonly reads: ReadonlySet<AgreementRole>;
  readonly acts: ReadonlySet<AgreementRole>;
  readonly actions: AbilityRule['action'];
}

function partyRules(agreements: readonly Agreement[], { reads, acts, actions }: PartyRights): AbilityRule[] {
  const readable = agreements.filter((agreement) => reads.has(agreement.role));
  const actable = agreements.filter((agreement) => acts.has(agreement.role));
  return [
    {
      action: ['read'],
      subject: 'Battery',
      conditions: { batteryId: { $in: readable.map((agreement) => agreement.batteryId) } },
    },
    { action: actions, subject: 'Battery', conditions: { batteryId: { $in: actable.map((agreement) => agreement.batteryId) } } },
    { action: ['read'], subject: 'Site', conditions: { siteId: { $in: readable.map((agreement) => agreement.siteId) } } },
  ];
}
