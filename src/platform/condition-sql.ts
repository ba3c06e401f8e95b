import { type Condition, FieldCondition, CompoundCondition } from '@ucast/core';
import type postgres from 'postgres';

/** Which column stands behind a field of a permission rule. */
export type ConditionColumns = Readonly<Record<string, string>>;

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
  if (operator === 'eq' && typeof value === 'string') return sql`coalesce(${sql(column)} = ${value}, false)`;
  if (operator === 'in' && isTexts(value)) return sql`coalesce(${sql(column)}::text = any(${value}::text[]), false)`;
  throw new Error(`Bug: the operator ${operator} in a permission rule`);
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
