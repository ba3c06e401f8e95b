import { GB_CALENDAR, periodsOfDay, type SettlementPeriod } from '../../../../kernel/periods.ts';
import type { Remarks } from '../../market-document.ts';
import {
  CIVIL_DATE,
  INSTANT,
  NAME,
  oneOf,
  read,
  readIfThere,
  refuse,
  type Source,
  type SourceRow,
  WHOLE_NUMBER,
} from '../../source.ts';

/** The rows of an answer of the Insights API: an object with `data`, or the bare array of a stream. */
export function elexonRows(source: Source): SourceRow[] {
  const value = parsed(source);
  const [list, prefix] = Array.isArray(value) ? [value, ''] : [isRecord(value) ? value['data'] : null, 'data'];
  if (!Array.isArray(list))
    return refuse({ source, at: '$' }, 'neither an array of rows nor an object with such an array as "data"');
  return list.map((row: unknown, index): SourceRow => {
    const at = `${prefix}[${index}]`;
    if (!isRecord(row)) return refuse({ source, at }, 'not an object');
    return { source, at, cells: new Map(Object.entries(row).map(([name, cell]) => [name, textOf(cell)])) };
  });
}

/** Only rows of one dataset, where they name it; rows of its siblings in the same answer are left out with a remark. */
export function rowsOfDataset(
  rows: readonly SourceRow[],
  { dataset, siblings = [], remarks }: { dataset: string; siblings?: readonly string[]; remarks: Remarks },
): SourceRow[] {
  return rows.filter((row) => {
    const named = readIfThere(row, 'dataset', oneOf(dataset, ...siblings));
    if (named === null || named === dataset) return true;
    remarks.note(row, `rows of ${named} are left out`);
    return false;
  });
}

/** The settlement period of a row by its date and number; where the row tells its start as well, the two must agree. */
export function periodOfRow(row: SourceRow): SettlementPeriod {
  const date = read(row, 'settlementDate', CIVIL_DATE);
  const periods = periodsOfDay(date, GB_CALENDAR);
  const period = read(row, 'settlementPeriod', {
    is: `a settlement period from 1 to ${periods.length} on ${date}`,
    parse: (text) => periods[Number(WHOLE_NUMBER.parse(text)) - 1] ?? null,
  });
  const startAt = readIfThere(row, 'startTime', INSTANT);
  if (startAt !== null && startAt.getTime() !== period.fromAt.getTime())
    refuse(
      row,
      `startTime ${startAt.toISOString()} is not the start of settlement period ${period.periodIndex} of ${date}, ${period.fromAt.toISOString()}`,
    );
  return period;
}

/** A unit by both of its names; the second one may be missing. */
export function unitOfRow(row: SourceRow): { unit: string; nationalGridUnit: string | null } {
  const nationalGridUnit = readIfThere(row, 'nationalGridBmUnit', NAME);
  const unit = readIfThere(row, 'bmUnit', NAME) ?? nationalGridUnit ?? read(row, 'bmUnit', NAME);
  return { unit, nationalGridUnit };
}

/** Rows that say the same in every cell count once. */
export function withoutRepeated(rows: readonly SourceRow[], remarks: Remarks): SourceRow[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const content = JSON.stringify([...row.cells].toSorted(([one], [other]) => (one < other ? -1 : 1)));
    if (!seen.has(content)) return seen.add(content);
    remarks.note(row, 'rows that repeat another one are left out');
    return false;
  });
}

function parsed(source: Source): unknown {
  try {
    return JSON.parse(source.text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    const line = /\(line (\d+) column \d+\)/.exec(problem)?.[1] ?? source.text.trimEnd().split('\n').length;
    return refuse({ source, at: `line ${line}` }, `not JSON, or not all of it: ${problem}`);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The summaries of the API write decimals as text and the rest of it as numbers: both are text here. */
function textOf(cell: unknown): string | null {
  if (cell === null) return null;
  return typeof cell === 'string' ? cell : JSON.stringify(cell);
}
