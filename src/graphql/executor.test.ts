import { buildSchema, parse, validate } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { describe, expect, test } from 'vitest';
import { CAT_ID, DOG_ID, exampleSchema } from '../../test/api/example-schema.ts';
import { printGlobalId } from '../wire/global-id.ts';
import { createExecutor, type Executor, interpret, type Operation, runCompiled } from './executor.ts';

const { schema } = exampleSchema();
const catId = printGlobalId('Cat', CAT_ID);
const dogId = printGlobalId('Dog', DOG_ID);

interface Case {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly data?: unknown;
  /** Message and path of each error. */
  readonly errors?: readonly (readonly [string, string])[];
}

const cases: Record<string, Case> = {
  'plain fields': { query: '{ cat { name } }', data: { cat: { name: 'Mia' } } },
  'aliases of one field with different arguments': {
    query: '{ cat { a: lives b: lives(first: 2) lives(first: 3) } }',
    data: { cat: { a: 9, b: 2, lives: 3 } },
  },
  '__typename everywhere': {
    query: '{ __typename cat { __typename friend { __typename } } }',
    data: { __typename: 'Query', cat: { __typename: 'Cat', friend: { __typename: 'Cat' } } },
  },
  'a custom scalar going out': {
    query: `{ instant money cat { bornAt } nodes(ids: ["${dogId}"]) { ... on Dog { bornAt } } }`,
    data: {
      instant: '2024-11-04T00:30:00Z',
      money: '-185.33',
      cat: { bornAt: '2020-02-29T12:00:00Z' },
      nodes: [{ bornAt: '2021-01-01T00:00:00.500Z' }],
    },
  },
  'a custom scalar that cannot go out is null, with an error': {
    query: '{ badInstant }',
    data: { badInstant: null },
    errors: [['A DateTime is an RFC 3339 instant with `Z` or an offset, for example "2024-11-04T00:30:00Z".', 'badInstant']],
  },
  'a custom scalar coming in as a literal': {
    query: '{ echo(at: "2024-11-04T01:30:00+01:00", amount: 5, date: "2024-02-29", currency: "GBP") }',
    data: {
      echo: '{"amount":"5","at":"2024-11-04T00:30:00.000Z","currency":"GBP","date":"2024-02-29","mood":"CROSS"}',
    },
  },
  'a custom scalar coming in as a variable': {
    query: 'query ($at: DateTime, $amount: Decimal) { echo(at: $at, amount: $amount) }',
    variables: { at: '2024-11-04T00:30:00Z', amount: '1.5' },
    data: { echo: '{"amount":"1.5","at":"2024-11-04T00:30:00.000Z","mood":"CROSS"}' },
  },
  'a variable of the wrong kind stops everything': {
    query: 'query ($at: DateTime) { echo(at: $at) }',
    variables: { at: 'yesterday' },
    data: undefined,
    errors: [
      [
        'Variable "$at" got invalid value "yesterday"; A DateTime is an RFC 3339 instant with `Z` or an offset, for example "2024-11-04T00:30:00Z".',
        '',
      ],
    ],
  },
  'a required variable left out stops everything': {
    query: 'query ($count: Int!) { cats(count: $count) { name } }',
    data: undefined,
    errors: [['Variable "$count" of required type "Int!" was not provided.', '']],
  },
  'a null in a required argument is an error of that field': {
    query: 'query ($id: ID = "x") { needed(id: $id) money }',
    variables: { id: null },
    data: { needed: null, money: '-185.33' },
    errors: [['Argument "id" of non-null type "ID!" must not be null.', 'needed']],
  },
  'a variable left out is not an argument': {
    query: 'query ($text: String, $mood: Mood) { echo(text: $text, mood: $mood) }',
    data: { echo: '{"mood":"CROSS"}' },
  },
  'a variable of null is an argument of null': {
    query: 'query ($text: String) { echo(text: $text) }',
    variables: { text: null },
    data: { echo: '{"mood":"CROSS","text":null}' },
  },
  'a default of a variable': {
    query: 'query ($text: String = "d") { echo(text: $text) }',
    data: { echo: '{"mood":"CROSS","text":"d"}' },
  },
  'input objects with defaults, inside variables and literals': {
    query:
      'query ($order: Order!, $tag: String!) { echo(order: $order) b: echo(order: { tags: [$tag], inner: { weight: "1" } }) }',
    variables: { order: { weight: 2, tags: 'one' }, tag: 't' },
    data: {
      echo: '{"mood":"CROSS","order":{"text":"x","weight":"2","mood":"CALM","tags":["one"]}}',
      b: '{"mood":"CROSS","order":{"text":"x","mood":"CALM","tags":["t"],"inner":{"text":"x","weight":"1","mood":"CALM"}}}',
    },
  },
  'a single value where a list is wanted': {
    query: '{ echo(ids: 5) }',
    data: { echo: '{"ids":["5"],"mood":"CROSS"}' },
  },
  'skip and include, on fields and fragments, by variable': {
    query: `query ($yes: Boolean!, $no: Boolean!) {
      cat { name @skip(if: $yes) a: name @include(if: $yes) b: name @include(if: $no) ... @include(if: $no) { c: name } ...F @skip(if: $no) }
    }
    fragment F on Cat { d: name }`,
    variables: { yes: true, no: false },
    data: { cat: { a: 'Mia', d: 'Mia' } },
  },
  'one field reached by a skipped and an included way': {
    query:
      'query ($no: Boolean!) { cat { name @include(if: $no) } cat { ...F ...F @include(if: $no) } } fragment F on Cat { name }',
    variables: { no: false },
    data: { cat: { name: 'Mia' } },
  },
  'fragments within fragments are merged': {
    query:
      '{ cat { ...A ...B } } fragment A on Cat { friend { name } } fragment B on Cat { friend { ...C } } fragment C on Cat { bornAt }',
    data: { cat: { friend: { name: 'Mia', bornAt: '2020-02-29T12:00:00Z' } } },
  },
  'a node is of the type that found it': {
    query: 'query ($id: ID!) { node(id: $id) { __typename id ... on Cat { name lives } ... on Dog { name } } }',
    variables: { id: catId },
    data: { node: { __typename: 'Cat', id: 'cat', name: 'Mia', lives: 9 } },
  },
  'several nodes come in the order asked for, with null for the unknown': {
    query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename ... on Node { id } } }',
    variables: { ids: [dogId, 'nonsense', catId, printGlobalId('Bird', CAT_ID), printGlobalId('Dog', CAT_ID)] },
    data: { nodes: [{ __typename: 'Dog', id: 'dog' }, null, { __typename: 'Cat', id: 'cat' }, null, null] },
  },
  'a union is of the type that it names': {
    query:
      '{ a: maybe(found: true) { ...F } b: maybe(found: false) { ...F } } fragment F on Found { __typename ... on Cat { name } ... on Missing { message } }',
    data: { a: { __typename: 'Cat', name: 'Mia' }, b: { __typename: 'Missing', message: 'gone' } },
  },
  'an error in a nullable field makes it null': {
    query: '{ broken money }',
    data: { broken: null, money: '-185.33' },
    errors: [['password=canary-7f3a', 'broken']],
  },
  'an error in a required field makes its parent null': {
    query: '{ brokenNeeded money }',
    data: null,
    errors: [['password=canary-7f3a', 'brokenNeeded']],
  },
  'an error deep in a required list makes the nearest nullable field null': {
    query: '{ brokenLater { fine x: deep } money }',
    data: { brokenLater: null, money: '-185.33' },
    errors: [['password=canary-7f3a', 'brokenLater.0.x']],
  },
  'mutations run one after the other': {
    query: 'mutation { a: append(text: "1") b: append(text: "2") }',
    data: { a: expect.any(Array), b: expect.any(Array) },
  },
  'a failing mutation does not stop the next one': {
    query: 'mutation { failing append(text: "3") }',
    data: { failing: null, append: expect.arrayContaining(['3']) },
    errors: [['password=canary-7f3a', 'failing']],
  },
  introspection: {
    query: '{ __type(name: "Mood") { kind enumValues { name } } }',
    data: { __type: { kind: 'ENUM', enumValues: [{ name: 'CALM' }, { name: 'CROSS' }] } },
  },
};

