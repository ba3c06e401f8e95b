import { refuse, type Source, type SourceRow } from '../../source.ts';

const END = 'END OF REPORT';
/** The first cells of an I or D line say what it is of: kind, report, table, version. */
const HEAD_COUNT = 4;

/** One table of a file: what it is called, and its rows by the names its I line gives the columns. */
export interface MmsTable {
  /** Report and table, as `DISPATCH.PRICE`. */
  readonly name: string;
  readonly rows: readonly SourceRow[];
}

/**
 * The tables of a file of the market's data model: a C line, for each table an I line and its D lines, and a C line
 * that counts them all. A file that is cut anywhere has no such end, or another count.
 */
export function parseMmsFile(source: Source): MmsTable[] {
  const lines = source.text.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  checkEnds(source, lines);
  const tables: { name: string; version: string; columns: readonly string[]; rows: SourceRow[] }[] = [];
  for (const [index, line] of lines.slice(1, -1).entries()) {
    const place = { source, at: `line ${index + 2}` };
    const cells = cellsOf(line) ?? refuse(place, 'a quotation mark is not closed');
    const [kind, report, table, version = ''] = cells;
    const name = `${report}.${table}`;
    const values = cells.slice(HEAD_COUNT);
    const current = tables.at(-1);
    if (kind === 'I') {
      const repeated = values.find((column, at) => values.indexOf(column) !== at);
      if (values.length === 0 || repeated !== undefined)
        refuse(place, repeated === undefined ? 'the I line names no column' : `the I line names the column ${repeated} twice`);
      tables.push({ name, version, columns: values, rows: [] });
    } else if (kind !== 'D') refuse(place, `the line begins with "${kind}"; expected I or D`);
    else if (!current) refuse(place, 'a D line comes before the I line that names its columns');
    else if (current.name !== name || current.version !== version)
      refuse(
        place,
        `the D line is of ${name}, version ${version}; expected ${current.name}, version ${current.version}, as the I line before`,
      );
    else if (values.length !== current.columns.length)
      refuse(place, `${values.length} values; expected ${current.columns.length}, one for each column of the I line`);
    else
      current.rows.push({
        ...place,
        cells: new Map(values.map((value, at) => [current.columns[at] ?? '', value === '' ? null : value])),
      });
  }
  return tables;
}

/** The first and the last line are C lines; the last one counts every line of the file. */
function checkEnds(source: Source, lines: readonly string[]): void {
  if (cellsOf(lines[0] ?? '')?.[0] !== 'C') refuse({ source, at: 'line 1' }, 'the line does not begin with C');
  const at = `line ${Math.max(lines.length, 1)}`;
  const [kind, text, count] = lines.length > 1 ? (cellsOf(lines.at(-1) ?? '') ?? []) : [];
  if (kind !== 'C' || text !== END) refuse({ source, at }, `the file ends without C,"${END}"; it may have been cut`);
  if (count !== String(lines.length))
    refuse({ source, at }, `the file has ${lines.length} lines; expected ${count}, as its last line says`);
}

/** The cells of a line; null when a quoted one is not closed. Inside quotation marks two of them stand for one. */
function cellsOf(line: string): string[] | null {
  const cells: string[] = [];
  let rest = line;
  for (;;) {
    const [taken, quoted, plain = ''] = /^(?:"((?:[^"]|"")*)"|([^",]*))(?=,|$)/.exec(rest) ?? [];
    if (taken === undefined) return null;
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (taken.length === rest.length) return cells;
    rest = rest.slice(taken.length + 1);
  }
}
