import {
  type DocumentNode,
  execute,
  type ExecutionResult,
  getNamedType,
  GraphQLError,
  type GraphQLInputObjectType,
  type GraphQLSchema,
  isInputObjectType,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import type { Withheld } from '../modules/ownership/index.ts';
import { Fault } from '../platform/fault.ts';
import { requestError } from './errors.ts';
import { LIMITS } from './limits.ts';

/** Compiling costs some milliseconds: a document must come back to be worth it. */
const SIGHTINGS_BEFORE_COMPILING = 3;
const COMPILED_COUNT_MAX = 500;
/** A page of fields that are not the caller's must not outweigh its data. */
const WITHHELD_SHOWN_MAX = 100;

export interface Operation {
  /** A valid document within the limits; the same text should come as the same object. */
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variableValues?: Readonly<Record<string, unknown>> | null | undefined;
  readonly contextValue: unknown;
  readonly rootValue?: unknown;
}

/** At once where nothing has to be waited for. */
export type Executor = (operation: Operation) => ExecutionResult | Promise<ExecutionResult>;

/** Runs operations: compiled once a document has come back, by graphql-js until then. Nothing runs for longer than the limit. */
export function createExecutor(
  schema: GraphQLSchema,
  { timeoutSeconds = LIMITS.operationSeconds }: { timeoutSeconds?: number } = {},
): Executor {
  requireCompilable(schema);
  const compiledOf = createCompiler(schema);
  return (operation) => {
    const compiled = compiledOf(operation.document, operation.operationName);
    const running = compiled ? runCompiled(schema, compiled, operation) : interpret(schema, operation);
    if (!(running instanceof Promise)) return withWithheld(running, operation.contextValue);
    return withinTime(
      running.then((result) => withWithheld(result, operation.contextValue)),
      timeoutSeconds,
    );
  };
}

/** What the answer left out because it is not the caller's to see: told beside the data, never inside it. */
function withWithheld(result: ExecutionResult, contextValue: unknown): ExecutionResult {
  const withheld = withheldIn(contextValue);
  if (withheld.length === 0) return result;
  // Fields end in any order; what is told of them does not.
  const shown = withheld.toSorted((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1)).slice(0, WITHHELD_SHOWN_MAX);
  return { ...result, extensions: { ...result.extensions, withheld: shown, withheldCount: withheld.length } };
}

const placeOf = ({ path }: Withheld): string => path.join('.');

function withheldIn(contextValue: unknown): readonly Withheld[] {
  if (typeof contextValue !== 'object' || contextValue === null || !('withheld' in contextValue)) return [];
  // What `createContext` keeps under that name.
  return Array.isArray(contextValue.withheld) ? (contextValue.withheld as Withheld[]) : [];
}

/** The compiler unrolls input objects: one that contains itself would take all memory. */
function requireCompilable(schema: GraphQLSchema): void {
  const inputs = Object.values(schema.getTypeMap()).filter(isInputObjectType);
  const reaches = (from: GraphQLInputObjectType, target: GraphQLInputObjectType, seen: Set<GraphQLInputObjectType>): boolean => {
    if (seen.has(from)) return false;
    seen.add(from);
    const within = Object.values(from.getFields())
      .map(({ type }) => getNamedType(type))
      .filter(isInputObjectType);
    return within.some((inner) => inner === target || reaches(inner, target, seen));
  };
  const endless = inputs.find((input) => reaches(input, input, new Set()));
  if (endless) throw new Error(`the input ${endless.name} contains itself, so queries with it cannot be compiled`);
}

export function interpret(schema: GraphQLSchema, operation: Operation): ExecutionResult | Promise<ExecutionResult> {
  return execute({ schema, ...operation, options: { maxCoercionErrors: LIMITS.validationErrors } });
}

export function runCompiled(
  schema: GraphQLSchema,
  compiled: CompiledQuery,
  operation: Operation,
): ExecutionResult | Promise<ExecutionResult> {
  const running = compiled.query(operation.rootValue, operation.contextValue, operation.variableValues);
  const finish = (result: ExecutionResult): ExecutionResult | Promise<ExecutionResult> =>
    inStandardWords(result, { schema, operation });
  return running instanceof Promise ? running.then(finish) : finish(running);
}

function inStandardWords(
  result: ExecutionResult,
  { schema, operation }: { schema: GraphQLSchema; operation: Operation },
): ExecutionResult | Promise<ExecutionResult> {
  if (!result.errors?.length) return result;
  // Only the variables can be refused without data, before any resolver ran: graphql-js says it in the standard words.
  if (result.data === undefined) return interpret(schema, operation);
  return { ...result, errors: result.errors.map(located) };
}

/** The compiler's own error class leaves out `extensions`, which Apollo reads without looking. */
function located(error: GraphQLError): GraphQLError {
  const { message, path, originalError, locations } = error;
  const whole = new GraphQLError(message, { path: path ?? null, originalError: originalError ?? null });
  return Object.defineProperty(whole, 'locations', { value: locations, enumerable: true });
}

/** Remembers which documents come back, and keeps the compiled form of those used last. */
function createCompiler(schema: GraphQLSchema) {
  const sightings = new WeakMap<DocumentNode, number>();
  const programs = new Map<DocumentNode, Map<string, CompiledQuery | null>>();

  return (document: DocumentNode, operationName: string | null | undefined): CompiledQuery | null => {
    const program = programs.get(document);
    if (!program) {
      const count = (sightings.get(document) ?? 0) + 1;
      sightings.set(document, count);
      if (count < SIGHTINGS_BEFORE_COMPILING) return null;
    }
    const operations = program ?? new Map<string, CompiledQuery | null>();
    moveToEnd(programs, document, operations);
    const name = operationName ?? '';
    const known = operations.get(name);
    if (known !== undefined) return known;
    const compiled = compileQuery<Record<string, unknown>, Record<string, unknown>>(schema, document, operationName ?? undefined);
    const usable = isCompiledQuery(compiled) ? compiled : null;
    operations.set(name, usable);
    return usable;
  };
}

function moveToEnd<Key, Value>(entries: Map<Key, Value>, key: Key, value: Value): void {
  entries.delete(key);
  entries.set(key, value);
  const [oldest] = entries.keys();
  if (entries.size > COMPILED_COUNT_MAX && oldest !== undefined) entries.delete(oldest);
}

function withinTime(running: Promise<ExecutionResult>, timeoutSeconds: number): Promise<ExecutionResult> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve({ errors: [tookTooLong(timeoutSeconds)] }), timeoutSeconds * 1_000);
    running.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function tookTooLong(timeoutSeconds: number): GraphQLError {
  const tell = `The answer took longer than ${timeoutSeconds} seconds. A change may still be carried out: repeat it with the same idempotency key.`;
  return requestError(new Fault('UNAVAILABLE', { tell }));
}