function operationOf({ query, variables }: Case): Operation {
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  return { document, variableValues: variables, contextValue: {} };
}

const executors: Record<string, Executor> = {
  'graphql-js': (operation) => interpret(schema, operation),
  compiled: (operation) => {
    const compiled = compileQuery(schema, operation.document);
    if (!isCompiledQuery(compiled)) throw new Error(JSON.stringify(compiled));
    return runCompiled(schema, compiled, operation);
  },
};

describe.each(Object.keys(executors))('executed by %s', (name) => {
  test.each(Object.entries(cases))('%s', async (_case, given) => {
    const result = await executors[name]?.(operationOf(given));
    const shown = JSON.parse(JSON.stringify(result)) as { data?: unknown };
    expect(shown.data).toEqual(given.data);
    const errors = (result?.errors ?? []).map((error) => [error.message, error.path?.join('.') ?? '']);
    expect(errors.slice(0, 1)).toEqual(given.errors ?? []);
    for (const error of result?.errors ?? []) {
      expect(error.locations?.length).toBeGreaterThan(0);
      expect(error.extensions).toBeDefined();
    }
  });
});

test('a document is compiled when it comes back for the third time, and says the same', async () => {
  const executor = createExecutor(schema);
  const operation = operationOf({ query: '{ broken cat { name bornAt } }' });
  const first: unknown = JSON.parse(JSON.stringify(await executor(operation)));
  for (let time = 0; time < 4; time += 1) expect(JSON.parse(JSON.stringify(await executor(operation)))).toEqual(first);
});

test('each operation of a document is compiled as itself', async () => {
  const executor = createExecutor(schema);
  const document = parse('query A { instant } query B { money }');
  for (let time = 0; time < 4; time += 1) {
    expect((await executor({ document, operationName: 'A', contextValue: {} })).data).toEqual({
      instant: '2024-11-04T00:30:00Z',
    });
    expect((await executor({ document, operationName: 'B', contextValue: {} })).data).toEqual({ money: '-185.33' });
  }
});

test('an operation that never ends is given up with a code', async () => {
  const executor = createExecutor(schema, { timeoutSeconds: 0.02 });
  const result = await executor(operationOf({ query: '{ slow }' }));
  expect(result.errors?.[0]?.extensions).toMatchObject({ code: 'UNAVAILABLE' });
  expect(result.data).toBeUndefined();
});

test('an input that contains itself stops the boot: the compiler would never end', () => {
  const recursive = buildSchema('input Tree { branches: [Tree!] } type Query { grow(tree: Tree): String }');
  expect(() => createExecutor(recursive)).toThrow('Tree');
});
