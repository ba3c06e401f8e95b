import { present } from '../../kernel/assert.ts';
import { mwhFromKwh } from '../../kernel/units.ts';
import { DischargeBudget } from './discharge-budget.ts';
import type { SolverName } from './linear-programme.ts';
import type { PlanProblem } from './plan-problem.ts';

/** Powers are whole milliwatts wherever the limits allow it. */
const POWER_STEPS_PER_KW = 1e6;
/** Less than this share of the full power is solver noise: the battery stands still. */
const IDLE_POWER_RATIO = 1e-8;
/** Or less than a step and a half, which is what rounding an earlier period leaves behind. */
const IDLE_POWER_KW = 1.5 / POWER_STEPS_PER_KW;

/** How far rounding may lead beside the one path of a forced recovery. */
const FORCED_KWH_TOLERANCE = 1e-9;

export interface BatteryPlan {
  /** Recovering: the start is outside the allowed range; comes back as fast as possible, the best such plan. */
  readonly status: 'optimal' | 'recovering';
  readonly solver: SolverName;
  /** Revenue less wear plus the value of the energy left at the end, in the currency of the prices. */
  readonly objectiveValue: number;
  /** Exports at the export price less imports at the import price. */
  readonly expectedRevenue: number;
  readonly periods: readonly {
    /** Positive towards the grid. */
    readonly powerKw: number;
    /** At the end of the period. */
    readonly energyKwh: number;
    readonly revenue: number;
  }[];
}

interface Course {
  readonly problem: PlanProblem;
  /** The stored energy at the end of each period of a forced recovery, and what is wanted in the periods after it. */
  readonly forcedKwh: readonly number[];
  readonly wantedKwh: readonly number[];
}

/**
 * The net powers that lead through the wanted energies, and what they earn. Only the energy is taken from the solver:
 * one power a period follows from it, so nothing is charged and discharged at once, and every limit is kept to the
 * last bit whatever the solver's tolerance.
 */
export function followEnergy({ problem, forcedKwh, wantedKwh }: Course): Omit<BatteryPlan, 'status' | 'solver'> {
  const { battery, energyKwhMin, wearCostPerMwh, endEnergyValuePerMwh } = problem;
  const budget = new DischargeBudget(problem);
  let energyKwh = problem.energyKwhAtStart;
  let deliveredKwh = 0;
  let expectedRevenue = 0;
  const periods = problem.periods.map((period, index) => {
    const { durationHours, dayIndex } = period;
    const target = targetAt({ problem, forcedKwh, wantedKwh }, index);
    const { lowerKwh, upperKwh } = target;
    const step = { ...target, battery, durationHours, energyKwh, takenKwhMax: budget.leftKwh(dayIndex) };
    const powerKw = powerTowards(step);
    if (powerKw > 0) {
      budget.spend(dayIndex, energyKwh - energyAfter(step, powerKw));
      deliveredKwh += powerKw * durationHours;
    }
    energyKwh = clamp(energyAfter(step, powerKw), lowerKwh, upperKwh);
    const price = powerKw > 0 ? period.exportPricePerMwh : period.importPricePerMwh;
    const revenue = powerKw === 0 ? 0 : price * mwhFromKwh(powerKw * durationHours);
    expectedRevenue += revenue;
    return { powerKw, energyKwh, revenue };
  });
  const wearCost = wearCostPerMwh * mwhFromKwh(deliveredKwh);
  const endValue = endEnergyValuePerMwh * mwhFromKwh(Math.max(0, energyKwh - energyKwhMin));
  return { objectiveValue: expectedRevenue - wearCost + endValue, expectedRevenue, periods };
}

interface Target {
  readonly lowerKwh: number;
  readonly upperKwh: number;
  readonly wantedKwh: number;
}

function targetAt({ problem, forcedKwh, wantedKwh }: Course, index: number): Target {
  const forced = forcedKwh[index];
  if (forced !== undefined)
    return { lowerKwh: forced - FORCED_KWH_TOLERANCE, upperKwh: forced + FORCED_KWH_TOLERANCE, wantedKwh: forced };
  const { energyKwhMin: lowerKwh, energyKwhMax: upperKwh } = problem;
  const wanted = present(wantedKwh[index - forcedKwh.length], 'a wanted energy for each period');
  return { lowerKwh, upperKwh, wantedKwh: clamp(wanted, lowerKwh, upperKwh) };
}

interface Step extends Target {
  readonly battery: PlanProblem['battery'];
  readonly durationHours: number;
  readonly energyKwh: number;
  readonly takenKwhMax: number;
}

/** The roundest power that keeps every limit; the exact one where no round one does. */
function powerTowards(step: Step): number {
  const exactKw = exactPowerTowards(step);
  const fullKw = Math.max(step.battery.chargePowerKwMax, step.battery.dischargePowerKwMax);
  const steps = exactKw * POWER_STEPS_PER_KW;
  const roundKw = [Math.round(steps) / POWER_STEPS_PER_KW, Math.trunc(steps) / POWER_STEPS_PER_KW];
  const idle = Math.abs(exactKw) <= Math.max(IDLE_POWER_KW, fullKw * IDLE_POWER_RATIO);
  const powerKw = (idle ? [0, ...roundKw] : roundKw).find((candidateKw) => keepsLimits(step, candidateKw)) ?? exactKw;
  return powerKw === 0 ? 0 : powerKw; // Never minus zero.
}

function exactPowerTowards({ battery, durationHours, energyKwh, wantedKwh, takenKwhMax }: Step): number {
  const gainKwh = wantedKwh - energyKwh;
  if (gainKwh > 0) return -Math.min(battery.chargePowerKwMax, gainKwh / battery.chargeEfficiencyRatio / durationHours);
  const takenKwh = Math.min(-gainKwh, takenKwhMax);
  return Math.min(battery.dischargePowerKwMax, (takenKwh * battery.dischargeEfficiencyRatio) / durationHours);
}

function keepsLimits(step: Step, powerKw: number): boolean {
  const { battery, energyKwh, lowerKwh, upperKwh, takenKwhMax } = step;
  const afterKwh = energyAfter(step, powerKw);
  return (
    powerKw <= battery.dischargePowerKwMax &&
    -powerKw <= battery.chargePowerKwMax &&
    energyKwh - afterKwh <= takenKwhMax &&
    afterKwh >= lowerKwh &&
    afterKwh <= upperKwh
  );
}

function energyAfter({ battery, durationHours, energyKwh }: Step, powerKw: number): number {
  if (powerKw > 0) return energyKwh - (powerKw * durationHours) / battery.dischargeEfficiencyRatio;
  return energyKwh - powerKw * durationHours * battery.chargeEfficiencyRatio;
}

function clamp(value: number, lower: number, upper: number): number {
  return Math.min(Math.max(value, lower), upper);
}
