import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawnProblems } from '../../../test/harness/drawn-problems.ts';
import { checkProblem } from './check-problem.ts';
import { loadSolver } from './load-solver.ts';
import { planSite } from './plan-site.ts';
import { type BatteryFacts, factsOf } from './site-facts.ts';
import type { SitePlan } from './site-plan.ts';
import type { SiteBattery, SiteProblem } from './site-problem.ts';

const RUNS = 100;
const solvers = { highs: await loadSolver('highs'), glpk: await loadSolver('glpk') };

const LOSSLESS: SiteBattery = {
  name: 'one',
  chargePowerKwMax: 10,
  dischargePowerKwMax: 10,
  energyCapacityKwh: 20,
  energyKwhAtStart: 0,
};

/** Whole hours of one day at one price for both directions, an empty lossless battery. */
function hours(prices: readonly number[], battery: Partial<SiteBattery> = {}, over: Partial<SiteProblem> = {}): SiteProblem {
  const periods = prices.map((price) => ({ durationHours: 1, importPricePerMwh: price, exportPricePerMwh: price, dayIndex: 0 }));
  return { periods, batteries: [{ ...LOSSLESS, ...battery }], ...over };
}

function planned(problem: SiteProblem, solver = solvers.highs): SitePlan {
  const checked = checkProblem(problem);
  if (checked.errors) throw new Error(JSON.stringify(checked.errors));
  const plan = planSite(checked.problem, solver);
  expectWithinLimits(checked.problem, plan);
  return plan;
}

const powers = (plan: SitePlan, battery = 0): number[] => plan.periods.map(({ batteries }) => batteries[battery]?.powerKw ?? NaN);

