import type postgres from 'postgres';

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

/** The bounds and the order of a page as SQL: `where … and ${bounds} ${ordering}`. */
export function keyset(
  sql: postgres.TransactionSql,
  page: KeysetPage,
  { columns, descending = false }: KeysetOrder,
): { bounds: postgres.Fragment; ordering: postgres.Fragment } {
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
  const order = listOf(
    sql,
    names.map((name) => (downward ? sql`${sql(name)} desc` : sql`${sql(name)}`)),
  );
  return { bounds: sql`${after} and ${before}`, ordering: sql`order by ${order} limit ${page.limitCount}` };
}

function listOf(sql: postgres.TransactionSql, items: readonly postgres.Fragment[]): postgres.Fragment {
  return items.reduce((list, item) => sql`${list}, ${item}`);
}
