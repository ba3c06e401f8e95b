import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkProblem } from './check-problem.ts';
import type { LinearProgrammeSolver } from './linear-programme.ts';
import { loadSolver } from './load-solver.ts';
import { planSite } from './plan-site.ts';

const RUNS = 150;
const solvers = { highs: await loadSolver('highs'), glpk: await loadSolver('glpk') };

/** A battery alone behind its connection, as the platform plans it: what a site of one must be as good as. */
interface PlanProblem {
  readonly periods: readonly {
    readonly durationHours: number;
    readonly importPricePerMwh: number;
    readonly exportPricePerMwh: number;
    readonly dayIndex: number;
    /** Narrower than the battery's where a limit holds. */
    readonly chargePowerKwMax?: number;
  }[];
  readonly battery: typeof LOSSLESS;
  readonly energyKwhAtStart: number;
  readonly energyKwhMin: number;
  readonly energyKwhMax: number;
  readonly dischargedKwhMaxPerDay: number | null;
  readonly dischargedKwhBeforeStart: number;
  readonly wearCostPerMwh: number;
  readonly endEnergyValuePerMwh: number;
}

interface BatteryPlan {
  readonly status: 'optimal' | 'recovering';
  readonly solver: string;
  readonly objectiveValue: number;
  readonly expectedRevenue: number;
  readonly periods: readonly { readonly powerKw: number; readonly energyKwh: number; readonly revenue: number }[];
}

function planBattery({ periods, battery, ...rest }: PlanProblem, solver: LinearProgrammeSolver): BatteryPlan {
  const chargePowerKwMax = periods.map((period) => Math.min(battery.chargePowerKwMax, period.chargePowerKwMax ?? Infinity));
  const { problem, errors } = checkProblem({
    periods: periods.map(({ durationHours, importPricePerMwh, exportPricePerMwh, dayIndex }) => {
      return { durationHours, importPricePerMwh, exportPricePerMwh, dayIndex };
    }),
    batteries: [{ name: 'one', ...battery, ...rest, chargePowerKwMax }],
  });
  if (errors) throw new Error(JSON.stringify(errors));
  const plan = planSite(problem, solver);
  return {
    status: plan.status === 'RELAXED' || isOutside(rest) ? 'recovering' : 'optimal',
    solver: plan.solver,
    objectiveValue: plan.objectiveValue,
    expectedRevenue: plan.money.energyRevenue,
    periods: plan.periods.map(({ batteries: [planned], energyRevenue }) => ({
      powerKw: planned?.powerKw ?? NaN,
      energyKwh: planned?.energyKwh ?? NaN,
      revenue: energyRevenue,
    })),
  };
}

function isOutside({ energyKwhAtStart, energyKwhMin, energyKwhMax }: Omit<PlanProblem, 'periods' | 'battery'>): boolean {
  return energyKwhAtStart < energyKwhMin - 1e-7 || energyKwhAtStart > energyKwhMax + 1e-7;
}

const LOSSLESS = {
  chargePowerKwMax: 10,
  dischargePowerKwMax: 10,
  energyCapacityKwh: 20,
  chargeEfficiencyRatio: 1,
  dischargeEfficiencyRatio: 1,
};

/** Whole hours of one day at one price for both directions, an empty lossless battery, no wear. */
function hours(prices: readonly number[], over: Partial<PlanProblem> = {}): PlanProblem {
  return {
    periods: prices.map((price) => ({ durationHours: 1, importPricePerMwh: price, exportPricePerMwh: price, dayIndex: 0 })),
    battery: LOSSLESS,
    energyKwhAtStart: 0,
    energyKwhMin: 0,
    energyKwhMax: 20,
    dischargedKwhMaxPerDay: null,
    dischargedKwhBeforeStart: 0,
    wearCostPerMwh: 0,
    endEnergyValuePerMwh: 0,
    ...over,
  };
}

