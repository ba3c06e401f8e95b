import { makeExecutableSchema } from '@graphql-tools/schema';
import type { GraphQLSchema } from 'graphql';
import { readdirSync, readFileSync } from 'node:fs';
import type { ResolverMap } from './merge.ts';

const SCHEMA_FOLDER = new URL('../../schema/', import.meta.url);

/** The SDL of `schema/`, one text for each file. */
export function readTypeDefs(): readonly string[] {
  const names = readdirSync(SCHEMA_FOLDER).filter((name) => name.endsWith('.graphql'));
  return names.toSorted().map((name) => readFileSync(new URL(name, SCHEMA_FOLDER), 'utf8'));
}

/** SDL and resolvers joined. A resolver of a field that the SDL does not have stops the boot. */
export function executableSchema({
  typeDefs,
  resolvers,
}: {
  typeDefs: readonly string[];
  resolvers: ResolverMap;
}): GraphQLSchema {
  return makeExecutableSchema({
    typeDefs: [...typeDefs],
    // The library asks for an index signature that the precise types of resolvers do not have.
    resolvers: resolvers as Parameters<typeof makeExecutableSchema>[0]['resolvers'] & object,
    resolverValidationOptions: { requireResolversToMatchSchema: 'error', requireResolversForResolveType: 'ignore' },
  });
}
