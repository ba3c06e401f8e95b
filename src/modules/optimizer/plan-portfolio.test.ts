import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Compile } from 'typebox/compile';
import { present } from '../../kernel/assert.ts';
import { checkPortfolio } from './check-problem.ts';
import { ProgrammeDraft } from './linear-programme.ts';
import { loadSolver } from './load-solver.ts';
import { planPortfolio } from './plan-portfolio.ts';
import { PortfolioPlan } from './portfolio-plan.ts';
import type { PortfolioProblem } from './portfolio-problem.ts';
import { factsOf, type SiteFacts } from './site-facts.ts';

const RUNS = 60;
const solver = await loadSolver('highs');

const BATTERY = { chargePowerKwMax: 10, dischargePowerKwMax: 10, energyCapacityKwh: 20, energyKwhAtStart: 0 };

function hours(prices: readonly number[], portfolio: PortfolioProblem['portfolio'], over: object = {}): PortfolioProblem {
  return checked({
    periods: prices.map((price) => ({ durationHours: 1, importPricePerMwh: price, exportPricePerMwh: price, dayIndex: 0 })),
    batteries: ['one', 'two'].map((name) => ({ ...BATTERY, name, ...over })),
    portfolio,
  });
}

function checked(value: unknown): PortfolioProblem {
  const { problem, errors } = checkPortfolio(value);
  if (errors) throw new Error(JSON.stringify(errors));
  return problem;
}

function sums(plan: PortfolioPlan): number[] {
  return plan.periods.map(({ powerKw }) => powerKw);
}

type Expected = Partial<Record<'sums' | 'prices', number[]>> & {
  readonly objective: number;
  readonly status?: PortfolioPlan['status'];
};
const TABLE: [guarantee: string, given: PortfolioProblem, expected: Expected][] = [
  ['without a limit each does what is best for it', hours([10, 100], {}), { sums: [-20, 20], objective: 1.8 }],
  ['the import limit holds for all together, and says its price', hours([10, 100], { importLimitKw: 15 }), { sums: [-15, 15], prices: [-90, 0], objective: 1.35 }],
  ['the export limit holds for all together', hours([10, 100], { exportLimitKw: [20, 12] }), { sums: [-12, 12], prices: [0, 90], objective: 1.08 }],
  ['load leaves less of the import', checked({ ...hours([10, 100], { importLimitKw: 15 }), periods: [10, 100].map((price) => ({ durationHours: 1, importPricePerMwh: price, exportPricePerMwh: price, dayIndex: 0, loadKw: 5 })) }), { sums: [-10, 10], objective: 0.9 }],
  ['a limit is broken where that pays its price', hours([10, 100], { importLimitKw: 15, excessPricePerKwh: 0.05 }), { sums: [-20, 20], prices: [-50, 0], objective: 1.55, status: 'RELAXED' }],
  ['and kept where it does not', hours([10, 100], { importLimitKw: 15, excessPricePerKwh: 0.1 }), { sums: [-15, 15], prices: [-90, 0], objective: 1.35 }],
  ['a cycle budget holds for each', hours([10, 100], {}, { dischargedKwhMaxPerDay: 4 }), { sums: [-8, 8], objective: 0.72 }],
  ['a target gives way to the limit, as little as it must', hours([10], { importLimitKw: 6 }, { targets: [{ periodIndex: 0, energyKwhMin: 5 }] }), { sums: [-6], objective: -0.06, status: 'RELAXED' }],
  ['the limit gives way where load alone breaks it, as little as it must', checked({ ...hours([10], { importLimitKw: 6 }, { energyKwhAtStart: 2 }), periods: [{ durationHours: 1, importPricePerMwh: 10, exportPricePerMwh: 10, dayIndex: 0, loadKw: 12 }] }), { sums: [4], objective: 0.04, status: 'RELAXED' }],
  ['a battery outside its range comes back to it', hours([10, 10], { importLimitKw: 15 }, { energyKwhMin: 14 }), { sums: [-15, -13], objective: -0.28, status: 'RELAXED' }],
]; // prettier-ignore

test.each(TABLE)('%s', (_guarantee, given, expected) => {
  const plan = planPortfolio(given);
  expect([...Compile(PortfolioPlan).Errors(plan)]).toEqual([]);
  expect(plan.status).toBe(expected.status ?? 'OPTIMAL');
  expect(plan.objectiveValue).toBeCloseTo(expected.objective, 5);
  if (expected.sums) for (const [period, power] of sums(plan).entries()) expect(power).toBeCloseTo(present(expected.sums[period], 'a sum'), 4);
  if (expected.prices) for (const [period, { congestionPricePerMwh }] of plan.periods.entries()) expect(congestionPricePerMwh).toBeCloseTo(present(expected.prices[period], 'a price'), 2);
}); // prettier-ignore

