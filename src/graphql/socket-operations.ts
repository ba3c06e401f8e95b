import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  OperationTypeNode,
  parse,
  validate,
} from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import { SharedStream } from '../platform/shared-stream.ts';
import type { Admitted } from './admission.ts';
import type { Executor } from './executor.ts';
import { LIMITS } from './limits.ts';
import type { SharedOperation } from './subscription-hub.ts';

const DOCUMENT_COUNT_MAX = 1_000;

/** An operation asked for over a socket, valid and within the limits, or the reasons why it is not. */
export type PrepareOperation = (payload: SubscribePayload) => DocumentNode | readonly GraphQLError[];

/** Parses and validates; an accepted text is remembered, so that its document can be compiled when it comes back. */
export function createPreparation(schema: GraphQLSchema): PrepareOperation {
  const accepted = new Map<string, DocumentNode>();
  return ({ query, operationName }) => {
    const known = accepted.get(query);
    const document = known ?? parsed(schema, query);
    if (!('kind' in document)) return document;
    if (!getOperationAST(document, operationName)) {
      return [
        withCode(
          new GraphQLError('The document has no operation of this name, or several and none was named.'),
          'OPERATION_RESOLUTION_FAILURE',
        ),
      ];
    }
    if (!known) remember(accepted, query, document);
    return document;
  };
}

function parsed(schema: GraphQLSchema, query: string): DocumentNode | readonly GraphQLError[] {
  try {
    const document = parse(query, { maxTokens: LIMITS.tokens });
    const errors = validate(schema, document, undefined, { maxErrors: LIMITS.validationErrors });
    if (errors.length > 0) return errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED'));
    return document;
  } catch (error) {
    if (error instanceof GraphQLError) return [withCode(error, 'GRAPHQL_PARSE_FAILED')];
    throw error;
  }
}

function remember(accepted: Map<string, DocumentNode>, query: string, document: DocumentNode): void {
  const [oldest] = accepted.keys();
  if (accepted.size >= DOCUMENT_COUNT_MAX && oldest !== undefined) accepted.delete(oldest);
  accepted.set(query, document);
}

/** The code that Apollo would have given the error. */
function withCode(error: GraphQLError, code: string): GraphQLError {
  const { message, nodes, source, positions } = error;
  const place = nodes ? { nodes } : { source: source ?? null, positions: positions ?? null };
  return new GraphQLError(message, { ...place, originalError: error, extensions: { code } });
}

export interface Running {
  readonly executor: Executor;
  readonly freshContext: () => unknown;
  readonly admitted: Admitted;
  /** Called once, when a subscription is over. */
  readonly begin: () => () => void;
  /** Lets a subscription have its part in a stream that others follow too. */
  readonly share: (stream: SharedStream<unknown>, asked: Shared) => AsyncGenerator<ExecutionResult, undefined>;
}

export interface Shared {
  readonly operation: SharedOperation;
  readonly run: (event: unknown) => Promise<ExecutionResult>;
  readonly end: () => void;
}

/** Runs a query or mutation once, or a subscription for each of its events with a context of its own. */
export async function runOperation(
  args: ExecutionArgs,
  { executor, freshContext, admitted, begin, share }: Running,
): Promise<ExecutionResult | AsyncGenerator<ExecutionResult>> {
  const { document, operationName, variableValues } = args;
  const operation = { document, operationName, variableValues };
  if (getOperationAST(document, operationName)?.operation !== OperationTypeNode.SUBSCRIPTION) {
    return withCost(withInputCode(await executor({ ...operation, contextValue: freshContext() })), admitted);
  }
  const end = begin();
  const events = await createSourceEventStream({ ...args, contextValue: freshContext() }).catch((error: unknown) => {
    end();
    throw error;
  });
  if (!(Symbol.asyncIterator in events)) {
    end();
    return withInputCode(events);
  }
  // The price of a subscription is that of its first event; what follows is held back by what there is to tell, and by the caps.
  let first = true;
  const run = async (rootValue: unknown): Promise<ExecutionResult> => {
    const result = await executor({ ...operation, contextValue: freshContext(), rootValue });
    if (!first) return result;
    first = false;
    return withCost(result, admitted);
  };
  if (events instanceof SharedStream) return share(events, { operation, run, end });
  return eachEvent(events, { run, end });
}

function withCost(result: ExecutionResult, admitted: Admitted): ExecutionResult {
  return { ...result, extensions: { ...result.extensions, cost: admitted.settle(result.data) } };
}

/** Loaders, abilities and `now` of one event must not serve the next: each has a context of its own. */
function eachEvent(
  events: AsyncIterable<unknown>,
  { run, end }: { run: (event: unknown) => Promise<ExecutionResult>; end: () => void },
): AsyncGenerator<ExecutionResult> {
  const source = events[Symbol.asyncIterator]();
  const close = async (): Promise<IteratorReturnResult<undefined>> => {
    end();
    await source.return?.();
    return { done: true, value: undefined };
  };
  // Not a generator: its `return` would wait for the next event instead of ending the source at once.
  return {
    async next() {
      const step = await source.next().catch((error: unknown) => {
        end();
        throw error;
      });
      if (!step.done) return { done: false, value: await run(step.value) };
      end();
      return { done: true, value: undefined };
    },
    return: close,
    async throw(error) {
      await close();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    async [Symbol.asyncDispose]() {
      await close();
    },
  };
}

/** Variables are refused without data and without a code; over HTTP Apollo gives them this one. */
function withInputCode(result: ExecutionResult): ExecutionResult {
  if (result.data !== undefined || !result.errors) return result;
  const refused = (error: GraphQLError): boolean => error.message.startsWith('Variable "') && !error.path;
  return { errors: result.errors.map((error) => (refused(error) ? withCode(error, 'BAD_USER_INPUT') : error)) };
}
