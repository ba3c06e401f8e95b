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

export interface LinearProgrammeSolver {
  readonly name: SolverName;
  /** The value of each column at the optimum. Blocks its thread; throws when there is no optimum. */
  solve(programme: LinearProgramme): Float64Array;
}

/** How far from the best bound a programme with integers may stop, as a share of its objective. */
export const OPTIMALITY_GAP_RATIO = 1e-9;

type Entry = readonly [column: number, value: number];

/** Collects columns and rows in the order in which they are added. */
export class ProgrammeDraft {
  readonly #columns: { cost: number; lower: number; upper: number }[] = [];
  readonly #integerColumns: number[] = [];
  readonly #rowLower: number[] = [];
  readonly #rowUpper: number[] = [];
  readonly #rowStarts: number[] = [0];
  readonly #entryColumns: number[] = [];
  readonly #entryValues: number[] = [];

  addColumn(column: { cost: number; lower: number; upper: number }): number {
    return this.#columns.push(column) - 1;
  }

  addIntegerColumn(bounds: { lower: number; upper: number }): number {
    const column = this.addColumn({ cost: 0, ...bounds });
    this.#integerColumns.push(column);
    return column;
  }

  addRow({ lower, upper, entries }: { lower: number; upper: number; entries: Iterable<Entry> }): void {
    for (const [column, value] of entries) {
      this.#entryColumns.push(column);
      this.#entryValues.push(value);
    }
    this.#rowLower.push(lower);
    this.#rowUpper.push(upper);
    this.#rowStarts.push(this.#entryColumns.length);
  }

  finish(): LinearProgramme {
    return {
      columnCost: Float64Array.from(this.#columns, (column) => column.cost),
      columnLower: Float64Array.from(this.#columns, (column) => column.lower),
      columnUpper: Float64Array.from(this.#columns, (column) => column.upper),
      integerColumns: this.#integerColumns,
      rowLower: Float64Array.from(this.#rowLower),
      rowUpper: Float64Array.from(this.#rowUpper),
      rowStarts: Int32Array.from(this.#rowStarts),
      entryColumns: Int32Array.from(this.#entryColumns),
      entryValues: Float64Array.from(this.#entryValues),
    };
  }
}
