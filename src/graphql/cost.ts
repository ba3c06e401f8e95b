import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import { Fault } from '../platform/fault.ts';
import { isConnection, PAGE, termsOf } from './price-list.ts';

type Variables = Readonly<Record<string, unknown>>;

/** What one operation costs. The parts that no variable changes are reckoned once for each document. */
export interface Price {
  /** What it may come to: never less than what the answer holds. */
  requestedPoints(variables: Variables): number;
  /** What an answer holds. */
  actualPoints(data: unknown): number;
  readonly asksForSchema: boolean;
}

/** The schema is large however little of it is asked for. */
const SCHEMA_POINTS = 100;
/** An answer that holds nothing was still looked for. */
const POINTS_MIN = 1;
const PRICED_FIELD_COUNT_MAX = 2_000;

type Size = (variables: Variables, pageCount: number) => number;

/** A field that gives objects, under its key in the answer. */
interface Priced {
  readonly key: string;
  readonly points: number;
  /** Where types differ, arguments may: the largest counts. */
  readonly sizes: readonly Size[];
  /** The page that lists inside of a connection hold. */
  readonly pages: readonly Size[];
  readonly inner: readonly Priced[];
}

/** Prices operations of a schema; the same document is looked at once. */
export function createPricing(schema: GraphQLSchema): (document: DocumentNode, operationName?: string | null) => Price {
  const known = new WeakMap<DocumentNode, Map<string, Price>>();
  return (document, operationName) => {
    const prices = known.get(document) ?? new Map<string, Price>();
    known.set(document, prices);
    const price = prices.get(operationName ?? '') ?? priceOf(schema, document, operationName);
    prices.set(operationName ?? '', price);
    return price;
  };
}

function priceOf(schema: GraphQLSchema, document: DocumentNode, operationName: string | null | undefined): Price {
  const operation = getOperationAST(document, operationName);
  const root = operation && schema.getRootType(operation.operation);
  if (!operation || !root) throw new Fault('BAD_USER_INPUT', { tell: 'The document has no such operation.' });
  const reader = new PriceReader(schema, document, operation);
  const fields = reader.read([{ type: root, selectionSet: operation.selectionSet }]);
  const schemaPoints = reader.asksForSchema ? SCHEMA_POINTS : 0;
  const requested = (variables: Variables): number => Math.max(POINTS_MIN, sum(fields, variables, 1) + schemaPoints);
  const fixed = reader.usesVariables ? null : requested({});
  return {
    asksForSchema: reader.asksForSchema,
    requestedPoints: (variables) => fixed ?? requested(variables),
    actualPoints: (data) => Math.max(POINTS_MIN, count(fields, data) + schemaPoints),
  };
}

function sum(fields: readonly Priced[], variables: Variables, pageCount: number): number {
  let points = 0;
  for (const { points: each, sizes, pages, inner } of fields) {
    const entries = largest(sizes, variables, pageCount);
    points += entries * (each + (inner.length === 0 ? 0 : sum(inner, variables, largest(pages, variables, pageCount))));
  }
  return points;
}

function largest(sizes: readonly Size[], variables: Variables, pageCount: number): number {
  let most = 0;
  for (const size of sizes) most = Math.max(most, size(variables, pageCount));
  return most;
}

function count(fields: readonly Priced[], value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let points = 0;
  for (const field of fields) {
    // The answer of a selection is an object by its keys.
    const given = (value as Variables)[field.key];
    if (Array.isArray(given)) for (const entry of given) points += countOne(field, entry);
    else points += countOne(field, given);
  }
  return points;
}

function countOne(field: Priced, value: unknown): number {
  return value === null || value === undefined ? 0 : field.points + (field.inner.length === 0 ? 0 : count(field.inner, value));
}

interface Selected {
  readonly type: GraphQLNamedType;
  readonly selectionSet: SelectionSetNode;
}

interface Use {
  readonly node: FieldNode;
  readonly field: GraphQLField<unknown, unknown>;
  readonly parentName: string;
}

/** Reads a valid document. Fields of one key are one field, as they are in the answer; fragments cannot multiply the work. */
class PriceReader {
  asksForSchema = false;
  usesVariables = false;
  #fieldCount = 0;
  readonly #schema: GraphQLSchema;
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  readonly #defaults = new Map<string, unknown>();

