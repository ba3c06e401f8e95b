import { randomUUID } from 'node:crypto';
import { type Ability, abilityOf, type Withheld } from '../modules/ownership/index.ts';
import type { Actor } from '../modules/tenancy/index.ts';
import { RequestLoaders } from '../platform/loader.ts';
import type { Services } from '../modules/module.ts';
import type { GraphQLContext } from './context.ts';

interface Asked {
  readonly actor: Actor;
  readonly platform: Services;
  readonly sourceIp?: string | null;
}

/** The context of one request, or of one event of a subscription. */
export function createContext({ actor, platform, sourceIp = null }: Asked): GraphQLContext {
  const now = platform.clock.now();
  let ability: Promise<Ability> | null = null;
  const withheld: Withheld[] = [];
  // Most events of a subscription need neither.
  let requestId: string | null = null;
  let loaders: RequestLoaders<GraphQLContext> | null = null;
  const ctx: GraphQLContext = {
    actor,
    platform,
    now,
    get requestId() {
      return (requestId ??= randomUUID());
    },
    sourceIp,
    ability: () => (ability ??= Promise.resolve(abilityOf({ platform, actor, now }))),
    withheld,
    read: (work) => platform.db.read(actor.tenantId, work),
    load: (definition, key) => (loaders ??= new RequestLoaders(ctx)).load(definition, key),
  };
  return ctx;
}
