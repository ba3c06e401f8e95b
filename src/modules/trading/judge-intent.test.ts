import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { GB_CALENDAR, periodsOfDay } from '../../kernel/periods.ts';
import type { MarketPrice } from '../markets/index.ts';
import { loadSolver, planSite } from '../optimizer/index.ts';
import type { Situation } from './build-problem.ts';
import { DEFAULT_INTENT, type IntentWish } from './intent.ts';
import { intentQuestions, type JudgedIntent, judgeIntent } from './judge-intent.ts';

let solver: Awaited<ReturnType<typeof loadSolver>>;
beforeAll(async () => {
  solver = await loadSolver('highs');
});

/** Cheap in the first half of a day of 48 periods, dear in the second. */
const prices: MarketPrice[] = periodsOfDay('2026-05-13', GB_CALENDAR).map((period, index) => ({
  period,
  importPricePerMwh: index < 24 ? '50' : '152',
  exportPricePerMwh: index < 24 ? '48' : '150',
  currency: 'GBP',
  knownAt: new Date(0),
}));

const SITUATION: Situation = {
  now: new Date('2026-05-12T23:00:00Z'),
  timeZone: 'Europe/London',
  battery: { name: 'One', energyCapacityKwh: 200, chargeEfficiencyPercent: 100, dischargeEfficiencyPercent: 100 },
  limits: {
    nameplate: { chargePowerKwMax: 40, dischargePowerKwMax: 40 },
    gridConnection: { importLimitKw: 100, exportLimitKw: 100 },
    set: [],
  },
  intent: DEFAULT_INTENT,
  socPercent: 50,
  dischargedKwhToday: 0,
  dischargedKwhThisYear: 0,
  prices,
  positions: [],
};

const { versionSequence: _version, setAt: _setAt, ...DEFAULT_WISH } = DEFAULT_INTENT;

function judged(wish: Partial<IntentWish>, change: Partial<Situation> = {}): JudgedIntent {
  const questions = intentQuestions({ ...SITUATION, ...change }, { ...DEFAULT_WISH, ...wish });
  if (!questions) throw new Error('prices are known');
  const plan = ({ problem }: typeof questions.asked) => planSite(problem, solver);
  return judgeIntent(questions, {
    asked: plan(questions.asked),
    byDefault: plan(questions.byDefault),
    without: questions.without.map(({ part, built }) => ({ part, plan: plan(built) })),
  });
}

test('the default intent is kept from the start, costs nothing, and nothing of it is to be loosened', () => {
  expect(judged({})).toMatchObject({
    keptFrom: SITUATION.now,
    misses: [],
    loosen: null,
    costPerDay: { amount: '0.00' },
    parts: [],
  });
});

test('a narrower range costs what its share of the store would have earned', () => {
  // A fifth of 200 kWh less is bought at 50 and sold at 150, from which the value of energy left is no part.
  const { costPerDay, loosen, parts } = judged({ socPercentMax: 75 });
  expect(Number(costPerDay.amount)).toBeCloseTo(0.04 * 100, 2);
  expect(loosen).toBe('HIGHEST_CHARGE');
  expect(parts).toEqual([{ part: 'HIGHEST_CHARGE', costPerDay }]);
});

test('of two parts the one that costs more is to be loosened first', () => {
  expect(judged({ socPercentMax: 90, reservePercent: 30 }).loosen).toBe('LOWEST_CHARGE');
  expect(judged({ socPercentMax: 65, reservePercent: 5 }).loosen).toBe('HIGHEST_CHARGE');
});

test('a range that the battery is outside of is missed until full power has brought it back', () => {
  const { keptFrom, misses, loosen } = judged({ socPercentMin: 80 });
  // 60 kWh at 40 kW take an hour and a half.
  expect(keptFrom).toEqual(new Date('2026-05-13T00:00:00Z'));
  expect(misses).toMatchObject([{ constraint: 'ENERGY_MIN', span: { fromAt: SITUATION.now, untilAt: keptFrom } }]);
  expect(misses[0]?.missedPercent).toBeCloseTo(20, 6);
  expect(loosen).toBe('LOWEST_CHARGE');
});

test('what no power can reach within the horizon is not reachable', () => {
  const { nameplate, ...limits } = SITUATION.limits;
  const slow = { ...limits, nameplate: { ...nameplate, chargePowerKwMax: 1 } };
  expect(judged({ socPercentMin: 80 }, { limits: slow }).keptFrom).toBeNull();
});

test('cycles that are used up already are kept by standing still, and that costs what they would have earned', () => {
  const { misses, loosen, costPerDay } = judged({ cyclesPerDayCountMax: 0.5 }, { dischargedKwhToday: 150 });
  expect(misses).toEqual([]);
  expect(loosen).toBe('CYCLES_PER_DAY');
  expect(Number(costPerDay.amount)).toBeGreaterThan(0);
});

test('a year whose cycles are used up is what to loosen', () => {
  const { misses, loosen } = judged({ cyclesPerYearCountMax: 10 }, { dischargedKwhThisYear: 10_000 });
  expect(misses).toEqual([]);
  expect(loosen).toBe('CYCLES_PER_YEAR');
});

test('a target that cannot be had in time is missed by what full power leaves, and is what to loosen', () => {
  // 90 kWh are wanted by 01:00, and 80 come in two hours.
  const socTargets = [{ wallTime: '02:00', socPercentMin: 95, socPercentMax: null }];
  const { misses, loosen, keptFrom } = judged({ socTargets });
  expect(misses).toMatchObject([{ constraint: 'TARGET_MIN' }]);
  expect(misses[0]?.missedPercent).toBeCloseTo(5, 6);
  expect(keptFrom).toEqual(new Date('2026-05-13T01:00:00Z'));
  expect(loosen).toBe('SOC_TARGETS');
});

test('a margin beyond what the prices give keeps the battery idle, and a blackout where it would earn costs as much', () => {
  const idle = judged({ leastMarginPerMwh: '200' });
  expect(idle.loosen).toBe('LEAST_MARGIN');
  const out = judged({ blackouts: [{ fromWallTime: '12:00', untilWallTime: '00:00' }] });
  expect(out.parts.map(({ part }) => part)).toEqual(['BLACKOUTS']);
  expect(Number(idle.costPerDay.amount)).toBeGreaterThan(0);
  expect(Number(out.costPerDay.amount)).toBeGreaterThan(0);
});

test('no intent within the default one earns more than it', () => {
  const wish = fc.record({
    socPercentMin: fc.integer({ min: 5, max: 40 }),
    socPercentMax: fc.integer({ min: 60, max: 95 }),
    reservePercent: fc.integer({ min: 0, max: 15 }),
    cyclesPerDayCountMax: fc.option(fc.double({ min: 0, max: 3, noNaN: true })),
    cyclesPerYearCountMax: fc.option(fc.double({ min: 0, max: 900, noNaN: true })),
    wearCostPerMwh: fc.integer({ min: 0, max: 200 }).map(String),
  });
  fc.assert(
    fc.property(wish, (asked) => {
      expect(Number(judged(asked).costPerDay.amount)).toBeGreaterThanOrEqual(-1e-3);
    }),
    { numRuns: 40 },
  );
});
