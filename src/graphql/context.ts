import { randomUUID } from 'node:crypto';
import { type Ability, abilityOf } from '../modules/ownership/index.ts';
import type { Actor } from '../modules/tenancy/index.ts';
import { type LoaderDefinition, RequestLoaders } from '../platform/loader.ts';
import type { Platform } from '../platform/platform.ts';
import type { Tx } from '../platform/tenant-db.ts';

/** What a resolver may lean on: who asks, what they may do, and one `now` for the whole request. */
export interface GraphQLContext {
  readonly actor: Actor;
  readonly platform: Platform;
  readonly now: Date;
  /** Finds this request in the log. */
  readonly requestId: string;
  /** What the actor may do at `now`; read once a request. */
  ability(): Promise<Ability>;
  /** A read transaction of the actor's tenant. */
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** The value behind a key, batched and cached within the request. */
  load<Key extends string, Value>(definition: LoaderDefinition<GraphQLContext, Key, Value>, key: Key): Promise<Value | null>;
}

export function createContext({ actor, platform }: { actor: Actor; platform: Platform }): GraphQLContext {
  const now = platform.clock.now();
  let ability: Promise<Ability> | null = null;
  const ctx: GraphQLContext = {
    actor,
    platform,
    now,
    requestId: randomUUID(),
    ability: () => (ability ??= abilityOf({ platform, actor, now })),
    read: (work) => platform.db.read(actor.tenantId, work),
    load: (definition, key) => loaders.load(definition, key),
  };
  const loaders = new RequestLoaders(ctx);
  return ctx;
}