const kw = fc.integer({ min: 10, max: 600 }).map((each) => each / 2);
const portfolios = fc
  .record({
    periodCount: fc.integer({ min: 2, max: 14 }),
    seeds: fc.array(fc.record({ powerKw: kw, hours: fc.integer({ min: 1, max: 8 }), full: fc.double({ min: 0, max: 1, noNaN: true }), efficiency: fc.double({ min: 0.75, max: 1, noNaN: true }), wear: fc.integer({ min: 0, max: 9 }), end: fc.integer({ min: 0, max: 90 }), kind: fc.integer({ min: 0, max: 5 }) }), { minLength: 2, maxLength: 20 }),
    prices: fc.array(fc.integer({ min: 5, max: 150 }), { minLength: 14, maxLength: 14 }),
    spread: fc.constantFrom(0, 0, 15),
    share: fc.double({ min: 0.05, max: 1.1, noNaN: true }),
    sides: fc.constantFrom('import', 'export', 'both'),
    excessPricePerKwh: fc.constantFrom(undefined, 0.02, 1),
  })
  .map(({ periodCount, seeds, prices, spread, share, sides, excessPricePerKwh }) => {
    const totalKw = seeds.reduce((sum, { powerKw }) => sum + powerKw, 0);
    const batteries = seeds.map(({ powerKw, hours: long, full, efficiency, wear, end, kind }, index) => {
      const energyCapacityKwh = (powerKw * long) / 2;
      return {
        name: `battery ${index}`,
        chargePowerKwMax: powerKw,
        dischargePowerKwMax: kind === 1 ? powerKw / 2 : powerKw,
        energyCapacityKwh,
        chargeEfficiencyRatio: efficiency,
        dischargeEfficiencyRatio: efficiency,
        energyKwhAtStart: full * energyCapacityKwh,
        wearCostPerMwh: wear,
        endEnergyValuePerMwh: end,
        ...(kind === 2 && { dischargedKwhMaxPerDay: energyCapacityKwh / 2 }),
        ...(kind === 3 && { standingLossRatioPerHour: 0.01, dischargedKwhMax: energyCapacityKwh }),
        ...(kind === 4 && { energyKwhMin: energyCapacityKwh / 5, rangeMissPricePerKwhHour: 0.3 }),
        ...(kind === 5 && { targets: [{ periodIndex: periodCount - 1, energyKwhMin: energyCapacityKwh / 2, missPricePerKwh: 0.2 }] }),
      };
    });
    return checked({
      periods: Array.from({ length: periodCount }, (_, index) => {
        const exportPricePerMwh = present(prices[index], 'a price');
        return { durationHours: 0.5, importPricePerMwh: exportPricePerMwh + spread, exportPricePerMwh, dayIndex: index < 6 ? 0 : 1 };
      }),
      batteries,
      portfolio: {
        ...(sides !== 'export' && { importLimitKw: totalKw * share }),
        ...(sides !== 'import' && { exportLimitKw: totalKw * share }),
        ...(excessPricePerKwh !== undefined && { excessPricePerKwh }),
      },
    });
  }); // prettier-ignore

describe('a portfolio of 2 to 20 batteries', () => {
  test('earns what one programme for all of them by HiGHS earns, to a millionth', () => {
    fc.assert(
      fc.property(portfolios, (problem) => {
        const plan = planPortfolio(problem);
        const best = monolith(problem);
        // A millionth, and a milliwatt in each period at what the limit is worth at most.
        const within = 1e-6 * Math.max(1, Math.abs(best)) + 0.5e-6 * problem.periods.length;
        expect(Math.abs(plan.objectiveValue - best)).toBeLessThan(within);
        expect(plan.boundValue - plan.objectiveValue).toBeLessThan(within);
        expect(plan.boundValue).toBeGreaterThan(best - within);
      }),
      { numRuns: RUNS },
    );
  });

  test('breaks no limit of a battery, and the shared one only as far as it says', () => {
    fc.assert(
      fc.property(portfolios, (problem) => {
        const plan = planPortfolio(problem);
        const facts = factsOf({ ...problem, site: problem.portfolio });
        expectLimitsKept(facts, plan);
      }),
      { numRuns: RUNS },
    );
  });
});

