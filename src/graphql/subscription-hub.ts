import {
  type DocumentNode,
  type ExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { type Actor, sharedActor, viewKeyOf } from '../modules/tenancy/index.ts';
import type { Services } from '../modules/module.ts';
import type { SharedStream } from '../platform/shared-stream.ts';
import { createContext } from './create-context.ts';
import type { createErrorMask } from './errors.ts';
import type { Executor, Operation } from './executor.ts';
import { SharedGroup } from './shared-group.ts';
import { type Joining, SharedReader } from './shared-reader.ts';

/** How often those who are behind are looked at. */
const LOOK_MS = 100;
/** A half-read buffer is room enough to go on. */
const CAUGHT_UP_PART = 0.5;

export interface HubLimits {
  readonly behindBytes: number;
  readonly behindSeconds: number;
  readonly goodbyeSeconds: number;
}

interface Parts {
  readonly schema: GraphQLSchema;
  readonly executor: Executor;
  readonly platform: Services;
  readonly mask: ReturnType<typeof createErrorMask>['mask'];
  readonly limits: HubLimits;
}

export type SharedOperation = Pick<Operation, 'document' | 'operationName' | 'variableValues'>;

interface Asked extends Omit<Joining, 'begin' | 'hasView'> {
  readonly stream: SharedStream<unknown>;
  readonly operation: SharedOperation;
  /** Who asks, at any time; null when nobody does any more. */
  readonly actorNow: () => Actor | null;
  readonly actor: Actor;
}

export const SLOW_READER = 4413;

/** Brings together the subscriptions that ask the same of the same view, and closes those that do not read. */
export class SubscriptionHub {
  readonly #parts: Parts;
  readonly #groups = new Map<string, SharedGroup>();
  readonly #behind = new Set<SharedReader>();
  readonly #questions: (operation: SharedOperation, startArguments: readonly string[]) => string;
  #look: NodeJS.Timeout | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#questions = createQuestionKeys(parts.schema);
  }

  join({ stream, operation, actorNow, actor, ...joining }: Asked): SharedReader {
    const viewKey = viewKeyOf(actor);
    const key = `${viewKey} ${this.#questions(operation, stream.startArguments)}`;
    const group = this.#groups.get(key) ?? this.#newGroup({ stream, operation, actor });
    this.#groups.set(key, group);
    // Asked at every message: an actor that was compared needs no second look.
    let compared: Actor | null = actor;
    const hasView = (): boolean => {
      const now = actorNow();
      if (now === compared) return now !== null;
      if (now === null || viewKeyOf(now) !== viewKey) return false;
      compared = now;
      return true;
    };
    return new SharedReader(
      { ...joining, begin: stream.begin(), hasView },
      {
        group,
        behindBytes: this.#parts.limits.behindBytes,
        watch: (reader) => this.#watch(reader),
        leave: (reader) => {
          this.#behind.delete(reader);
          group.readers.delete(reader);
          if (group.readers.size > 0) return;
          group.follower.stop();
          if (this.#groups.get(key) === group) this.#groups.delete(key);
        },
      },
    );
  }

  #newGroup({ stream, operation, actor }: Pick<Asked, 'stream' | 'operation' | 'actor'>): SharedGroup {
    const { executor, platform, mask } = this.#parts;
    const viewer = sharedActor(actor);
    // What was thrown is masked when it is printed, like the errors of a result.
    const failed = (error: unknown): ExecutionResult => ({ errors: [graphqlErrorOf(error)] });
    return new SharedGroup({
      stream,
      execute(event) {
        try {
          const result = executor({ ...operation, contextValue: createContext({ actor: viewer, platform }), rootValue: event });
          return result instanceof Promise ? result.catch(failed) : result;
        } catch (error) {
          return failed(error);
        }
      },
      print: (result) =>
        JSON.stringify(result.errors ? { ...result, errors: result.errors.map((error) => mask(error)) } : result),
    });
  }

  #watch(reader: SharedReader): void {
    this.#behind.add(reader);
    if (this.#look === null) this.#look = setTimeout(() => this.#lookAtBehind(), LOOK_MS);
  }

  #lookAtBehind(): void {
    this.#look = null;
    const { behindBytes, behindSeconds, goodbyeSeconds } = this.#parts.limits;
    const nowMs = performance.now();
    for (const reader of this.#behind) {
      const { socket } = reader.target;
      if (reader.behindSinceMs === null || socket.readyState !== socket.OPEN) this.#behind.delete(reader);
      else if (socket.bufferedAmount <= behindBytes * CAUGHT_UP_PART) {
        this.#behind.delete(reader);
        reader.catchUp();
      } else if (nowMs - reader.behindSinceMs > behindSeconds * 1_000) {
        this.#behind.delete(reader);
        socket.close(SLOW_READER, `Nothing was read for ${behindSeconds} seconds`);
        // Whoever reads nothing does not read that either.
        setTimeout(() => socket.terminate(), goodbyeSeconds * 1_000);
      }
    }
    if (this.#behind.size > 0) this.#look = setTimeout(() => this.#lookAtBehind(), LOOK_MS);
  }
}

function graphqlErrorOf(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const originalError = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(originalError.message, { originalError });
}

/** Names what a subscription asks, without what only says where its reader begins. */
function createQuestionKeys(schema: GraphQLSchema): (operation: SharedOperation, startArguments: readonly string[]) => string {
  const numbers = new WeakMap<DocumentNode, number>();
  const names = new WeakMap<DocumentNode, readonly string[]>();
  let documentCount = 0;
  return ({ document, operationName, variableValues }, startArguments) => {
    if (!numbers.has(document)) numbers.set(document, (documentCount += 1));
    const asking = names.get(document) ?? askingVariables(schema, document, startArguments);
    names.set(document, asking);
    // What is left out may have a default, so it is not the same as null.
    const values = asking.flatMap((name) =>
      variableValues && Object.hasOwn(variableValues, name) ? [[name, variableValues[name]]] : [],
    );
    return JSON.stringify([numbers.get(document), operationName ?? null, values]);
  };
}

/** The variables of a document, in order, that stand anywhere but in the start arguments of the subscription's field. */
function askingVariables(schema: GraphQLSchema, document: DocumentNode, startArguments: readonly string[]): readonly string[] {
  const typeInfo = new TypeInfo(schema);
  const asking = new Set<string>();
  const visitor = visitWithTypeInfo(typeInfo, {
    VariableDefinition: () => false,
    Argument: ({ name }) => {
      const isAtRoot = typeInfo.getParentType() === schema.getSubscriptionType();
      return isAtRoot && startArguments.includes(name.value) ? false : undefined;
    },
    Variable: ({ name }) => void asking.add(name.value),
  });
  visit(document, visitor);
  return [...asking].toSorted();
}
