import { createMongoAbility, type MongoAbility, subject } from '@casl/ability';
import { rulesToAST } from '@casl/ability/extra';
import type postgres from 'postgres';
import { type ConditionColumns, conditionSql } from '../../platform/condition-sql.ts';
import { Fault } from '../../platform/fault.ts';

export type AbilityAction =
  | 'read'
  | 'set-intent'
  | 'request-plan'
  | 'override'
  | 'acknowledge'
  | 'register'
  | 'read-dead-letters'
  | 'read-audit'
  | 'administer';

/** What a permission is about: one battery, one site, or the tenant as a whole. */
export type AbilitySubject = 'Battery' | 'Site' | 'Tenant';

/** The fields that rules may speak of. */
export interface AbilityFacts {
  readonly batteryId?: string;
  readonly siteId?: string;
}

type Rules = MongoAbility<[AbilityAction, AbilitySubject | AbilityFacts]>;

export type AbilityRule = {
  readonly action: AbilityAction[];
  readonly subject: AbilitySubject;
  readonly conditions?: { readonly batteryId?: { $in: string[] }; readonly siteId?: { $in: string[] } | string };
};

/** What one actor may do at one instant. The same rules decide single checks and compile to the WHERE clause of lists. */
export class Ability {
  private readonly rules: Rules;

  constructor(rules: readonly AbilityRule[]) {
    // The rule type above is a narrower form of CASL's own.
    this.rules = createMongoAbility<Rules>([...rules] as never);
  }

  /** Whether an action on the tenant as a whole is allowed. */
  may(action: AbilityAction, type: 'Tenant'): boolean {
    return this.rules.can(action, type);
  }

  /** Whether an action on one object is allowed; always asked of the object, never of its type alone. */
  mayWith(action: AbilityAction, type: 'Battery' | 'Site', facts: AbilityFacts): boolean {
    return this.rules.can(action, subject(type, { ...facts }));
  }

  /** Refuses an action on the tenant as a whole. */
  demand(action: AbilityAction, type: 'Tenant'): void {
    if (!this.may(action, type)) throw forbidden(action);
  }

  /** Refuses an action on an object. What may not even be read does not exist for the caller. */
  demandWith(action: AbilityAction, type: 'Battery' | 'Site', facts: AbilityFacts): void {
    if (!this.mayWith('read', type, facts)) throw new Fault('NOT_FOUND', { tell: `There is no such ${type.toLowerCase()}.` });
    if (!this.mayWith(action, type, facts)) throw forbidden(action);
  }

  /** The rows that may be read, as a WHERE clause; `columns` says which column stands behind which field. */
  readable(sql: postgres.TransactionSql, type: 'Battery' | 'Site', columns: ConditionColumns): postgres.Fragment {
    const condition = rulesToAST(this.rules, 'read', type);
    return condition === null ? sql`false` : conditionSql(sql, condition, columns);
  }
}

function forbidden(action: AbilityAction): Fault {
  return new Fault('FORBIDDEN', { tell: `This credential may not ${action.replaceAll('-', ' ')} here.`, detail: { action } });
}