test('planned again with nothing new, nothing changes; with a new price, the same is found as from nothing', () => {
  fc.assert(
    fc.property(portfolios, fc.integer({ min: -4, max: 20 }), (problem, change) => {
      const plan = planPortfolio(problem);
      expect(planPortfolio(problem)).toEqual(plan);
      expect(planPortfolio(problem, { previous: plan })).toEqual(plan);
      const [first, ...others] = problem.periods;
      const [one] = [present(first, 'a period')];
      const changed = {
        ...one,
        importPricePerMwh: one.importPricePerMwh + change,
        exportPricePerMwh: one.exportPricePerMwh + change,
      };
      const next = { ...problem, periods: [changed, ...others] };
      const [warm, cold] = [planPortfolio(next, { previous: plan }), planPortfolio(next)];
      expect(Math.abs(warm.objectiveValue - cold.objectiveValue) / Math.max(1, Math.abs(cold.objectiveValue))).toBeLessThan(2e-6);
    }),
    { numRuns: RUNS / 2 },
  );
});

test('where burning energy would pay, none is burnt, and what that may cost is told', () => {
  const problem = hours(
    [-50, -50, -50, -50, 20],
    { importLimitKw: 15 },
    { chargeEfficiencyRatio: 0.8, dischargeEfficiencyRatio: 0.8 },
  );
  const plan = planPortfolio(problem);
  expectLimitsKept(factsOf({ ...problem, site: problem.portfolio }), plan);
  expect(plan.status).toBe('FEASIBLE');
  expect(plan.gapRatio).toBeGreaterThan(1e-6);
  expect(plan.boundValue).toBeCloseTo(plan.objectiveValue + plan.gapRatio * Math.max(1, Math.abs(plan.objectiveValue)), 9);
});

test('stopped on its way, a plan keeps every limit of a battery and tells its gap', () => {
  const problem = hours([10, 30, 100], { importLimitKw: 15 });
  const plan = planPortfolio({ ...problem, stepCountMax: 2 });
  expectLimitsKept(factsOf({ ...problem, site: problem.portfolio }), plan);
  expect(plan.gapRatio).toBeGreaterThan(1e-6);
  expect(plan.status).not.toBe('OPTIMAL');
});

test('what a portfolio cannot have is refused with its place', () => {
  const wrong = {
    ...hours([10], {}),
    batteries: [{ ...BATTERY, name: 'one', chargePowerKwMin: 3 }],
    portfolio: { importLimitKw: [1, 2] },
  };
  expect(checkPortfolio(wrong).errors).toContainEqual({
    path: '/batteries/0/chargePowerKwMin',
    message: 'must not be there: no field has this name',
  });
});

function expectLimitsKept(facts: SiteFacts, plan: PortfolioPlan): void {
  const missed = new Map(
    plan.violations.map(({ constraint, periodIndex, batteryName, amount }) => [
      `${constraint} ${batteryName} ${periodIndex}`,
      amount,
    ]),
  );
  for (const [index, battery] of facts.batteries.entries()) {
    const { powerKw, energyKwh } = present(plan.batteries[index], 'a battery');
    let before = battery.energyKwhAtStart;
    for (const [period, power] of powerKw.entries()) {
      const { durationHours } = present(facts.periods[period], 'a period');
      const moved = power > 0 ? -power / battery.dischargeEfficiencyRatio : -power * battery.chargeEfficiencyRatio;
      const after = present(energyKwh[period], 'an energy');
      expect(after).toBeCloseTo(before * present(battery.keptRatio[period], 'a ratio') + moved * durationHours, 6);
      expect(power).toBeLessThanOrEqual(present(battery.dischargePowerKwMax[period], 'a power'));
      expect(-power).toBeLessThanOrEqual(present(battery.chargePowerKwMax[period], 'a power'));
      expect(after).toBeGreaterThanOrEqual(0);
      expect(after).toBeLessThanOrEqual(battery.energyCapacityKwh);
      const least = present(battery.energyKwhMin[period], 'a least') - (missed.get(`ENERGY_MIN ${battery.name} ${period}`) ?? 0);
      expect(after).toBeGreaterThanOrEqual(least - 1e-6 - 1e-8 * battery.energyCapacityKwh);
      before = after;
    }
    for (const { energyKwh: budget, periodIndices } of battery.budgets) {
      const taken = periodIndices.reduce((sum, period) => sum + (Math.max(0, present(powerKw[period], 'a power')) * present(facts.periods[period], 'a period').durationHours) / battery.dischargeEfficiencyRatio, 0); // prettier-ignore
      expect(taken).toBeLessThanOrEqual(budget + 1e-9);
    }
  }
  for (const [period, { sharedPowerKw }] of plan.periods.entries()) {
    const over = missed.get(`EXPORT_LIMIT null ${period}`) ?? 0;
    const under = missed.get(`IMPORT_LIMIT null ${period}`) ?? 0;
    expect(sharedPowerKw).toBeLessThanOrEqual((facts.exportLimitKw?.[period] ?? Infinity) + over + 1e-6);
    expect(-sharedPowerKw).toBeLessThanOrEqual((facts.importLimitKw?.[period] ?? Infinity) + under + 1e-6);
  }
}