const lossy = { ...LOSSLESS, chargeEfficiencyRatio: 0.8, dischargeEfficiencyRatio: 0.8 };
const paidMore = { periods: [{ durationHours: 1, importPricePerMwh: 50, exportPricePerMwh: 100, dayIndex: 0 }] };

type Expected = { powers: number[]; objective: number; status?: BatteryPlan['status'] };
const TABLE: [guarantee: string, given: PlanProblem, expected: Expected][] = [
  ['buys low and sells high', hours([10, 100]), { powers: [-10, 10], objective: 0.9 }],
  ['charges around an hour in which it may not', hours([], { periods: [10, 20, 100].map((price, index) => ({ durationHours: 1, importPricePerMwh: price, exportPricePerMwh: price, dayIndex: 0, ...(index === 0 && { chargePowerKwMax: 0 }) })) }), { powers: [0, -10, 10], objective: 0.8 }],
  ['comes back later when it may not at first', hours([], { periods: [10, 20].map((price, index) => ({ durationHours: 1, importPricePerMwh: price, exportPricePerMwh: price, dayIndex: 0, ...(index === 0 && { chargePowerKwMax: 0 }) })), energyKwhMin: 5 }), { powers: [0, -5], objective: -0.1, status: 'recovering' }],
  ['stands still at equal prices', hours([50, 50, 50], { energyKwhAtStart: 10, endEnergyValuePerMwh: 50 }), { powers: [0, 0, 0], objective: 0.5 }],
  ['stands still when losses cost more than the spread', hours([90, 100], { battery: lossy }), { powers: [0, 0], objective: 0 }],
  ['pays for losses on the way in and out', hours([10, 100], { battery: lossy }), { powers: [-10, 6.4], objective: 0.54 }],
  ['stands still when wear costs more than the spread', hours([10, 100], { wearCostPerMwh: 91 }), { powers: [0, 0], objective: 0 }],
  ['subtracts the wear of what it delivers', hours([10, 100], { wearCostPerMwh: 40 }), { powers: [-10, 10], objective: 0.5 }],
  ['keeps energy that is worth more at the end', hours([40], { energyKwhAtStart: 10, endEnergyValuePerMwh: 41 }), { powers: [-10], objective: 0.42 }],
  ['values only the energy above the minimum', hours([100], { battery: { ...LOSSLESS, chargePowerKwMax: 0, dischargePowerKwMax: 0 }, energyKwhAtStart: 8, energyKwhMin: 5, endEnergyValuePerMwh: 100 }), { powers: [0], objective: 0.3 }],
  ['stops at the smallest allowed energy', hours([100], { energyKwhAtStart: 8, energyKwhMin: 5 }), { powers: [3], objective: 0.3 }],
  ['stops at the largest allowed energy', hours([-100], { energyKwhAtStart: 8, energyKwhMax: 12 }), { powers: [-4], objective: 0.4 }],
  ['spends the cycle limit on the dearest hours', hours([80, 100, 90], { energyKwhAtStart: 20, dischargedKwhMaxPerDay: 15 }), { powers: [0, 10, 5], objective: 1.45 }],
  ['counts what was discharged before the start', hours([100], { energyKwhAtStart: 20, dischargedKwhMaxPerDay: 15, dischargedKwhBeforeStart: 12 }), { powers: [3], objective: 0.3 }],
  ['counts a cycle limit in energy taken from the store', hours([100], { battery: lossy, energyKwhAtStart: 20, dischargedKwhMaxPerDay: 5 }), { powers: [4], objective: 0.4 }],
  ['gives every day its own cycle limit', hours([], { periods: [0, 1].map((dayIndex) => ({ durationHours: 1, importPricePerMwh: 100, exportPricePerMwh: 100, dayIndex })), energyKwhAtStart: 20, dischargedKwhMaxPerDay: 6, dischargedKwhBeforeStart: 2 }), { powers: [4, 6], objective: 1 }],
  ['does not burn energy in a full battery at a negative price', hours([-100], { battery: lossy, energyKwhAtStart: 20 }), { powers: [0], objective: 0 }],
  ['burns energy at negative prices by turns only', hours([-100, -100], { battery: { ...lossy, energyCapacityKwh: 10 }, energyKwhMax: 10, energyKwhAtStart: 10 }), { powers: [6.4, -10], objective: 0.36 }],
  ['does not trade with itself when export is paid better than import', hours([], paidMore), { powers: [0], objective: 0 }],
  ['charges at full power from below the range, at any price', hours([900, 100, 50], { energyKwhAtStart: 0, energyKwhMin: 15 }), { powers: [-10, -5, 0], objective: -9.5, status: 'recovering' }],
  ['discharges at full power from above the range, at any price', hours([-50, -20, -10], { energyKwhAtStart: 20, energyKwhMax: 5 }), { powers: [10, 5, 0], objective: -0.6, status: 'recovering' }],
  ['comes back from above no faster than the cycle limit', hours([-50, -10], { energyKwhAtStart: 20, energyKwhMax: 5, dischargedKwhMaxPerDay: 12 }), { powers: [10, 2], objective: -0.52, status: 'recovering' }],
  ['stays below the range when it cannot charge', hours([500, 500], { battery: { ...LOSSLESS, chargePowerKwMax: 0 }, energyKwhAtStart: 4, energyKwhMin: 5 }), { powers: [0, 0], objective: 0, status: 'recovering' }],
  ['discharges no more than its power allows, however near that is to empty', hours([], { periods: [[0.5, 0, 1], [1, 0, 0], [0.25, 0, 0]].map(([durationHours = 0, importPricePerMwh = 0, exportPricePerMwh = 0]) => ({ durationHours, importPricePerMwh, exportPricePerMwh, dayIndex: 0 })), battery: { ...LOSSLESS, chargePowerKwMax: 50, dischargePowerKwMax: 199.8, energyCapacityKwh: 100 }, energyKwhMax: 100, energyKwhAtStart: 100, endEnergyValuePerMwh: 1 }), { powers: [125, -50, -50], objective: 0.1625 }],
  ['does not call a rounding of the start a recovery', hours([500], { energyKwhAtStart: 5 - 1e-9, energyKwhMin: 5 }), { powers: [0], objective: 0 }],
]; // prettier-ignore

