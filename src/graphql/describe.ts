import { getNamedType, type GraphQLSchema, isCompositeType, isIntrospectionType, isObjectType } from 'graphql';
import { type FieldTerms, isConnection, PAGE, termsOf } from './price-list.ts';

/** Codes that any request can meet; a field's own come on top. */
export const COMMON_ERRORS = ['UNAUTHENTICATED', 'QUERY_TOO_LARGE', 'RATE_LIMITED', 'UNAVAILABLE', 'INTERNAL'] as const;

/** Ends the description of every field of an object with the right it needs, its cost and its errors. */
export function describeFields(schema: GraphQLSchema): GraphQLSchema {
  const roots = new Set<unknown>([schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const terms = termsOf(field, type.name);
      const isObject = isCompositeType(getNamedType(field.type));
      const facts = printTerms(terms, { isRoot: roots.has(type), isObject, isPaged: isConnection(field.type) });
      field.description = [field.description, facts].filter(Boolean).join('\n\n');
    }
  }
  return schema;
}

interface Place {
  readonly isRoot: boolean;
  readonly isObject: boolean;
  readonly isPaged: boolean;
}

function printTerms(terms: FieldTerms, place: Place): string {
  return `Right: ${printRight(terms, place)}. Cost: ${printCost(terms, place)}. Errors: ${printErrors(terms)}.`;
}

function printRight({ right, groups }: FieldTerms, { isRoot }: Place): string {
  const read = `to read ${listed(groups)} of the battery`;
  if (typeof right === 'string') return groups.length === 0 ? right : `${right}, and ${read}`;
  if (groups.length > 0) return groups.length === 1 ? read : `${read}, each for its part`;
  return isRoot ? 'any valid credential' : 'that of its object';
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

function printCost({ points, entries }: FieldTerms, { isPaged }: Place): string {
  if (points === 0) return 'none';
  const each = points === 1 ? '1 point' : `${points} points`;
  if (isPaged) {
    return `${each}, and what is selected of each entry times \`${PAGE.arguments.join('` or `')}\` (${PAGE.countDefault} when left out)`;
  }
  switch (entries.kind) {
    case 'one':
      return each;
    case 'page':
      return `${each} for each entry of the page`;
    case 'list':
      return entries.by === null
        ? `${each} for each entry, reckoned with ${entries.entriesMax}`
        : `${each} for each entry, as many as \`${entries.by}\` asks for (${entries.entriesMax} at most)`;
    default:
      return entries satisfies never;
  }
}

function printErrors({ errors }: FieldTerms): string {
  return errors.length === 0 ? 'none of its own' : errors.join(', ');
}
