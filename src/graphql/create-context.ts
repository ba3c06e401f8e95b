import { randomUUID } from 'node:crypto';
import { type Ability, abilityOf, type Withheld } from '../modules/ownership/index.ts';
import type { Actor } from '../modules/tenancy/index.ts';
import { RequestLoaders } from '../platform/loader.ts';
import type { Platform } from '../platform/platform.ts';
import type { GraphQLContext } from './context.ts';

interface Asked {
  readonly actor: Actor;
  readonly platform: Platform;
  readonly sourceIp?: string | null;
}

/** The context of one request, or of one event of a subscription. */
export function createContext({ actor, platform, sourceIp = null }: Asked): GraphQLContext {
  const now = platform.clock.now();
  let ability: Promise<Ability> | null = null;
  const withheld: Withheld[] = [];
  const ctx: GraphQLContext = {
    actor,
    platform,
    now,
    requestId: randomUUID(),
    sourceIp,
    ability: () => (ability ??= Promise.resolve(abilityOf({ platform, actor, now }))),
    withheld,
    read: (work) => platform.db.read(actor.tenantId, work),
    load: (definition, key) => loaders.load(definition, key),
  };
  const loaders = new RequestLoaders(ctx);
  return ctx;
}
