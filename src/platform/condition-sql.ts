import { type Condition, FieldCondition, CompoundCondition } from '@ucast/core';
import type postgres from 'postgres';

/** An operator of our own on a field that stands for other rows, such as the agreements over a battery. */
export interface ConditionRelation {
  readonly operator: string;
  /** Two-valued, whatever the rows hold. */
  readonly sql: (sql: postgres.TransactionSql, value: unknown) => postgres.Fragment;
}

/** Which column or relation stands behind a field of a permission rule. */
export type ConditionColumns = Readonly<Record<string, string | ConditionRelation>>;

/** What a field of a rule may be asked: a column's comparisons, or the one operator of a relation. */
export type ConditionFields = Readonly<Record<string, { readonly operator: string; fits(value: unknown): boolean } | 'column'>>;

/**
 * A permission condition as SQL. Every leaf is two-valued (never NULL), so that a negation around it is safe. An
 * operator or field it does not know is an error: CASL itself would silently ignore it.
 */
export function conditionSql(sql: postgres.TransactionSql, condition: Condition, columns: ConditionColumns): postgres.Fragment {
  // oxlint-disable-next-line typescript/no-unsafe-argument -- `instanceof` cannot tell what the parts are; each is judged in turn.
  if (condition instanceof CompoundCondition) return compoundSql(sql, condition, columns);
  if (condition instanceof FieldCondition) return fieldSql(sql, condition, columns);
  throw new Error(`Bug: a permission condition ${condition.operator} that cannot be compiled`);
}

/** Refuses a condition that `conditionSql` could not compile over these fields. Nothing is compiled: it can be asked at once. */
export function requireCompilable(condition: Condition, fields: ConditionFields): void {
  if (condition instanceof CompoundCondition) {
    if (!isJoin(condition.operator)) throw new Error(`Bug: the operator ${condition.operator} in a permission rule`);
    // oxlint-disable-next-line typescript/no-unsafe-argument -- As above.
    for (const part of condition.value) requireCompilable(part, fields);
    return;
  }
  if (!(condition instanceof FieldCondition)) {
    throw new Error(`Bug: a permission condition ${condition.operator} that cannot be compiled`);
  }
  const { operator, field } = condition;
  // What is compared with is of any kind: it is judged here.
  const value: unknown = condition.value;
  const kind = Object.hasOwn(fields, field) ? fields[field] : undefined;
  if (kind === undefined) throw new Error(`Bug: the permission field ${field} is not a column`);
  const fits = kind === 'column' ? isComparison(operator, value) : kind.operator === operator && kind.fits(value);
  if (!fits) throw new Error(`Bug: the operator ${operator} on ${field} in a permission rule`);
}

function compoundSql(
  sql: postgres.TransactionSql,
  { operator, value }: CompoundCondition,
  columns: ConditionColumns,
): postgres.Fragment {
  const parts = value.map((part) => conditionSql(sql, part, columns));
  const joined = (glue: 'and' | 'or'): postgres.Fragment =>
    parts.reduce((whole, part) => (glue === 'and' ? sql`(${whole} and ${part})` : sql`(${whole} or ${part})`));
  switch (operator) {
    case 'and':
      return parts.length === 0 ? sql`true` : joined('and');
    case 'or':
      return parts.length === 0 ? sql`false` : joined('or');
    case 'not':
      return sql`not (${joined('and')})`;
    default:
      throw new Error(`Bug: the operator ${operator} in a permission rule`);
  }
}

function fieldSql(
  sql: postgres.TransactionSql,
  { operator, field, value }: FieldCondition,
  columns: ConditionColumns,
): postgres.Fragment {
  const column = Object.hasOwn(columns, field) ? columns[field] : undefined;
  if (column === undefined) throw new Error(`Bug: the permission field ${field} is not a column`);
  if (typeof column === 'string') {
    if (operator === 'eq' && typeof value === 'string') return sql`coalesce(${sql(column)} = ${value}, false)`;
    if (operator === 'in' && isTexts(value)) return sql`coalesce(${sql(column)}::text = any(${value}::text[]), false)`;
  } else if (operator === column.operator) return column.sql(sql, value);
  throw new Error(`Bug: the operator ${operator} in a permission rule`);
}

function isJoin(operator: string): boolean {
  return operator === 'and' || operator === 'or' || operator === 'not';
}

function isComparison(operator: string, value: unknown): boolean {
  return (operator === 'eq' && typeof value === 'string') || (operator === 'in' && isTexts(value));
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
