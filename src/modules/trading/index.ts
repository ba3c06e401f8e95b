import type { Module } from '../module.ts';
import { makePlan } from './make-plan.ts';
import { MAKE_PLAN } from './queues.ts';
import { tradingNodes, tradingResolvers } from './resolvers.ts';
import { watchPlans } from './watch-plans.ts';

export { applyIntents } from './apply-intents.ts';
export { perfectForesight, type Optimum } from './backtest/perfect-foresight.ts';
export { outlookOf, STRATEGIES, type Strategy } from './backtest/price-outlook.ts';
export { type Backtest, runBacktest, type TradedPeriod, type Trial } from './backtest/run-backtest.ts';
export { DEFAULT_INTENT, type Intent } from './intent.ts';
export { intentOf, type PlanInForce, readIntents, readOutcomes, readWholePlansInForce } from './reads.ts';

export const tradingModule = {
  resolvers: tradingResolvers,
  nodes: tradingNodes,
  actions: [
    {
      queue: MAKE_PLAN,
      concurrency: 4,
      reactsTo: ['prices-published', 'intent-changed', 'site-changed', 'limit-changed', 'battery-heard'],
      run: makePlan,
    },
  ],
  timers: [{ name: 'watch-plans', everySeconds: 60, run: watchPlans }],
} satisfies Module;
