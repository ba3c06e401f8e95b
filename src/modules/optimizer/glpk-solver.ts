import loadGlpk, { type GLPK } from 'glpk.js/node';
import { assert, present } from '../../kernel/assert.ts';
import { type LinearProgramme, type LinearProgrammeSolver, OPTIMALITY_GAP_RATIO } from './linear-programme.ts';

export async function loadGlpkSolver(): Promise<LinearProgrammeSolver> {
  const glpk = await loadGlpk();

  function solve(programme: LinearProgramme): Float64Array {
    const columns = Array.from(programme.columnCost, (_, column) => `x${column}`);
    const { result } = glpk.solve(
      {
        name: 'plan',
        objective: {
          direction: glpk.GLP_MAX,
          name: 'value',
          vars: columns.map((name, column) => ({ name, coef: at(programme.columnCost, column) })),
        },
        subjectTo: Array.from(programme.rowLower, (lower, row) => ({
          name: `r${row}`,
          vars: entriesOf(programme, row, columns),
          bnds: boundsOf(glpk, lower, at(programme.rowUpper, row)),
        })),
        bounds: columns.map((name, column) => ({
          name,
          ...boundsOf(glpk, at(programme.columnLower, column), at(programme.columnUpper, column)),
        })),
        generals: programme.integerColumns.map((column) => present(columns[column], 'an integer among the columns')),
      },
      { msglev: glpk.GLP_MSG_OFF, presol: true, mipgap: OPTIMALITY_GAP_RATIO },
    );
    assert(result.status === glpk.GLP_OPT, `an optimum from GLPK, not its status ${result.status}`);
    return Float64Array.from(columns, (name) => present(result.vars[name], 'a value for each column'));
  }

  return { name: 'glpk', solve };
}

function entriesOf(programme: LinearProgramme, row: number, columns: readonly string[]): { name: string; coef: number }[] {
  const entries: { name: string; coef: number }[] = [];
  for (let entry = at(programme.rowStarts, row); entry < at(programme.rowStarts, row + 1); entry += 1) {
    const name = present(columns[at(programme.entryColumns, entry)], 'an entry of a known column');
    entries.push({ name, coef: at(programme.entryValues, entry) });
  }
  return entries;
}

function boundsOf(glpk: GLPK, lower: number, upper: number): { type: number; lb: number; ub: number } {
  if (lower === upper) return { type: glpk.GLP_FX, lb: lower, ub: upper };
  if (lower === -Infinity) return { type: glpk.GLP_UP, lb: -Number.MAX_VALUE, ub: upper };
  if (upper === Infinity) return { type: glpk.GLP_LO, lb: lower, ub: Number.MAX_VALUE };
  return { type: glpk.GLP_DB, lb: lower, ub: upper };
}

function at(values: Float64Array | Int32Array, index: number): number {
  return present(values[index], 'an index inside the array');
}
