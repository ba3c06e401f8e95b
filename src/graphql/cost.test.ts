import {
  buildSchema,
  execute,
  getDirectiveValues,
  getNamedType,
  getNullableType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLResolveInfo,
  isAbstractType,
  isInputObjectType,
  isInterfaceType,
  isEnumType,
  isLeafType,
  isListType,
  isObjectType,
  isRequiredInputField,
  isUnionType,
  parse,
  validate,
} from 'graphql';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { present } from '../kernel/assert.ts';
import { createPricing } from './cost.ts';
import { readTypeDefs } from './schema.ts';
import { readTrustedDocuments } from './trusted-documents.ts';
import { DEFAULT_API_POLICY } from '../platform/api-policy.ts';

const schema = buildSchema(readTypeDefs().join('\n'));
const DIRECTIVE = present(schema.getDirective('atMost'), 'the directive of a list’s length');
const pricing = createPricing(schema);
const requested = (query: string, variables: object = {}, name?: string): number =>
  pricing(parse(query), name).requestedPoints({ ...variables });

describe('the price of a document', () => {
  test.each<[string, string, object, number]>([
    ['plain values cost nothing beside their object', '{ viewer { role tenant { slug name } } }', {}, 2],
    ['a list is as long as its page', '{ batteries(first: 7) { nodes { id site { name } } } }', {}, 1 + 7 * 2],
    ['or read backwards', '{ batteries(last: 7) { nodes { id } } }', {}, 1 + 7],
    ['or the usual page', '{ batteries { nodes { id } } }', {}, 1 + 50],
    ['the default of the schema counts', '{ battery(id: "x") { instructions { nodes { id } } } }', {}, 1 + 1 + 20],
    ['so does a variable', 'query ($n: Int) { batteries(first: $n) { nodes { id } } }', { n: 3 }, 1 + 3],
    ['and its default', 'query ($n: Int = 4) { batteries(first: $n) { nodes { id } } }', {}, 1 + 4],
    ['null is not the default', 'query ($n: Int = 4) { batteries(first: $n) { nodes { id } } }', { n: null }, 1 + 50],
    [
      'a page that will be refused is not reckoned beyond the largest',
      '{ batteries(first: 1000000000) { nodes { id } } }',
      {},
      101,
    ],
    [
      'edges, nodes and the page are objects',
      '{ sites(first: 2) { edges { node { id } } nodes { id } pageInfo { endCursor } } }',
      {},
      1 + 4 + 2 + 1,
    ],
    [
      'pages within pages multiply',
      '{ batteries(first: 5) { nodes { instructions(first: 10) { nodes { id } } } } }',
      {},
      1 + 5 * (1 + 1 + 10),
    ],
    ['ids are counted', 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: ['a', 'b', 'c'] }, 3],
    ['ids that are written down as well', '{ nodes(ids: ["a", "b"]) { id } }', {}, 2],
    ['a list of a stated length counts in full', '{ battery(id: "x") { plan { periods { powerKw } } } }', {}, 2 + 2_880],
    [
      'an argument of a list makes it shorter',
      'query ($n: Int!) { battery(id: "x") { readings(from: "a", until: "b", pointCountMax: $n) { socPercent } } }',
      { n: 9 },
      10,
    ],
    [
      'a change has its own price',
      'mutation ($i: RequestPlanInput!) { requestPlan(input: $i) { ... on PlanRequested { battery { id } } } }',
      { i: {} },
      11,
    ],
    [
      'fragments are where they are spread',
      'query { a: battery(id: "x") { ...F } b: battery(id: "x") { ...F } } fragment F on Battery { site { id } }',
      {},
      4,
    ],
    ['the same field twice is one', '{ viewer { tenant { id } } viewer { tenant { name } } }', {}, 2],
    ['the schema has a price', '{ __schema { queryType { name } } }', {}, 100],
    ['nothing is free', '{ __typename }', {}, 1],
  ])('%s', (_guarantee, query, variables, points) => {
    expect(requested(query, variables)).toBe(points);
  });

  test('fragments that double at each level are priced without trouble or refused', () => {
    const levels = Array.from(
      { length: 40 },
      (_, index) => `fragment F${index} on Battery { site { batteries { ...F${index + 1} ...F${index + 1} } } }`,
    );
    expect(requested(`{ battery(id: "x") { ...F0 ...F0 } } ${levels.join(' ')} fragment F40 on Battery { id }`)).toBeGreaterThan(
      1e9,
    );
  });

  test('one document of two operations has two prices', () => {
    const text = 'query A { viewer { role } } query B { batteries { nodes { id } } }';
    expect([requested(text, {}, 'A'), requested(text, {}, 'B')]).toEqual([1, 51]);
  });

  test('every document of our own pages fits many times into the budget of a credential', () => {
    for (const text of readTrustedDocuments().manifest.values()) {
      expect(validate(schema, parse(text))).toEqual([]);
      expect(requested(text, { pointCountMax: 2_000 })).toBeLessThanOrEqual(DEFAULT_API_POLICY.credentialPoints / 5);
    }
  });
});

