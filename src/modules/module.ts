import type { ModuleResolvers } from '../graphql/complete.ts';
import type { GraphQLContext } from '../graphql/context.ts';
import type { Action, Timer } from '../platform/platform.ts';

/** What a module gives to the whole; `all.ts` lists the modules, everything else is derived from that list. */
export interface Module {
  readonly resolvers: ModuleResolvers;
  /** How an object behind a global id is found, by the GraphQL type's name. Null when it does not exist or is not the caller's. */
  readonly nodes: Readonly<Record<string, (ctx: GraphQLContext, id: string) => Promise<object | null>>>;
  readonly actions: readonly Action[];
  readonly timers: readonly Timer[];
}