describe.each(Object.values(solvers))('a plan by $name', (solver) => {
  test.each(TABLE)('%s', (_guarantee, given, expected) => {
    const plan = planBattery(given, solver);
    expect(plan.solver).toBe(solver.name);
    expect(plan.status).toBe(expected.status ?? 'optimal');
    expect(plan.objectiveValue).toBeCloseTo(expected.objective, 8);
    plan.periods.forEach(({ powerKw }, index) => expect(powerKw).toBeCloseTo(expected.powers[index] ?? NaN, 6));
  });

  test('keeps every limit, its energy follows from its powers and its money from both', () => {
    fc.assert(
      fc.property(fc.oneof(problems(), problems({ wild: true })), (problem) => {
        expectWithinLimits(problem, planBattery(problem, solver));
      }),
      { numRuns: RUNS },
    );
  });

  test('is worth at least as much as standing still', () => {
    fc.assert(
      fc.property(problems(), (problem) => {
        const plan = planBattery(problem, solver);
        const idle = (problem.endEnergyValuePerMwh * (problem.energyKwhAtStart - problem.energyKwhMin)) / 1_000;
        if (plan.status === 'optimal') expect(plan.objectiveValue).toBeGreaterThanOrEqual(idle - 1e-9);
      }),
      { numRuns: RUNS },
    );
  });

  test('is as good as the best of all plans in steps, where both directions at once would pay', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -100, max: 20 }), { minLength: 1, maxLength: 4 }), (prices) => {
        const problem = hours(prices, { battery: { ...lossy, energyCapacityKwh: 16 }, energyKwhMax: 16, energyKwhAtStart: 8 });
        const plan = planBattery(problem, solver);
        // The grid has the powers 8 and 10 that lead from bound to bound, but not every optimum: a bound from below.
        expect(plan.objectiveValue).toBeGreaterThanOrEqual(bestInSteps(problem, 0, problem.energyKwhAtStart) - 1e-6);
        expectWithinLimits(problem, plan);
      }),
      { numRuns: RUNS },
    );
  });

  test('scales with the battery', () => {
    fc.assert(
      fc.property(problems(), fc.constantFrom(10, 1_000, 20_000), (problem, factor) => {
        const small = planBattery(problem, solver);
        const large = planBattery(scaled(problem, factor), solver);
        expectSameMoney(large.objectiveValue, small.objectiveValue * factor, worthOfRounding(problem) * factor);
      }),
      { numRuns: RUNS },
    );
  });

  test('is the same whatever was planned before', () => {
    fc.assert(
      fc.property(problems(), problems(), (problem, other) => {
        const first = planBattery(problem, solver);
        planBattery(other, solver);
        expect(planBattery(problem, solver)).toEqual(first);
      }),
      { numRuns: RUNS },
    );
  });

  test.each([
    ['a flat price below zero', -50, -50],
    ['an export price above the import price all day', 60, 120],
  ])(
    'decides a day of 48 half-hours with %s within its usual deadline',
    (_name, importPricePerMwh, exportPricePerMwh) => {
      const periods = Array.from({ length: 48 }, () => ({
        durationHours: 0.5,
        importPricePerMwh,
        exportPricePerMwh,
        dayIndex: 0,
      }));
      const battery = { ...LOSSLESS, energyCapacityKwh: 20, chargeEfficiencyRatio: 0.94, dischargeEfficiencyRatio: 0.94 };
      const problem = hours([], { periods, battery, energyKwhAtStart: 10, wearCostPerMwh: 3, endEnergyValuePerMwh: 50 });
      expectWithinLimits(problem, planBattery(problem, solver));
    },
    20_000,
  );
});

