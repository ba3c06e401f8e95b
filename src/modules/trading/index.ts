import type { Module } from '../module.ts';
import { makePlan } from './make-plan.ts';
import { MAKE_PLAN } from './queues.ts';
import { tradingNodes, tradingResolvers } from './resolvers.ts';
import { watchPlans } from './watch-plans.ts';

export { applyIntents } from './apply-intents.ts';
export { type Plan, type PlanPeriod, readIntent, readOutcomes, readPlanInForce, readPlanPeriods } from './reads.ts';

export const tradingModule = {
  resolvers: tradingResolvers,
  nodes: tradingNodes,
  actions: [
    {
      queue: MAKE_PLAN,
      concurrency: 4,
      reactsTo: ['prices-published', 'intent-changed', 'site-changed', 'battery-heard'],
      run: makePlan,
    },
  ],
  timers: [{ name: 'watch-plans', everySeconds: 60, run: watchPlans }],
} satisfies Module;
