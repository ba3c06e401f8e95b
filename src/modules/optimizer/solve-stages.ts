import { assert, present } from '../../kernel/assert.ts';
import { extended, type LinearProgramme, type LinearProgrammeSolver, type LinearSolution } from './linear-programme.ts';

/** A bound whose price is below this share of the largest price counts as worth nothing: what it holds may still move. */
const WORTH_NOTHING = 1e-8;
/**
 * How far a stage with integers may fall short of the best of the stage before, the next where a solver's own tolerances leave
 * nothing in it (seen with HiGHS at 1e-9). Only the integers are taken from these stages; what follows from them is exact.
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
  const kept: { reached: number; entries: (readonly [number, number])[] }[] = [];
  let best: Solved | null = null;
  let status: Decided['status'] = 'optimal';
  for (const columnCost of objectives) {
    const solution = solveKeeping(solver, { ...programme, columnCost }, { kept, nodeCountMax });
    if (solution === null) return null;
    best = solution;
    if (solution.status === 'feasible') status = 'feasible';
    const entries = [...columnCost.entries()].filter(([, cost]) => cost !== 0);
    const reached = entries.reduce((sum, [column, cost]) => sum + cost * present(solution.values[column], 'a value'), 0);
    kept.push({ reached, entries });
  }
  assert(best, 'an objective');
  const columnLower = programme.columnLower.slice();
  const columnUpper = programme.columnUpper.slice();
  for (const column of programme.integerColumns) {
    columnLower[column] = columnUpper[column] = Math.round(present(best.values[column], 'a value'));
  }
  return { programme: { ...programme, columnLower, columnUpper, integerColumns: [] }, status, gapRatio: best.gapRatio };
}

interface Keeping {
  /** What each stage before has reached. */
  readonly kept: readonly { readonly reached: number; readonly entries: readonly (readonly [number, number])[] }[];
  readonly nodeCountMax: number;
}

function solveKeeping(solver: LinearProgrammeSolver, programme: LinearProgramme, { kept, nodeCountMax }: Keeping): Solved | null {
  for (const tolerance of STAGE_TOLERANCES) {
    const rows = kept.map(({ reached, entries }) => ({ lower: reached - tolerance, upper: Infinity, entries }));
    const solution = solver.solve(extended(programme, { columns: [], rows }), { nodeCountMax });
    if (solution.status !== 'infeasible') return solution;
    if (kept.length === 0) return null;
  }
  throw new Error('Bug: expected a later stage to keep what an earlier one found possible');
}
