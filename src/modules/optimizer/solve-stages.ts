import { assert, present } from '../../kernel/assert.ts';
import { extended, type LinearProgramme, type LinearProgrammeSolver, type LinearSolution } from './linear-programme.ts';

/** A bound whose price is below this share of the largest price counts as worth nothing: what it holds may still move. */
const WORTH_NOTHING = 1e-8;
/**
 * How far a stage with integers may fall short of the best of the stage before, the next where a solver's own tolerances leave
 * nothing in it (seen with HiGHS at 1e-9). In so narrow a space HiGHS has also been seen to take a choice for the best that is
 * not (once in some thousand problems), so that the next wider one is searched as well. Only the integers are taken from these
 * stages; what follows from them is exact.
 */
const STAGE_TOLERANCES = [1e-7, 1e-6, 1e-5] as const;

/** How far what holds may give, the next where a solver's rounding leaves nothing between exact bounds (seen with GLPK). */
const FACE_TOLERANCES = [0, 1e-9, 1e-7, 1e-6, 1e-5] as const;

type Solved = Exclude<LinearSolution, { status: 'infeasible' }>;

/**
 * One objective after the other: each may only choose among what is best for those before it. Without integers that face is
 * exact: every bound and row that has a price is held where it is, so no tolerance adds up. Null where nothing is possible.
 */
export function solveStages(
  solver: LinearProgrammeSolver,
  programme: LinearProgramme,
  objectives: readonly Float64Array[],
): { readonly last: Solved; readonly face: LinearProgramme } | null {
  let last: Solved | null = null;
  let face = programme;
  for (const columnCost of objectives) {
    if (!last) {
      const first = solver.solve({ ...face, columnCost });
      if (first.status === 'infeasible') return null;
      last = first;
      continue;
    }
    const later = solveOnFace(face, last, (narrower) => solver.solve({ ...narrower, columnCost }));
    assert(later, 'a later stage to keep what an earlier one found possible');
    ({ solution: last, face } = later);
  }
  assert(last, 'an objective');
  return { last, face };
}

/** Chooses among all that is as good as the best. Null where a solver finds nothing there, however far the bounds give. */
export function solveOnFace(
  programme: LinearProgramme,
  best: Solved,
  solve: (face: LinearProgramme) => LinearSolution,
): { readonly solution: Solved; readonly face: LinearProgramme } | null {
  for (const tolerance of FACE_TOLERANCES) {
    const face = optimalFace(programme, best, tolerance);
    const solution = solve(face);
    if (solution.status !== 'infeasible') return { solution, face };
  }
  return null;
}

/** Every solution that is as good. */
function optimalFace(programme: LinearProgramme, { columnDuals, rowDuals }: Solved, tolerance: number): LinearProgramme {
  const columns = held({ lower: programme.columnLower, upper: programme.columnUpper }, columnDuals, tolerance);
  const rows = held({ lower: programme.rowLower, upper: programme.rowUpper }, rowDuals, tolerance);
  return { ...programme, columnLower: columns.lower, columnUpper: columns.upper, rowLower: rows.lower, rowUpper: rows.upper };
}

