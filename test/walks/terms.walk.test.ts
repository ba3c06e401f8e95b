import {
  buildSchema,
  getNamedType,
  getNullableType,
  type GraphQLField,
  type GraphQLSchema,
  isCompositeType,
  isEnumType,
  isIntrospectionType,
  isListType,
  isObjectType,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { COMMON_ERRORS } from '../../src/graphql/describe.ts';
import { termsOf } from '../../src/graphql/price-list.ts';
import { apiSchema } from '../../src/graphql/resolvers.ts';
import { FAULT_CODES } from '../../src/platform/fault.ts';
import { ROOT_FIELDS } from '../api/root-fields.ts';

type Field = GraphQLField<unknown, unknown>;
type Place = readonly [path: string, field: Field, parentName: string];

const schema = apiSchema();
const ROOTS = new Set(['Query', 'Mutation', 'Subscription']);

function fieldsOf(of: GraphQLSchema): readonly Place[] {
  const types = Object.values(of.getTypeMap()).filter((type) => isObjectType(type) && !isIntrospectionType(type));
  return types.flatMap((type) =>
    isObjectType(type)
      ? Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, field, type.name] as const)
      : [],
  );
}

/** One sentence for each field whose terms are not stated. */
function walkTerms(of: GraphQLSchema): readonly string[] {
  return fieldsOf(of).flatMap(([path, field, parentName]) => {
    const directives = new Set(field.astNode?.directives?.map(({ name }) => name.value));
    const { right } = termsOf(field, parentName);
    return [
      ...(ROOTS.has(parentName) && right === undefined ? [`${path} says neither @requires nor @public`] : []),
      ...(directives.has('requires') && directives.has('public') ? [`${path} says both @requires and @public`] : []),
      ...(isUnstatedList(field, parentName) && !directives.has('atMost') ? [`${path} is a list of objects without @atMost`] : []),
      ...(field.args.length > 0 && !directives.has('errors') ? [`${path} takes arguments and says nothing of @errors`] : []),
    ];
  });
}

function isUnstatedList({ type }: Field, parentName: string): boolean {
  return isListType(getNullableType(type)) && isCompositeType(getNamedType(type)) && !parentName.endsWith('Connection');
}

test('every field says what it needs, holds and refuses', () => {
  expect(walkTerms(schema)).toEqual([]);
});

describe('each rule can fail', () => {
  const withField = (field: string) =>
    walkTerms(
      buildSchema(`
        directive @requires(right: String!) on FIELD_DEFINITION
        directive @public on FIELD_DEFINITION
        directive @atMost(entries: Int!) on FIELD_DEFINITION
        directive @errors(codes: [String!]!) on FIELD_DEFINITION
        type Thing { id: ID! }
        type Query { ${field} }`),
    );
  test.each([
    ['a: Int @public', []],
    ['a: Int', ['Query.a says neither @requires nor @public']],
    ['a: Int @public @requires(right: "READ")', ['Query.a says both @requires and @public']],
    ['a: [Thing!]! @public', ['Query.a is a list of objects without @atMost']],
    ['a: [ID!]! @public', []],
    ['a(b: Int): Int @public', ['Query.a takes arguments and says nothing of @errors']],
  ])('%s', (field, findings) => {
    expect(withField(field)).toEqual(findings);
  });
});

test('the codes of the schema are those of the catalogue', () => {
  const codes = schema.getType('ErrorCode');
  if (!isEnumType(codes)) throw new Error('ErrorCode is an enum');
  const described = Object.fromEntries(codes.getValues().map(({ name, description }) => [name, description]));
  expect(described).toEqual(FAULT_CODES);
});

test('a root field states every code with which it was seen to fail', () => {
  for (const { field: path, badInput, refused, withId } of ROOT_FIELDS) {
    const [, field, parentName] = fieldsOf(schema).find(([name]) => name === path) ?? [];
    if (!field || !parentName) throw new Error(`${path} is in the schema`);
    const { errors } = termsOf(field, parentName);
    const seen = new Set<string>(badInput.map(([, , code]) => code));
    if (refused.length > 0) seen.add('FORBIDDEN');
    if (withId && parentName === 'Mutation') seen.add('NOT_FOUND');
    for (const code of seen) expect([...errors, ...COMMON_ERRORS], `${path} fails with ${code}`).toContain(code);
  }
});

test('the description that introspection serves ends with right, cost and errors', () => {
  for (const [path, { description }] of fieldsOf(schema)) {
    expect(description, path).toMatch(/^[^]+\n\nRight: .+\. Cost: .+\. Errors: .+\.$/);
  }
  const { overrideBattery } = schema.getMutationType()?.getFields() ?? {};
  expect(overrideBattery?.description).toContain(
    'Right: OVERRIDE. Cost: 10 points. Errors: BAD_USER_INPUT, IDEMPOTENCY_MISMATCH, FORBIDDEN, NOT_FOUND.',
  );
});
