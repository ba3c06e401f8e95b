import {
  getNamedType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';

/** Everything that the schema lets be asked, found by walking it: a field that is new is asked without anybody remembering. */

export type Operation = 'query' | 'mutation' | 'subscription';
type Field = GraphQLField<unknown, unknown>;

export interface RootField {
  readonly operation: Operation;
  readonly name: string;
  readonly path: string;
  readonly field: Field;
}

/** Where in the variables an id or a cursor stands. */
export type Slot = readonly (string | number)[];

const DEPTH_MAX = 3;
/** A type may come back on a path once: `battery.site.batteries` and no further. */
const VISITS_MAX = 2;

export function rootFieldsOf(schema: GraphQLSchema): RootField[] {
  const roots = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
    ['subscription', schema.getSubscriptionType()],
  ] as const;
  return roots.flatMap(([operation, type]) =>
    Object.values(type?.getFields() ?? {}).map((field) => ({
      operation,
      name: field.name,
      path: `${type?.name}.${field.name}`,
      field,
    })),
  );
}

/** A document for the root field with what is given selected of its answer. */
export function documentOf({ operation, name, field }: RootField, selection: string, given: ReadonlySet<string>): string {
  const args = field.args.filter((argument) => given.has(argument.name));
  const declared = args.map((argument) => `$${argument.name}: ${String(argument.type)}`).join(', ');
  const passed = args.map((argument) => `${argument.name}: $${argument.name}`).join(', ');
  const inParentheses = (text: string): string => (text === '' ? '' : `(${text})`);
  return `${operation} Probe${inParentheses(declared)} { ${name}${inParentheses(passed)} ${selection} }`;
}

/** The plain fields of a type and of the objects right below it; of an interface, those of the type that is asked about. */
export function shallowSelection(schema: GraphQLSchema, type: GraphQLNamedType, about: string, depth = 2): string {
  if (!isCompositeType(type)) return '';
  if (isAbstractType(type)) {
    const members = schema.getPossibleTypes(type).filter(({ name }) => isUnionType(type) || name === about);
    const parts = members.map((one) => `... on ${one.name} ${shallowSelection(schema, one, about, depth)}`);
    return `{ __typename ${parts.join(' ')} }`;
  }
  const objects = depth > 1 ? fieldsOf(type).filter(({ type: of }) => isCompositeType(getNamedType(of))) : [];
  const inner = objects.map(
    (field) => `${field.name}${argumentsIn(field)} ${shallowSelection(schema, getNamedType(field.type), about, 1)}`,
  );
  return `{ __typename ${leavesOf(type)} ${inner.join(' ')} }`;
}

/** One selection for each way down into the answer: all plain fields at its end, as deep as the limit lets. */
export function selectionsOf(schema: GraphQLSchema, type: GraphQLNamedType): string[] {
  return pathsFrom(schema, type, [type.name]);
}

function pathsFrom(schema: GraphQLSchema, type: GraphQLNamedType, visited: readonly string[]): string[] {
  if (!isCompositeType(type)) return [''];
  if (isAbstractType(type)) {
    return schema
      .getPossibleTypes(type)
      .flatMap((one) =>
        pathsFrom(schema, one, [...visited, one.name]).map((inner) => `{ __typename ... on ${one.name} ${inner} }`),
      );
  }
  const leaves = `{ __typename ${leavesOf(type)} }`;
  if (visited.length > DEPTH_MAX) return [leaves];
  const deeper = fieldsOf(type).flatMap((field) => {
    const inner = getNamedType(field.type);
    if (!isCompositeType(inner) || visited.filter((name) => name === inner.name).length >= VISITS_MAX) return [];
    return pathsFrom(schema, inner, [...visited, inner.name]).map((path) => `{ ${field.name}${argumentsIn(field)} ${path} }`);
  });
  return [leaves, ...deeper];
}

function leavesOf(type: GraphQLNamedType): string {
  const leaves = fieldsOf(type).filter((field) => isLeafType(getNamedType(field.type)));
  return leaves.map((field) => `${field.name}${argumentsIn(field)}`).join(' ');
}

