import { afterAll, describe, expect, test } from 'vitest';
import { PlanDeadlineExceeded, PlanProblemInvalid, startPlanner, type Planner, type SiteProblem } from './index.ts';

const planners: Planner[] = [];
afterAll(async () => Promise.all(planners.map(async (planner) => planner.close())));

function started(options: Parameters<typeof startPlanner>[0]): ReturnType<typeof startPlanner> {
  const planner = startPlanner(options);
  planners.push(planner);
  return planner;
}

function problem(periodCount: number, over: Partial<SiteProblem> = {}): SiteProblem {
  return {
    periods: Array.from({ length: periodCount }, (_, index) => {
      const pricePerMwh = 60 + ((index * 7_919) % 101);
      return {
        durationHours: 0.5,
        importPricePerMwh: pricePerMwh,
        exportPricePerMwh: pricePerMwh,
        dayIndex: Math.floor(index / 48),
      };
    }),
    batteries: [
      {
        name: 'battery',
        chargePowerKwMax: 5,
        dischargePowerKwMax: 5,
        energyCapacityKwh: 13.5,
        chargeEfficiencyRatio: 0.95,
        dischargeEfficiencyRatio: 0.95,
        energyKwhAtStart: 5,
        energyKwhMin: 1,
        energyKwhMax: 13.5,
        dischargedKwhMaxPerDay: 20,
        wearCostPerMwh: 5,
        endEnergyValuePerMwh: 60,
      },
    ],
    ...over,
  };
}

describe.each(['highs', 'glpk'] as const)('a planner with %s', (solver) => {
  const planner = started({ solver, threadCount: 2 });

  test('answers every problem with its own plan, more problems than threads', async () => {
    const plans = await Promise.all([4, 8, 16, 32, 48].map(async (periodCount) => planner.plan(problem(periodCount))));
    expect(plans.map(({ periods }) => periods.length)).toEqual([4, 8, 16, 32, 48]);
    expect(new Set(plans.map((plan) => plan.solver))).toEqual(new Set([solver]));
  });

  test('gives up a plan at its deadline and then plans on, with a new thread', async () => {
    const planner = started({ solver, threadCount: 1 });
    await planner.plan(problem(2));
    await expect(planner.plan(problem(15_000), { deadlineMs: 1 })).rejects.toBeInstanceOf(PlanDeadlineExceeded);
    await expect(planner.plan(problem(48))).resolves.toMatchObject({ status: 'OPTIMAL', solver });
  });

  test('loses none of many when the thread on which they lie ready ends', async () => {
    const planner = started({ solver, threadCount: 1 });
    await planner.plan(problem(2));
    const long = expect(planner.plan(problem(15_000), { deadlineMs: 50 })).rejects.toBeInstanceOf(PlanDeadlineExceeded);
    const many = Array.from({ length: 60 }, async () => planner.plan(problem(2)));
    await long;
    expect((await Promise.all(many)).map(({ status }) => status)).toEqual(many.map(() => 'OPTIMAL'));
  });

  test('counts the time spent waiting for a thread', async () => {
    const planner = started({ solver, threadCount: 1 });
    await planner.plan(problem(2));
    const ahead = planner.plan(problem(96));
    const waiting = planner.plan(problem(2), { deadlineMs: 0 });
    await expect(waiting).rejects.toBeInstanceOf(PlanDeadlineExceeded);
    await expect(ahead).resolves.toMatchObject({ status: 'OPTIMAL' });
  });

  test('rejects what is unfinished when it is closed, and everything later', async () => {
    const planner = started({ solver, threadCount: 1 });
    const unfinished = expect(planner.plan(problem(48))).rejects.toThrow('closed');
    await planner.close();
    await unfinished;
    await expect(planner.plan(problem(48))).rejects.toThrow('closed');
  });

  test('refuses a wrong problem in a sentence that names every place', async () => {
    const [battery] = problem(2).batteries;
    if (!battery) throw new Error('There is a battery.');
    const wrong = problem(2, { batteries: [{ ...battery, energyKwhAtStart: 13.6, energyKwhMin: 14 }] });
    const refused = await planner.plan(wrong).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(PlanProblemInvalid);
    expect(String(refused)).toContain('/batteries/0/energyKwhAtStart must');
    expect(String(refused)).toContain('/batteries/0/energyKwhMin must');
  });
});

describe('a portfolio in a planner', () => {
  const planner = started({ solver: 'highs', threadCount: 1 });
  const { periods, batteries } = problem(48);
  const many = {
    periods,
    batteries: Array.from({ length: 20 }, (_, index) => batteries.map((battery) => ({ ...battery, name: `${index}` }))).flat(),
    portfolio: { importLimitKw: 40, exportLimitKw: 40 },
  };

  test('is planned in a thread, and again after a change of price from the plan in force', async () => {
    const plan = await planner.planPortfolio(many);
    expect(plan.status).toBe('OPTIMAL');
    expect(await planner.planPortfolio(many, { previous: plan })).toEqual(plan);
    const dearer = periods.map((period, index) => ({ ...period, importPricePerMwh: period.importPricePerMwh + (index % 7) }));
    const next = await planner.planPortfolio({ ...many, periods: dearer }, { previous: plan });
    expect(next.status).toBe('OPTIMAL');
    expect(next.objectiveValue).toBeLessThan(plan.objectiveValue);
  });

  test('is refused, and given up at its deadline, as a site is', async () => {
    await expect(planner.planPortfolio({ ...many, periods: [] })).rejects.toBeInstanceOf(PlanProblemInvalid);
    await expect(planner.planPortfolio(many, { deadlineMs: 0 })).rejects.toBeInstanceOf(PlanDeadlineExceeded);
    await expect(planner.planPortfolio(many)).resolves.toMatchObject({ status: 'OPTIMAL' });
  });
});