type Expected = { powers: number[]; objective?: number; status?: SitePlan['status'] };
const lossy = { chargeEfficiencyRatio: 0.8, dischargeEfficiencyRatio: 0.8 };
const response = { name: 'held', service: 'DC', direction: 'LOW', fromPeriodIndex: 0, untilPeriodIndex: 2, powerKwMin: 0, powerKwMax: 0, pricePerMwHour: 0 } as const; // prettier-ignore
const low = { ...response, powerKwMin: 4, powerKwMax: 4 };
const TABLE: [guarantee: string, given: SiteProblem, expected: Expected][] = [
  ['buys low and sells high', hours([10, 100]), { powers: [-10, 10], objective: 0.9 }],
  ['stands still when losses cost more than the spread', hours([90, 100], lossy), { powers: [0, 0], objective: 0 }],
  ['takes a round trip for its root each way', hours([10, 100], { roundTripEfficiencyRatio: 0.64 }), { powers: [-10, 6.4], objective: 0.54 }],
  ['follows limits that change from period to period', hours([10, 100, 100], { chargePowerKwMax: [6, 0, 0], dischargePowerKwMax: [0, 2, 9] }), { powers: [-6, 2, 4] }],
  ['loses what stands', hours([100, 100], { energyKwhAtStart: 10, standingLossRatioPerHour: 0.5 }), { powers: [5, 0], objective: 0.5 }],
  ['reaches a target at its time', hours([100, 50, 100], { targets: [{ periodIndex: 1, energyKwhMin: 12 }] }), { powers: [-2, -10, 10] }],
  ['misses a target whose price is lower than the energy', hours([100], { targets: [{ periodIndex: 0, energyKwhMin: 8, missPricePerKwh: 0.05 }] }), { powers: [0], objective: -0.4, status: 'RELAXED' }],
  ['changes power no faster than its ramp', hours([100, 100, 10], { energyKwhAtStart: 20, rampKwMax: 4, powerKwAtStart: 0 }), { powers: [4, 8, 8] }],
  ['spends a day on its dearest hours', hours([80, 100, 90], { energyKwhAtStart: 20, dischargedKwhMaxPerDay: 15 }), { powers: [0, 10, 5] }],
  ["spends the rest of the year's budget on its dearest hours", hours([80, 100, 90], { energyKwhAtStart: 20, dischargedKwhMax: 3 }), { powers: [0, 3, 0] }],
  ['stands still rather than below its least power', hours([10, 100], { energyCapacityKwh: 5, chargePowerKwMin: 6, dischargePowerKwMin: 6 }), { powers: [0, 0] }],
  ['runs at its least power where that pays', hours([10, 100], { chargePowerKwMin: 6, dischargePowerKwMin: 6, energyCapacityKwh: 7 }), { powers: [-7, 7] }],
  ['keeps energy that is worth more at the end', hours([40], { energyKwhAtStart: 10, endEnergyValuePerMwh: 41 }), { powers: [-10], objective: 0.42 }],
  ['does not burn energy in a full battery at a negative price', hours([-100], { ...lossy, energyKwhAtStart: 20 }), { powers: [0] }],
  ['burns energy at negative prices by turns only', hours([-100, -100], { ...lossy, energyCapacityKwh: 10, energyKwhAtStart: 10 }), { powers: [6.4, -10] }],
  ['comes back into its range as fast as it can', hours([900, 100, 50], { energyKwhMin: 15 }), { powers: [-10, -5, 0], status: 'RELAXED' }],
  ['covers the load before it pays the import price', { ...hours([], { energyKwhAtStart: 5 }), periods: [{ durationHours: 1, importPricePerMwh: 200, exportPricePerMwh: 50, dayIndex: 0, loadKw: 3 }] }, { powers: [5], objective: 0.1 }],
  ['leaves the rest of the connection to the load', { ...hours([]), periods: [[10, 4], [100, 0]].map(([price = 0, loadKw = 0]) => ({ durationHours: 1, importPricePerMwh: price, exportPricePerMwh: price, dayIndex: 0, loadKw })), site: { importLimitKw: 6 } }, { powers: [-2, 2] }],
  ['keeps a peak below its price', hours([10, 10, 100], { energyCapacityKwh: 8 }, { site: { peakCharges: [{ name: 'month', direction: 'IMPORT', pricePerKw: 1 }] } }), { powers: [0, 0, 0] }],
  ['uses a peak that is paid for', hours([10, 10, 100], {}, { site: { peakCharges: [{ name: 'month', direction: 'IMPORT', pricePerKw: 1, peakKwSoFar: 3 }] } }), { powers: [-3, -3, 6] }],
  ['keeps a promise that is dear to break', hours([10, 100], { energyKwhAtStart: 10 }, { site: { commitments: [{ name: 'sold', baselineKw: [6, 0], upPricePerMwh: 300, downPricePerMwh: 300 }] } }), { powers: [6, 0] }],
  ['breaks a promise that is cheap to break', hours([10, 100], { energyKwhAtStart: 10 }, { site: { commitments: [{ name: 'sold', baselineKw: [6, 0], upPricePerMwh: 1, downPricePerMwh: 1 }] } }), { powers: [0, 10] }],
  ['keeps power and energy for a response it has sold', hours([100, 100], { energyKwhAtStart: 10 }, { responses: [low] }), { powers: [4.5, 4.5] }],
  ['holds as much response as pays', hours([0, 0], { energyKwhAtStart: 5 }, { responses: [{ ...response, powerKwMax: 9, pricePerMwHour: 5 }] }), { powers: [0, 0], objective: 0.09 }],
  ['charges earlier, all else equal', hours([10, 10, 100], { energyCapacityKwh: 5 }), { powers: [-2.5, -2.5, 5] }],
]; // prettier-ignore

describe.each(Object.values(solvers))('a plan of a site by $name', (solver) => {
  test.each(TABLE)('%s', (_guarantee, given, expected) => {
    const plan = planned(given, solver);
    powers(plan).forEach((powerKw, index) => expect(powerKw).toBeCloseTo(expected.powers[index] ?? NaN, 5));
    if (expected.objective !== undefined) expect(plan.objectiveValue).toBeCloseTo(expected.objective, 6);
    expect(plan.status).toBe(expected.status ?? 'OPTIMAL');
  });
});

test('HiGHS and GLPK find plans of the same worth, and no plan breaks a limit', () => {
  fc.assert(
    fc.property(drawnProblems(), (problem) => {
      const [one, other] = [planned(problem, solvers.highs), planned(problem, solvers.glpk)];
      expect(one.status).toBe(other.status);
      expectSameMoney(problem, one, other);
    }),
    { numRuns: RUNS },
  );
}, 60_000);

