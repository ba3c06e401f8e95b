import { present } from '../../kernel/assert.ts';
import type { SiteBattery, SiteCommitment, SitePeakCharge, SiteProblem, SiteResponse } from './site-problem.ts';
import { SERVICES } from './response-terms.ts';

/** Less than a milliwatt is no power. */
const POWER_KW_MIN = 1e-6;
/** A start that misses its range by less is a rounding of the meter. */
const START_ROUNDING_KWH_MAX = 1e-7;
const NODE_COUNT_MAX_DEFAULT = 20_000;

type Series = readonly number[];

/** A battery with every default put in and one value for each period. */
export interface BatteryFacts {
  readonly name: string;
  readonly chargePowerKwMax: Series;
  readonly dischargePowerKwMax: Series;
  readonly chargePowerKwMin: Series;
  readonly dischargePowerKwMin: Series;
  readonly energyCapacityKwh: number;
  readonly chargeEfficiencyRatio: number;
  readonly dischargeEfficiencyRatio: number;
  /** What is left at the end of a period of each kWh stored at its start. */
  readonly keptRatio: Series;
  readonly energyKwhAtStart: number;
  readonly energyKwhMin: Series;
  readonly energyKwhMax: Series;
  readonly rangeMissPricePerKwhHour: number | null;
  readonly targets: NonNullable<SiteBattery['targets']>;
  readonly rampKwMax: Series | null;
  readonly powerKwAtStart: number | null;
  readonly wearCostPerMwh: number;
  /** Limits on the energy taken from the store, each over a set of periods. */
  readonly budgets: readonly { readonly name: string; readonly energyKwh: number; readonly periodIndices: readonly number[] }[];
  readonly endEnergyValuePerMwh: number;
}

export interface ResponseFacts extends Omit<SiteResponse, 'requiredEnergyRatio'> {
  readonly deliveryHours: number;
  readonly reservedCapacityRatio: number;
  readonly requiredEnergyRatio: Series;
  readonly batteryIndices: readonly number[];
}

export interface CommitmentFacts {
  readonly name: string;
  readonly baselineKw: Series;
  readonly upPricePerMwh: Series;
  readonly downPricePerMwh: Series;
  /** Null: the whole site. */
  readonly batteryIndex: number | null;
}

export interface PeakChargeFacts extends SitePeakCharge {
  readonly peakKwSoFar: number;
  readonly counts: readonly boolean[];
}

export interface PeriodFacts {
  readonly durationHours: number;
  readonly importPricePerMwh: number;
  readonly exportPricePerMwh: number;
  /** Generation less load: what flows to the grid while every battery stands still. */
  readonly restPowerKw: number;
  readonly label: string;
}

/** A checked problem with nothing left out. */
export interface SiteFacts {
  readonly currency: string;
  readonly periods: readonly PeriodFacts[];
  readonly batteries: readonly BatteryFacts[];
  readonly importLimitKw: Series | null;
  readonly exportLimitKw: Series | null;
  readonly excessPricePerKwh: number | null;
  readonly peakCharges: readonly PeakChargeFacts[];
  readonly commitments: readonly CommitmentFacts[];
  readonly responses: readonly ResponseFacts[];
  readonly nodeCountMax: number;
}

export function factsOf(problem: SiteProblem): SiteFacts {
  const count = problem.periods.length;
  const spread = (series: number | readonly number[]): Series => spreadOver(series, count);
  const indexOf = (name: string): number => problem.batteries.findIndex((battery) => battery.name === name);
  const { site = {}, responses = [] } = problem;
  return {
    currency: problem.currency ?? 'GBP',
    periods: problem.periods.map((period, index) => ({
      durationHours: period.durationHours,
      importPricePerMwh: period.importPricePerMwh,
      exportPricePerMwh: period.exportPricePerMwh,
      restPowerKw: (period.generationKw ?? 0) - (period.loadKw ?? 0),
      label: period.label ?? `Period ${index + 1}`,
    })),
    batteries: problem.batteries.map((battery) => batteryFacts(problem, battery)),
    importLimitKw: site.importLimitKw === undefined ? null : spread(site.importLimitKw),
    exportLimitKw: site.exportLimitKw === undefined ? null : spread(site.exportLimitKw),
    excessPricePerKwh: site.excessPricePerKwh ?? null,
    peakCharges: (site.peakCharges ?? []).map((charge) => peakFacts(charge, count)),
    commitments: (site.commitments ?? []).map((commitment: SiteCommitment) => ({
      name: commitment.name,
      baselineKw: spread(commitment.baselineKw),
      upPricePerMwh: spread(commitment.upPricePerMwh),
      downPricePerMwh: spread(commitment.downPricePerMwh),
      batteryIndex: commitment.batteryName === undefined ? null : indexOf(commitment.batteryName),
    })),
    responses: responses.map((response) => ({
      ...response,
      deliveryHours: response.deliveryHours ?? SERVICES[response.service].deliveryHours,
      reservedCapacityRatio: response.reservedCapacityRatio ?? SERVICES[response.service].reservedCapacityRatio,
      requiredEnergyRatio: spread(response.requiredEnergyRatio ?? 1),
      batteryIndices: response.batteryName === undefined ? [...problem.batteries.keys()] : [indexOf(response.batteryName)],
    })),
    nodeCountMax: problem.nodeCountMax ?? NODE_COUNT_MAX_DEFAULT,
  };
}