test('both solvers find the same optimum', () => {
  fc.assert(
    fc.property(problems(), (problem) => {
      const byHighs = planBattery(problem, solvers.highs);
      const byGlpk = planBattery(problem, solvers.glpk);
      expect(byHighs.status).toBe(byGlpk.status);
      expectSameMoney(byHighs.objectiveValue, byGlpk.objectiveValue, worthOfRounding(problem));
    }),
    { numRuns: 4 * RUNS },
  );
});

/** To a millionth, and to what two milliwatts are worth: powers are rounded to one. */
function expectSameMoney(one: number, other: number, roundingMoney: number): void {
  expect(Math.abs(one - other)).toBeLessThanOrEqual(1e-6 * Math.max(Math.abs(one), Math.abs(other)) + roundingMoney);
}

function worthOfRounding({ periods, wearCostPerMwh, endEnergyValuePerMwh }: PlanProblem): number {
  const hoursTimesPrice = periods.reduce(
    (sum, { durationHours, importPricePerMwh, exportPricePerMwh }) =>
      sum +
      (Math.abs(importPricePerMwh) + Math.abs(exportPricePerMwh) + wearCostPerMwh + Math.abs(endEnergyValuePerMwh)) *
        durationHours,
    0,
  );
  return (hoursTimesPrice * 2e-6) / 1_000;
}