  constructor(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode) {
    this.#schema = schema;
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(definition.name.value, definition);
    }
    for (const { variable, defaultValue } of operation.variableDefinitions ?? []) {
      if (defaultValue) this.#defaults.set(variable.name.value, valueFromASTUntyped(defaultValue));
    }
  }

  read(selected: readonly Selected[]): Priced[] {
    const uses = new Map<string, Use[]>();
    const seen = new Set<string>();
    for (const { type, selectionSet } of selected) this.#collect(type, selectionSet, uses, seen);
    return [...uses].flatMap(([key, same]) => this.#priced(key, same));
  }

  #collect(type: GraphQLNamedType, { selections }: SelectionSetNode, uses: Map<string, Use[]>, seen: Set<string>): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) this.#use(type, selection, uses);
      else if (selection.kind === Kind.INLINE_FRAGMENT) {
        this.#collect(this.#typeOf(selection.typeCondition?.name.value) ?? type, selection.selectionSet, uses, seen);
      } else {
        const fragment = this.#fragments.get(selection.name.value);
        const inner = this.#typeOf(fragment?.typeCondition.name.value);
        if (!fragment || !inner || seen.has(selection.name.value)) continue;
        seen.add(selection.name.value);
        this.#collect(inner, fragment.selectionSet, uses, seen);
      }
    }
  }

  #use(type: GraphQLNamedType, node: FieldNode, uses: Map<string, Use[]>): void {
    const name = node.name.value;
    if (name === '__schema' || name === '__type') this.asksForSchema = true;
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
    if (!field) return;
    const key = node.alias?.value ?? name;
    const same = uses.get(key) ?? [];
    same.push({ node, field, parentName: type.name });
    uses.set(key, same);
  }

  #priced(key: string, uses: readonly Use[]): Priced[] {
    const terms = uses.map(({ field, parentName }) => termsOf(field, parentName));
    const points = Math.max(...terms.map((one) => one.points));
    const isObject = uses.some(({ field }) => isCompositeType(getNamedType(field.type)));
    if (!isObject && points === 0) return [];
    this.#fieldCount += 1;
    if (this.#fieldCount > PRICED_FIELD_COUNT_MAX) {
      throw new Fault('QUERY_TOO_LARGE', { tell: `A document may ask for at most ${PRICED_FIELD_COUNT_MAX} fields of objects.` });
    }
    const inner = uses.flatMap(({ node, field }) =>
      node.selectionSet ? [{ type: getNamedType(field.type), selectionSet: node.selectionSet }] : [],
    );
    return [
      {
        key,
        points,
        sizes: uses.map((use, index) => this.#sizeOf(use, terms[index]?.entries ?? { kind: 'one' })),
        pages: uses.map((use) => (isConnection(use.field.type) ? this.#pageOf(use) : (_variables, pageCount) => pageCount)),
        inner: this.read(inner),
      },
    ];
  }

  #sizeOf(use: Use, entries: ReturnType<typeof termsOf>['entries']): Size {
    switch (entries.kind) {
      case 'one':
        return () => 1;
      case 'page':
        return (_variables, pageCount) => pageCount;
      case 'list': {
        const { by, entriesMax } = entries;
        const asked = by === null ? null : this.#argument(use, by);
        return (variables) => Math.min(entriesMax, asked?.(variables) ?? entriesMax);
      }
      default:
        return entries satisfies never;
    }
  }

  #pageOf(use: Use): Size {
    const asked = PAGE.arguments.map((name) => this.#argument(use, name));
    return (variables) => {
      const most = asked.map((argument) => argument(variables)).find((one) => one !== null);
      return Math.min(PAGE.countMax, most ?? PAGE.countDefault);
    };
  }

  /** How many an argument asks for: a number, or the length of a list. Null when it says nothing. */
  #argument({ node, field }: Use, name: string): (variables: Variables) => number | null {
    const given = node.arguments?.find((argument) => argument.name.value === name)?.value;
    const byDefault = askedBy(field.args.find((argument) => argument.name === name)?.defaultValue);
    if (!given) return () => byDefault;
    if (given.kind !== Kind.VARIABLE) {
      if (given.kind !== Kind.LIST) {
        const asked = askedBy(valueFromASTUntyped(given));
        return () => asked;
      }
      // Each entry may be a variable; how many there are is written down.
      return () => given.values.length;
    }
    this.usesVariables = true;
    const variable = given.name.value;
    const variableDefault = this.#defaults.get(variable);
    return (variables) => {
      const value = variables[variable] === undefined ? variableDefault : variables[variable];
      return value === undefined ? byDefault : askedBy(value);
    };
  }

  #typeOf(name: string | undefined): GraphQLNamedType | undefined {
    return name === undefined ? undefined : this.#schema.getType(name);
  }
}

/** A value that is no count is refused before anything runs, or is one entry of a list. */
function askedBy(value: unknown): number | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.length;
  return typeof value === 'number' && Number.isFinite(value) ? Math.max(0, Math.ceil(value)) : 1;
}