/** All batteries in one programme, written apart from the planner: what they can earn at most. */
function monolith(problem: PortfolioProblem): number {
  const { periods, batteries, importLimitKw, exportLimitKw, excessPricePerKwh } = factsOf({
    ...problem,
    site: problem.portfolio,
  });
  const draft = new ProgrammeDraft();
  const sumOf = periods.map((): [number, number][] => []);
  let constant = 0;
  for (const battery of batteries) {
    const taken = new Map<number, [number, number]>();
    let before: number | null = null;
    constant -= (battery.endEnergyValuePerMwh / 1_000) * present(battery.energyKwhMin.at(-1), 'a least');
    for (const [period, { durationHours: h, importPricePerMwh, exportPricePerMwh }] of periods.entries()) {
      const [c, d] = [
        present(battery.chargePowerKwMax[period], 'a power'),
        present(battery.dischargePowerKwMax[period], 'a power'),
      ];
      const charge = draft.addColumn({ cost: (-importPricePerMwh / 1_000) * h, lower: 0, upper: c });
      const discharge = draft.addColumn({ cost: ((exportPricePerMwh - battery.wearCostPerMwh) / 1_000) * h, lower: 0, upper: d });
      const end = period === periods.length - 1 ? battery.endEnergyValuePerMwh / 1_000 : 0;
      const stored = draft.addColumn({ cost: end, lower: 0, upper: battery.energyCapacityKwh });
      const kept = present(battery.keptRatio[period], 'a ratio');
      const start = before === null ? battery.energyKwhAtStart * kept : 0;
      const entries: [number, number][] = [[stored, 1], [charge, -h * battery.chargeEfficiencyRatio], [discharge, h / battery.dischargeEfficiencyRatio]]; // prettier-ignore
      if (before !== null) entries.push([before, -kept]);
      draft.addRow({ lower: start, upper: start, entries });
      const asked: [number, number][] = battery.targets.filter(({ periodIndex }) => periodIndex === period).map(({ energyKwhMin = 0, missPricePerKwh = 0 }) => [energyKwhMin, missPricePerKwh]); // prettier-ignore
      if (battery.rangeMissPricePerKwhHour !== null) asked.push([present(battery.energyKwhMin[period], 'a least'), battery.rangeMissPricePerKwhHour * h]); // prettier-ignore
      for (const [least, price] of asked) {
        const missed = draft.addColumn({ cost: -price, lower: 0, upper: Infinity });
        draft.addRow({ lower: least, upper: Infinity, entries: [[stored, 1], [missed, 1]] }); // prettier-ignore
      }
      present(sumOf[period], 'a sum').push([discharge, 1], [charge, -1]);
      taken.set(period, [discharge, h / battery.dischargeEfficiencyRatio]);
      before = stored;
    }
    for (const { energyKwh, periodIndices } of battery.budgets) {
      draft.addRow({
        lower: -Infinity,
        upper: energyKwh,
        entries: periodIndices.map((period) => present(taken.get(period), 'a period')),
      });
    }
  }
  for (const [period, { durationHours }] of periods.entries()) {
    const sides: [number, number][] = excessPricePerKwh === null ? [] : [-1, 1].map((sign) => [draft.addColumn({ cost: -excessPricePerKwh * durationHours, lower: 0, upper: Infinity }), sign]); // prettier-ignore
    const [most, least] = [exportLimitKw?.[period] ?? Infinity, -(importLimitKw?.[period] ?? Infinity)];
    draft.addRow({ lower: least, upper: most, entries: [...present(sumOf[period], 'a sum'), ...sides] });
  }
  const solution = solver.solve(draft.finish());
  if (solution.status === 'infeasible') throw new Error('A portfolio can always stand still.');
  const { columnCost } = draft.finish();
  return columnCost.reduce((sum, cost, column) => sum + cost * present(solution.values[column], 'a value'), constant);
}
