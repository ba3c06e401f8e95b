import {
  AGREEMENT_ROLES,
  FIELD_GROUPS,
  groupOf,
  type Right,
  RIGHTS,
  STANDARD_MODELS,
} from '../../../src/kernel/ownership-models.ts';
import { idOfKey } from '../../../src/modules/tenancy/index.ts';
import { A } from '../twins.ts';

/** A rule of permission as it is made for an actor. */
interface Rule {
  readonly action: readonly string[];
  readonly subject: string;
  readonly conditions?: { readonly grants?: { readonly $granted: Granted }; readonly siteId?: unknown };
}

interface Granted {
  readonly partyId: string;
  readonly through: readonly string[];
  readonly when: 'in-force' | 'begun';
  readonly atMs: number;
}

export interface RuleMutant {
  readonly mutantClass: 'rule' | 'rule of agents';
  readonly what: string;
  readonly change: (rules: readonly object[]) => readonly object[];
}

const ANY_ROLE = Object.keys(STANDARD_MODELS).flatMap((model) => AGREEMENT_ROLES.map((role) => `${model}/${role}`));
const FAR_AHEAD_MS = Date.UTC(2100, 0, 1);
const ANOTHER_PARTY = idOfKey<string>(A.tenantId, 'party', 'supplier');

/** For each right that some code asks for: its condition gone, or one part of it. */
export function ruleMutants(isAsked: (right: Right) => boolean): RuleMutant[] {
  return [...RIGHTS.filter(isAsked).flatMap(mutantsOf), ...AGENT_MUTANTS];
}

function mutantsOf(right: Right): RuleMutant[] {
  const isCurrent = FIELD_GROUPS[groupOf(right)] === 'current' || right.endsWith(':write');
  const changed = (what: string, change: (granted: Granted) => Granted): RuleMutant => ({
    mutantClass: 'rule',
    what: `${right} ${what}`,
    change: (rules) =>
      onRules(rules, right, (rule) => {
        const granted = rule.conditions?.grants?.$granted;
        return granted ? { ...rule, conditions: { grants: { $granted: change(granted) } } } : rule;
      }),
  });
  return [
    {
      mutantClass: 'rule',
      what: `${right} without a condition`,
      change: (rules) =>
        onRules(rules, right, ({ conditions, ...rule }) => (conditions?.grants ? rule : { conditions, ...rule })),
    },
    changed('through any role', (granted) => ({ ...granted, through: ANY_ROLE })),
    changed('before the agreement begins', (granted) => ({ ...granted, atMs: FAR_AHEAD_MS })),
    ...(isCurrent ? [changed('after the agreement has ended', (granted) => ({ ...granted, when: 'begun' as const }))] : []),
    changed("by another party's agreements", (granted) => ({ ...granted, partyId: ANOTHER_PARTY })),
  ];
}

function onRules(rules: readonly object[], right: Right, change: (rule: Rule) => object): object[] {
  return rules.map((one) => {
    // The rules that the platform makes have this form.
    const rule = one as Rule;
    return rule.action.includes(right) && rule.conditions?.grants ? change(rule) : rule;
  });
}

const AGENT_MUTANTS = ['Battery', 'Site'].map((type): RuleMutant => ({
  mutantClass: 'rule of agents',
  what: `an agent and every ${type} of its tenant`,
  change: (rules) =>
    rules.map((one) => {
      // As above.
      const { conditions, ...rule } = one as Rule;
      return rule.subject === type && conditions?.siteId !== undefined ? rule : one;
    }),
}));