function expectWithinLimits(problem: PlanProblem, plan: BatteryPlan): void {
  const { battery, energyKwhMin, energyKwhMax } = problem;
  const takenKwhByDay = new Map([[problem.periods[0]?.dayIndex, problem.dischargedKwhBeforeStart]]);
  let energyKwh = problem.energyKwhAtStart;
  let revenue = 0;
  let wearCost = 0;
  expect(plan.periods).toHaveLength(problem.periods.length);
  problem.periods.forEach((period, index) => {
    const planned = plan.periods[index];
    if (!planned) throw new Error('A period without a plan.');
    const { powerKw } = planned;
    expect(powerKw).toBeLessThanOrEqual(battery.dischargePowerKwMax);
    expect(-powerKw).toBeLessThanOrEqual(battery.chargePowerKwMax);
    const takenKwh = powerKw > 0 ? (powerKw * period.durationHours) / battery.dischargeEfficiencyRatio : 0;
    const lowestKwh = Math.min(energyKwh, energyKwhMin);
    const highestKwh = Math.max(energyKwh, energyKwhMax);
    energyKwh += powerKw > 0 ? -takenKwh : -powerKw * period.durationHours * battery.chargeEfficiencyRatio;
    // To the solver's tolerance, which grows with the size of the battery; the bound itself is rounded too.
    expect(Math.abs(planned.energyKwh - energyKwh)).toBeLessThanOrEqual((1e-6 + 1e-12 * battery.energyCapacityKwh) * (1 + 1e-9));
    // A recovery never leads further away from the range, and everything else stays within it.
    expect(planned.energyKwh).toBeGreaterThanOrEqual(lowestKwh - 1e-9);
    expect(planned.energyKwh).toBeLessThanOrEqual(highestKwh + 1e-9);
    takenKwhByDay.set(period.dayIndex, (takenKwhByDay.get(period.dayIndex) ?? 0) + takenKwh);
    const money = ((powerKw > 0 ? period.exportPricePerMwh : period.importPricePerMwh) * powerKw * period.durationHours) / 1_000;
    expect(planned.revenue).toBeCloseTo(money, 9);
    revenue += money;
    wearCost += (problem.wearCostPerMwh * Math.max(0, powerKw) * period.durationHours) / 1_000;
  });
  for (const [dayIndex, takenKwh] of takenKwhByDay) {
    const before = dayIndex === problem.periods[0]?.dayIndex ? problem.dischargedKwhBeforeStart : 0;
    expect(takenKwh).toBeLessThanOrEqual(
      Math.max(before, problem.dischargedKwhMaxPerDay ?? Infinity) + 1e-9 + 1e-12 * battery.energyCapacityKwh,
    );
  }
  expect(plan.expectedRevenue).toBeCloseTo(revenue, 6);
  const endValue = (problem.endEnergyValuePerMwh * Math.max(0, energyKwh - energyKwhMin)) / 1_000;
  expect(plan.objectiveValue).toBeCloseTo(revenue - wearCost + endValue, 6);
}

/** Every plan that moves by a whole number of tenths of the capacity, or to a bound; small problems only. */
function bestInSteps(problem: PlanProblem, index: number, energyKwh: number): number {
  const price = problem.periods[index]?.importPricePerMwh;
  if (price === undefined) return 0;
  const { chargeEfficiencyRatio, dischargeEfficiencyRatio, chargePowerKwMax, dischargePowerKwMax } = problem.battery;
  const nextKwh = Array.from({ length: 11 }, (_, step) => (step / 10) * problem.energyKwhMax);
  nextKwh.push(
    energyKwh,
    energyKwh + chargePowerKwMax * chargeEfficiencyRatio,
    energyKwh - dischargePowerKwMax / dischargeEfficiencyRatio,
  );
  const values = nextKwh
    .filter((afterKwh) => afterKwh >= problem.energyKwhMin && afterKwh <= problem.energyKwhMax)
    .map((afterKwh) => {
      const gainKwh = afterKwh - energyKwh;
      const powerKw = gainKwh > 0 ? -gainKwh / chargeEfficiencyRatio : -gainKwh * dischargeEfficiencyRatio;
      if (powerKw > dischargePowerKwMax || -powerKw > chargePowerKwMax) return -Infinity;
      return (price * powerKw) / 1_000 + bestInSteps(problem, index + 1, afterKwh);
    });
  return Math.max(...values);
}