test('a plan is worth at least as much as the best in steps of a dynamic programme', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -100, max: 200 }), { minLength: 1, maxLength: 8 }),
      fc.boolean(),
      fc.integer({ min: 0, max: 20 }),
      (prices, banded, energyKwhAtStart) => {
        const bands = banded ? { chargePowerKwMin: 4, dischargePowerKwMin: 3 } : {};
        const problem = hours(prices, { energyKwhAtStart, ...bands, chargeEfficiencyRatio: 0.5, endEnergyValuePerMwh: 30 });
        expect(planned(problem).objectiveValue).toBeGreaterThanOrEqual(bestInSteps(problem) - 1e-6);
      },
    ),
    { numRuns: RUNS },
  );
});

test('the same problem gives the same plan to the last byte, whatever was planned before', () => {
  fc.assert(
    fc.property(drawnProblems(), drawnProblems(), (problem, other) => {
      const first = JSON.stringify(planned(problem));
      planned(other);
      expect(JSON.stringify(planned(problem))).toBe(first);
    }),
    { numRuns: RUNS / 4 },
  );
}, 60_000);

test('what a reason says one unit of room would earn is what it earns', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2000 }), { minLength: 2, maxLength: 8 }), (tenths) => {
      const prices = tenths.map((price) => price / 10);
      const problem = hours(prices, { ...lossy, energyKwhAtStart: 7 });
      const stepKwh = 0.001;
      const wider = hours(prices, { ...lossy, energyKwhAtStart: 7, energyCapacityKwh: 20 + stepKwh });
      const [plan, more] = [planned(problem), planned(wider)];
      const all = plan.periods.flatMap(({ reasons }) => reasons).filter(({ constraint }) => constraint === 'ENERGY_MAX');
      const said = all.reduce((sum, { shadowPrice }) => sum + shadowPrice, 0);
      // At a kink, the next unit earns less than the last one did: never more.
      expect((more.objectiveValue - plan.objectiveValue) / stepKwh).toBeLessThanOrEqual(said + 1e-4);
    }),
    { numRuns: RUNS },
  );
});

test('every kind of days is planned: 46 and 50 half-hours, mixed steps, an hour and ten days', () => {
  const day = (count: number, durationHours: number, dayIndex: number) =>
    Array.from({ length: count }, (_, index) => ({
      durationHours,
      importPricePerMwh: 60 + 40 * Math.sin(index),
      exportPricePerMwh: 55,
      dayIndex,
    }));
  const mixed = [...day(12, 1 / 12, 0), ...day(44, 0.5, 0), ...day(50, 0.5, 1), ...day(24, 1, 2)];
  const tenDays = Array.from({ length: 10 }, (_, index) => day(48, 0.5, index)).flat();
  for (const periods of [day(46, 0.5, 0), day(50, 0.5, 0), mixed, day(12, 1 / 12, 0), tenDays]) {
    const plan = planned({ ...hours([], { dischargedKwhMaxPerDay: 20 }), periods });
    expect(plan.periods).toHaveLength(periods.length);
  }
});

test('batteries that share a connection share it', () => {
  const two = [
    { ...LOSSLESS, energyKwhAtStart: 20 },
    { ...LOSSLESS, name: 'two', energyKwhAtStart: 20, wearCostPerMwh: 5 },
  ];
  const plan = planned({ ...hours([100]), batteries: two, site: { exportLimitKw: 14 } });
  expect([powers(plan, 0), powers(plan, 1)]).toEqual([[10], [4]]);
  expect(plan.periods[0]?.exportMarginKw).toBeCloseTo(0, 6);
  expect(plan.periods[0]?.reasons.map(({ constraint }) => constraint)).toContain('EXPORT_LIMIT');
});

test('a contract that cannot be held is told with its size, and the rest is kept', () => {
  const plan = planned(hours([100, 100], { energyKwhAtStart: 10 }, { responses: [{ ...low, powerKwMin: 13, powerKwMax: 13 }] }));
  expect(plan.status).toBe('RELAXED');
  const [violation] = plan.violations;
  expect(violation).toMatchObject({ constraint: 'RESPONSE_CONTRACT', name: 'held', unit: 'kW' });
  expect(violation?.amount).toBeCloseTo(3, 5);
  expect(violation?.sentence).toContain('3 kW');
});

