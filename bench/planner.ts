/** Plans of a day with three response products: how long one takes, and how many a machine makes against a bare loop over the solver. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { checkProblem, loadSolver, planSite, type SiteProblem, startPlanner } from '../src/modules/optimizer/index.ts';
import { portfolioFigures } from './planner-portfolio.ts';
import type { BareLoop } from './planner-thread.ts';

export const about =
  'plans of a day with three response products, against a bare loop over the solver and against GLPK; a portfolio under one limit';

const PERIOD_COUNT = 48;
const PERIODS_PER_BLOCK = 8;
const PLAN_COUNT = 300;
const WARM_UP_COUNT = 50;
const BATTERY_COUNT = 1_000;
const THREAD_COUNT = 2;
const ROUNDS = 3;
const LIMITS = { planMsMedian: 5, ratioToBareLoop: 0.7, differenceRatio: 1e-6 };
const DEADLINE_MS = 600_000;

export async function run(): Promise<Readonly<Record<string, number>>> {
  const planMs = await onePlan();
  const throughput = await manyPlans();
  const differenceRatioMax = await difference();
  const portfolio = await portfolioFigures(randomFrom);
  console.log(
    `limits: ${LIMITS.planMsMedian} ms a plan, ratio to the bare loop ${LIMITS.ratioToBareLoop}, difference ${LIMITS.differenceRatio}`,
  );
  return {
    planMsMedian: rounded(planMs.wallMs),
    planCpuMsMedian: rounded(planMs.cpuMs),
    planMsMedianMax: LIMITS.planMsMedian,
    batteriesPerSecond: rounded(throughput.batteriesPerSecond),
    bareLoopPerSecond: rounded(throughput.bareLoopPerSecond),
    ratioToBareLoop: rounded(throughput.ratio),
    ratioToBareLoopMin: LIMITS.ratioToBareLoop,
    differenceRatioMax,
    ...Object.fromEntries(Object.entries(portfolio).map(([name, value]) => [name, rounded(value)])),
  };
}

/** Building, solving, breaking ties, reasons and all. CPU time is told too, for machines that do other things meanwhile. */
async function onePlan(): Promise<{ wallMs: number; cpuMs: number }> {
  const solver = await loadSolver('highs');
  const taken: { wallMs: number; cpuMs: number }[] = [];
  for (let index = -WARM_UP_COUNT; index < PLAN_COUNT; index += 1) {
    const problem = dayOf(index);
    const cpuBefore = process.cpuUsage();
    const startedAtMs = performance.now();
    planSite(problem, solver);
    const wallMs = performance.now() - startedAtMs;
    const cpu = process.cpuUsage(cpuBefore);
    if (index >= 0) taken.push({ wallMs, cpuMs: (cpu.user + cpu.system) / 1_000 });
  }
  const wallMs = median(taken.map((each) => each.wallMs));
  const cpuMs = median(taken.map((each) => each.cpuMs));
  console.log(`one plan: ${wallMs.toFixed(2)} ms, ${cpuMs.toFixed(2)} ms of CPU`);
  return { wallMs, cpuMs };
}

/** The two take turns, so that what else the machine does falls on both alike. */
async function manyPlans(): Promise<{ batteriesPerSecond: number; bareLoopPerSecond: number; ratio: number }> {
  const problems = Array.from({ length: BATTERY_COUNT }, (_, index) => dayOf(index));
  const planner = startPlanner({ solver: 'highs', threadCount: THREAD_COUNT });
  const loops = await Promise.all(
    Array.from({ length: THREAD_COUNT }, (_, thread) =>
      startLoop(problems.filter((__, index) => index % THREAD_COUNT === thread)),
    ),
  );
  const rounds: { plannedMs: number; bareMs: number }[] = [];
  try {
    await Promise.all(problems.slice(0, WARM_UP_COUNT).map((problem) => planner.plan(problem, { deadlineMs: DEADLINE_MS })));
    for (let round = 0; round < ROUNDS; round += 1) {
      const bareMs = await timed(() => Promise.all(loops.map(runLoop)));
      const plannedMs = await timed(() =>
        Promise.all(problems.map((problem) => planner.plan(problem, { deadlineMs: DEADLINE_MS }))),
      );
      console.log(`${BATTERY_COUNT} batteries: ${plannedMs.toFixed(0)} ms planned, ${bareMs.toFixed(0)} ms in the bare loop`);
      rounds.push({ plannedMs, bareMs });
    }
  } finally {
    await planner.close();
    await Promise.all(loops.map((loop) => loop.terminate()));
  }
  const [plannedMs, bareMs] = [median(rounds.map((each) => each.plannedMs)), median(rounds.map((each) => each.bareMs))];
  return {
    batteriesPerSecond: (BATTERY_COUNT * 1_000) / plannedMs,
    bareLoopPerSecond: (BATTERY_COUNT * 1_000) / bareMs,
    ratio: median(rounds.map((each) => each.bareMs / each.plannedMs)),
  };
}