test('whatever is asked, the answer never holds more objects than were paid for', async () => {
  let largest = 0;
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.nat(1_000_000)), async (stream) => {
      const choose = (most: number): number => Number(stream.next().value) % most;
      const { query, variables } = randomQuery(choose);
      const document = parse(query);
      expect(validate(schema, document)).toEqual([]);
      const { data, errors } = await execute({
        schema,
        document,
        variableValues: variables,
        rootValue: {},
        fieldResolver: (parent: { size?: number }, args: Args, _context, info) => {
          const type = getNullableType(info.returnType);
          return isListType(type)
            ? Array.from({ length: lengthOf(info, parent, args) }, () => made(getNamedType(type), args, choose))
            : made(getNamedType(type), args, choose);
        },
      });
      expect(errors).toBeUndefined();
      const price = pricing(document);
      const objectCount = objectsIn(data) - 1;
      const paid = price.requestedPoints(variables);
      expect(paid).toBeGreaterThanOrEqual(objectCount);
      expect(paid).toBeGreaterThanOrEqual(price.actualPoints(data));
      expect(price.actualPoints(data)).toBeGreaterThanOrEqual(objectCount);
      largest = Math.max(largest, objectCount);
    }),
    { numRuns: 300 },
  );
  expect(largest).toBeGreaterThan(100);
});

type Args = { first?: number; last?: number; pointCountMax?: number; ids?: string[] };

/** As many as the server would ever give. */
function lengthOf(info: GraphQLResolveInfo, parent: { size?: number }, { ids, pointCountMax }: Args): number {
  if (info.parentType.name.endsWith('Connection')) return parent.size ?? 50;
  // Lists whose length is stated in hundreds are given shorter: an answer of millions tests nothing more.
  return ids?.length ?? Math.min(pointCountMax ?? 6, statedLengthOf(info), 6);
}

function statedLengthOf({ parentType, fieldName }: GraphQLResolveInfo): number {
  const field = parentType.getFields()[fieldName]?.astNode;
  const { entries } = (field && getDirectiveValues(DIRECTIVE, field)) ?? {};
  return typeof entries === 'number' ? entries : Infinity;
}

/** A value of a type: of an abstract one, any of its objects. */
function made(type: GraphQLNamedType, { first, last }: Args, choose: (most: number) => number): unknown {
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isLeafType(type)) return type.name === 'Int' || type.name === 'Float' ? 1 : type.name === 'Boolean' ? true : 'x';
  if (isAbstractType(type)) {
    const possible = schema.getPossibleTypes(type);
    return { __typename: possible[choose(possible.length)]?.name };
  }
  return { size: first ?? last ?? 50 };
}

function objectsIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((count: number, entry) => count + objectsIn(entry), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((count: number, entry) => count + objectsIn(entry), 1);
}

function randomQuery(choose: (most: number) => number): { query: string; variables: Record<string, unknown> } {
  const variables: Record<string, unknown> = {};
  const declared: string[] = [];
  const variable = (type: string, value: unknown, byDefault?: unknown): string => {
    const name = `v${declared.length}`;
    declared.push(`$${name}: ${type}${byDefault === undefined ? '' : ` = ${JSON.stringify(byDefault)}`}`);
    if (value !== undefined) variables[name] = value;
    return `$${name}`;
  };
  const count = (): string => {
    const asked = 1 + choose(8);
    switch (choose(4)) {
      case 0:
        return variable('Int', asked);
      case 1:
        return variable('Int', undefined, asked);
      case 2:
        return variable('Int', asked, 3);
      default:
        return String(asked);
    }
  };
  const valueOf = (name: string, type: GraphQLNamedType): string => {
    if (name === 'first' || name === 'last' || name === 'pointCountMax') return count();
    if (name === 'ids') {
      const ids = Array.from({ length: choose(5) }, () => 'x');
      return choose(2) === 0 ? JSON.stringify(ids) : variable('[ID!]!', ids);
    }
    if (isEnumType(type)) return type.getValues()[0]?.name ?? 'null';
    if (isInputObjectType(type)) {
      const needed = Object.values(type.getFields()).filter(isRequiredInputField);
      return `{ ${needed.map((field) => `${field.name}: ${valueOf(field.name, getNamedType(field.type))}`).join(' ')} }`;
    }
    return type.name === 'Float' ? '1' : '"x"';
  };
  let alias = 0;
  const fieldOf = (field: GraphQLField<unknown, unknown>, depth: number): string => {
    // Either end of a page, or neither.
    const end = ['first', 'last', ''][choose(3)];
    const given = field.args.filter(
      ({ name, type }) => String(type).endsWith('!') || name === end || (name === 'pointCountMax' && choose(2) === 0),
    );
    const args = given.map(({ name, type }) => `${name}: ${valueOf(name, getNamedType(type))}`);
    const inner = selectionOf(getNamedType(field.type), depth);
    alias += 1;
    return `a${alias}: ${field.name}${args.length === 0 ? '' : `(${args.join(' ')})`} ${inner}`;
  };
  const selectionOf = (type: GraphQLNamedType, depth: number): string => {
    if (isLeafType(type)) return '';
    if (isUnionType(type))
      return `{ ${type
        .getTypes()
        .map((one) => `... on ${one.name} ${selectionOf(one, depth)}`)
        .join(' ')} }`;
    if (isInterfaceType(type)) {
      const one = schema.getPossibleTypes(type)[choose(5)];
      return `{ id ${one ? `... on ${one.name} ${selectionOf(one, depth)}` : ''} }`;
    }
    const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
    const usable =
      depth === 0 ? fields.filter((field) => isLeafType(getNamedType(field.type)) && field.args.length === 0) : fields;
    const chosen = Array.from({ length: 1 + choose(3) }, () => usable[choose(usable.length)]).filter(
      (field) => field !== undefined,
    );
    return `{ __typename ${chosen.map((field) => fieldOf(field, depth - 1)).join(' ')} }`;
  };
  const root = schema.getQueryType();
  const selected = root ? selectionOf(root, 4) : '';
  return { query: `query${declared.length === 0 ? '' : `(${declared.join(' ')})`} ${selected}`, variables };
}
