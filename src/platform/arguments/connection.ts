import { isUuid } from '../../kernel/ids.ts';
import { Fault } from '../fault.ts';

/** The most edges one page may hold. */
export const PAGE_COUNT_MAX = 100;
/** Where the field itself states none. */
export const PAGE_COUNT_DEFAULT = 50;
const CURSOR_CHARACTERS_MAX = 2_000;

/** What a part of a sort key may look like; anything else would reach SQL as a cast that fails. */
export type CursorKind = 'text' | 'uuid' | 'instant' | 'integer';

/** The sort key of a connection: its parts in the order of sorting, the last one unique. */
export type CursorFields = Readonly<Record<string, CursorKind>>;

/** Values of a sort key, as text. An instant must keep the precision it is sorted by. */
export type SortKey<Fields extends CursorFields> = { readonly [Field in keyof Fields]: string };

export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

/** What to read: at most `limitCount` rows between the bounds (both excluded), nearest to the end it starts from. */
export interface Page<Fields extends CursorFields> {
  readonly cursorFields: Fields;
  /** Edges to show. */
  readonly count: number;
  /** Rows to read: one more than shown tells whether there are others. */
  readonly limitCount: number;
  /** Read in the reverse of the connection's order; `connectionOf` turns the rows round again. */
  readonly backwards: boolean;
  readonly after: SortKey<Fields> | null;
  readonly before: SortKey<Fields> | null;
}

export interface Connection<Row> {
  readonly edges: readonly { readonly cursor: string; readonly node: Row }[];
  readonly nodes: readonly Row[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** Reads the four Relay arguments; whatever cannot be meant is refused. */
export function parsePage<Fields extends CursorFields>(
  args: PageArguments,
  { cursorFields, countDefault = PAGE_COUNT_DEFAULT }: { cursorFields: Fields; countDefault?: number },
): Page<Fields> {
  const first = countOf('first', args.first);
  const last = countOf('last', args.last);
  if (first !== null && last !== null) refuse('Give either `first` or `last`, not both.');
  const count = first ?? last ?? countDefault;
  return {
    cursorFields,
    count,
    limitCount: count + 1,
    backwards: last !== null,
    after: keyOfCursor('after', args.after, cursorFields),
    before: keyOfCursor('before', args.before, cursorFields),
  };
}

/** The connection of the rows that a read found for a page, in the order they were read. */
export function connectionOf<Row, Fields extends CursorFields>(
  rows: readonly Row[],
  page: Page<Fields>,
  keyOf: (row: Row) => SortKey<Fields>,
): Connection<Row> {
  const shown = rows.slice(0, page.count);
  const nodes = page.backwards ? shown.toReversed() : shown;
  const cursorOf = (row: Row | undefined): string | null =>
    row === undefined ? null : printCursor(keyOf(row), page.cursorFields);
  const hasMore = rows.length > page.count;
  // Printing cursors costs as much as executing the rest of a compiled query; most queries ask for nodes alone.
  return {
    get edges() {
      return nodes.map((node) => ({ cursor: printCursor(keyOf(node), page.cursorFields), node }));
    },
    nodes,
    pageInfo: {
      // The row behind a cursor is itself on the far side of the bound.
      hasNextPage: page.backwards ? page.before !== null : hasMore,
      hasPreviousPage: page.backwards ? hasMore : page.after !== null,
      get startCursor() {
        return cursorOf(nodes.at(0));
      },
      get endCursor() {
        return cursorOf(nodes.at(-1));
      },
    },
  };
}

function countOf(name: string, count: number | null | undefined): number | null {
  if (count === null || count === undefined) return null;
  if (!Number.isInteger(count) || count < 1 || count > PAGE_COUNT_MAX) refuse(`\`${name}\` must be from 1 to ${PAGE_COUNT_MAX}.`);
  return count;
}

function printCursor<Fields extends CursorFields>(key: SortKey<Fields>, fields: Fields): string {
  const ordered = Object.fromEntries(Object.keys(fields).map((field) => [field, key[field]]));
  return Buffer.from(JSON.stringify(ordered)).toString('base64url');
}

function keyOfCursor<Fields extends CursorFields>(
  argument: string,
  cursor: string | null | undefined,
  fields: Fields,
): SortKey<Fields> | null {
  if (cursor === null || cursor === undefined) return null;
  const key = cursor.length > CURSOR_CHARACTERS_MAX ? null : parseJson(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (!isSortKey(key, fields) || printCursor(key, fields) !== cursor) {
    return refuse(`\`${argument}\` is not a cursor of this connection; pass on one that it gave you, unchanged.`);
  }
  return key;
}

function isSortKey<Fields extends CursorFields>(key: unknown, fields: Fields): key is SortKey<Fields> {
  if (typeof key !== 'object' || key === null) return false;
  const values = new Map<string, unknown>(Object.entries(key));
  return (
    values.size === Object.keys(fields).length && Object.entries(fields).every(([field, kind]) => fits(values.get(field), kind))
  );
}

const FITS: Readonly<Record<CursorKind, (text: string) => boolean>> = {
  // PostgreSQL has no NUL in text.
  text: (text) => !text.includes('\0'),
  uuid: isUuid,
  instant: (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/.test(text) && !Number.isNaN(Date.parse(text)),
  integer: (text) => /^-?\d{1,15}$/.test(text),
};

function fits(value: unknown, kind: CursorKind): boolean {
  return typeof value === 'string' && FITS[kind](value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function refuse(tell: string): never {
  throw new Fault('BAD_USER_INPUT', { tell });
}
