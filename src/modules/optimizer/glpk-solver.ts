import loadGlpk, { type GLPK } from 'glpk.js/node';
import { assert, present } from '../../kernel/assert.ts';
import {
  type LinearProgramme,
  type LinearProgrammeSolver,
  type LinearSolution,
  OPTIMALITY_GAP_RATIO,
} from './linear-programme.ts';

/**
 * GLPK's presolver takes bounds that differ by 0.001 for the same (seen: a bound of 0.999 answered with 1). Its variables are
 * therefore ten thousand times ours. Where it can be left out, without integers, it is.
 */
const VARIABLE_SCALE = 1e4;

export async function loadGlpkSolver(): Promise<LinearProgrammeSolver> {
  const glpk = await loadGlpk();

  function solve(programme: LinearProgramme): LinearSolution {
    const integers = new Set(programme.integerColumns);
    const scaleOf = (column: number) => (integers.has(column) ? 1 : VARIABLE_SCALE);
    const columns = Array.from(programme.columnCost, (_, column) => `x${column}`);
    const { result } = glpk.solve(
      {
        name: 'plan',
        objective: {
          direction: glpk.GLP_MAX,
          name: 'value',
          vars: columns.map((name, column) => ({
            name,
            coef: at(programme.columnCost, column) * (VARIABLE_SCALE / scaleOf(column)),
          })),
        },
        subjectTo: Array.from(programme.rowLower, (lower, row) => ({
          name: `r${row}`,
          vars: entriesOf(programme, row).map(({ column, value }) => ({
            name: present(columns[column], 'an entry of a known column'),
            coef: value * (VARIABLE_SCALE / scaleOf(column)),
          })),
          bnds: boundsOf(glpk, lower * VARIABLE_SCALE, at(programme.rowUpper, row) * VARIABLE_SCALE),
        })),
        bounds: columns.map((name, column) => ({
          name,
          ...boundsOf(
            glpk,
            at(programme.columnLower, column) * scaleOf(column),
            at(programme.columnUpper, column) * scaleOf(column),
          ),
        })),
        generals: programme.integerColumns.map((column) => present(columns[column], 'an integer among the columns')),
      },
      { msglev: glpk.GLP_MSG_OFF, presol: integers.size > 0, mipgap: OPTIMALITY_GAP_RATIO },
    );
    // Without integers GLPK says "undefined" of what its first phase finds no solution for.
    if (result.status === glpk.GLP_NOFEAS || result.status === glpk.GLP_UNDEF || result.status === glpk.GLP_INFEAS) {
      return { status: 'infeasible' };
    }
    assert(result.status === glpk.GLP_OPT, `an optimum from GLPK, not its status ${result.status}`);
    const values = Float64Array.from(
      columns,
      (name, column) => present(result.vars[name], 'a value for each column') / scaleOf(column),
    );
    const rowDuals = Float64Array.from(programme.rowLower, (_, row) => result.dual?.[`r${row}`] ?? 0);
    return { status: 'optimal', values, rowDuals, columnDuals: reducedCosts(programme, rowDuals), gapRatio: 0, unique: false };
  }

  return { name: 'glpk', solve };
}

/** What the objective gains by one more of a column, all rows paid for. */
function reducedCosts(programme: LinearProgramme, rowDuals: Float64Array): Float64Array {
  const costs = programme.columnCost.slice();
  for (const [row, dual] of rowDuals.entries()) {
    if (dual === 0) continue;
    for (const { column, value } of entriesOf(programme, row)) costs[column] = at(costs, column) - dual * value;
  }
  return costs;
}

function entriesOf(programme: LinearProgramme, row: number): { column: number; value: number }[] {
  const entries: { column: number; value: number }[] = [];
  for (let entry = at(programme.rowStarts, row); entry < at(programme.rowStarts, row + 1); entry += 1) {
    entries.push({ column: at(programme.entryColumns, entry), value: at(programme.entryValues, entry) });
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