function batteryFacts(problem: SiteProblem, battery: SiteBattery): BatteryFacts {
  const { periods } = problem;
  const spread = (series: number | readonly number[]): Series => spreadOver(series, periods.length);
  const power = (series: number | readonly number[]): Series => spread(series).map((kw) => (kw < POWER_KW_MIN ? 0 : kw));
  const oneWay = Math.sqrt(battery.roundTripEfficiencyRatio ?? 1);
  const lossPerHour = battery.standingLossRatioPerHour ?? 0;
  const energyKwhMin = spread(battery.energyKwhMin ?? 0);
  const energyKwhMax = spread(battery.energyKwhMax ?? battery.energyCapacityKwh);
  const nearest = Math.min(Math.max(battery.energyKwhAtStart, energyKwhMin[0] ?? 0), energyKwhMax[0] ?? Infinity);
  const rounding = Math.abs(nearest - battery.energyKwhAtStart) <= START_ROUNDING_KWH_MAX;
  return {
    name: battery.name,
    chargePowerKwMax: power(battery.chargePowerKwMax),
    dischargePowerKwMax: power(battery.dischargePowerKwMax),
    chargePowerKwMin: power(battery.chargePowerKwMin ?? 0),
    dischargePowerKwMin: power(battery.dischargePowerKwMin ?? 0),
    energyCapacityKwh: battery.energyCapacityKwh,
    chargeEfficiencyRatio: battery.chargeEfficiencyRatio ?? oneWay,
    dischargeEfficiencyRatio: battery.dischargeEfficiencyRatio ?? oneWay,
    keptRatio: periods.map(({ durationHours }) => (lossPerHour === 0 ? 1 : (1 - lossPerHour) ** durationHours)),
    energyKwhAtStart: rounding ? nearest : Math.min(battery.energyKwhAtStart, battery.energyCapacityKwh),
    energyKwhMin,
    energyKwhMax,
    rangeMissPricePerKwhHour: battery.rangeMissPricePerKwhHour ?? null,
    targets: battery.targets ?? [],
    rampKwMax: battery.rampKwMax === undefined ? null : spread(battery.rampKwMax),
    powerKwAtStart: battery.powerKwAtStart ?? null,
    wearCostPerMwh: battery.wearCostPerMwh ?? 0,
    budgets: budgetsOf(problem, battery),
    endEnergyValuePerMwh: battery.endEnergyValuePerMwh ?? 0,
  };
}

function budgetsOf({ periods }: SiteProblem, battery: SiteBattery): BatteryFacts['budgets'] {
  const { dischargedKwhMaxPerDay: perDay = null, dischargedKwhBeforeStart: before = 0, dischargedKwhMax } = battery;
  const all = [...periods.keys()];
  const days = perDay === null ? [] : [...Map.groupBy(all, (index) => present(periods[index], 'a period').dayIndex).values()];
  const daily = days.map((periodIndices, day) => ({
    name: 'day',
    energyKwh: Math.max(0, (perDay ?? 0) - (day === 0 ? before : 0)),
    periodIndices,
  }));
  return dischargedKwhMax === undefined ? daily : [...daily, { name: 'year', energyKwh: dischargedKwhMax, periodIndices: all }];
}

function peakFacts(charge: SitePeakCharge, count: number): PeakChargeFacts {
  const counted = charge.periodIndices && new Set(charge.periodIndices);
  return {
    ...charge,
    peakKwSoFar: charge.peakKwSoFar ?? 0,
    counts: Array.from({ length: count }, (_, index) => counted?.has(index) ?? true),
  };
}

function spreadOver(series: number | readonly number[], count: number): Series {
  if (typeof series !== 'number') return series;
  const values: number[] = [];
  for (let index = 0; index < count; index += 1) values.push(series);
  return values;
}
