/** The largest horizon taken: ten months of half-hours. Solver memory grows with it. */
const PERIOD_COUNT_MAX = 15_000;
/** A measured start may overshoot the store by rounding; beyond this share of the capacity it is a wrong input. */
const START_OVERSHOOT_RATIO_MAX = 1e-6;
/** A start that misses the allowed range by less is a rounding of the meter, not a recovery. */
const START_ROUNDING_KWH_MAX = 1e-7;
/** Less than a milliwatt is no power. */
const POWER_KW_MIN = 1e-6;

export interface PlanProblem {
  /** In the order of time, without gaps. */
  readonly periods: readonly PlanPeriod[];
  readonly battery: {
    /** Already the minimum of nameplate and grid connection. */
    readonly chargePowerKwMax: number;
    readonly dischargePowerKwMax: number;
    readonly energyCapacityKwh: number;
    readonly chargeEfficiencyRatio: number;
    readonly dischargeEfficiencyRatio: number;
  };
  readonly energyKwhAtStart: number;
  /** The allowed range of stored energy. */
  readonly energyKwhMin: number;
  readonly energyKwhMax: number;
  /** Cycle limit: energy taken from the store, for each `dayIndex`. */
  readonly dischargedKwhMaxPerDay: number | null;
  /** Already taken from the store on the first `dayIndex`. */
  readonly dischargedKwhBeforeStart: number;
  /** For each MWh delivered to the grid. */
  readonly wearCostPerMwh: number;
  /** Value of each MWh left in the store above `energyKwhMin` at the end. */
  readonly endEnergyValuePerMwh: number;
}

interface PlanPeriod {
  readonly durationHours: number;
  readonly importPricePerMwh: number;
  readonly exportPricePerMwh: number;
  readonly dayIndex: number;
}

export class PlanProblemInvalid extends Error {
  override name = 'PlanProblemInvalid';
}

/** The problem with its start inside the store, or a `PlanProblemInvalid` that names the field. */
export function checkedProblem(problem: PlanProblem): PlanProblem {
  checkPeriods(problem.periods);
  checkBattery(problem.battery);
  checkEnergy(problem);
  must(Number.isFinite(problem.wearCostPerMwh) && problem.wearCostPerMwh >= 0, 'wearCostPerMwh must be zero or more.');
  must(Number.isFinite(problem.endEnergyValuePerMwh), 'endEnergyValuePerMwh must be a finite number.');
  return { ...problem, energyKwhAtStart: roundedStartKwh(problem), battery: withoutTinyPowers(problem.battery) };
}

function roundedStartKwh({ energyKwhAtStart, energyKwhMin, energyKwhMax, battery }: PlanProblem): number {
  const nearestKwh = clamp(energyKwhAtStart, energyKwhMin, energyKwhMax);
  if (Math.abs(nearestKwh - energyKwhAtStart) <= START_ROUNDING_KWH_MAX) return nearestKwh;
  return clamp(energyKwhAtStart, 0, battery.energyCapacityKwh);
}

function withoutTinyPowers(battery: PlanProblem['battery']): PlanProblem['battery'] {
  const { chargePowerKwMax, dischargePowerKwMax } = battery;
  return {
    ...battery,
    chargePowerKwMax: chargePowerKwMax < POWER_KW_MIN ? 0 : chargePowerKwMax,
    dischargePowerKwMax: dischargePowerKwMax < POWER_KW_MIN ? 0 : dischargePowerKwMax,
  };
}

function clamp(value: number, lower: number, upper: number): number {
  return Math.min(Math.max(value, lower), upper);
}

function checkPeriods(periods: readonly PlanPeriod[]): void {
  must(periods.length > 0, 'periods must not be empty.');
  must(periods.length <= PERIOD_COUNT_MAX, `periods must not be more than ${PERIOD_COUNT_MAX}.`);
  periods.forEach((period, index) => {
    const name = `periods[${index}]`;
    must(Number.isFinite(period.durationHours) && period.durationHours > 0, `${name}.durationHours must be above zero.`);
    must(Number.isFinite(period.importPricePerMwh), `${name}.importPricePerMwh must be a finite number.`);
    must(Number.isFinite(period.exportPricePerMwh), `${name}.exportPricePerMwh must be a finite number.`);
    must(Number.isInteger(period.dayIndex), `${name}.dayIndex must be a whole number.`);
    const before = periods[index - 1];
    must(!before || before.dayIndex <= period.dayIndex, `${name}.dayIndex must not be before that of the period before it.`);
  });
}

function checkBattery(battery: PlanProblem['battery']): void {
  for (const field of ['chargePowerKwMax', 'dischargePowerKwMax'] as const) {
    must(Number.isFinite(battery[field]) && battery[field] >= 0, `battery.${field} must be zero or more.`);
  }
  const capacityKwh = battery.energyCapacityKwh;
  must(Number.isFinite(capacityKwh) && capacityKwh > 0, 'battery.energyCapacityKwh must be above zero.');
  for (const field of ['chargeEfficiencyRatio', 'dischargeEfficiencyRatio'] as const) {
    must(battery[field] > 0 && battery[field] <= 1, `battery.${field} must be above zero and at most one.`);
  }
}

function checkEnergy(problem: PlanProblem): void {
  const { energyKwhMin, energyKwhMax, energyKwhAtStart, dischargedKwhMaxPerDay, dischargedKwhBeforeStart } = problem;
  const capacityKwh = problem.battery.energyCapacityKwh;
  must(energyKwhMin >= 0, 'energyKwhMin must be zero or more.');
  must(energyKwhMax <= capacityKwh, 'energyKwhMax must not be above battery.energyCapacityKwh.');
  must(energyKwhMin <= energyKwhMax, 'energyKwhMin must not be above energyKwhMax.');
  const overshootKwhMax = capacityKwh * START_OVERSHOOT_RATIO_MAX;
  must(
    energyKwhAtStart >= -overshootKwhMax && energyKwhAtStart <= capacityKwh + overshootKwhMax,
    'energyKwhAtStart must be between zero and battery.energyCapacityKwh.',
  );
  must(
    dischargedKwhMaxPerDay === null || (Number.isFinite(dischargedKwhMaxPerDay) && dischargedKwhMaxPerDay >= 0),
    'dischargedKwhMaxPerDay must be zero or more, or null.',
  );
  must(
    Number.isFinite(dischargedKwhBeforeStart) && dischargedKwhBeforeStart >= 0,
    'dischargedKwhBeforeStart must be zero or more.',
  );
}

/** Written so that NaN fails every comparison above. */
function must(fact: boolean, sentence: string): void {
  if (!fact) throw new PlanProblemInvalid(sentence);
}
