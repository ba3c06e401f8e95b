import { decimalOf } from '../../../../kernel/money.ts';
import {
  type CivilDate,
  GB_CALENDAR,
  parseCivilDate,
  periodAt,
  periodsOfDay,
  type SettlementPeriod,
} from '../../../../kernel/periods.ts';
import { gbpPerMwhFromPencePerKwh } from '../../../../kernel/units.ts';
import { Fault } from '../../../../platform/fault.ts';
import type { PricePoint } from '../../publish-prices.ts';

/** Recorded prices by settlement date; a day holds only the periods its file has. */
export type PriceBook = ReadonlyMap<CivilDate, readonly PricePoint[]>;

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

interface Format {
  readonly columns: readonly string[];
  readonly read: (row: Row, at: CellReader, file: FileSoFar) => PricePoint;
}

interface FileSoFar {
  /** The instants of the rows before: a repeated local hour is told by its second coming. */
  readonly seen: ReadonlySet<number>;
  /** The settlement periods of a date, worked out once. */
  readonly periodsOf: (date: CivilDate) => readonly SettlementPeriod[];
}

/** Reads the cell of a column, or refuses with line, column and what was expected. */
type CellReader = <T>(row: Row, columnIndex: number, expectation: string, parse: (text: string) => T | null) => T;

const SYSTEM_PRICES: Format = {
  columns: ['settlement_date', 'settlement_period', 'system_sell_price_gbp_per_mwh', 'system_buy_price_gbp_per_mwh'],
  read: (row, at, { periodsOf }) => {
    const date = at(row, 0, 'a date as YYYY-MM-DD', parseCivilDate);
    const periods = periodsOf(date);
    const period = at(row, 1, `a settlement period from 1 to ${periods.length} on ${date}`, (text) =>
      /^\d{1,2}$/.test(text) ? (periods[Number(text) - 1] ?? null) : null,
    );
    // A party that is long sells at the system sell price; one that is short buys at the system buy price.
    return {
      period,
      exportPricePerMwh: at(row, 2, 'a price in GBP per MWh, for example 30.04', parsePrice),
      importPricePerMwh: at(row, 3, 'a price in GBP per MWh, for example 30.04', parsePrice),
    };
  },
};

const AGILE: Format = {
  columns: ['Period from', 'Period to', 'Agile Import price (p/kWh)', 'Agile Export price (p/kWh)'],
  read: (row, at, { seen }) => ({
    period: at(row, 0, 'a half-hour in British local time as DD/MM/YYYY HH:MM', (text) => {
      const period = parseLocalHalfHour(text, seen);
      if (period)
        at(row, 1, `the end of the half-hour that begins at ${text}`, (end) => (endsAt(period, text).has(end) ? end : null));
      return period;
    }),
    importPricePerMwh: at(row, 2, 'a price in pence per kWh, for example 12.61', parsePence),
    exportPricePerMwh: at(row, 3, 'a price in pence per kWh, for example 6.56', parsePence),
  }),
};

const FORMATS = [SYSTEM_PRICES, AGILE];

/**
 * Reads a price file: system prices by settlement date and period, or half-hourly import and export prices in local
 * time. The first mistake refuses the whole file with its line, its column and what was expected there.
 */
export function parsePriceFile({ name, text }: { name: string; text: string }): PriceBook {
  const [header, ...rows] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const titles = (header ?? '').split(',').map((title) => title.trim());
  const format = FORMATS.find(({ columns }) => columns.every((column, index) => titles[index] === column));
  if (!format) {
    const expected = FORMATS.map(({ columns }) => `"${columns.join(',')}"`).join(' or ');
    throw new Fault('BAD_USER_INPUT', { tell: `${name}, line 1: the header is "${header ?? ''}"; expected ${expected}.` });
  }
  const at = cellReader(name, format.columns);
  const days = new Map<CivilDate, PricePoint[]>();
  const seen = new Set<number>();
  const known = new Map<CivilDate, SettlementPeriod[]>();
  const periodsOf = (date: CivilDate): readonly SettlementPeriod[] => {
    const periods = known.get(date) ?? periodsOfDay(date, GB_CALENDAR);
    known.set(date, periods);
    return periods;
  };
  for (const [index, line] of rows.entries()) {
    if (line.trim() === '') continue;
    const row = { line: index + 2, cells: line.split(',').map((cell) => cell.trim()) };
    if (row.cells.length !== format.columns.length) {
      throw new Fault('BAD_USER_INPUT', {
        tell: `${name}, line ${row.line}: ${row.cells.length} columns; expected ${format.columns.length} (${format.columns.join(', ')}).`,
      });
    }
    const price = format.read(row, at, { seen, periodsOf });
    const startMs = price.period.fromAt.getTime();
    if (seen.has(startMs)) {
      throw new Fault('BAD_USER_INPUT', {
        tell: `${name}, line ${row.line}: settlement period ${words(price.period)} comes a second time.`,
      });
    }
    seen.add(startMs);
    const day = days.get(price.period.settlementDate) ?? [];
    if (day.length === 0) days.set(price.period.settlementDate, day);
    day.push(price);
  }
  for (const day of days.values()) day.sort((one, other) => one.period.periodIndex - other.period.periodIndex);
  return days;
}