async function startLoop(problems: readonly SiteProblem[]): Promise<Worker> {
  const workerData: BareLoop = { problems };
  const loop = new Worker(new URL('./planner-thread.ts', import.meta.url), { workerData });
  await once(loop, 'message');
  return loop;
}

async function runLoop(loop: Worker): Promise<void> {
  const done = once(loop, 'message');
  loop.postMessage('run');
  await done;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAtMs = performance.now();
  await work();
  return performance.now() - startedAtMs;
}

/** The same problems by the other solver: the largest difference of the objective, as a share of it. */
async function difference(): Promise<number> {
  const [highs, glpk] = [await loadSolver('highs'), await loadSolver('glpk')];
  let largest = 0;
  for (let index = 0; index < BATTERY_COUNT; index += 1) {
    const { problem, errors } = checkProblem(dayOf(index, PERIODS_PER_BLOCK * (1 + (index % 3))));
    if (errors) throw new Error('the problems of the bench are valid');
    const [one, other] = [planSite(problem, highs).objectiveValue, planSite(problem, glpk).objectiveValue];
    largest = Math.max(largest, Math.abs(one - other) / Math.max(1, Math.abs(one)));
  }
  console.log(
    `${BATTERY_COUNT} problems by HiGHS and by GLPK: ${largest.toExponential(1)} apart at most, of ${LIMITS.differenceRatio}`,
  );
  return largest;
}

/** A battery of 50 kW and 100 kWh on a day of seeded prices, with DC both ways and DR low on offer in every block. */
function dayOf(seed: number, periodCount = PERIOD_COUNT): SiteProblem {
  const random = randomFrom(seed);
  const periods = Array.from({ length: periodCount }, (_, index) => {
    const pricePerMwh = 60 + 40 * Math.sin((index / PERIOD_COUNT) * 4 * Math.PI) + 50 * (random() - 0.5);
    return { durationHours: 0.5, importPricePerMwh: pricePerMwh, exportPricePerMwh: pricePerMwh, dayIndex: 0 };
  });
  const products = [
    { service: 'DC', direction: 'LOW' },
    { service: 'DC', direction: 'HIGH' },
    { service: 'DR', direction: 'LOW' },
  ] as const;
  const responses = Array.from({ length: periodCount / PERIODS_PER_BLOCK }, (_, block) =>
    products.map(({ service, direction }) => ({
      name: `${service} ${direction} ${block}`,
      service,
      direction,
      fromPeriodIndex: block * PERIODS_PER_BLOCK,
      untilPeriodIndex: (block + 1) * PERIODS_PER_BLOCK,
      powerKwMin: 0,
      powerKwMax: 50,
      pricePerMwHour: 2 + 8 * random(),
    })),
  ).flat();
  return {
    periods,
    responses,
    batteries: [
      {
        name: 'battery',
        chargePowerKwMax: 50,
        dischargePowerKwMax: 50,
        energyCapacityKwh: 100,
        chargeEfficiencyRatio: 0.94,
        dischargeEfficiencyRatio: 0.94,
        energyKwhAtStart: 50,
        wearCostPerMwh: 3,
        endEnergyValuePerMwh: 50,
      },
    ],
  };
}

/** A linear congruential generator: the same problems on every machine. */
function randomFrom(seed: number): () => number {
  let state = (Math.imul(seed + WARM_UP_COUNT, 2_654_435_761) + 12_345) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