test('a search that is cut short says how far from the best it may be', () => {
  const prices = Array.from({ length: 20 }, () => -50);
  const plan = planned(
    hours(prices, { ...lossy, chargePowerKwMin: 3.1, dischargePowerKwMin: 2.7, energyKwhAtStart: 10 }, { nodeCountMax: 1 }),
  );
  expect(['OPTIMAL', 'FEASIBLE']).toContain(plan.status);
  if (plan.status === 'FEASIBLE') expect(plan.gapRatio).toBeGreaterThan(0);
});

test('a response needs less energy while it recovers from a delivery', () => {
  const asked = { ...low, requiredEnergyRatio: [0.5, 1] };
  const [first, second] = planned(hours([100, 10], { energyKwhAtStart: 10 }, { responses: [asked] })).periods;
  expect(first?.batteries[0]?.powerKw).toBeCloseTo(6, 5);
  expect(second?.batteries[0]?.energyMarginMinKwh).toBeCloseTo(0, 5);
});

test.each<[path: string, problem: unknown]>([
  ['/periods', { ...hours([1]), periods: [] }],
  [
    '/periods/0/durationHours',
    { ...hours([1]), periods: [{ durationHours: 0, importPricePerMwh: 1, exportPricePerMwh: 1, dayIndex: 0 }] },
  ],
  ['/batteries/0/energyKwhAtStart', hours([1], { energyKwhAtStart: 21 })],
  ['/batteries/0/energyKwhMin', hours([1], { energyKwhMin: 9, energyKwhMax: 8 })],
  ['/batteries/0/energyKwhMax', hours([1], { energyKwhMax: 21 })],
  ['/batteries/0/chargePowerKwMax', hours([1], { chargePowerKwMax: [1, 2] })],
  ['/batteries/0/chargePowerKwMin', hours([1], { chargePowerKwMin: 11 })],
  ['/batteries/0/roundTripEfficiencyRatio', hours([1], { ...lossy, roundTripEfficiencyRatio: 0.9 })],
  ['/batteries/0/targets/0/periodIndex', hours([1], { targets: [{ periodIndex: 1 }] })],
  ['/batteries/1/name', { ...hours([1]), batteries: [LOSSLESS, LOSSLESS] }],
  ['/responses/0/batteryName', hours([1], {}, { responses: [{ ...low, untilPeriodIndex: 1, batteryName: 'none' }] })],
  ['/responses/0/untilPeriodIndex', hours([1], {}, { responses: [low] })],
  ['/batteries/0/volume', hours([1], { volume: 1 } as object)],
])('a mistake at %s is named with its place', (path, problem) => {
  const { errors } = checkProblem(problem);
  expect(errors?.map((error) => error.path)).toContain(path);
});

/** To a millionth, and to what two milliwatts in each period are worth: powers are rounded to one. */
function expectSameMoney(problem: SiteProblem, one: SitePlan, other: SitePlan): void {
  const dearest = Math.max(
    ...problem.periods.map(
      ({ importPricePerMwh, exportPricePerMwh }) => Math.abs(importPricePerMwh) + Math.abs(exportPricePerMwh),
    ),
    100,
  );
  const peaks = (problem.site?.peakCharges ?? []).reduce((sum, { pricePerKw }) => sum + pricePerKw, 0);
  const commitments = (problem.site?.commitments ?? []).length * 600;
  const rounding = 2e-6 * (peaks + (problem.batteries.length * problem.periods.length * (dearest + commitments)) / 1_000);
  // Where something gave way, how little is missed decides first, and that is told apart to a ten-millionth.
  const missed = 1e-5 * problem.periods.length;
  const size = Math.max(Math.abs(one.objectiveValue), Math.abs(other.objectiveValue));
  expect(Math.abs(one.objectiveValue - other.objectiveValue)).toBeLessThanOrEqual(
    1e-6 * size + rounding + (one.violations.length > 0 ? missed : 0),
  );
}

