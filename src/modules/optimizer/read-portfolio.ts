import { present } from '../../kernel/assert.ts';
import { mwhFromKwh } from '../../kernel/units.ts';
import { at } from './build-battery.ts';
import type { Course } from './follow-site.ts';
import type { PortfolioPlan } from './portfolio-plan.ts';
import { marksOf } from './portfolio-store.ts';
import { violationSentence } from './reasons.ts';
import type { BatteryFacts, SiteFacts } from './site-facts.ts';
import type { PlanViolation } from './site-plan.ts';

/** A millionth less than the best counts as the best. */
export const GAP_RATIO_MAX = 1e-6;
/** A miss of the shared limit below this is a rounding of powers. */
const EXCESS_KW_MIN = 1e-6;
/** A miss of a range below this share of the capacity is a rounding of powers too. */
const MISS_RATIO_MIN = 1e-8;

/** What the limit and the stores are worth, as a plan tells it. */
export interface PortfolioPrices {
  readonly congestionPricePerMwh: readonly number[];
  /** Battery by battery. */
  readonly storedValuePerMwh: readonly (readonly number[])[];
  readonly cyclePricesPerMwh: readonly (readonly number[])[];
}

export interface ReadPortfolio {
  readonly courses: readonly Course[];
  readonly prices: PortfolioPrices;
  /** No plan earns more than this, in the money of the programme, in which what nobody priced costs too. */
  readonly bound: number;
  /** What a miss without a price costs in the programme, for each kWh. */
  readonly unpriced: { readonly excessPerKwh: number; readonly rangePerKwh: number };
}

/** The plan that powers mean, counted anew from them. */
export function readPortfolio(facts: SiteFacts, { courses, prices, bound, unpriced }: ReadPortfolio): PortfolioPlan {
  const periods = facts.periods.map((_, period) => readPeriod(facts, { courses, prices, period }));
  const excesses = facts.periods.flatMap((_, period) => excessesOf(facts, period, present(periods[period], 'a period').powerKw));
  const misses = facts.batteries.flatMap((battery, index) => missesOf(facts, battery, present(courses[index], 'a course')));
  const found = [...excesses, ...misses];
  const violations = found.map(({ violation }) => ({ ...violation, sentence: violationSentence(facts, violation) }));
  const owns = facts.batteries.map((battery, index) => moneyOf(facts, battery, present(courses[index], 'a course')));
  const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
  const money = {
    energyRevenue: sum(owns.map((own) => own.energyRevenue)),
    wearCost: sum(owns.map((own) => own.wearCost)),
    violationCost: sum(violations.map(({ cost }) => cost)),
    endEnergyValue: sum(owns.map((own) => own.endEnergyValue)),
  };
  const objectiveValue = money.energyRevenue - money.wearCost - money.violationCost + money.endEnergyValue;
  const unpricedOf = (miss: Miss, pricePerKwh: number): number => (miss.isPriced ? 0 : miss.kwh * pricePerKwh);
  const unpricedCost =
    sum(excesses.map((miss) => unpricedOf(miss, unpriced.excessPerKwh))) +
    sum(misses.map((miss) => unpricedOf(miss, unpriced.rangePerKwh)));
  const boundValue = Math.max(objectiveValue, bound + unpricedCost);
  const gapRatio = gapRatioOf({ boundValue, objectiveValue });
  return {
    status: statusOf(violations, gapRatio),
    method: 'interior point',
    gapRatio,
    boundValue,
    currency: facts.currency,
    objectiveValue,
    money,
    periods,
    batteries: facts.batteries.map((battery, index) => {
      const { powerKw, energyKwh } = present(courses[index], 'a course');
      const own = present(owns[index], 'the money of a battery');
      return {
        name: battery.name,
        objectiveValue: own.energyRevenue - own.wearCost + own.endEnergyValue,
        powerKw: [...powerKw],
        energyKwh: [...energyKwh],
        storedValuePerMwh: [...present(prices.storedValuePerMwh[index], 'the values of a battery')],
        cyclePricesPerMwh: [...present(prices.cyclePricesPerMwh[index], 'the prices of a battery')],
      };
    }),
    violations,
  };
}

/** As a share of the objective, or of one of the currency where that is more. */
export function gapRatioOf({ boundValue, objectiveValue }: Pick<PortfolioPlan, 'boundValue' | 'objectiveValue'>): number {
  return (boundValue - objectiveValue) / Math.max(1, Math.abs(objectiveValue));
}

