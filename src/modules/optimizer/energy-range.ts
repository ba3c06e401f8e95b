import { DischargeBudget } from './discharge-budget.ts';
import type { PlanProblem } from './plan-problem.ts';

/** The allowed stored energy at the end of each period. */
export interface EnergyRange {
  readonly lowerKwh: Float64Array;
  readonly upperKwh: Float64Array;
}

/**
 * A start outside the allowed range comes back at full power, so the bound of each period is where full power leads.
 * That path is always possible and in every period the nearest to the range that can be reached, so no penalty is
 * needed: the linear programme is feasible for every valid problem and "as fast as possible" is a hard constraint.
 */
export function energyRange(problem: PlanProblem): EnergyRange {
  const { battery, energyKwhMin, energyKwhMax, energyKwhAtStart } = problem;
  const budget = new DischargeBudget(problem);
  const lowerKwh = new Float64Array(problem.periods.length);
  const upperKwh = new Float64Array(problem.periods.length);
  let floorKwh = Math.min(energyKwhAtStart, energyKwhMin);
  let ceilingKwh = Math.max(energyKwhAtStart, energyKwhMax);
  problem.periods.forEach(({ durationHours, dayIndex }, index) => {
    const gainKwh = battery.chargePowerKwMax * battery.chargeEfficiencyRatio * durationHours;
    floorKwh = Math.min(energyKwhMin, floorKwh + gainKwh);
    const lossKwh = Math.min(
      (battery.dischargePowerKwMax * durationHours) / battery.dischargeEfficiencyRatio,
      budget.leftKwh(dayIndex),
      ceilingKwh - energyKwhMax,
    );
    budget.spend(dayIndex, lossKwh);
    ceilingKwh = Math.max(energyKwhMax, ceilingKwh - lossKwh);
    lowerKwh[index] = floorKwh;
    upperKwh[index] = ceilingKwh;
  });
  return { lowerKwh, upperKwh };
}
