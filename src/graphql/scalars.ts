import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { parseMillionths } from '../kernel/money.ts';

/** The scalars of `base.graphql`. What cannot be read is refused with a sentence that says what would do. */
export const scalars = {
  DateTime: scalar<Date>('DateTime', {
    form: 'an RFC 3339 instant with `Z` or an offset, for example "2024-11-04T00:30:00Z"',
    read: readInstant,
    write: writeInstant,
  }),
  Date: scalar<string>('Date', {
    form: 'a calendar date such as "2024-11-04"',
    read: textWhere(isCivilDate),
    write: textWhere(isCivilDate),
  }),
  Decimal: scalar<string>('Decimal', {
    form: 'a string (or a whole number) with at most 12 digits before and 6 after the point, for example "-185.33"',
    read: (value) => readDecimal(Number.isSafeInteger(value) ? String(value) : value),
    write: readDecimal,
  }),
  CurrencyCode: scalar<string>('CurrencyCode', {
    form: 'a three-letter ISO 4217 code such as "GBP"',
    read: textWhere(isCurrencyCode),
    write: textWhere(isCurrencyCode),
  }),
};

interface Reading<In> {
  /** What it looks like, to finish the sentence "A … is". */
  readonly form: string;
  /** Null when the value has another form. */
  readonly read: (value: unknown) => In | null;
  readonly write: (value: unknown) => string | null;
}

function scalar<In>(name: string, { form, read, write }: Reading<In>): GraphQLScalarType<In, string> {
  const required = <Value>(value: Value | null, nodes?: ValueNode): Value => {
    // A GraphQLError: graphql-js then adds which variable it was, and no internals.
    if (value === null) throw new GraphQLError(`A ${name} is ${form}.`, { nodes: nodes ?? null });
    return value;
  };
  return new GraphQLScalarType<In, string>({
    name,
    serialize: (value) => required(write(value)),
    parseValue: (value) => required(read(value)),
    parseLiteral: (node) => required(read(literalOf(node)), node),
  });
}

/** The text of a string or of a whole number: no scalar here reads a number that is not one as text. */
function literalOf(node: ValueNode): unknown {
  return node.kind === Kind.STRING || node.kind === Kind.INT ? node.value : undefined;
}

const INSTANT = /^(\d{4}-\d\d-\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)$/;

function readInstant(value: unknown): Date | null {
  const match = typeof value === 'string' ? INSTANT.exec(value) : null;
  if (!match) return null;
  const [text, date = '', hour, minute, second] = match;
  if (!isCivilDate(date) || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const instant = new Date(text.toUpperCase());
  return Number.isNaN(instant.getTime()) ? null : instant;
}

function writeInstant(value: unknown): string | null {
  if (!(value instanceof Date) || Number.isNaN(value.getTime())) return null;
  const text = value.toISOString();
  return text.endsWith('.000Z') ? `${text.slice(0, -5)}Z` : text;
}

function readDecimal(value: unknown): string | null {
  return typeof value === 'string' && parseMillionths(value) !== null ? value : null;
}

function textWhere(isValid: (text: string) => boolean): (value: unknown) => string | null {
  return (value) => (typeof value === 'string' && isValid(value) ? value : null);
}

function isCivilDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const midnight = new Date(`${text}T00:00:00Z`);
  // JavaScript reads 30 February as 1 March.
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text);
}

function isCurrencyCode(text: string): boolean {
  return /^[A-Z]{3}$/.test(text);
}
