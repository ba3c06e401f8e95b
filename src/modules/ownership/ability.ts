import { buildMongoQueryMatcher, createMongoAbility, type MongoAbility, subject } from '@casl/ability';
import { rulesToAST } from '@casl/ability/extra';
import type postgres from 'postgres';
import { lastsAfterEnd, type Right } from '../../kernel/ownership-models.ts';
import type { Scope, TenantAction } from '../../kernel/scopes.ts';
import { type ConditionColumns, type ConditionFields, conditionSql, requireCompilable } from '../../platform/condition-sql.ts';
import { forbidden, type Lack, lackOf } from '../../platform/fault.ts';
import type { Bound } from '../tenancy/index.ts';
import { boundedRules, isWithin } from './bounds.ts';
import {
  BATTERY_GRANTS,
  type Grant,
  GRANTED,
  type Granted,
  givesRight,
  heldSql,
  isGranted,
  isGrantedBy,
  SITE_GRANTS,
} from './granted.ts';
import { lackOfRole, lackOfScope } from './tenant-lack.ts';
import { ALWAYS, joined, type Times, type TimeSpan } from './times.ts';

export type AbilityAction = Scope | 'acknowledge';

/** What a permission is about: one battery, one site, or the tenant as a whole. */
export type AbilitySubject = 'Battery' | 'Site' | 'Tenant';

/** The fields that rules may speak of. */
export interface AbilityFacts {
  readonly batteryId?: string;
  readonly siteId?: string;
  /** The actor's agreements over the battery, or over the batteries of the site. */
  readonly grants?: readonly Grant[];
}

type Rules = MongoAbility<[AbilityAction, AbilitySubject | AbilityFacts]>;

export type AbilityRule = {
  readonly action: AbilityAction[];
  readonly subject: AbilitySubject;
  readonly conditions?: {
    readonly batteryId?: { $in: string[] };
    readonly siteId?: { $in: string[] } | string;
    readonly grants?: { readonly $granted: Granted };
  };
};

/** Whose agreements are looked at, and how far the credential reaches. */
export interface AbilityReach {
  readonly partyId?: string | null;
  readonly bounds?: readonly Bound[] | null;
}

const FIELDS: ConditionFields = {
  batteryId: 'column',
  siteId: 'column',
  grants: { operator: GRANTED, fits: isGranted },
};

const COLUMNS: Readonly<Record<'Battery' | 'Site', ConditionColumns>> = {
  Battery: { batteryId: 'battery.battery_id', siteId: 'battery.site_id', grants: BATTERY_GRANTS },
  Site: { siteId: 'site.site_id', grants: SITE_GRANTS },
};

const matcher = buildMongoQueryMatcher(
  { $granted: { type: 'field' } },
  {
    [GRANTED]: (condition: { field: string; value: unknown }, facts: AbilityFacts) =>
      isGranted(condition.value) && isGrantedBy(condition.value, facts.grants ?? []),
  },
);

/** What one actor may do at one instant. The same rules decide single checks and compile to the WHERE clause of lists. */
export class Ability {
  /** The party whose agreements give the rights; null when none are looked at. */
  readonly partyId: string | null;
  private readonly rules: Rules;
  /** What the role alone would give: tells a refusal for want of a scope from one for want of an agreement. */
  private readonly unbounded: Rules;
  private readonly bounds: readonly Bound[] | null;
  private readonly everywhere: ReadonlySet<string>;

  /** A rule that could not be compiled to SQL is refused here, before it decides anything. */
  constructor(rules: readonly AbilityRule[], { partyId = null, bounds = null }: AbilityReach = {}) {
    this.partyId = partyId;
    this.bounds = bounds;
    const narrowed = bounds === null ? rules : boundedRules(rules, bounds);
    this.rules = loaded(narrowed, partyId);
    this.unbounded = bounds === null ? this.rules : loaded(rules, partyId);
    const blanket = narrowed.filter((rule) => rule.conditions === undefined && rule.subject === 'Battery');
    this.everywhere = new Set(blanket.flatMap((rule) => rule.action));
  }

  /** Whether an action on the tenant as a whole is allowed. */
  may(action: AbilityAction, type: 'Tenant'): boolean {
    return this.rules.can(action, type);
  }

  /** Whether an action on one object is allowed; always asked of the object, never of its type alone. */
  mayWith(action: AbilityAction, type: 'Battery' | 'Site', facts: AbilityFacts): boolean {
    if (type === 'Battery' && this.everywhere.has(action)) return true;
    return this.rules.can(action, subject(type, { ...facts }));
  }

  /** Refuses an action on a battery that only its site's agent may take. */
  demandAgent(action: 'acknowledge', facts: AbilityFacts): void {
    if (this.mayWith(action, 'Battery', facts)) return;
    throw forbidden(lackOf({ reason: 'CREDENTIAL_KIND', missing: 'Only the credential of the site’s edge agent may.' }));
  }

