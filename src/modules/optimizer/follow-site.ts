import { present } from '../../kernel/assert.ts';
import { at } from './build-battery.ts';
import type { BatteryFacts, SiteFacts } from './site-facts.ts';
import type { SolvedSite } from './solve-site.ts';

/** Powers are whole milliwatts wherever the limits allow it. */
const POWER_STEPS_PER_KW = 1e6;
/** Less than this share of the full power is solver noise: the battery stands still. */
const IDLE_POWER_RATIO = 1e-8;
/** Or less than a step and a half, which is what rounding an earlier period leaves behind. */
const IDLE_POWER_KW = 1.5 / POWER_STEPS_PER_KW;

/** A budget that is missed by less, as a share of the capacity, was kept. */
const GAVE_WAY_RATIO = 1e-8;

/** One battery's powers and the energy they lead to. */
export interface Course {
  readonly powerKw: readonly number[];
  readonly energyKwh: readonly number[];
}

/**
 * The net powers of each battery through the solver's energies. Only the energy is taken from the solver: one power a period
 * follows from it, so nothing is charged and discharged at once, and the battery's own limits are kept to the last bit whatever
 * the solver's tolerance.
 */
export function followSite(facts: SiteFacts, { site, values }: SolvedSite): Course[] {
  return facts.batteries.map((battery, index) => {
    const columns = present(site.batteries[index], 'the columns of a battery');
    const amountsOf = (chosen: readonly number[]): number[] =>
      chosen.map((column) => present(values[column], 'a value') * site.powerUnitKw);
    return followBattery(facts, battery, { wantedKwh: amountsOf(columns.stored), dischargeKw: amountsOf(columns.discharge) });
  });
}

interface Wanted {
  readonly wantedKwh: readonly number[];
  readonly dischargeKw: readonly number[];
}

function followBattery({ periods }: SiteFacts, battery: BatteryFacts, { wantedKwh, dischargeKw }: Wanted): Course {
  const leftKwh = battery.budgets.map(({ energyKwh: budgetKwh, periodIndices }) => {
    const takenKwh = periodIndices.reduce((sum, index) => sum + at(dischargeKw, index) * (periods[index]?.durationHours ?? 0), 0);
    const wantsKwh = takenKwh / battery.dischargeEfficiencyRatio;
    // A budget that had to give way is what the solver takes; less than that share is its tolerance.
    return wantsKwh - budgetKwh > GAVE_WAY_RATIO * battery.energyCapacityKwh ? wantsKwh : budgetKwh;
  });
  const budgetsOf = periods.map((_, period) =>
    battery.budgets.flatMap(({ periodIndices }, budget) => (periodIndices.includes(period) ? [budget] : [])),
  );
  const course: { powerKw: number[]; energyKwh: number[] } = { powerKw: [], energyKwh: [] };
  let energyKwh = battery.energyKwhAtStart;
  periods.forEach(({ durationHours }, index) => {
    const keptKwh = energyKwh * at(battery.keptRatio, index);
    const wanted = Math.min(Math.max(at(wantedKwh, index), 0), battery.energyCapacityKwh);
    const budgets = present(budgetsOf[index], 'the budgets of a period');
    const step: Step = {
      battery,
      index,
      durationHours,
      keptKwh,
      wantedKwh: wanted,
      // Where a limit had to give way, the solver's energy is the limit.
      lowerKwh: Math.min(at(battery.energyKwhMin, index), wanted),
      upperKwh: Math.max(at(battery.energyKwhMax, index), wanted),
      takenKwhMax: budgets.reduce((least, budget) => Math.min(least, Math.max(0, at(leftKwh, budget))), Infinity),
    };
    const powerKw = powerTowards(step);
    const after = energyAfter(step, powerKw);
    if (powerKw > 0) for (const budget of budgets) leftKwh[budget] = at(leftKwh, budget) - (keptKwh - after);
    energyKwh = Math.min(Math.max(after, step.lowerKwh), step.upperKwh);
    course.powerKw.push(powerKw);
    course.energyKwh.push(energyKwh);
  });
  return course;
}

interface Step {
  readonly battery: BatteryFacts;
  readonly index: number;
  readonly durationHours: number;
  /** What standing still would leave. */
  readonly keptKwh: number;
  readonly wantedKwh: number;
  readonly lowerKwh: number;
  readonly upperKwh: number;
  readonly takenKwhMax: number;
}

/** The roundest power that keeps every limit; the exact one where no round one does. */
function powerTowards(step: Step): number {
  const { battery, index } = step;
  const exactKw = exactPowerTowards(step);
  const fullKw = Math.max(at(battery.chargePowerKwMax, index), at(battery.dischargePowerKwMax, index));
  const steps = exactKw * POWER_STEPS_PER_KW;
  const roundKw = [Math.round(steps) / POWER_STEPS_PER_KW, Math.trunc(steps) / POWER_STEPS_PER_KW];
  const idle = Math.abs(exactKw) <= Math.max(IDLE_POWER_KW, fullKw * IDLE_POWER_RATIO);
  const powerKw = (idle ? [0, ...roundKw] : roundKw).find((candidateKw) => keepsLimits(step, candidateKw)) ?? exactKw;
  return powerKw === 0 ? 0 : powerKw; // Never minus zero.
}

function exactPowerTowards({ battery, index, durationHours, keptKwh, wantedKwh, takenKwhMax }: Step): number {
  const gainKwh = wantedKwh - keptKwh;
  const [chargeKwMax, dischargeKwMax] = [at(battery.chargePowerKwMax, index), at(battery.dischargePowerKwMax, index)];
  if (gainKwh > 0) {
    const powerKw = gainKwh / battery.chargeEfficiencyRatio / durationHours;
    return -Math.min(chargeKwMax, nearBand(powerKw, at(battery.chargePowerKwMin, index)));
  }
  const powerKw = (Math.min(-gainKwh, takenKwhMax) * battery.dischargeEfficiencyRatio) / durationHours;
  return Math.min(dischargeKwMax, nearBand(powerKw, at(battery.dischargePowerKwMin, index)));
}

/** A power that misses its band by the solver's tolerance is put back into it. */
function nearBand(powerKw: number, leastKw: number): number {
  if (leastKw === 0 || powerKw >= leastKw) return powerKw;
  return powerKw < leastKw / 2 ? 0 : leastKw;
}

function keepsLimits(step: Step, powerKw: number): boolean {
  const { battery, index, keptKwh, lowerKwh, upperKwh, takenKwhMax } = step;
  const afterKwh = energyAfter(step, powerKw);
  return (
    powerKw <= at(battery.dischargePowerKwMax, index) &&
    -powerKw <= at(battery.chargePowerKwMax, index) &&
    (powerKw <= 0 || powerKw >= at(battery.dischargePowerKwMin, index)) &&
    (powerKw >= 0 || -powerKw >= at(battery.chargePowerKwMin, index)) &&
    keptKwh - afterKwh <= takenKwhMax &&
    afterKwh >= lowerKwh &&
    afterKwh <= upperKwh
  );
}

function energyAfter({ battery, durationHours, keptKwh }: Step, powerKw: number): number {
  if (powerKw > 0) return keptKwh - (powerKw * durationHours) / battery.dischargeEfficiencyRatio;
  return keptKwh - powerKw * durationHours * battery.chargeEfficiencyRatio;
}