/** Powers are rounded to a milliwatt each; what that leaves over adds up over ten periods and three batteries. */
const TOLERANCE = 5e-5;

/** Every limit of the problem, counted from the powers alone; what gave way may give way by what the plan says and no more. */
function expectWithinLimits(problem: SiteProblem, plan: SitePlan): void {
  const facts = factsOf(problem);
  const missed = (constraint: string, periodIndex: number | null, battery: string | null): number =>
    plan.violations
      .filter((each) => each.constraint === constraint && each.periodIndex === periodIndex && each.batteryName === battery)
      .reduce((sum, { amount }) => sum + amount, 0);
  facts.batteries.forEach((battery, index) => expectBatteryWithinLimits({ facts, plan, battery, index, missed }));
  facts.periods.forEach(({ restPowerKw, exportPricePerMwh, importPricePerMwh, durationHours }, index) => {
    const period = plan.periods[index];
    const power = restPowerKw + powersAt(plan, index).reduce((sum, each) => sum + each, 0);
    expect(period?.sitePowerKw).toBeCloseTo(power, 9);
    expect(period?.energyRevenue).toBeCloseTo(
      ((power > 0 ? exportPricePerMwh : importPricePerMwh) * power * durationHours) / 1_000,
      9,
    );
    const heldKw = (direction: string): number => heldAt(facts, plan, { index, direction, battery: null });
    const exported = (facts.exportLimitKw?.[index] ?? Infinity) + missed('EXPORT_LIMIT', index, null);
    const imported = (facts.importLimitKw?.[index] ?? Infinity) + missed('IMPORT_LIMIT', index, null);
    expect(power + heldKw('LOW')).toBeLessThanOrEqual(exported + TOLERANCE);
    expect(heldKw('HIGH') - power).toBeLessThanOrEqual(imported + TOLERANCE);
  });
}

type Missed = (constraint: string, periodIndex: number | null, battery: string | null) => number;
type Facts = ReturnType<typeof factsOf>;

function expectBatteryWithinLimits({
  facts,
  plan,
  battery,
  index,
  missed,
}: {
  facts: Facts;
  plan: SitePlan;
  battery: BatteryFacts;
  index: number;
  missed: Missed;
}): void {
  let energyKwh = battery.energyKwhAtStart;
  let before = battery.powerKwAtStart;
  const taken = facts.periods.map(({ durationHours }, period) => {
    const { powerKw = NaN, energyKwh: saidKwh = NaN } = plan.periods[period]?.batteries[index] ?? {};
    const takenKwh = powerKw > 0 ? (powerKw * durationHours) / battery.dischargeEfficiencyRatio : 0;
    energyKwh =
      energyKwh * (battery.keptRatio[period] ?? 1) -
      takenKwh -
      (powerKw < 0 ? powerKw * durationHours * battery.chargeEfficiencyRatio : 0);
    expect(Math.abs(saidKwh - energyKwh)).toBeLessThanOrEqual(1e-6);
    expect(powerKw).toBeLessThanOrEqual(battery.dischargePowerKwMax[period] ?? NaN);
    expect(-powerKw).toBeLessThanOrEqual(battery.chargePowerKwMax[period] ?? NaN);
    if (powerKw > 0) expect(powerKw).toBeGreaterThanOrEqual(battery.dischargePowerKwMin[period] ?? NaN);
    if (powerKw < 0) expect(-powerKw).toBeGreaterThanOrEqual(battery.chargePowerKwMin[period] ?? NaN);
    const held = {
      low: heldAt(facts, plan, { index: period, direction: 'LOW', battery: index }),
      high: heldAt(facts, plan, { index: period, direction: 'HIGH', battery: index }),
    };
    expect(powerKw + held.low).toBeLessThanOrEqual((battery.dischargePowerKwMax[period] ?? NaN) + TOLERANCE);
    expect(held.high - powerKw).toBeLessThanOrEqual((battery.chargePowerKwMax[period] ?? NaN) + TOLERANCE);
    const needed = {
      low: neededAt(facts, plan, { index: period, direction: 'LOW', battery: index }),
      high: neededAt(facts, plan, { index: period, direction: 'HIGH', battery: index }),
    };
    const shortKwh = missed('ENERGY_MIN', period, battery.name) + missed('RESPONSE_ENERGY', period, battery.name);
    const overKwh = missed('ENERGY_MAX', period, battery.name) + missed('RESPONSE_ENERGY', period, battery.name);
    expect(saidKwh).toBeGreaterThanOrEqual(
      (battery.energyKwhMin[period] ?? NaN) + needed.low / battery.dischargeEfficiencyRatio - shortKwh - TOLERANCE,
    );
    expect(saidKwh).toBeLessThanOrEqual((battery.energyKwhMax[period] ?? NaN) - needed.high + overKwh + TOLERANCE);
    const ramp = (battery.rampKwMax?.[period] ?? Infinity) + missed('RAMP', period, battery.name);
    if (before !== null) expect(Math.abs(powerKw - before)).toBeLessThanOrEqual(ramp + TOLERANCE);
    before = powerKw;
    return takenKwh;
  });
  for (const { periodIndices, energyKwh: budgetKwh, name } of battery.budgets) {
    const usedKwh = periodIndices.reduce((sum, period) => sum + (taken[period] ?? NaN), 0);
    const gaveWay = missed(name === 'day' ? 'CYCLES_PER_DAY' : 'CYCLES_PER_YEAR', null, battery.name);
    expect(usedKwh).toBeLessThanOrEqual(budgetKwh + gaveWay + 1e-9 + 1e-12 * battery.energyCapacityKwh);
  }
}

