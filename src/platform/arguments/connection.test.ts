import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Fault } from '../fault.ts';
import { connectionOf, type Page, type PageArguments, parsePage } from './connection.ts';

const fields = { name: 'text', id: 'integer' } as const;
type Fields = typeof fields;
interface Row {
  readonly name: string;
  readonly id: number;
}

const keyOf = ({ name, id }: Row): { name: string; id: string } => ({ name, id: String(id) });

/** A keyset read over an array, as SQL would do it. */
function read(all: readonly Row[], page: Page<Fields>): readonly Row[] {
  const bound = (key: { name: string; id: string } | null): Row | null => (key ? { name: key.name, id: Number(key.id) } : null);
  const after = bound(page.after);
  const before = bound(page.before);
  const within = all.filter((row) => (!after || compare(row, after) > 0) && (!before || compare(row, before) < 0));
  const ordered = within.toSorted(compare);
  return (page.backwards ? ordered.toReversed() : ordered).slice(0, page.limitCount);
}

function compare(left: Row, right: Row): number {
  if (left.name !== right.name) return left.name < right.name ? -1 : 1;
  return left.id - right.id;
}

const connection = (all: readonly Row[], args: PageArguments): ReturnType<typeof connectionOf<Row, Fields>> => {
  const page = parsePage(args, { cursorFields: fields });
  return connectionOf(read(all, page), page, keyOf);
};

const rows = fc.uniqueArray(fc.record({ name: fc.constantFrom('a', 'b', 'ä', '"', ''), id: fc.integer({ min: -50, max: 50 }) }), {
  selector: ({ name, id }) => `${name}:${id}`,
  maxLength: 30,
});

describe('paging', () => {
  test('pages taken forwards, one after the other, are the whole list', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 7 }), (all, first) => {
        const found: Row[] = [];
        let after: string | null = null;
        for (;;) {
          const { nodes, pageInfo }: ReturnType<typeof connection> = connection(all, { first, after });
          expect(nodes.length).toBeLessThanOrEqual(first);
          expect(pageInfo.hasPreviousPage).toBe(after !== null);
          found.push(...nodes);
          if (!pageInfo.hasNextPage) break;
          after = pageInfo.endCursor;
        }
        expect(found).toEqual(all.toSorted(compare));
      }),
    );
  });

  test('pages taken backwards, one before the other, are the whole list', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 7 }), (all, last) => {
        const found: Row[] = [];
        let before: string | null = null;
        for (;;) {
          const { nodes, pageInfo }: ReturnType<typeof connection> = connection(all, { last, before });
          expect(pageInfo.hasNextPage).toBe(before !== null);
          found.unshift(...nodes);
          if (!pageInfo.hasPreviousPage) break;
          before = pageInfo.startCursor;
        }
        expect(found).toEqual(all.toSorted(compare));
      }),
    );
  });

  test('a page without a size has 50 edges', () => {
    expect(parsePage({}, { cursorFields: fields })).toMatchObject({ count: 50, limitCount: 51, backwards: false });
  });

  test('a page of 1 and of 100 is served', () => {
    expect(parsePage({ first: 1 }, { cursorFields: fields }).count).toBe(1);
    expect(parsePage({ last: 100 }, { cursorFields: fields }).count).toBe(100);
  });

  test('an empty page has no cursors', () => {
    const { pageInfo } = connection([], { first: 3 });
    expect(pageInfo).toEqual({ hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null });
  });
});

const cursorOf = (key: unknown): string => Buffer.from(JSON.stringify(key)).toString('base64url');

describe('refusals', () => {
  test.each<[string, PageArguments]>([
    ['first below 1', { first: 0 }],
    ['first above 100', { first: 101 }],
    ['last above 100', { last: 101 }],
    ['a negative last', { last: -1 }],
    ['first and last together', { first: 1, last: 1 }],
    ['a cursor that is not base64url', { after: '***' }],
    ['a cursor that is not JSON', { after: Buffer.from('nonsense').toString('base64url') }],
    ['an empty cursor', { after: '' }],
    ['a cursor of null', { before: cursorOf(null) }],
    ['a cursor of another ordering', { after: cursorOf({ id: '1' }) }],
    ['a cursor with one part too many', { after: cursorOf({ name: 'a', id: '1', more: 'x' }) }],
    ['a cursor with its parts in another order', { after: cursorOf({ id: '1', name: 'a' }) }],
    ['a cursor with a part of another kind', { after: cursorOf({ name: 'a', id: "1'; drop table" }) }],
    ['a cursor with a number where text belongs', { after: cursorOf({ name: 1, id: '1' }) }],
    ['a cursor with a character PostgreSQL cannot store', { after: cursorOf({ name: '\0', id: '1' }) }],
    ['a cursor of a megabyte', { after: cursorOf({ name: 'x'.repeat(1_000_000), id: '1' }) }],
  ])('%s is refused as bad input', (_case, args) => {
    expect(() => parsePage(args, { cursorFields: fields })).toThrow(Fault);
    expect(() => parsePage(args, { cursorFields: fields })).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });

  test('no change of a single character of a cursor breaks anything but the cursor', () => {
    const cursor = cursorOf({ name: 'abc', id: '12' });
    fc.assert(
      fc.property(fc.nat(cursor.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (index, replacement) => {
        const after = cursor.slice(0, index) + replacement + cursor.slice(index + 1);
        try {
          expect(parsePage({ after }, { cursorFields: fields }).after).toEqual({
            name: expect.any(String),
            id: expect.any(String),
          });
        } catch (error) {
          expect(error).toMatchObject({ code: 'BAD_USER_INPUT' });
        }
      }),
    );
  });
});