function scaled(problem: PlanProblem, factor: number): PlanProblem {
  const { battery, dischargedKwhMaxPerDay } = problem;
  return {
    ...problem,
    battery: {
      ...battery,
      chargePowerKwMax: battery.chargePowerKwMax * factor,
      dischargePowerKwMax: battery.dischargePowerKwMax * factor,
      energyCapacityKwh: battery.energyCapacityKwh * factor,
    },
    energyKwhAtStart: problem.energyKwhAtStart * factor,
    energyKwhMin: problem.energyKwhMin * factor,
    energyKwhMax: problem.energyKwhMax * factor,
    dischargedKwhMaxPerDay: dischargedKwhMaxPerDay === null ? null : dischargedKwhMaxPerDay * factor,
    dischargedKwhBeforeStart: problem.dischargedKwhBeforeStart * factor,
  };
}

/** Wild sizes are any double, denormal ones too; the others are the thousandths that people write. */
function ratio({ max, wild }: { max: number; wild: boolean }): fc.Arbitrary<number> {
  if (wild) return fc.double({ min: 0, max, noNaN: true });
  return fc.integer({ min: 0, max: max * 1_000 }).map((thousandths) => thousandths / 1_000);
}

/** Homes and power stations, prices below zero, export above import, cycle limits, starts outside the allowed range. */
function problems({ wild }: { wild: boolean } = { wild: false }): fc.Arbitrary<PlanProblem> {
  const upTo = (max: number) => ratio({ max, wild });
  const efficiency = upTo(0.2).map((loss) => 1 - loss);
  const period = fc.record({
    durationHours: fc.constantFrom(0.25, 0.5, 1),
    importPricePerMwh: fc.integer({ min: -100, max: 400 }),
    spread: fc.oneof(fc.constant(0), fc.integer({ min: -60, max: 60 })),
  });
  return fc
    .record({
      periods: fc.array(period, { minLength: 1, maxLength: 14 }),
      periodCountPerDay: fc.integer({ min: 1, max: 8 }),
      sizeKwh: fc.constantFrom(13.5, 100, 400_000),
      chargeRate: fc.oneof(fc.constant(0.5), upTo(2)),
      dischargeRate: fc.oneof(fc.constant(0.5), upTo(2)),
      chargeEfficiencyRatio: fc.oneof(fc.constant(1), efficiency),
      dischargeEfficiencyRatio: fc.oneof(fc.constant(1), efficiency),
      ratios: fc.tuple(upTo(1), upTo(1), upTo(1)),
      whole: fc.boolean(),
      cycleRatio: fc.oneof(fc.constant(null), upTo(2)),
      usedRatio: fc.oneof(fc.constant(0), upTo(1)),
      wearCostPerMwh: fc.constantFrom(0, 3, 20),
      endEnergyValuePerMwh: fc.integer({ min: -20, max: 150 }),
    })
    .map(({ periods, ratios, whole, ...given }) => {
      const [oneRatio, otherRatio, startRatio] = ratios;
      return {
        periods: periods.map(({ spread, ...rest }, index) => ({
          ...rest,
          exportPricePerMwh: rest.importPricePerMwh + spread,
          dayIndex: Math.floor(index / given.periodCountPerDay),
        })),
        battery: {
          chargePowerKwMax: given.chargeRate * given.sizeKwh,
          dischargePowerKwMax: given.dischargeRate * given.sizeKwh,
          energyCapacityKwh: given.sizeKwh,
          chargeEfficiencyRatio: given.chargeEfficiencyRatio,
          dischargeEfficiencyRatio: given.dischargeEfficiencyRatio,
        },
        energyKwhAtStart: startRatio * given.sizeKwh,
        energyKwhMin: whole ? 0 : Math.min(oneRatio, otherRatio) * given.sizeKwh,
        energyKwhMax: whole ? given.sizeKwh : Math.max(oneRatio, otherRatio) * given.sizeKwh,
        dischargedKwhMaxPerDay: given.cycleRatio === null ? null : given.cycleRatio * given.sizeKwh,
        dischargedKwhBeforeStart: given.usedRatio * given.sizeKwh,
        wearCostPerMwh: given.wearCostPerMwh,
        endEnergyValuePerMwh: given.endEnergyValuePerMwh,
      };
    });
}
