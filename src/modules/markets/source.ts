import { type Decimal, decimalOf } from '../../kernel/money.ts';
import { parseCivilDate } from '../../kernel/periods.ts';
import { Fault } from '../../platform/fault.ts';

/** A text that somebody else wrote, with the name it is called by in a refusal. */
export interface Source {
  readonly name: string;
  readonly text: string;
}

/** Where in a source something stands: a line, or a path in a tree. */
export interface Place {
  readonly source: Source;
  readonly at: string;
}

/** One record of a source: its cells by name, as text; null where the source says that there is no value. */
export interface SourceRow extends Place {
  readonly cells: ReadonlyMap<string, string | null>;
}

/** What a cell must hold: how it is named in a refusal, and how its text is read. */
export interface Kind<T> {
  readonly is: string;
  /** Null when the text is none of these. */
  readonly parse: (text: string) => T | null;
}

/** Refuses a source as a whole. */
export function refuse({ source, at }: Place, problem: string): never {
  throw new Fault('BAD_USER_INPUT', { tell: `${source.name}, ${at}: ${problem}.` });
}

/** The value of a cell; the source is refused when the cell is missing or holds something else. */
export function read<T>(row: SourceRow, column: string, kind: Kind<T>): T {
  const text = row.cells.get(column);
  if (text === undefined) return refuse(row, `${column} is missing; expected ${kind.is}`);
  if (text === null) return refuse(row, `${column} is null; expected ${kind.is}`);
  return kind.parse(text) ?? refuse(row, `${column} "${text}" is not ${kind.is}`);
}

/** As `read`; null for a cell that is not there, or that the source says is empty. */
export function readIfThere<T>(row: SourceRow, column: string, kind: Kind<T>): T | null {
  return (row.cells.get(column) ?? null) === null ? null : read(row, column, kind);
}

/** A price in whole and fractional units of a currency, rounded to the millionth. */
export function priceIn(currency: string): Kind<Decimal> {
  return { is: `a price in ${currency} per MWh, for example 30.04`, parse: parsePrice };
}

export const INSTANT: Kind<Date> = {
  is: 'an instant with its offset from UTC, such as 2025-03-04T10:00:00Z',
  parse: parseInstant,
};
export const CIVIL_DATE: Kind<string> = { is: 'a date as YYYY-MM-DD', parse: parseCivilDate };
export const WHOLE_NUMBER: Kind<number> = { is: 'a whole number of at most 15 digits', parse: parseWholeNumber };
export const FLAG: Kind<boolean> = {
  is: 'true or false',
  parse: (text) => (text === 'true' ? true : text === 'false' ? false : null),
};
export const NAME: Kind<string> = { is: 'a name', parse: (text) => (/^\S(.{0,98}\S)?$/.test(text) ? text : null) };

/** A number within bounds that nothing in its unit can be beyond. */
export function numberIn(unit: string, { least, most }: { least: number; most: number }): Kind<number> {
  return {
    is: `a number of ${unit} from ${least} to ${most}`,
    parse: (text) => {
      const value = NUMBER.test(text) ? Number(text) : Number.NaN;
      return value >= least && value <= most ? value : null;
    },
  };
}

/** One of a few words. */
export function oneOf<Word extends string>(...words: readonly Word[]): Kind<Word> {
  return { is: words.map((word) => `"${word}"`).join(' or '), parse: (text) => words.find((word) => word === text) ?? null };
}

const NUMBER = /^-?\d{1,15}(\.\d{1,30})?([eE][-+]?\d{1,2})?$/;
const PRICE_BEYOND_ANY_MARKET = 1_000_000;

function parsePrice(text: string): Decimal | null {
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  return Math.abs(value) < PRICE_BEYOND_ANY_MARKET ? decimalOf(value) : null;
}

function parseWholeNumber(text: string): number | null {
  return /^-?\d{1,15}$/.test(text) ? Number(text) : null;
}

const INSTANT_FORM = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/;

function parseInstant(text: string): Date | null {
  const [, date, hour, minute, second = '00'] = INSTANT_FORM.exec(text) ?? [];
  if (date === undefined || parseCivilDate(date) === null || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59)
    return null;
  return new Date(Temporal.Instant.from(text).epochMilliseconds);
}
