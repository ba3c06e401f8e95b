import type { Ability, Withheld } from '../modules/ownership/index.ts';
import type { Actor } from '../modules/tenancy/index.ts';
import type { LoaderDefinition } from '../platform/loader.ts';
import type { Services } from '../modules/module.ts';
import type { Tx } from '../platform/tenant-db.ts';

/** What a resolver may lean on: who asks, what they may do, and one `now` for the whole request. */
export interface GraphQLContext {
  readonly actor: Actor;
  readonly platform: Services;
  readonly now: Date;
  /** Finds this request in the log. */
  readonly requestId: string;
  /** Where the request came from, for the audit trail; null where nobody knows. */
  readonly sourceIp: string | null;
  /** What the actor may do at `now`; read once a request. */
  ability(): Promise<Ability>;
  /** What the answer leaves out because it is not the caller's to see; told in its `extensions`. */
  readonly withheld: Withheld[];
  /** A read transaction of the actor's tenant. */
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** The value behind a key, batched and cached within the request. */
  load<Key extends string, Value>(definition: LoaderDefinition<GraphQLContext, Key, Value>, key: Key): Promise<Value | null>;
}
