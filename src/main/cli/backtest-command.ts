import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CivilDate } from '../../kernel/periods.ts';
import type { Market, MarketPrice, Remark } from '../../modules/markets/index.ts';
import { checkProblem, loadSolver, planSite, type SitePlan, type SiteProblem } from '../../modules/optimizer/index.ts';
import {
  type Backtest,
  DEFAULT_INTENT,
  type Optimum,
  outlookOf,
  perfectForesight,
  runBacktest,
  type Strategy,
  type Trial,
} from '../../modules/trading/index.ts';
import { Fault } from '../../platform/fault.ts';
import { plotDay } from './backtest-plot.ts';
import { readEnergyPrices } from './market-command.ts';
import type { BacktestCommand } from './read-backtest.ts';

/** A strategy, and what it earned after wear, also as a share of the optimum. */
interface Result {
  readonly strategy: Strategy;
  readonly backtest: Backtest;
  readonly earned: number;
  readonly capturedPercent: number;
}

/** Trades a battery over recorded prices and says what came of it; false when a limit was broken. */
export async function backtest(command: BacktestCommand, { say }: { say: (line: string) => void }): Promise<boolean> {
  const { remarks, ...recorded } = await recordedPrices(command);
  const trial = trialOf(command, recorded);
  const plan = await plannerOf();
  const optimum = perfectForesight(trial, plan);
  const results = command.strategies.map((strategy): Result => {
    const ran = runBacktest(trial, outlookOf(strategy, trial), plan);
    const earned = ran.revenue - ran.wearCost;
    return { strategy, backtest: ran, earned, capturedPercent: (100 * earned) / optimum.earned };
  });
  const [first] = results;
  if (command.plot && first) await drawn(command.plot, { trial, result: first });
  if (command.asJson) say(JSON.stringify(objectOf({ command, trial, optimum, results, remarks }), null, 2));
  else for (const line of linesOf({ command, trial, optimum, results, remarks })) say(line);
  return results.every((result) => result.backtest.violationCount === 0);
}

interface Report {
  readonly command: BacktestCommand;
  readonly trial: Trial;
  readonly optimum: Optimum;
  readonly results: readonly Result[];
  /** What was noticed in the price file. */
  readonly remarks: readonly Remark[];
}

interface Recorded {
  readonly market: Market;
  /** In the order of time. */
  readonly prices: readonly MarketPrice[];
}

async function recordedPrices({
  market,
  format,
  pricesFile: file,
}: BacktestCommand): Promise<Recorded & Pick<Report, 'remarks'>> {
  const { connector, prices, remarks } = await readEnergyPrices(market, { format, file });
  if (prices.length === 0) throw new Fault('BAD_USER_INPUT', { tell: `${path.basename(file)} has no price.` });
  const { currency } = connector;
  return { market: connector, prices: prices.map((price) => ({ ...price, currency, knownAt: price.period.untilAt })), remarks };
}

function trialOf(command: BacktestCommand, { market, prices }: Recorded): Trial {
  const [first, last] = [prices.at(0), prices.at(-1)].map((price) => price?.period.settlementDate ?? '');
  const [fromDate, untilDate] = [command.fromDate ?? first ?? '', command.untilDate ?? last ?? ''];
  if (fromDate > (last ?? '') || untilDate < (first ?? ''))
    throw new Fault('BAD_USER_INPUT', {
      tell: `${path.basename(command.pricesFile)} has prices from ${first} to ${last}, and none from ${fromDate} to ${untilDate}.`,
    });
  // Half the loss on the way in, half on the way out.
  const oneWayPercent = 100 * Math.sqrt(command.roundTripEfficiencyPercent / 100);
  return {
    market,
    battery: {
      name: 'battery',
      powerKwMax: command.powerKwMax,
      energyCapacityKwh: command.energyCapacityKwh,
      chargeEfficiencyPercent: oneWayPercent,
      dischargeEfficiencyPercent: oneWayPercent,
    },
    intent: { ...DEFAULT_INTENT, ...command.intent },
    fromDate,
    untilDate,
    prices,
  };
}

async function plannerOf(): Promise<(problem: SiteProblem) => SitePlan> {
  const solver = await loadSolver('highs');
  return (problem) => {
    const { errors, problem: sound } = checkProblem(problem);
    if (errors) throw new Error(`Bug: a backtest put a problem that contradicts itself: ${JSON.stringify(errors)}`);
    return planSite(sound, solver);
  };
}

function objectOf({ command, trial, optimum, results, remarks }: Report): object {
  const { battery, fromDate, untilDate, market } = trial;
  return {
    prices: path.basename(command.pricesFile),
    currency: market.currency,
    fromDate,
    untilDate,
    ...countsOf(results),
    remarks,
    battery: { ...battery, ...command.intent },
    optimum,
    strategies: results.map(({ strategy, backtest: ran, earned, capturedPercent }) => ({
      strategy,
      earned,
      capturedPercent,
      revenue: ran.revenue,
      wearCost: ran.wearCost,
      cycleCount: ran.cycleCount,
      violationCount: ran.violationCount,
      planCount: ran.planCount,
    })),
  };
}

function countsOf([first]: readonly Result[]): { periodCount: number; unpricedPeriodCount: number } {
  const periods = first?.backtest.periods ?? [];
  return { periodCount: periods.length, unpricedPeriodCount: periods.filter(({ price }) => price === null).length };
}

function* linesOf({ command, trial, optimum, results, remarks }: Report): Generator<string> {
  const { fromDate, untilDate, market, intent } = trial;
  const { periodCount, unpricedPeriodCount } = countsOf(results);
  yield `${path.basename(command.pricesFile)}, ${fromDate} to ${untilDate}: ${periodCount} settlement periods, ${unpricedPeriodCount} without a price`;
  for (const { at, text, count } of remarks) yield `remark: ${at}: ${text} (${count})`;
  yield `battery of ${command.powerKwMax} kW and ${command.energyCapacityKwh} kWh, ${command.roundTripEfficiencyPercent} % of a round trip, charge kept from ${intent.socPercentMin} to ${intent.socPercentMax} %`;
  const row = (name: string, earned: number, ...rest: string[]): string =>
    [name.padEnd(15), `${earned.toFixed(2)} ${market.currency}`.padStart(20), ...rest].join('  ');
  const cycles = (count: number): string => `${count.toFixed(1)} cycles`.padStart(14);
  yield row('optimum', optimum.earned, '100.00 %', cycles(optimum.cycleCount), 'every price known from the beginning');
  for (const { strategy, backtest: ran, earned, capturedPercent } of results) {
    const captured = `${capturedPercent.toFixed(2).padStart(6)} %`;
    yield row(strategy, earned, captured, cycles(ran.cycleCount), `${ran.violationCount} violations, ${ran.planCount} plans`);
  }
}

async function drawn(
  { file, date }: { file: string; date: CivilDate | null },
  { trial, result }: { trial: Trial; result: Result },
): Promise<void> {
  const day = date ?? trial.fromDate;
  const periods = result.backtest.periods.filter(({ period }) => period.settlementDate === day);
  if (periods.length === 0) throw new Fault('BAD_USER_INPUT', { tell: `--plot-day ${day} is not a day of the backtest.` });
  await writeFile(file, plotDay({ title: `${day}, ${result.strategy}`, trial, periods }));
}