/** The periods of a settlement date that a book has no price for. */
export function missingPeriods(book: PriceBook, date: CivilDate): readonly SettlementPeriod[] {
  const present = new Set(book.get(date)?.map(({ period }) => period.periodIndex));
  return periodsOfDay(date, GB_CALENDAR).filter(({ periodIndex }) => !present.has(periodIndex));
}

function cellReader(name: string, columns: readonly string[]): CellReader {
  return (row, columnIndex, expectation, parse) => {
    const text = row.cells[columnIndex] ?? '';
    const value = parse(text);
    if (value !== null) return value;
    throw new Fault('BAD_USER_INPUT', {
      tell: `${name}, line ${row.line}, column ${columnIndex + 1} (${columns[columnIndex] ?? ''}): "${text}" is not ${expectation}.`,
    });
  };
}

function parsePrice(text: string): string | null {
  return /^-?\d{1,6}(\.\d{1,20})?$/.test(text) ? decimalOf(Number(text)) : null;
}

function parsePence(text: string): string | null {
  return /^-?\d{1,5}(\.\d{1,20})?$/.test(text) ? decimalOf(gbpPerMwhFromPencePerKwh(Number(text))) : null;
}

/** A half-hour given in local time without its offset. Where clocks go back the same text comes twice: first in summer time, then in winter time. */
function parseLocalHalfHour(text: string, seen: ReadonlySet<number>): SettlementPeriod | null {
  const [, day, month, year, hour, minute] = /^(\d\d)\/(\d\d)\/(\d{4}) (\d\d):(00|30)$/.exec(text) ?? [];
  if (!day || !month || !year || !hour || !minute || !parseCivilDate(`${year}-${month}-${day}`) || Number(hour) > 23) return null;
  const local = Temporal.PlainDateTime.from(`${year}-${month}-${day}T${hour}:${minute}`);
  const earlier = local.toZonedDateTime(GB_CALENDAR.timeZone, { disambiguation: 'earlier' });
  const later = local.toZonedDateTime(GB_CALENDAR.timeZone, { disambiguation: 'later' });
  // A local time that the clocks skip is none.
  if (!earlier.toPlainDateTime().equals(local)) return null;
  const at = seen.has(earlier.epochMilliseconds) ? later : earlier;
  return periodAt(new Date(at.epochMilliseconds), GB_CALENDAR);
}

/** How the end of a half-hour may be written: by the clock on the wall, or half an hour on from its start where the clocks change. */
function endsAt(period: SettlementPeriod, start: string): ReadonlySet<string> {
  const wall = Temporal.Instant.fromEpochMilliseconds(period.untilAt.getTime()).toZonedDateTimeISO(GB_CALENDAR.timeZone);
  const [, day = '01', month = '01', year = '1970', time = '00:00'] = /^(\d\d)\/(\d\d)\/(\d{4}) (\d\d:\d\d)$/.exec(start) ?? [];
  const onward = Temporal.PlainDateTime.from(`${year}-${month}-${day}T${time}`).add({ minutes: GB_CALENDAR.periodMinutes });
  return new Set([wall.toPlainDateTime(), onward].map(printLocal));
}

function printLocal(local: Temporal.PlainDateTime): string {
  const [date = '', time = ''] = local.toString({ smallestUnit: 'minute' }).split('T');
  return `${date.split('-').toReversed().join('/')} ${time}`;
}

function words({ settlementDate, periodIndex }: SettlementPeriod): string {
  return `${periodIndex} of ${settlementDate}`;
}