export function statusOf(violations: PortfolioPlan['violations'], gapRatio: number): PortfolioPlan['status'] {
  if (violations.length > 0) return 'RELAXED';
  return gapRatio <= GAP_RATIO_MAX ? 'OPTIMAL' : 'FEASIBLE';
}

interface InPeriod {
  readonly courses: readonly Course[];
  readonly prices: PortfolioPrices;
  readonly period: number;
}

function readPeriod(facts: SiteFacts, { courses, prices, period }: InPeriod): PortfolioPlan['periods'][number] {
  const { restPowerKw, durationHours, importPricePerMwh, exportPricePerMwh } = present(facts.periods[period], 'a period');
  let [powerKw, energyRevenue] = [0, 0];
  for (const course of courses) {
    const own = at(course.powerKw, period);
    powerKw += own;
    energyRevenue += (own > 0 ? exportPricePerMwh : importPricePerMwh) * mwhFromKwh(own * durationHours);
  }
  const sharedPowerKw = powerKw + restPowerKw;
  return {
    powerKw,
    sharedPowerKw,
    energyRevenue,
    importMarginKw: facts.importLimitKw && at(facts.importLimitKw, period) + sharedPowerKw,
    exportMarginKw: facts.exportLimitKw && at(facts.exportLimitKw, period) - sharedPowerKw,
    congestionPricePerMwh: at(prices.congestionPricePerMwh, period),
  };
}

interface Miss {
  readonly violation: Omit<PlanViolation, 'sentence'>;
  readonly kwh: number;
  readonly isPriced: boolean;
}

function excessesOf(facts: SiteFacts, period: number, powerKw: number): Miss[] {
  const { importLimitKw, exportLimitKw, excessPricePerKwh } = facts;
  const { restPowerKw, durationHours } = present(facts.periods[period], 'a period');
  const miss = (constraint: 'IMPORT_LIMIT' | 'EXPORT_LIMIT', amount: number): Miss[] => {
    if (amount <= EXCESS_KW_MIN) return [];
    const kwh = amount * durationHours;
    const cost = kwh * (excessPricePerKwh ?? 0);
    const place = { batteryName: null, name: null, periodIndex: period };
    return [{ violation: { constraint, ...place, amount, unit: 'kW', cost }, kwh, isPriced: excessPricePerKwh !== null }];
  };
  const sharedKw = powerKw + restPowerKw;
  return [
    ...(exportLimitKw === null ? [] : miss('EXPORT_LIMIT', sharedKw - at(exportLimitKw, period))),
    ...(importLimitKw === null ? [] : miss('IMPORT_LIMIT', -sharedKw - at(importLimitKw, period))),
  ];
}

function missesOf(facts: SiteFacts, battery: BatteryFacts, course: Course): Miss[] {
  return facts.periods.flatMap((_, period) => {
    const energyKwh = at(course.energyKwh, period);
    return marksOf(facts, battery, period).flatMap(({ energyKwh: asked, isLeast, missPricePerKwh, isTarget }): Miss[] => {
      const amount = isLeast ? asked - energyKwh : energyKwh - asked;
      if (amount <= MISS_RATIO_MIN * battery.energyCapacityKwh) return [];
      const names = isTarget ? (['TARGET_MIN', 'TARGET_MAX'] as const) : (['ENERGY_MIN', 'ENERGY_MAX'] as const);
      const place = { batteryName: battery.name, name: null, periodIndex: period };
      const cost = amount * (missPricePerKwh ?? 0);
      const violation = { constraint: isLeast ? names[0] : names[1], ...place, amount, unit: 'kWh', cost } as const;
      return [{ violation, kwh: amount, isPriced: missPricePerKwh !== null }];
    });
  });
}

interface OwnMoney {
  readonly energyRevenue: number;
  readonly wearCost: number;
  readonly endEnergyValue: number;
}

function moneyOf({ periods }: SiteFacts, battery: BatteryFacts, { powerKw, energyKwh }: Course): OwnMoney {
  let [energyRevenue, wearCost] = [0, 0];
  periods.forEach(({ durationHours, importPricePerMwh, exportPricePerMwh }, period) => {
    const power = at(powerKw, period);
    const movedMwh = mwhFromKwh(power * durationHours);
    energyRevenue += (power > 0 ? exportPricePerMwh : importPricePerMwh) * movedMwh;
    wearCost += battery.wearCostPerMwh * Math.max(0, movedMwh);
  });
  const leftKwh = present(energyKwh.at(-1), 'a last period') - present(battery.energyKwhMin.at(-1), 'a last period');
  return { energyRevenue, wearCost, endEnergyValue: battery.endEnergyValuePerMwh * mwhFromKwh(leftKwh) };
}