  /** Whether nothing is missing for an action but a credential that reaches further. */
  lacksOnlyScope(action: AbilityAction, type: AbilitySubject, facts: AbilityFacts = {}): boolean {
    if (this.bounds === null || isWithin(this.bounds, action, facts)) return false;
    return this.unbounded.can(action, type === 'Tenant' ? type : subject(type, { ...facts }));
  }

  /** Whether the credential reaches as far as a right, whatever its role gives. */
  isWithinBounds(right: Right, facts: AbilityFacts): boolean {
    return this.bounds === null || isWithin(this.bounds, right, facts);
  }

  /** Whether a right holds for every battery of the tenant: asked of each field, so it must be cheap. */
  hasEverywhere(right: Right): boolean {
    return this.everywhere.has(right);
  }

  /** What is missing for an action on the tenant as a whole; null when it is allowed. */
  lack(action: TenantAction, type: 'Tenant'): Lack | null {
    if (this.may(action, type)) return null;
    return this.lacksOnlyScope(action, type) ? lackOfScope(action) : lackOfRole(action);
  }

  /** Refuses an action on the tenant as a whole; the refusal names what is missing. */
  demand(action: TenantAction, type: 'Tenant'): void {
    const lack = this.lack(action, type);
    if (lack) throw forbidden(lack);
  }

  /** When the facts of a battery that a right is about may be seen: the spans of the agreements that give it. */
  times(right: Right, facts: AbilityFacts): Times {
    if (this.everywhere.has(right)) return ALWAYS;
    const spans: TimeSpan[] = [];
    for (const { conditions } of this.rules.rulesFor(right, 'Battery')) {
      // `requireLoadable` has judged what the conditions hold.
      const { grants, ...place } = (conditions ?? {}) as NonNullable<AbilityRule['conditions']>;
      if (!isThere(place, facts)) continue;
      if (!grants) return ALWAYS;
      const { $granted } = grants;
      const giving = (facts.grants ?? []).filter((grant) => givesRight($granted, grant) && grant.fromMs <= $granted.atMs);
      spans.push(...giving.map(spanOf));
    }
    return joined(spans);
  }

  /** The rows of `site` on which a right may be used, as a WHERE clause. */
  readableSites(sql: postgres.TransactionSql, right: Right = 'identity:read'): postgres.Fragment {
    return this.compiled(sql, { right, type: 'Site' });
  }

  /** Joined to rows of `battery`: `held.allowed`, whether a right may be used on it, and `held.grants`, which `BatteryRights` takes. */
  held(sql: postgres.TransactionSql, right: Right = 'identity:read'): postgres.Fragment {
    const allowed = this.compiled(sql, { right, type: 'Battery' });
    if (this.partyId === null) return sql`cross join lateral (select ${allowed} as allowed, null::json as grants) held`;
    return heldSql(sql, { partyId: this.partyId, allowed });
  }

  private compiled(sql: postgres.TransactionSql, { right, type }: { right: Right; type: 'Battery' | 'Site' }): postgres.Fragment {
    const condition = rulesToAST(this.rules, right, type);
    return condition === null ? sql`false` : conditionSql(sql, condition, COLUMNS[type]);
  }
}

/** How a right follows time, for rules made of agreements. */
export function whenOf(right: Right): Granted['when'] {
  return lastsAfterEnd(right) ? 'begun' : 'in-force';
}

/** CASL's own form of the rules. */
function loaded(rules: readonly AbilityRule[], partyId: string | null): Rules {
  for (const rule of rules) requireLoadable(rule, partyId);
  // The rule type above is a narrower form of CASL's own.
  return createMongoAbility<Rules>([...rules] as never, { conditionsMatcher: matcher });
}

/** Whether the part of a rule that speaks of places holds for a battery. */
function isThere(place: Omit<NonNullable<AbilityRule['conditions']>, 'grants'>, facts: AbilityFacts): boolean {
  return Object.keys(place).length === 0 || matcher(place)({ ...facts });
}

function requireLoadable(rule: AbilityRule, partyId: string | null): void {
  if ('inverted' in rule || 'fields' in rule) throw new Error('Bug: a permission rule that takes away, or that names fields');
  if (rule.conditions === undefined) return;
  const { ast } = matcher(rule.conditions);
  if (!ast) throw new Error('Bug: a permission rule without a condition that can be read');
  const known = Object.fromEntries(Object.entries(FIELDS).filter(([field]) => Object.hasOwn(columnsOf(rule.subject), field)));
  requireCompilable(ast, known);
  const { grants } = rule.conditions;
  if (grants && grants.$granted.partyId !== partyId)
    throw new Error('Bug: a permission rule about the agreements of another party');
}

function columnsOf(type: AbilitySubject): ConditionColumns {
  return type === 'Tenant' ? {} : COLUMNS[type];
}

function spanOf({ fromMs, untilMs }: Grant): { fromMs: number; untilMs: number } {
  return { fromMs, untilMs: untilMs ?? Infinity };
}
