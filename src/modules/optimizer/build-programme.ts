import { DischargeBudget } from './discharge-budget.ts';
import { type LinearProgramme, ProgrammeDraft } from './linear-programme.ts';
import type { PlanProblem } from './plan-problem.ts';

/** With a smaller unit, stored energy becomes too large a number beside it. */
const ENERGY_UNIT_RATIO_MIN = 1e-4;

/** Where a period's decisions are among the columns. All three are energies in the programme's own unit. */
export interface PeriodColumns {
  readonly charge: number;
  readonly discharge: number;
  readonly stored: number;
  /** 1 charges, 0 discharges; only where doing both at once would pay. */
  readonly direction: number | null;
}

export interface PlanProgramme {
  readonly programme: LinearProgramme;
  readonly periods: readonly PeriodColumns[];
  readonly energyUnitKwh: number;
}

export function buildProgramme(problem: PlanProblem): PlanProgramme {
  const draft = new ProgrammeDraft();
  const energyUnitKwh = energyUnitOf(problem);
  const limits = stepLimits(problem, energyUnitKwh);
  const periods = limits.map((limit) => addPeriodColumns(draft, limit));
  limits.forEach((limit, index) => {
    const columns = periods[index];
    if (!columns) return;
    const storedBefore = periods[index - 1]?.stored ?? null;
    addBalance(draft, { problem, columns, storedBefore, energyUnitKwh });
    if (columns.direction !== null) addExclusion(draft, { problem, columns, storedBefore, limit });
  });
  addDirectionCounts(draft, periods);
  addCycleLimits(draft, { problem, periods, energyUnitKwh });
  return { programme: draft.finish(), periods, energyUnitKwh };
}

/**
 * The most that one period can move, so that the variables are of size one for a home battery and for a power station;
 * not so little beside the capacity that stored energy becomes too large a number.
 */
function energyUnitOf({ battery, periods }: PlanProblem): number {
  const hours = periods.reduce((longest, period) => Math.max(longest, period.durationHours), 0);
  const movedKwhMax = Math.max(battery.chargePowerKwMax, battery.dischargePowerKwMax) * hours;
  return Math.min(Math.max(movedKwhMax, battery.energyCapacityKwh * ENERGY_UNIT_RATIO_MIN), battery.energyCapacityKwh);
}

interface StepLimits {
  readonly chargeCost: number;
  readonly dischargeCost: number;
  readonly storedCost: number;
  readonly chargeMax: number;
  readonly dischargeMax: number;
  readonly storedMin: number;
  readonly storedMax: number;
  /** Doing both at once would pay here. */
  readonly exclusive: boolean;
}

function stepLimits(problem: PlanProblem, energyUnitKwh: number): StepLimits[] {
  const { battery, periods, energyKwhAtStart, energyKwhMin, energyKwhMax, wearCostPerMwh, endEnergyValuePerMwh } = problem;
  const { chargeEfficiencyRatio, dischargeEfficiencyRatio } = battery;
  const priceUnit = priceUnitOf(problem);
  const storedMin = energyKwhMin / energyUnitKwh;
  const storedMax = energyKwhMax / energyUnitKwh;
  let storedMinBefore = energyKwhAtStart / energyUnitKwh;
  let storedMaxBefore = storedMinBefore;
  return periods.map((period, index) => {
    // A plan that does not do both moves no more than from one bound to the other.
    const headroom = Math.max(0, storedMax - storedMinBefore) / chargeEfficiencyRatio;
    const footroom = Math.max(0, storedMaxBefore - storedMin) * dischargeEfficiencyRatio;
    const chargeMax = Math.min((battery.chargePowerKwMax * period.durationHours) / energyUnitKwh, headroom);
    const dischargeMax = Math.min((battery.dischargePowerKwMax * period.durationHours) / energyUnitKwh, footroom);
    const earnedPerMwh = period.exportPricePerMwh - wearCostPerMwh;
    const bothPay = period.importPricePerMwh < earnedPerMwh * chargeEfficiencyRatio * dischargeEfficiencyRatio;
    const limits = {
      chargeCost: -period.importPricePerMwh / priceUnit,
      dischargeCost: earnedPerMwh / priceUnit,
      storedCost: index === periods.length - 1 ? endEnergyValuePerMwh / priceUnit : 0,
      chargeMax,
      dischargeMax,
      storedMin,
      storedMax,
      exclusive: bothPay && chargeMax > 0 && dischargeMax > 0,
    };
    storedMinBefore = storedMin;
    storedMaxBefore = storedMax;
    return limits;
  });
}

