import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, periodsOfDay, type SettlementPeriod } from '../../../kernel/periods.ts';
import { marketOf, type MarketPrice } from '../../markets/index.ts';
import { checkProblem, loadSolver, planSite, type SitePlan, type SiteProblem } from '../../optimizer/index.ts';
import { DEFAULT_INTENT } from '../intent.ts';
import { perfectForesight } from './perfect-foresight.ts';
import { ScoredForecast } from './scored-forecast.ts';
import { outlookOf, STRATEGIES, type Strategy } from './price-outlook.ts';
import { type Backtest, runBacktest, type Trial } from './run-backtest.ts';

const market = marketOf('GB');
const solver = await loadSolver('highs');
const battery = {
  name: 'one',
  powerKwMax: 100,
  energyCapacityKwh: 200,
  chargeEfficiencyPercent: 90,
  dischargeEfficiencyPercent: 90,
};
const FIRST = '2024-10-21';

function plan(problem: SiteProblem): SitePlan {
  const checked = checkProblem(problem);
  if (checked.errors) throw new Error(JSON.stringify(checked.errors));
  return planSite(checked.problem, solver);
}

type PriceOf = (period: SettlementPeriod, dayIndex: number) => number;

function trialOf(priceOf: PriceOf, { dayCount = 3, change = {} }: { dayCount?: number; change?: Partial<Trial> } = {}): Trial {
  const dates = Array.from({ length: dayCount }, (_, index) => addDays(FIRST, index));
  const prices = dates.flatMap((date, dayIndex) =>
    periodsOfDay(date, market.calendar).map((period): MarketPrice => {
      const price = priceOf(period, dayIndex).toFixed(2);
      return { period, importPricePerMwh: price, exportPricePerMwh: price, currency: 'GBP', knownAt: period.untilAt };
    }),
  );
  const intent = { ...DEFAULT_INTENT, wearCostPerMwh: '3' };
  return { market, battery, intent, fromDate: FIRST, untilDate: dates.at(-1) ?? FIRST, prices, ...change };
}

const traded = (strategy: Strategy, trial: Trial): Backtest => runBacktest(trial, outlookOf(strategy, trial), plan);
const powersOf = ({ periods }: Backtest): number[] => periods.map(({ powerKw }) => powerKw);
/** Cheap nights, dear evenings. */
const usual: PriceOf = ({ periodIndex }) => (periodIndex <= 12 ? 20 : periodIndex >= 35 && periodIndex <= 40 ? 150 : 70);

const drawnPrices = fc.array(fc.integer({ min: -80, max: 300 }), { minLength: 144, maxLength: 144 });
const priceFrom =
  (drawn: readonly number[]): PriceOf =>
  ({ periodIndex }, dayIndex) =>
    drawn[dayIndex * 48 + periodIndex - 1] ?? 0;