const powersAt = (plan: SitePlan, index: number): number[] => plan.periods[index]?.batteries.map(({ powerKw }) => powerKw) ?? [];

type Place = { index: number; direction: string; battery: number | null };

function heldAt(facts: Facts, plan: SitePlan, place: Place): number {
  return amountsHeld(facts, plan, place).reduce((sum, { powerKw }) => sum + powerKw, 0);
}

function neededAt(facts: Facts, plan: SitePlan, place: Place): number {
  return amountsHeld(facts, plan, place).reduce((sum, { powerKw, hoursNeeded }) => sum + powerKw * hoursNeeded, 0);
}

function amountsHeld(
  facts: Facts,
  plan: SitePlan,
  { index, direction, battery }: Place,
): { powerKw: number; hoursNeeded: number }[] {
  return facts.responses.flatMap((each, position) => {
    if (each.direction !== direction || index < each.fromPeriodIndex || index >= each.untilPeriodIndex) return [];
    const name = battery === null ? null : facts.batteries[battery]?.name;
    const held = plan.responses[position]?.batteries ?? [];
    return held
      .filter(({ batteryName }) => name === null || batteryName === name)
      .map(({ powerKw }) => ({ powerKw, hoursNeeded: each.deliveryHours * (each.requiredEnergyRatio[index] ?? 1) }));
  });
}

/** Every plan whose stored energy moves by whole kilowatt-hours, and the best of them. */
function bestInSteps(problem: SiteProblem): number {
  const [battery] = factsOf(problem).batteries;
  if (!battery) throw new Error('There is a battery.');
  const size = battery.energyCapacityKwh;
  let values = Array.from({ length: size + 1 }, (_, energy) => (battery.endEnergyValuePerMwh * energy) / 1_000);
  for (const { importPricePerMwh } of problem.periods.toReversed()) {
    values = values.map((_, from) =>
      Math.max(
        ...values.map((after, to) => {
          const powerKw =
            to > from ? -(to - from) / battery.chargeEfficiencyRatio : (from - to) * battery.dischargeEfficiencyRatio;
          const leastKw = powerKw > 0 ? (battery.dischargePowerKwMin[0] ?? 0) : (battery.chargePowerKwMin[0] ?? 0);
          const allowed = powerKw <= 10 && -powerKw <= 10 && (powerKw === 0 || Math.abs(powerKw) >= leastKw);
          return allowed ? after + (importPricePerMwh * powerKw) / 1_000 : -Infinity;
        }),
      ),
    );
  }
  return values[battery.energyKwhAtStart] ?? NaN;
}
