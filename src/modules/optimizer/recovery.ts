import { DischargeBudget } from './discharge-budget.ts';
import type { PlanProblem } from './plan-problem.ts';

/** A step that arrives within this share of the capacity is all forced: solvers have tolerances of the same size. */
const ARRIVAL_RATIO = 1e-9;

export interface Recovery {
  /** Stored energy at the end of each period in which full power does not yet lead into the allowed range. */
  readonly forcedKwh: readonly number[];
  /** What is left to decide: the periods from the arrival on. Its start may be outside by less than one period. */
  readonly rest: PlanProblem;
}

/**
 * A start outside the allowed range comes back at full power. That path is always possible, and in every period it is
 * the nearest to the range that can be reached: there is nothing to optimise and no penalty to choose. What remains is
 * feasible for every valid problem.
 */
export function recoveryOf(problem: PlanProblem): Recovery {
  const { battery, periods, energyKwhMin, energyKwhMax } = problem;
  const budget = new DischargeBudget(problem);
  const toleranceKwh = battery.energyCapacityKwh * ARRIVAL_RATIO;
  const forcedKwh: number[] = [];
  let energyKwh = problem.energyKwhAtStart;
  for (const { durationHours, dayIndex } of periods) {
    const gainKwhMax = battery.chargePowerKwMax * battery.chargeEfficiencyRatio * durationHours;
    const powerLossKwhMax = (battery.dischargePowerKwMax * durationHours) / battery.dischargeEfficiencyRatio;
    const lossKwhMax = Math.min(powerLossKwhMax, budget.leftKwh(dayIndex));
    if (energyKwh < energyKwhMin && energyKwh + gainKwhMax <= energyKwhMin + toleranceKwh) {
      energyKwh = Math.min(energyKwh + gainKwhMax, energyKwhMin);
    } else if (energyKwh > energyKwhMax && energyKwh - lossKwhMax >= energyKwhMax - toleranceKwh) {
      const takenKwh = Math.min(lossKwhMax, energyKwh - energyKwhMax);
      budget.spend(dayIndex, takenKwh);
      energyKwh -= takenKwh;
    } else {
      break;
    }
    forcedKwh.push(energyKwh);
  }
  return { forcedKwh, rest: restOf({ problem, forcedKwh, energyKwh, budget }) };
}

interface Forced {
  readonly problem: PlanProblem;
  readonly forcedKwh: readonly number[];
  readonly energyKwh: number;
  readonly budget: DischargeBudget;
}

function restOf({ problem, forcedKwh, energyKwh, budget }: Forced): PlanProblem {
  const periods = problem.periods.slice(forcedKwh.length);
  const { dischargedKwhMaxPerDay } = problem;
  const firstDayIndex = periods[0]?.dayIndex;
  const dischargedKwhBeforeStart =
    dischargedKwhMaxPerDay === null || firstDayIndex === undefined ? 0 : dischargedKwhMaxPerDay - budget.leftKwh(firstDayIndex);
  return { ...problem, periods, energyKwhAtStart: energyKwh, dischargedKwhBeforeStart };
}
