import { buildSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { readTypeDefs } from '../../src/graphql/schema.ts';
import { walkSchema } from './walk-schema.ts';

test('the public schema follows every rule of naming and description', () => {
  expect(walkSchema(buildSchema(readTypeDefs().join('\n')))).toEqual([]);
});

/** A schema without fault but for what is added. */
function schemaWith({ fields = '', types = '', mutation = 'change("d" input: ChangeInput!): ChangeResult!' } = {}): string {
  return `
    "d" scalar DateTime
    "d" scalar Date
    "d" type Query { "d" powerKw: Float! ${fields} }
    "d" type Mutation { "d" ${mutation} }
    "d" input ChangeInput { "d" idempotencyKey: String! }
    "d" union ChangeResult = Changed
    "d" type Changed { "d" stepCount: Int }
    ${types}`;
}

const found = (sdl: string): readonly string[] => walkSchema(buildSchema(sdl));

describe('each rule can fail', () => {
  test.each<[string, Parameters<typeof schemaWith>[0], readonly string[]]>([
    ['nothing wrong: nothing found', {}, []],
    ['a number without a unit', { fields: '"d" power: Float' }, ['Query.power is a number without a unit']],
    ['a unit in the middle of a name', { fields: '"d" kwLimit: Float' }, ['Query.kwLimit is a number without a unit']],
    ['a word that only ends like a unit', { fields: '"d" discount: Int' }, ['Query.discount is a number without a unit']],
    ['a list of numbers', { fields: '"d" powers: [Float!]!' }, ['Query.powers is a number without a unit']],
    ['an argument', { fields: '"d" a("d" size: Int): String' }, ['Query.a(size:) is a number without a unit']],
    ['an input field', { types: '"d" input I { "d" size: Int }' }, ['I.size is a number without a unit']],
    ['a field called first', { fields: '"d" first: Int' }, ['Query.first is a number without a unit']],
    [
      'page sizes and qualified units: nothing found',
      { fields: '"d" a("d" first: Int "d" last: Int): String "d" powerKwMax: Float' },
      [],
    ],
    [
      'an instant with another name',
      { fields: '"d" time: DateTime' },
      ['Query.time is an instant, so it ends in At, From or Until'],
    ],
    ['a civil date with another name', { fields: '"d" day: Date' }, ['Query.day is a civil date, so it ends in Date']],
    ['a type without a description', { types: 'type T { "d" a: String }' }, ['T has no description']],
    ['a field without a description', { fields: 'a: String' }, ['Query.a has no description']],
    ['an argument without a description', { fields: '"d" a(b: String): String' }, ['Query.a(b:) has no description']],
    ['an empty description', { fields: '" " a: String' }, ['Query.a has no description']],
    ['an enum value without a description', { types: '"d" enum E { A }' }, ['E.A has no description']],
    ['an input field without a description', { types: '"d" input I { a: String }' }, ['I.a has no description']],
    ['a scalar without a description', { types: 'scalar S' }, ['S has no description']],
    [
      'a mutation without an idempotency key',
      { mutation: 'change("d" text: String): ChangeResult!' },
      ['Mutation.change has no input with idempotencyKey: String!'],
    ],
    [
      'a mutation with an optional idempotency key',
      { mutation: 'change("d" input: I!): ChangeResult!', types: '"d" input I { "d" idempotencyKey: String }' },
      ['Mutation.change has no input with idempotencyKey: String!'],
    ],
    [
      'a mutation that returns an object',
      { mutation: 'change("d" input: ChangeInput!): Changed!' },
      ['Mutation.change does not return the union ChangeResult!'],
    ],
    [
      'a mutation that returns the union of another',
      { mutation: 'alter("d" input: ChangeInput!): ChangeResult!' },
      ['Mutation.alter does not return the union AlterResult!'],
    ],
    [
      'a mutation that may return null',
      { mutation: 'change("d" input: ChangeInput!): ChangeResult' },
      ['Mutation.change does not return the union ChangeResult!'],
    ],
  ])('%s', (_rule, fault, sentences) => {
    expect(found(schemaWith(fault))).toEqual(sentences);
  });
});
