import { assert } from '../../kernel/assert.ts';

/** Maximise `columnCost . x` within the bounds of columns and rows; the matrix is compressed by rows. */
export interface LinearProgramme {
  readonly columnCost: Float64Array;
  readonly columnLower: Float64Array;
  readonly columnUpper: Float64Array;
  /** Columns that must be whole numbers. */
  readonly integerColumns: readonly number[];
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  readonly rowStarts: Int32Array;
  readonly entryColumns: Int32Array;
  readonly entryValues: Float64Array;
}

export type SolverName = 'highs' | 'glpk';

export type LinearSolution =
  | { readonly status: 'infeasible' }
  | {
      readonly status: 'optimal' | 'feasible';
      readonly values: Float64Array;
      /** What one more of a row's or column's binding bound is worth; zero throughout where there are integers. */
      readonly rowDuals: Float64Array;
      readonly columnDuals: Float64Array;
      /** How far from the best bound at most, as a share of the objective. */
      readonly gapRatio: number;
      /** No other values are as good. False also where the solver cannot tell. */
      readonly unique: boolean;
    };

export interface LinearProgrammeSolver {
  readonly name: SolverName;
  /**
   * Blocks its thread. A programme that shares its matrix with the one before, as a copy with other costs or bounds does,
   * starts from that one's solution.
   */
  solve(programme: LinearProgramme, options?: { nodeCountMax?: number }): LinearSolution;
}

/** How far from the best bound a programme with integers may stop, as a share of its objective. */
export const OPTIMALITY_GAP_RATIO = 1e-9;

type Entry = readonly [column: number, value: number];

export interface ProgrammeRow {
  readonly lower: number;
  readonly upper: number;
  readonly entries: readonly Entry[];
}

/** Collects columns and rows in the order in which they are added. */
export class ProgrammeDraft {
  readonly #columnCost: number[] = [];
  readonly #columnLower: number[] = [];
  readonly #columnUpper: number[] = [];
  readonly #integerColumns: number[] = [];
  readonly #rowLower: number[] = [];
  readonly #rowUpper: number[] = [];
  readonly #rowStarts: number[] = [0];
  readonly #entryColumns: number[] = [];
  readonly #entryValues: number[] = [];

  get rowCount(): number {
    return this.#rowLower.length;
  }

  upperOf(column: number): number | undefined {
    return this.#columnUpper[column];
  }

  /** Adds to what a column costs. */
  addCost(column: number, cost: number): void {
    const known = this.#columnCost[column];
    assert(known !== undefined, 'a known column');
    this.#columnCost[column] = known + cost;
  }

  addColumn({ cost, lower, upper }: { cost: number; lower: number; upper: number }): number {
    this.#columnCost.push(cost);
    this.#columnLower.push(lower);
    return this.#columnUpper.push(upper) - 1;
  }

  addIntegerColumn(bounds: { lower: number; upper: number }): number {
    const column = this.addColumn({ cost: 0, ...bounds });
    this.#integerColumns.push(column);
    return column;
  }

  addRow({ lower, upper, entries }: ProgrammeRow): void {
    for (const entry of entries) {
      this.#entryColumns.push(entry[0]);
      this.#entryValues.push(entry[1]);
    }
    this.#rowLower.push(lower);
    this.#rowUpper.push(upper);
    this.#rowStarts.push(this.#entryColumns.length);
  }

  finish(): LinearProgramme {
    return {
      columnCost: new Float64Array(this.#columnCost),
      columnLower: new Float64Array(this.#columnLower),
      columnUpper: new Float64Array(this.#columnUpper),
      integerColumns: this.#integerColumns,
      rowLower: new Float64Array(this.#rowLower),
      rowUpper: new Float64Array(this.#rowUpper),
      rowStarts: new Int32Array(this.#rowStarts),
      entryColumns: new Int32Array(this.#entryColumns),
      entryValues: new Float64Array(this.#entryValues),
    };
  }
}

/** A copy with more columns and rows after its own. */
export function extended(
  programme: LinearProgramme,
  { columns, rows }: { columns: readonly { cost: number; lower: number; upper: number }[]; rows: readonly ProgrammeRow[] },
): LinearProgramme {
  const starts: number[] = [];
  let entryCount = programme.entryColumns.length;
  for (const { entries } of rows) starts.push((entryCount += entries.length));
  const entries = rows.flatMap((row) => row.entries);
  return {
    columnCost: joined(programme.columnCost, columns, ({ cost }) => cost),
    columnLower: joined(programme.columnLower, columns, ({ lower }) => lower),
    columnUpper: joined(programme.columnUpper, columns, ({ upper }) => upper),
    integerColumns: programme.integerColumns,
    rowLower: joined(programme.rowLower, rows, ({ lower }) => lower),
    rowUpper: joined(programme.rowUpper, rows, ({ upper }) => upper),
    rowStarts: Int32Array.from([...programme.rowStarts, ...starts]),
    entryColumns: Int32Array.from([...programme.entryColumns, ...entries.map(([column]) => column)]),
    entryValues: joined(programme.entryValues, entries, ([, value]) => value),
  };
}

function joined<T>(values: Float64Array, more: readonly T[], valueOf: (one: T) => number): Float64Array {
  const all = new Float64Array(values.length + more.length);
  all.set(values);
  more.forEach((one, index) => (all[values.length + index] = valueOf(one)));
  return all;
}