describe.each(STRATEGIES)('%s', (strategy) => {
  test('earns no more than whoever knows every price, and breaks no limit', () => {
    fc.assert(
      fc.property(drawnPrices, (drawn) => {
        const trial = trialOf(priceFrom(drawn));
        const { revenue, wearCost, violationCount } = traded(strategy, trial);
        expect(violationCount).toBe(0);
        expect(revenue - wearCost).toBeLessThanOrEqual(perfectForesight(trial, plan).earned + 0.01);
      }),
      { numRuns: 3 },
    );
  }, 60_000);

  test('does nothing different for a price that nobody knew by then', () => {
    fc.assert(
      fc.property(drawnPrices, fc.integer({ min: 0, max: 47 }), (drawn, changed) => {
        const before = traded(strategy, trialOf(priceFrom(drawn)));
        // A price of the third day.
        const at = 96 + changed;
        const after = traded(strategy, trialOf(priceFrom(drawn.with(at, (drawn[at] ?? 0) + 500))));
        // Of the day before its own it is out at noon; who forecasts knows it half an hour after its end.
        const secretUntil = strategy === 'day-ahead' ? Math.floor(at / 48) * 48 - 24 : at + 2;
        expect(powersOf(after).slice(0, secretUntil)).toEqual(powersOf(before).slice(0, secretUntil));
      }),
      { numRuns: 3 },
    );
  }, 60_000);

  test('trades every period of the day on which clocks change', () => {
    const { periods } = traded(strategy, trialOf(usual, { dayCount: 7, change: { fromDate: '2024-10-27' } }));
    expect(periods.map(({ period }) => period.periodIndex)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    expect(periods.some(({ powerKw }) => powerKw > 0)).toBe(true);
  });

  test('stands still where no price is recorded', () => {
    const whole = trialOf(usual);
    const isGap = ({ period }: Pick<MarketPrice, 'period'>): boolean =>
      period.settlementDate === addDays(FIRST, 2) && period.periodIndex >= 36 && period.periodIndex <= 38;
    const { periods, violationCount } = traded(strategy, { ...whole, prices: whole.prices.filter((price) => !isGap(price)) });
    const gap = periods.filter(isGap);
    expect(gap).toHaveLength(3);
    for (const stood of gap) expect(stood).toMatchObject({ price: null, powerKw: 0, revenue: 0 });
    expect(violationCount).toBe(0);
  });
});

test('with the prices of tomorrow known at noon, next to nothing is missed', () => {
  const trial = trialOf((period, dayIndex) => usual(period, dayIndex) + ((period.periodIndex * 37 + dayIndex * 11) % 29), {
    dayCount: 8,
  });
  const { revenue, wearCost } = traded('day-ahead', trial);
  expect((revenue - wearCost) / perfectForesight(trial, plan).earned).toBeGreaterThan(0.97);
});

test('a forecast by the usual course earns more than repeating yesterday, where single prices are noise', () => {
  const noise: PriceOf = ({ periodIndex }, dayIndex) => ((periodIndex * 7919 + dayIndex * 104_729) % 241) - 120;
  const trial = trialOf((period, dayIndex) => usual(period, dayIndex) + noise(period, dayIndex), {
    dayCount: 10,
    change: { fromDate: addDays(FIRST, 7) },
  });
  expect(traded('forecast', trial).revenue).toBeGreaterThan(traded('persistence', trial).revenue);
});

test('the method that has scored best of late earns more than repeating yesterday, where single prices are noise', () => {
  const noise: PriceOf = ({ periodIndex }, dayIndex) => ((periodIndex * 7919 + dayIndex * 104_729) % 241) - 120;
  const trial = trialOf((period, dayIndex) => usual(period, dayIndex) + noise(period, dayIndex), {
    dayCount: 24,
    change: { fromDate: addDays(FIRST, 14) },
  });
  const [scored, repeated] = [traded('scored-forecast', trial), traded('persistence', trial)];
  expect(scored.violationCount).toBe(0);
  expect(scored.revenue - scored.wearCost).toBeGreaterThan(1.2 * (repeated.revenue - repeated.wearCost));
});

test('the fallback is used until enough is scored, and then the method that has been best', () => {
  // Every day is dearer than the one before: nothing is nearer to tomorrow than today.
  const { prices } = trialOf((_period, dayIndex) => 50 * dayIndex, { dayCount: 24 });
  const forecast = new ScoredForecast(market);
  const used: string[] = [];
  for (const [index, price] of prices.entries()) {
    forecast.learn(price, price.period.untilAt);
    if (index % 6 !== 5) continue;
    const tomorrow = periodsOfDay(addDays(price.period.settlementDate, 1), market.calendar);
    used.push(...forecast.expect(tomorrow, price.period.untilAt).map(({ choice }) => `${choice.method} ${choice.reason}`));
  }
  expect(used.at(0)).toBe('usual-day TOO_LITTLE_SCORED');
  expect(used.at(-1)).toBe('persistence BEST_OF_LATE');
});

test('before anything is known of a time of day, a forecast does not trade on it', () => {
  const { periods } = traded('persistence', trialOf(usual));
  expect(periods.slice(0, 36).every(({ powerKw }) => powerKw === 0)).toBe(true);
  expect(periods.some(({ powerKw }) => powerKw !== 0)).toBe(true);
});

test('cycles a day and the range of charge are kept as the intent says', () => {
  const intent = { ...DEFAULT_INTENT, cyclesPerDayCountMax: 0.5, socPercentMin: 20, socPercentMax: 60 };
  const { periods, cycleCount, violationCount } = traded('day-ahead', trialOf(usual, { change: { intent } }));
  expect(cycleCount).toBeLessThanOrEqual(1.5 + 1e-6);
  expect(violationCount).toBe(0);
  expect(Math.max(...periods.map(({ energyKwh }) => energyKwh))).toBeLessThanOrEqual(120.01);
  expect(Math.min(...periods.map(({ energyKwh }) => energyKwh))).toBeGreaterThanOrEqual(39.99);
});
