import { assert } from '../../kernel/assert.ts';
import { buildProgramme, type PlanProgramme } from './build-programme.ts';
import { recoveryOf } from './recovery.ts';
import type { LinearProgramme, LinearProgrammeSolver } from './linear-programme.ts';
import type { PlanProblem } from './plan-problem.ts';
import { type BatteryPlan, followEnergy } from './follow-energy.ts';

/** Energies below this, in the programme's unit, are solver noise. */
const NOISE = 1e-8;
/** Standing still is preferred to a plan that gains less than this share of its objective. */
const WORTHWHILE_RATIO = 1e-9;

/** The best plan for a checked problem. */
export function planBattery(problem: PlanProblem, solver: LinearProgrammeSolver): BatteryPlan {
  const { forcedKwh, rest } = recoveryOf(problem);
  const wantedKwh = rest.periods.length === 0 ? [] : bestEnergies(rest, solver);
  const plan = followEnergy({ problem, forcedKwh, wantedKwh });
  const { energyKwhAtStart, energyKwhMin, energyKwhMax } = problem;
  if (energyKwhAtStart < energyKwhMin || energyKwhAtStart > energyKwhMax) {
    return { ...plan, solver: solver.name, status: 'recovering' };
  }
  const idle = followEnergy({ problem, forcedKwh, wantedKwh: problem.periods.map(() => energyKwhAtStart) });
  const worthwhile = plan.objectiveValue - idle.objectiveValue > WORTHWHILE_RATIO * Math.abs(plan.objectiveValue);
  return { ...(worthwhile ? plan : idle), solver: solver.name, status: 'optimal' };
}

/** The stored energy at the end of each period. */
function bestEnergies(problem: PlanProblem, solver: LinearProgrammeSolver): number[] {
  const draft = buildProgramme(problem);
  const values = solveExclusively(draft, solver);
  return draft.periods.map((columns) => valueAt(values, columns.stored) * draft.energyUnitKwh);
}

/**
 * First without integers: the common case has no period that does both, and is then optimal for the whole problem.
 * Otherwise with integers, and once more with the directions fixed, because a solver lets an integer miss by a
 * tolerance through which some of the other direction leaks.
 */
function solveExclusively(draft: PlanProgramme, solver: LinearProgrammeSolver): Float64Array {
  const relaxed = solver.solve({ ...draft.programme, integerColumns: [] });
  if (!doesBoth(draft, relaxed)) return relaxed;
  const decided = solver.solve(draft.programme);
  const exact = solver.solve(withDirections(draft, decided));
  assert(!doesBoth(draft, exact), 'no period that charges and discharges');
  return exact;
}

function doesBoth({ periods }: PlanProgramme, values: Float64Array): boolean {
  return periods.some(
    ({ charge, discharge, direction }) =>
      direction !== null && valueAt(values, charge) > NOISE && valueAt(values, discharge) > NOISE,
  );
}

function withDirections({ programme, periods }: PlanProgramme, decided: Float64Array): LinearProgramme {
  const columnLower = programme.columnLower.slice();
  const columnUpper = programme.columnUpper.slice();
  for (const { charge, discharge, direction } of periods) {
    if (direction === null) continue;
    const charging = valueAt(decided, direction) > 0.5;
    columnUpper[charging ? discharge : charge] = 0;
    columnLower[direction] = columnUpper[direction] = charging ? 1 : 0;
  }
  return { ...programme, columnLower, columnUpper, integerColumns: [] };
}

function valueAt(values: Float64Array, column: number): number {
  const value = values[column];
  assert(value !== undefined, 'a value for each column');
  return value;
}
