import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { randomUUID } from 'node:crypto';
import { Fault, type FaultCode } from '../platform/fault.ts';
import type { Log } from '../platform/log.ts';
import type { GraphQLContext } from './context.ts';

/** Codes for requests that never became an operation; their messages speak of the request alone. */
const PROTOCOL_CODES: ReadonlySet<unknown> = new Set([
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'QUERY_TOO_LARGE',
]);

/** The HTTP status of a fault that ends the whole request, by its code. */
export const HTTP_STATUS: Readonly<Record<FaultCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  BAD_USER_INPUT: 400,
  IDEMPOTENCY_MISMATCH: 409,
  QUERY_TOO_LARGE: 400,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
  INTERNAL: 500,
};

const INTERNAL_MESSAGE = 'Something broke on our side. Quote the request id when you report it.';
const SUGGESTION = / ?Did you mean[^]*$/;
const TOO_MANY_TOKENS = /^Syntax Error: Document contains more tha[nt] (\d+) tokens/;
/** graphql-js stops comparing repeated fields with one another at some point. */
const CHECK_GIVEN_UP = 'Validation aborted.';
/** graphql-js meets a null in a required argument only when it runs the operation, and gives the error no code. */
const ARGUMENT_REFUSED = /^Argument "/;

type Mask = (error: unknown, requestId?: string) => GraphQLFormattedError;

/** Turns whatever was thrown into what a customer may read; the rest goes to the log, under the same request id. */
export function createErrorMask(log: Log): { mask: Mask; plugin: ApolloServerPlugin<GraphQLContext> } {
  const requestIds = new WeakMap<object, string>();
  const mask: Mask = (error, requestId = requestIdOf(error, requestIds)) => maskError(error, { requestId, log });
  // Apollo formats errors without saying whose they are; this hook sees both just before.
  const plugin: ApolloServerPlugin<GraphQLContext> = {
    requestDidStart: async () => ({
      didEncounterErrors: async ({ errors, contextValue }) => {
        for (const error of errors) requestIds.set(error, contextValue.requestId);
      },
    }),
  };
  return { mask, plugin };
}

/** A fault that ends the whole request, as an error that also sets the status of the response. */
export function requestError(fault: Fault): GraphQLError {
  const headers = new Map<string, string>();
  if (fault.code === 'UNAUTHENTICATED') headers.set('www-authenticate', 'Bearer');
  const { retryAfterSeconds } = fault.detail;
  if (fault.code === 'RATE_LIMITED') headers.set('retry-after', String(retryAfterSeconds));
  const extensions: Record<string, unknown> = { code: fault.code, http: { status: HTTP_STATUS[fault.code], headers } };
  return new GraphQLError(fault.message, { originalError: fault, extensions });
}

/** The code under which a customer sees an error; one of a closed list, whatever was thrown. */
export function codeOf(error: unknown): string {
  return shownOf(error, causeOf(error)).code;
}

function shownOf(error: unknown, cause: unknown): { code: string; message: string } {
  return cause instanceof Fault ? { code: cause.code, message: tellOf(cause) } : publicFace(error, cause);
}

function maskError(error: unknown, { requestId, log }: { requestId: string; log: Log }): GraphQLFormattedError {
  const cause = causeOf(error);
  const place = error instanceof GraphQLError ? placeOf(error) : {};
  const shown = shownOf(error, cause);
  if (shown.code === 'INTERNAL' || shown.code === 'UNAVAILABLE') {
    const detail = cause instanceof Fault ? cause.detail : undefined;
    log.error({ requestId, path: place.path, err: cause, detail }, 'a GraphQL operation failed');
  }
  const wait = shown.code === 'RATE_LIMITED' && cause instanceof Fault ? cause.detail : {};
  const lacks = cause instanceof Fault ? cause.lacks : null;
  return { message: shown.message, ...place, extensions: { code: shown.code, requestId, ...wait, ...lacks } };
}

function tellOf(fault: Fault): string {
  return fault.code === 'INTERNAL' ? INTERNAL_MESSAGE : fault.message;
}

/** The face of an error that is no fault: only graphql-js and Apollo speak to customers, and only of their request. */
function publicFace(error: unknown, cause: unknown): { code: string; message: string } {
  if (error instanceof GraphQLError && cause instanceof GraphQLError) {
    const [, tokenCountMax] = TOO_MANY_TOKENS.exec(error.message) ?? [];
    if (tokenCountMax) return { code: 'QUERY_TOO_LARGE', message: `A document may have at most ${tokenCountMax} tokens.` };
    if (error.message === CHECK_GIVEN_UP) return { code: 'QUERY_TOO_LARGE', message: 'The document repeats fields too often.' };
    if (PROTOCOL_CODES.has(error.extensions['code'])) {
      return { code: String(error.extensions['code']), message: error.message.replace(SUGGESTION, '') };
    }
    if (ARGUMENT_REFUSED.test(error.message)) return { code: 'BAD_USER_INPUT', message: error.message };
  }
  return { code: 'INTERNAL', message: INTERNAL_MESSAGE };
}

/** What was thrown in the first place. */
function causeOf(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
}

function placeOf({ locations, path }: GraphQLError): Pick<GraphQLFormattedError, 'locations' | 'path'> {
  return { ...(locations && { locations }), ...(path && { path }) };
}

function requestIdOf(error: unknown, known: WeakMap<object, string>): string {
  return (typeof error === 'object' && error !== null && known.get(error)) || randomUUID();
}
