import {
  type DirectiveNode,
  type GraphQLField,
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  type GraphQLOutputType,
  valueFromASTUntyped,
} from 'graphql';
import { PAGE_COUNT_DEFAULT, PAGE_COUNT_MAX } from '../platform/arguments/connection.ts';

/** What the schema says of a field: its price, what it holds at most, the right it needs and how it can fail. */
export interface FieldTerms {
  /** For each object that the field gives. */
  readonly points: number;
  /** How many objects the field gives at most, of one parent. */
  readonly entries: Entries;
  /** Null where a directive says that every credential may ask, undefined where none says anything. */
  readonly right: string | null | undefined;
  /** The groups of facts that it tells of. */
  readonly groups: readonly string[];
  readonly errors: readonly string[];
}

export type Entries =
  | { readonly kind: 'one' }
  /** As many as the page of the connection around it. */
  | { readonly kind: 'page' }
  | { readonly kind: 'list'; readonly entriesMax: number; readonly by: string | null };

/** A connection's own size multiplies the lists within it. */
export const PAGE = { arguments: ['first', 'last'], countDefault: PAGE_COUNT_DEFAULT, countMax: PAGE_COUNT_MAX } as const;

/** A list of objects whose length nobody has stated; the walk over the schema finds none. */
const UNSTATED_ENTRIES = 1_000;

type Field = GraphQLField<unknown, unknown>;

export function termsOf(field: Field, parentName: string): FieldTerms {
  const directives = field.astNode?.directives ?? [];
  const isObject = isCompositeType(getNamedType(field.type));
  return {
    points: numberOf(directives, 'cost', 'points') ?? (isObject ? 1 : 0),
    entries: entriesOf(field, parentName),
    right: isGiven(directives, 'public') ? null : textOf(directives, 'requires', 'right'),
    groups: listOf(directives, 'tells', 'groups'),
    errors: listOf(directives, 'errors', 'codes'),
  };
}

export function isConnection(type: GraphQLOutputType): boolean {
  return getNamedType(type).name.endsWith('Connection');
}

function entriesOf(field: Field, parentName: string): Entries {
  const type = isNonNullType(field.type) ? field.type.ofType : field.type;
  if (!isListType(type) || !isCompositeType(getNamedType(type))) return { kind: 'one' };
  if (parentName.endsWith('Connection')) return { kind: 'page' };
  const directives = field.astNode?.directives ?? [];
  const by = textOf(directives, 'atMost', 'by') ?? null;
  return { kind: 'list', entriesMax: numberOf(directives, 'atMost', 'entries') ?? UNSTATED_ENTRIES, by };
}

function argumentOf(directives: readonly DirectiveNode[], name: string, argument: string): unknown {
  const directive = directives.find((one) => one.name.value === name);
  const value = directive?.arguments?.find((one) => one.name.value === argument)?.value;
  return value && valueFromASTUntyped(value);
}

function isGiven(directives: readonly DirectiveNode[], name: string): boolean {
  return directives.some((directive) => directive.name.value === name);
}

function numberOf(directives: readonly DirectiveNode[], name: string, argument: string): number | undefined {
  const value = argumentOf(directives, name, argument);
  return typeof value === 'number' ? value : undefined;
}

function textOf(directives: readonly DirectiveNode[], name: string, argument: string): string | undefined {
  const value = argumentOf(directives, name, argument);
  return typeof value === 'string' ? value : undefined;
}

function listOf(directives: readonly DirectiveNode[], name: string, argument: string): readonly string[] {
  const value = argumentOf(directives, name, argument);
  return Array.isArray(value) ? value.map(String) : [];
}