function fieldsOf(type: GraphQLNamedType): Field[] {
  return isObjectType(type) ? Object.values(type.getFields()) : [];
}

/** Arguments below the root are written out. */
function argumentsIn(field: Field): string {
  const required = field.args.filter((argument) => isNonNullType(argument.type) || argument.name === 'first');
  if (required.length === 0) return '';
  return `(${required.map((argument) => `${argument.name}: ${printed(sampleOf(argument.type, argument.name), argument.type)}`).join(', ')})`;
}

function printed(value: unknown, type: GraphQLInputType): string {
  if (isEnumType(getNamedType(type))) return String(value);
  return JSON.stringify(value);
}

/** The arguments that must be there, and whatever of the optional ones is an id, an input or a page. */
export function samplesOf(args: readonly GraphQLArgument[]): Record<string, unknown> {
  const needed = args.filter(({ type, name }) => isNonNullType(type) || name === 'first');
  return Object.fromEntries(needed.map(({ name, type }) => [name, sampleOf(type, name)]));
}

const INSTANTS: readonly (readonly [name: RegExp, instant: string])[] = [
  [/^(from|fromAt|validFrom)$/, '2026-05-12T00:00:00Z'],
  [/^(until|untilAt|validUntil)$/, '2026-05-12T20:00:00Z'],
  [/./, '2026-05-12T11:00:00Z'],
];
const SAMPLES: Readonly<Record<string, unknown>> = {
  Int: 1,
  Float: 1,
  Boolean: false,
  Decimal: '1',
  Date: '2026-05-12',
  CurrencyCode: 'GBP',
  ID: 'nobody',
};

/** A value that can be meant, for any type of input. */
function sampleOf(type: GraphQLInputType, name: string): unknown {
  const bare = isNonNullType(type) ? type.ofType : type;
  if (isListType(bare)) return [sampleOf(bare.ofType, name)];
  if (isInputObjectType(bare)) {
    const needed = Object.values(bare.getFields()).filter((field) => isNonNullType(field.type));
    return Object.fromEntries(needed.map((field) => [field.name, sampleOf(field.type, field.name)]));
  }
  if (isEnumType(bare)) return bare.getValues()[0]?.name;
  const typeName = getNamedType(bare).name;
  if (typeName === 'DateTime') return INSTANTS.find(([pattern]) => pattern.test(name))?.[1];
  if (name === 'first' || name === 'last') return 5;
  return SAMPLES[typeName] ?? 'a text of a probe';
}

/** Every place below some arguments at which an id stands, or where one of a list would. */
export function slotsOf(args: readonly GraphQLArgument[], isWanted: (type: string, name: string) => boolean): Slot[] {
  return args.flatMap(({ name, type }) => slotsIn(type, name, isWanted).map((slot) => [name, ...slot]));
}

export const isId = (type: string): boolean => type === 'ID';
export const isCursor = (type: string, name: string): boolean => type === 'String' && (name === 'after' || name === 'before');

function slotsIn(type: GraphQLInputType, name: string, isWanted: (type: string, name: string) => boolean): Slot[] {
  const bare = isNonNullType(type) ? type.ofType : type;
  if (isListType(bare)) return slotsIn(bare.ofType, name, isWanted).map((slot) => [0, ...slot]);
  if (isInputObjectType(bare)) {
    return Object.values(bare.getFields()).flatMap((field) =>
      slotsIn(field.type, field.name, isWanted).map((slot) => [field.name, ...slot]),
    );
  }
  return isWanted(getNamedType(bare).name, name) ? [[]] : [];
}

/** The variables with something else in one place. */
export function placed(variables: unknown, [key, ...rest]: Slot, value: unknown): unknown {
  if (key === undefined) return value;
  if (typeof key === 'number') return [placed(null, rest, value)];
  const known: Readonly<Record<string, unknown>> = typeof variables === 'object' && variables !== null ? { ...variables } : {};
  return { ...known, [key]: placed(known[key], rest, value) };
}
