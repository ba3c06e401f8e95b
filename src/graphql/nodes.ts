import type { Module } from '../modules/module.ts';
import { Fault } from '../platform/fault.ts';
import { parseGlobalId } from '../wire/global-id.ts';
import type { GraphQLContext } from './context.ts';
import type { NodeResolvers, ResolversParentTypes } from './generated/types.ts';
import { LIMITS } from './limits.ts';

type FindNode = Module['nodes'][string];
type NodeModel = ResolversParentTypes['Node'];
type NodeTypeName = Awaited<ReturnType<NonNullable<NodeResolvers['__resolveType']>>>;

/** The resolvers of `node` and `nodes`: the type within a global id says whose `nodes` to ask. */
export function nodeResolvers(modules: Readonly<Record<string, Pick<Module, 'nodes'>>>) {
  const finders = collect(modules);
  // Which finder found an object is its type. Rows carry no type of their own, and must not grow a property for it.
  const typeNames = new WeakMap<object, string>();

  const find = async (ctx: GraphQLContext, globalId: string): Promise<NodeModel | null> => {
    const parsed = parseGlobalId(globalId);
    const finder = parsed && finders.get(parsed.typeName);
    const found = finder ? await finder(ctx, parsed.id) : null;
    if (found && parsed) typeNames.set(found, parsed.typeName);
    // A module finds what stands behind its types, and nothing else.
    return found as NodeModel | null;
  };

  return {
    typeNames: [...finders.keys()],
    resolvers: {
      Query: {
        node: (_root: unknown, { id }: { id: string }, ctx: GraphQLContext) => find(ctx, id),
        nodes: async (_root: unknown, { ids }: { ids: readonly string[] }, ctx: GraphQLContext) => {
          if (ids.length > LIMITS.nodeIds) throw new Fault('BAD_USER_INPUT', { tell: `At most ${LIMITS.nodeIds} ids at once.` });
          return Promise.all(ids.map((id) => find(ctx, id)));
        },
      },
      // A type that is found but is no Node has no way into the API, so the name is one of theirs.
      Node: { __resolveType: (found: object) => (typeNames.get(found) ?? null) as NodeTypeName },
    },
  };
}

function collect(modules: Readonly<Record<string, Pick<Module, 'nodes'>>>): Map<string, FindNode> {
  const finders = new Map<string, FindNode>();
  for (const [typeName, find] of Object.values(modules).flatMap(({ nodes }) => Object.entries(nodes))) {
    if (finders.has(typeName)) throw new Error(`the node ${typeName} is found by two modules`);
    finders.set(typeName, find);
  }
  return finders;
}
