/** A portfolio under one shared limit: how long it is planned anew after a change of price, and against one programme for all of it. */
import { loadSolver, planPortfolio, planSite, type PortfolioProblem, startPlanner } from '../src/modules/optimizer/index.ts';

const PERIOD_COUNT = 48;
const BATTERY_COUNT = 1_000;
/** One programme for all of these is solved within seconds. */
const COMPARED_COUNT = 20;
const REPLAN_COUNT = 5;
/** Of the power of all batteries together. */
const LIMIT_SHARE = 0.5;
const PRICE_CHANGE_PER_MWH = 10;
const DEADLINE_MS = 60_000;
const LIMITS = { replanMs: 1_000, gapRatio: 1e-6 };

export async function portfolioFigures(randomFrom: (seed: number) => () => number): Promise<Readonly<Record<string, number>>> {
  const replan = await replanned(randomFrom);
  const compared = await againstOneProgramme(randomFrom);
  return { ...replan, portfolioReplanMsMax: LIMITS.replanMs, ...compared };
}

async function replanned(randomFrom: (seed: number) => () => number): Promise<Readonly<Record<string, number>>> {
  const planner = startPlanner({ solver: 'highs', threadCount: 1 });
  try {
    // Another portfolio first, so that code is compiled before the clock runs, as it is in a process that plans.
    await planner.planPortfolio(portfolioOf({ batteryCount: BATTERY_COUNT / 10, random: randomFrom(1) }), {
      deadlineMs: DEADLINE_MS,
    });
    const problem = portfolioOf({ batteryCount: BATTERY_COUNT, random: randomFrom(2) });
    const coldAtMs = performance.now();
    let plan = await planner.planPortfolio(problem, { deadlineMs: DEADLINE_MS });
    const coldMs = performance.now() - coldAtMs;
    const taken: number[] = [];
    let gapRatio = plan.gapRatio;
    for (let index = 0; index < REPLAN_COUNT; index += 1) {
      const random = randomFrom(10 + index);
      const periods = problem.periods.map((period) => {
        const change = PRICE_CHANGE_PER_MWH * (2 * random() - 1);
        return {
          ...period,
          importPricePerMwh: period.importPricePerMwh + change,
          exportPricePerMwh: period.exportPricePerMwh + change,
        };
      });
      const startedAtMs = performance.now();
      plan = await planner.planPortfolio({ ...problem, periods }, { deadlineMs: DEADLINE_MS, previous: plan });
      taken.push(performance.now() - startedAtMs);
      gapRatio = Math.max(gapRatio, plan.gapRatio);
    }
    const replanMs = taken.toSorted((one, other) => one - other)[Math.floor(REPLAN_COUNT / 2)] ?? Number.NaN;
    console.log(
      `${BATTERY_COUNT} batteries under one limit: ${replanMs.toFixed(0)} ms after a change of price, of ${LIMITS.replanMs}; ${coldMs.toFixed(0)} ms from nothing; gap ${gapRatio.toExponential(1)}, of ${LIMITS.gapRatio}`,
    );
    return { portfolioReplanMs: replanMs, portfolioColdMs: coldMs, portfolioGapRatioMax: gapRatio };
  } finally {
    await planner.close();
  }
}

/** The same batteries as one site, whose plan has reasons and broken ties besides: where each pays its own prices they are one problem. */
async function againstOneProgramme(randomFrom: (seed: number) => () => number): Promise<Readonly<Record<string, number>>> {
  const solver = await loadSolver('highs');
  const { portfolio, ...rest } = portfolioOf({ batteryCount: COMPARED_COUNT, random: randomFrom(3) });
  const ownMs: number[] = [];
  let objectiveValue = 0;
  for (let round = 0; round < REPLAN_COUNT; round += 1) {
    const startedAtMs = performance.now();
    ({ objectiveValue } = planPortfolio({ portfolio, ...rest }));
    ownMs.push(performance.now() - startedAtMs);
  }
  const startedAtMs = performance.now();
  const whole = planSite({ ...rest, site: portfolio }, solver);
  const wholeMs = performance.now() - startedAtMs;
  const ratio = wholeMs / Math.min(...ownMs);
  const differenceRatio = Math.abs(whole.objectiveValue - objectiveValue) / Math.abs(whole.objectiveValue);
  console.log(
    `${COMPARED_COUNT} batteries: one programme takes ${wholeMs.toFixed(0)} ms, ${ratio.toFixed(1)} times as long; ${differenceRatio.toExponential(1)} apart`,
  );
  return { portfolioOneProgrammeRatio: ratio, portfolioDifferenceRatio: differenceRatio };
}

function portfolioOf({ batteryCount, random }: { batteryCount: number; random: () => number }): PortfolioProblem {
  const periods = Array.from({ length: PERIOD_COUNT }, (_, index) => {
    const pricePerMwh = 60 + 40 * Math.sin((index / PERIOD_COUNT) * 4 * Math.PI) + 50 * (random() - 0.5);
    return { durationHours: 0.5, importPricePerMwh: pricePerMwh, exportPricePerMwh: pricePerMwh, dayIndex: 0 };
  });
  const batteries = Array.from({ length: batteryCount }, (_, index) => {
    const powerKw = 5 + 95 * random();
    const energyCapacityKwh = powerKw * (1 + 3 * random());
    return {
      name: `battery ${index}`,
      chargePowerKwMax: powerKw,
      dischargePowerKwMax: powerKw,
      energyCapacityKwh,
      chargeEfficiencyRatio: 0.9 + 0.08 * random(),
      dischargeEfficiencyRatio: 0.9 + 0.08 * random(),
      energyKwhAtStart: energyCapacityKwh * random(),
      wearCostPerMwh: 2 + 6 * random(),
      endEnergyValuePerMwh: 50,
    };
  });
  const limitKw = LIMIT_SHARE * batteries.reduce((sum, battery) => sum + battery.chargePowerKwMax, 0);
  return { periods, batteries, portfolio: { importLimitKw: limitKw, exportLimitKw: limitKw } };
}
