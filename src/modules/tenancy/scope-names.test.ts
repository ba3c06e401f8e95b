import { GraphQLEnumType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { apiSchema } from '../../graphql/resolvers.ts';
import { SCOPES } from '../../kernel/scopes.ts';
import { SCOPES_OF_ROLE } from './role-scopes.ts';
import { namesOfScopes, nameOfScope, scopeNamed } from './scope-names.ts';

describe('the name of a scope in the API', () => {
  test('every scope has one of its own, and is found again by it', () => {
    expect(SCOPES.map((scope) => scopeNamed(nameOfScope(scope)))).toEqual(SCOPES);
  });

  test('those are the names that the schema promises, in the same order', () => {
    const promised = apiSchema().getType('Scope');
    const names = promised instanceof GraphQLEnumType ? promised.getValues().map(({ name }) => name) : [];
    expect(namesOfScopes(SCOPES)).toEqual(names);
  });
});

test('only the role ADMIN gives everything, and every role gives to see what there is', () => {
  expect(SCOPES_OF_ROLE.ADMIN).toEqual(SCOPES);
  for (const [role, scopes] of Object.entries(SCOPES_OF_ROLE)) {
    expect(scopes).toContain('identity:read');
    expect(scopes.includes('administer')).toBe(role === 'ADMIN');
  }
});
