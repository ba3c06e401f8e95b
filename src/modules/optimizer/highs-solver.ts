import highsLoader from 'highs';
import { assert } from '../../kernel/assert.ts';
import {
  type LinearProgramme,
  type LinearProgrammeSolver,
  type LinearSolution,
  OPTIMALITY_GAP_RATIO,
} from './linear-programme.ts';

/** Below the solver's own default of 1e-7, which would show in the energy of a 400 MWh battery. */
const FEASIBILITY_TOLERANCE = 1e-9;
/** A bound that is worth less than this, of what is at stake, is worth nothing. */
const DUAL_NOISE = 1e-9;
/** The solver's own default. */
const NODE_COUNT_MAX_DEFAULT = 2_147_483_647;

// The package is CommonJS for the type checker, which expects the loader under `.default`, but Node imports its .mjs build,
// whose default export is the loader itself.
const loadHighs = highsLoader as unknown as typeof highsLoader.default;

type Highs = Awaited<ReturnType<typeof loadHighs>>;
type Model = ReturnType<Highs['createModel']>;

/** One native model for the life of the thread: each problem replaces the last one, so the memory does not grow. */
export async function loadHighsSolver(): Promise<LinearProgrammeSolver> {
  const highs = await loadHighs();
  const model = highs.createModel();
  const { modelStatus } = highs.constants;
  model.options.set({
    output_flag: false,
    primal_feasibility_tolerance: FEASIBILITY_TOLERANCE,
    dual_feasibility_tolerance: FEASIBILITY_TOLERANCE,
    mip_feasibility_tolerance: FEASIBILITY_TOLERANCE,
    mip_rel_gap: OPTIMALITY_GAP_RATIO,
    mip_abs_gap: OPTIMALITY_GAP_RATIO,
    // A small programme is solved faster than presolved, and with integers presolve has been seen to lose the best plan.
    presolve: 'off',
  });
  let last: LinearProgramme | null = null;

  function solve(programme: LinearProgramme, options: { nodeCountMax?: number } = {}): LinearSolution {
    const isLike = last?.entryValues === programme.entryValues;
    if (programme.integerColumns.length > 0) return search(programme, options.nodeCountMax ?? NODE_COUNT_MAX_DEFAULT);
    if (last && isLike) change(model, programme, last);
    else pass(highs, model, programme);
    last = programme;
    const outcome = model.run().modelStatus;
    if (isInfeasible(outcome)) {
      last = null;
      return { status: 'infeasible' };
    }
    assert(outcome === modelStatus.optimal, `an optimum from HiGHS, not its status ${outcome}`);
    const { colValue: values, colDual: columnDuals, rowDual: rowDuals } = model.getSolution();
    const unique = isUnique(highs, model, { programme, columnDuals, rowDuals });
    return { status: 'optimal', values, rowDuals, columnDuals, gapRatio: 0, unique };
  }

  function search(programme: LinearProgramme, nodeCountMax: number): LinearSolution {
    pass(highs, model, programme);
    last = null;
    model.options.set({ mip_max_nodes: nodeCountMax });
    const outcome = model.run().modelStatus;
    if (isInfeasible(outcome)) return { status: 'infeasible' };
    // Cut short before it finds any plan, the search has no answer at all.
    const isCutShort = outcome === modelStatus.solutionLimit && Number.isFinite(model.getObjectiveValue());
    assert(outcome === modelStatus.optimal || isCutShort, `a plan from HiGHS, not its status ${outcome}`);
    const { colValue: values, colDual, rowDual } = model.getSolution();
    return {
      status: isCutShort ? 'feasible' : 'optimal',
      values,
      rowDuals: rowDual.fill(0),
      columnDuals: colDual.fill(0),
      gapRatio: isCutShort ? Number(model.info.get('mip_gap')) : 0,
      unique: false,
    };
  }

  function isInfeasible(outcome: number): boolean {
    return outcome === modelStatus.infeasible || outcome === modelStatus.unboundedOrInfeasible;
  }

  return { name: 'highs', solve };
}

interface Optimum {
  readonly programme: LinearProgramme;
  readonly columnDuals: Float64Array;
  readonly rowDuals: Float64Array;
}

/** Where moving off any bound that holds costs something, there is no second best. */
function isUnique({ constants }: Highs, model: Model, { programme, columnDuals, rowDuals }: Optimum): boolean {
  const { basic } = constants.basisStatus;
  const { colStatus, rowStatus } = model.getBasis();
  for (let column = 0; column < colStatus.length; column += 1) {
    if (colStatus[column] === basic || Math.abs(columnDuals[column] ?? 0) > DUAL_NOISE) continue;
    if (programme.columnLower[column] !== programme.columnUpper[column]) return false;
  }
  for (let row = 0; row < rowStatus.length; row += 1) {
    if (rowStatus[row] === basic || Math.abs(rowDuals[row] ?? 0) > DUAL_NOISE) continue;
    if (programme.rowLower[row] !== programme.rowUpper[row]) return false;
  }
  return true;
}

function pass({ constants }: Highs, model: Model, programme: LinearProgramme): void {
  const columnCount = programme.columnCost.length;
  const rowCount = programme.rowLower.length;
  const { variableType, objectiveSense } = constants;
  const integrality = new Int32Array(columnCount).fill(variableType.continuous);
  for (const column of programme.integerColumns) integrality[column] = variableType.integer;
  model.passModel({
    numCols: columnCount,
    numRows: rowCount,
    sense: objectiveSense.maximize,
    colCost: programme.columnCost,
    colLower: programme.columnLower,
    colUpper: programme.columnUpper,
    rowLower: programme.rowLower,
    rowUpper: programme.rowUpper,
    matrix: {
      format: 'csr',
      numRows: rowCount,
      numCols: columnCount,
      starts: programme.rowStarts,
      indices: programme.entryColumns,
      values: programme.entryValues,
    },
    ...(programme.integerColumns.length > 0 && { integrality }),
  });
}

/** What differs from the programme before, whose matrix is the same. */
function change(model: Model, programme: LinearProgramme, last: LinearProgramme): void {
  const columns = { kind: 'range', from: 0, to: programme.columnCost.length - 1 } as const;
  const rows = { kind: 'range', from: 0, to: programme.rowLower.length - 1 } as const;
  if (programme.columnCost !== last.columnCost) model.changeColsCost(columns, programme.columnCost);
  if (programme.columnLower !== last.columnLower || programme.columnUpper !== last.columnUpper) {
    model.changeColsBounds(columns, programme.columnLower, programme.columnUpper);
  }
  if (programme.rowLower !== last.rowLower || programme.rowUpper !== last.rowUpper) {
    model.changeRowsBounds(rows, programme.rowLower, programme.rowUpper);
  }
}
