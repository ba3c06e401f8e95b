import type { Module } from '../module.ts';
import { unitIdsOf } from './declarations/balanced-units.ts';
import { declarationResolvers } from './declarations/resolvers.ts';
import { DECLARATION_LETTER_PREFIX } from './declarations/declaration-letters.ts';
import { declareBattery } from './declarations/declare-unit.ts';
import { replayDeclarationAnswer } from './declarations/replay-declaration.ts';
import { watchDeclarations } from './declarations/watch-declarations.ts';
import { askForecasters } from './forecasts/ask-forecasters.ts';
import { forecastMarket } from './forecasts/forecast-market.ts';
import { forecastResolvers } from './forecasts/resolvers.ts';
import { ASK_FORECASTERS, FORECAST_MARKET } from './forecasts/queues.ts';
import { forgetForecasts, watchForecasts } from './forecasts/watch-forecasts.ts';
import { makePlan } from './make-plan.ts';
import { LETTER_PREFIX } from './market-run/letter-sources.ts';
import { watchMarketRuns } from './market-run/open-runs.ts';
import { replayAnswer } from './market-run/replay-letter.ts';
import { continueRun } from './market-run/take-step.ts';
import { CONTINUE_RUN, DECLARE_BATTERY, MAKE_PLAN } from './queues.ts';
import { marketRunNodes, marketRunResolvers } from './market-run/resolvers.ts';
import { tradingNodes, tradingResolvers } from './resolvers.ts';
import { watchPlans } from './watch-plans.ts';

export { replayRun } from './market-run/replay-run.ts';
export type { DecidedOrder } from './market-run/run-facts.ts';
export { readRunFacts, readRuns } from './market-run/run-reads.ts';
export { continueRun } from './market-run/take-step.ts';
export { declareBattery } from './declarations/declare-unit.ts';
export { readDeclaredPeriods } from './declarations/declaration-reads.ts';
export type { DeclaredPeriod } from './declarations/declared-period.ts';
export { type MarketPosition, readPositionsOver } from './market-run/position-reads.ts';
export {
  readHeldResponses,
  readResponsePositions,
  readResponsePositionsEnded,
  type ResponsePosition,
  type SoldResponse,
} from './market-run/response-positions.ts';
export { applyIntents } from './apply-intents.ts';
export { perfectForesight, type Optimum } from './backtest/perfect-foresight.ts';
export { outlookOf, STRATEGIES, type Strategy } from './backtest/price-outlook.ts';
export { type Backtest, runBacktest, type TradedPeriod, type Trial } from './backtest/run-backtest.ts';
export type { ForecastRequest } from './forecasts/forecaster-exchange.ts';
export { DEFAULT_INTENT, type Intent } from './intent.ts';
export { intentOf, type PlanInForce, readIntents, readOutcomes, readWholePlansInForce } from './reads.ts';

const resolvers = {
  ...tradingResolvers,
  ...forecastResolvers,
  ...marketRunResolvers,
  ...declarationResolvers,
  Query: { ...tradingResolvers.Query, ...forecastResolvers.Query, ...marketRunResolvers.Query },
  Battery: {
    ...tradingResolvers.Battery,
    ...marketRunResolvers.Battery,
    ...declarationResolvers.Battery,
  },
};

export const tradingModule = {
  resolvers,
  nodes: { ...tradingNodes, ...marketRunNodes },
  actions: [
    {
      queue: MAKE_PLAN,
      concurrency: 4,
      reactsTo: [
        'prices-published',
        'forecasts-made',
        'intent-changed',
        'site-changed',
        'limit-changed',
        'battery-heard',
        'positions-changed',
      ],
      run: makePlan,
    },
    { queue: CONTINUE_RUN, concurrency: 4, reactsTo: [], runOf: continueRun },
    {
      queue: DECLARE_BATTERY,
      concurrency: 4,
      reactsTo: ['plan-made', 'limit-changed', 'intent-changed'],
      batteriesOf: unitIdsOf,
      run: declareBattery,
    },
    { queue: FORECAST_MARKET, concurrency: 1, reactsTo: ['market-priced'], runForMarket: forecastMarket },
    { queue: ASK_FORECASTERS, concurrency: 4, reactsTo: ['market-priced'], runForMarket: askForecasters },
  ],
  timers: [
    { name: 'watch-plans', everySeconds: 60, run: watchPlans },
    { name: 'watch-market-runs', everySeconds: 15, run: watchMarketRuns },
    { name: 'watch-declarations', everySeconds: 60, run: watchDeclarations },
    { name: 'watch-forecasts', everySeconds: 1_800, run: watchForecasts },
    { name: 'forget-forecasts', everySeconds: 86_400, run: forgetForecasts },
  ],
  letterReaders: [
    { sourcePrefix: LETTER_PREFIX, replay: replayAnswer },
    { sourcePrefix: DECLARATION_LETTER_PREFIX, replay: replayDeclarationAnswer },
  ],
} satisfies Module;
