import type postgres from 'postgres';
import { PAGE_COUNT_MAX } from './arguments/connection.ts';

/** Which rows of an ordered list to read: at most `limitCount` between the bounds, both excluded. */
export interface KeysetPage {
  readonly limitCount: number;
  /** Read from the far end; the caller turns the rows round again. */
  readonly backwards: boolean;
  readonly after: Readonly<Record<string, string>> | null;
  readonly before: Readonly<Record<string, string>> | null;
}

interface KeysetOrder {
  /** Cursor field to column, in the order of sorting; the last one is unique. */
  readonly columns: Readonly<Record<string, string>>;
  readonly descending?: boolean;
}

interface Keyset {
  readonly bounds: postgres.Fragment;
  readonly order: postgres.Fragment;
}

/** The bounds and the order of a page as SQL: `where … and ${bounds} ${ordering}`. */
export function keyset(
  sql: postgres.TransactionSql,
  page: KeysetPage,
  order: KeysetOrder,
): { bounds: postgres.Fragment; ordering: postgres.Fragment } {
  const { bounds, order: ordering } = parts(sql, page, order);
  return { bounds, ordering: sql`${ordering} limit ${page.limitCount}` };
}

/**
 * A page of the rows of a statement that ends in its WHERE clause. The limit inside is one that the planner can see: for a
 * parameter alone it expects a tenth of all rows, so it never keeps a plan and makes one at each execution.
 */
export function pageOf(
  sql: postgres.TransactionSql,
  page: KeysetPage,
  { rows, ...keys }: KeysetOrder & { readonly rows: postgres.Fragment },
): postgres.Fragment {
  const { bounds, order } = parts(sql, page, keys);
  // The library takes it as a fragment; its types do not say so.
  const mostRows = sql.unsafe(String(PAGE_COUNT_MAX + 1)) as unknown as postgres.Fragment;
  return sql`select * from (${rows} and ${bounds} ${order} limit ${mostRows}) page limit ${page.limitCount}`;
}

function parts(sql: postgres.TransactionSql, page: KeysetPage, { columns, descending = false }: KeysetOrder): Keyset {
  const names = Object.values(columns);
  const tuple = listOf(
    sql,
    names.map((name) => sql`${sql(name)}`),
  );
  const boundOf = (key: Readonly<Record<string, string>>, greater: boolean): postgres.Fragment => {
    const values = listOf(
      sql,
      Object.keys(columns).map((field) => sql`${key[field] ?? null}`),
    );
    return greater ? sql`(${tuple}) > (${values})` : sql`(${tuple}) < (${values})`;
  };
  const after = page.after ? boundOf(page.after, !descending) : sql`true`;
  const before = page.before ? boundOf(page.before, descending) : sql`true`;
  const downward = page.backwards !== descending;
  const ordering = listOf(
    sql,
    names.map((name) => (downward ? sql`${sql(name)} desc` : sql`${sql(name)}`)),
  );
  return { bounds: sql`${after} and ${before}`, order: sql`order by ${ordering}` };
}

function listOf(sql: postgres.TransactionSql, items: readonly postgres.Fragment[]): postgres.Fragment {
  return items.reduce((list, item) => sql`${list}, ${item}`);
}
