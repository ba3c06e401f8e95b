import { type GraphQLSchema, isInterfaceType } from 'graphql';
import { modules } from '../modules/all.ts';
import { auditedRoots } from './audited-roots.ts';
import type { CompleteResolvers } from './complete.ts';
import { mergeResolvers } from './merge.ts';
import { nodeResolvers } from './nodes.ts';
import { scalars } from './scalars.ts';
import { executableSchema, readTypeDefs } from './schema.ts';

const nodes = nodeResolvers(modules);

/** Every resolver of the API. A field without one does not compile. */
const resolvers = {
  ...auditedRoots(mergeResolvers([...Object.values(modules).map((module) => module.resolvers), nodes.resolvers])),
  ...scalars,
} satisfies CompleteResolvers;

/** The schema of the API, ready to run. A type with a global id that no module can find stops the boot. */
export function apiSchema(): GraphQLSchema {
  const schema = executableSchema({ typeDefs: readTypeDefs(), resolvers });
  const node = schema.getType('Node');
  const named = isInterfaceType(node) ? schema.getPossibleTypes(node).map(({ name }) => name) : [];
  const lost = named.filter((name) => !nodes.typeNames.includes(name));
  if (lost.length > 0) throw new Error(`no module finds the nodes ${lost.join(', ')}`);
  return schema;
}