interface Bounds {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** More of it would earn: it is at its upper bound, and held there. Less would: at its lower. */
function held({ lower, upper }: Bounds, duals: Float64Array, tolerance: number): Bounds {
  const bounds = { lower: lower.slice(), upper: upper.slice() };
  for (const [index, dual] of duals.entries()) {
    if (Math.abs(dual) <= WORTH_NOTHING) continue;
    const [least, most] = [present(lower[index], 'a bound'), present(upper[index], 'a bound')];
    if (dual > 0 && Number.isFinite(most)) bounds.lower[index] = Math.max(least, most - tolerance);
    if (dual < 0 && Number.isFinite(least)) bounds.upper[index] = Math.min(most, least + tolerance);
  }
  return bounds;
}

export interface Decided {
  /** The programme with every integer at its best, and none left. */
  readonly programme: LinearProgramme;
  readonly status: 'optimal' | 'feasible';
  readonly gapRatio: number;
}

/** Decides the integers, for the objectives in their order. Null where nothing is possible. */
export function decideIntegers(
  solver: LinearProgrammeSolver,
  programme: LinearProgramme,
  { objectives, nodeCountMax }: { objectives: readonly Float64Array[]; nodeCountMax: number },
): Decided | null {
  if (programme.integerColumns.length === 0) return { programme, status: 'optimal', gapRatio: 0 };
  const kept: Kept[] = [];
  let best: Solved | null = null;
  let status: Decided['status'] = 'optimal';
  for (const columnCost of objectives) {
    const solution = solveKeeping(solver, { ...programme, columnCost }, { kept, nodeCountMax });
    if (solution === null) return null;
    best = solution;
    if (solution.status === 'feasible') status = 'feasible';
    kept.push({ reached: worthOf(columnCost, solution), entries: [...columnCost.entries()].filter(([, cost]) => cost !== 0) });
  }
  assert(best, 'an objective');
  return { programme: withIntegersOf(programme, best), status, gapRatio: best.gapRatio };
}

function worthOf(columnCost: Float64Array, { values }: Solved): number {
  return columnCost.reduce((sum, cost, column) => (cost === 0 ? sum : sum + cost * present(values[column], 'a value')), 0);
}

/** The programme with every integer as the solution has it, and none left. */
function withIntegersOf(programme: LinearProgramme, { values }: Solved): LinearProgramme {
  const columnLower = programme.columnLower.slice();
  const columnUpper = programme.columnUpper.slice();
  for (const column of programme.integerColumns) {
    columnLower[column] = columnUpper[column] = Math.round(present(values[column], 'a value'));
  }
  return { ...programme, columnLower, columnUpper, integerColumns: [] };
}

/** What a stage has reached, by which costs. */
interface Kept {
  readonly reached: number;
  readonly entries: readonly (readonly [number, number])[];
}

interface Keeping {
  readonly kept: readonly Kept[];
  readonly nodeCountMax: number;
}

function solveKeeping(solver: LinearProgrammeSolver, programme: LinearProgramme, { kept, nodeCountMax }: Keeping): Solved | null {
  const keeping = (tolerance: number): LinearProgramme => {
    const rows = kept.map(({ reached, entries }) => ({ lower: reached - tolerance, upper: Infinity, entries }));
    return extended(programme, { columns: [], rows });
  };
  const search = (tolerance: number): Solved | null => {
    const solution = solver.solve(keeping(tolerance), { nodeCountMax });
    return solution.status === 'infeasible' ? null : solution;
  };
  if (kept.length === 0) return search(0);
  for (const [round, tolerance] of STAGE_TOLERANCES.entries()) {
    const found = search(tolerance);
    if (!found) continue;
    const wider = STAGE_TOLERANCES[round + 1];
    const other = wider === undefined ? null : search(wider);
    return other ? better(solver, keeping(tolerance), [found, other]) : found;
  }
  throw new Error('Bug: expected a later stage to keep what an earlier one found possible');
}

/** Of two choices of the integers the one that is worth more where both are held to the same, the first of equals. */
function better(solver: LinearProgrammeSolver, programme: LinearProgramme, [one, other]: readonly [Solved, Solved]): Solved {
  const isSame = programme.integerColumns.every(
    (column) => Math.round(one.values[column] ?? NaN) === Math.round(other.values[column] ?? NaN),
  );
  if (isSame) return one;
  const [worth, otherWorth] = [one, other].map((solution) => {
    const exact = solver.solve(withIntegersOf(programme, solution));
    return exact.status === 'infeasible' ? -Infinity : worthOf(programme.columnCost, exact);
  });
  return present(otherWorth, 'a worth') > present(worth, 'a worth') ? other : one;
}
