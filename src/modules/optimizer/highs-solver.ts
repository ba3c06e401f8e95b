import highsLoader from 'highs';
import { assert } from '../../kernel/assert.ts';
import { type LinearProgramme, type LinearProgrammeSolver, OPTIMALITY_GAP_RATIO } from './linear-programme.ts';

/** Below the solver's own default of 1e-7, which would show in the energy of a 400 MWh battery. */
const FEASIBILITY_TOLERANCE = 1e-9;

// The package is CommonJS for the type checker, which expects the loader under `.default`, but Node imports its .mjs build,
// whose default export is the loader itself.
const loadHighs = highsLoader as unknown as typeof highsLoader.default;

/** One native model for the life of the thread: each problem replaces the last one, so the memory does not grow. */
export async function loadHighsSolver(): Promise<LinearProgrammeSolver> {
  const highs = await loadHighs();
  const model = highs.createModel();
  const { modelStatus, objectiveSense, variableType } = highs.constants;
  model.options.set({
    output_flag: false,
    primal_feasibility_tolerance: FEASIBILITY_TOLERANCE,
    dual_feasibility_tolerance: FEASIBILITY_TOLERANCE,
    mip_feasibility_tolerance: FEASIBILITY_TOLERANCE,
    mip_rel_gap: OPTIMALITY_GAP_RATIO,
    mip_abs_gap: OPTIMALITY_GAP_RATIO,
  });

  function solve(programme: LinearProgramme): Float64Array {
    const columnCount = programme.columnCost.length;
    const rowCount = programme.rowLower.length;
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
    // A small programme is solved faster than presolved; with integers presolve pays.
    model.options.set('presolve', programme.integerColumns.length > 0 ? 'choose' : 'off');
    const outcome = model.run();
    assert(outcome.modelStatus === modelStatus.optimal, `an optimum from HiGHS, not its status ${outcome.modelStatus}`);
    return model.getSolution().colValue;
  }

  return { name: 'highs', solve };
}