function priceUnitOf({ periods, wearCostPerMwh, endEnergyValuePerMwh }: PlanProblem): number {
  const largest = periods.reduce(
    (size, { importPricePerMwh, exportPricePerMwh }) =>
      Math.max(size, Math.abs(importPricePerMwh), Math.abs(exportPricePerMwh - wearCostPerMwh)),
    Math.abs(endEnergyValuePerMwh),
  );
  return largest > 0 ? largest : 1;
}

function addPeriodColumns(draft: ProgrammeDraft, limit: StepLimits): PeriodColumns {
  return {
    charge: draft.addColumn({ cost: limit.chargeCost, lower: 0, upper: limit.chargeMax }),
    discharge: draft.addColumn({ cost: limit.dischargeCost, lower: 0, upper: limit.dischargeMax }),
    stored: draft.addColumn({ cost: limit.storedCost, lower: limit.storedMin, upper: limit.storedMax }),
    direction: limit.exclusive ? draft.addColumn({ cost: 0, lower: 0, upper: 1 }) : null,
  };
}

interface Step {
  readonly problem: PlanProblem;
  readonly columns: PeriodColumns;
  /** Null in the first period, whose stored energy before is the start. */
  readonly storedBefore: number | null;
  readonly energyUnitKwh: number;
}

/** stored - storedBefore - charge x efficiency + discharge / efficiency = 0 */
function addBalance(draft: ProgrammeDraft, { problem, columns, storedBefore, energyUnitKwh }: Step): void {
  const before = storedBefore === null ? problem.energyKwhAtStart / energyUnitKwh : 0;
  draft.addRow({
    lower: before,
    upper: before,
    entries: [
      [columns.stored, 1],
      ...(storedBefore === null ? [] : [[storedBefore, -1] as const]),
      [columns.charge, -problem.battery.chargeEfficiencyRatio],
      [columns.discharge, 1 / problem.battery.dischargeEfficiencyRatio],
    ],
  });
}

interface Exclusion extends Omit<Step, 'energyUnitKwh'> {
  readonly limit: StepLimits;
}

/**
 * The convex hull of "charge only" and "discharge only" in one period. The last two rows hold for either choice and
 * matter for speed: without them a full battery at a negative price burns energy in the relaxation.
 */
function addExclusion(draft: ProgrammeDraft, { problem, columns, storedBefore, limit }: Exclusion): void {
  const { charge, discharge, direction } = columns;
  if (direction === null) return;
  const { chargeEfficiencyRatio, dischargeEfficiencyRatio } = problem.battery;
  draft.addRow({
    lower: -Infinity,
    upper: 0,
    entries: [
      [charge, 1],
      [direction, -limit.chargeMax],
    ],
  });
  draft.addRow({
    lower: -Infinity,
    upper: limit.dischargeMax,
    entries: [
      [discharge, 1],
      [direction, limit.dischargeMax],
    ],
  });
  if (storedBefore === null) return;
  draft.addRow({
    lower: -Infinity,
    upper: limit.storedMax,
    entries: [
      [storedBefore, 1],
      [charge, chargeEfficiencyRatio],
    ],
  });
  draft.addRow({
    lower: limit.storedMin,
    upper: Infinity,
    entries: [
      [storedBefore, 1],
      [discharge, -1 / dischargeEfficiencyRatio],
    ],
  });
}

/**
 * Makes the directions whole by way of their running counts. At a flat price many orders of charging and discharging are
 * worth the same, and deciding them one by one took seconds for 20 periods; how often to charge until noon is decided at once.
 */
function addDirectionCounts(draft: ProgrammeDraft, periods: readonly PeriodColumns[]): void {
  let countBefore: number | null = null;
  for (const { direction } of periods) {
    if (direction === null) continue;
    const count = draft.addIntegerColumn({ lower: 0, upper: periods.length });
    const entries: (readonly [number, number])[] = [
      [count, 1],
      [direction, -1],
    ];
    if (countBefore !== null) entries.push([countBefore, -1]);
    draft.addRow({ lower: 0, upper: 0, entries });
    countBefore = count;
  }
}

interface CycleLimits {
  readonly problem: PlanProblem;
  readonly periods: readonly PeriodColumns[];
  readonly energyUnitKwh: number;
}

function addCycleLimits(draft: ProgrammeDraft, { problem, periods, energyUnitKwh }: CycleLimits): void {
  const takenPerUnit = 1 / problem.battery.dischargeEfficiencyRatio;
  const columnsByDay = Map.groupBy(periods.entries(), ([index]) => problem.periods[index]?.dayIndex);
  for (const [dayIndex, leftKwh] of new DischargeBudget(problem).days()) {
    const ofDay = columnsByDay.get(dayIndex) ?? [];
    draft.addRow({
      lower: -Infinity,
      upper: leftKwh / energyUnitKwh,
      entries: ofDay.map(([, columns]) => [columns.discharge, takenPerUnit] as const),
    });
  }
}
