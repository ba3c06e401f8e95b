import { CompoundCondition, type Condition, DocumentCondition, FieldCondition } from '@ucast/core';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../../test/harness/fresh-database.ts';
import { conditionSql } from './condition-sql.ts';

const COLUMNS = { name: 'name', site: 'site' };
const NAMES = ['a', 'b', 'c'];

let database: FreshDatabase;
let sql: postgres.Sql;

beforeAll(async () => {
  database = await freshDatabase({ migrated: false });
  sql = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
  await sql`create table thing (name text, site text)`;
  await sql`insert into thing values ('a', 'x'), ('b', null), ('c', 'y'), (null, 'x')`;
});
afterAll(async () => {
  await sql.end();
  await database.drop();
});

async function found(condition: Condition): Promise<(string | null)[]> {
  return sql.begin(async (tx) => {
    const rows = await tx<
      { name: string | null }[]
    >`select name from thing where ${conditionSql(tx, condition, COLUMNS)} order by name`;
    return rows.map(({ name }) => name);
  });
}

const eq = (field: string, value: unknown): Condition => new FieldCondition('eq', field, value);
const of = (operator: string, ...parts: Condition[]): Condition => new CompoundCondition(operator, parts);

describe('a condition', () => {
  test.each<[string, Condition, (string | null)[]]>([
    ['equal', eq('name', 'a'), ['a']],
    ['one of several', new FieldCondition('in', 'name', NAMES.slice(1)), ['b', 'c']],
    ['one of none', new FieldCondition('in', 'name', []), []],
    ['and', of('and', eq('name', 'a'), eq('site', 'x')), ['a']],
    ['and of nothing', of('and'), ['a', 'b', 'c', null]],
    ['or', of('or', eq('name', 'b'), eq('site', 'y')), ['b', 'c']],
    ['or of nothing', of('or'), []],
    ['not, which a missing value does not escape', of('not', eq('site', 'x')), ['b', 'c']],
    ['not of both', of('not', eq('site', 'x'), eq('name', 'a')), ['b', 'c', null]],
    ['a text that is SQL', eq('name', `a' or true --`), []],
  ])('%s', async (_guarantee, condition, names) => {
    expect(await found(condition)).toEqual(names);
  });

  test.each<[string, Condition]>([
    ['a field that is no column', eq('secret', 'a')],
    ['an inherited property as a field', eq('constructor', 'a')],
    ['another comparison', new FieldCondition('gt', 'name', 'a')],
    ['a pattern', new FieldCondition('regex', 'name', /a/)],
    ['a number', eq('name', 1)],
    ['null', eq('name', null)],
    ['a list with something else than texts', new FieldCondition('in', 'name', ['a', 1])],
    ['another way to join', of('nor', eq('name', 'a'))],
    ['a condition on the whole object', new DocumentCondition('where', () => true)],
    ['all that inside another', of('or', eq('name', 'a'), of('not', eq('secret', 'a')))],
  ])('that cannot be compiled is refused, never ignored: %s', async (_what, condition) => {
    await expect(found(condition)).rejects.toThrow(/^Bug: /);
  });
});
