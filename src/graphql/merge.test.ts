import { expect, test } from 'vitest';
import { mergeResolvers } from './merge.ts';
import { nodeResolvers } from './nodes.ts';
import { executableSchema } from './schema.ts';

const one = (): number => 1;

test('two modules may share a type', () => {
  expect(mergeResolvers([{ Query: { a: one } }, { Query: { b: one }, Site: { c: one } }])).toEqual({
    Query: { a: one, b: one },
    Site: { c: one },
  });
});

test('two modules that resolve one field stop the boot', () => {
  expect(() => mergeResolvers([{ Query: { a: one } }, { Query: { a: one } }])).toThrow('Query.a is resolved by two modules');
});

test('two modules that find one node stop the boot', () => {
  const nodes = { Site: async () => null };
  expect(() => nodeResolvers({ a: { nodes }, b: { nodes } })).toThrow('Site is found by two modules');
});

test('a resolver of a field that the SDL does not have stops the boot', () => {
  const typeDefs = ['type Query { a: Int }'];
  expect(() => executableSchema({ typeDefs, resolvers: { Query: { b: one } } })).toThrow('Query.b');
});
