import type { Module } from '../module.ts';
import { acceptanceResolvers } from './acceptances/resolvers.ts';
import { alertNodes, alertResolvers } from './alerts/resolvers.ts';
import { dispatchResolvers } from './dispatch/resolvers.ts';
import { ENABLE_SOLD, REFRESH_SETPOINT } from './queues.ts';
import { refreshSetpoints } from './refresh-setpoint.ts';
import { controlNodes, controlResolvers } from './resolvers.ts';
import { enableSoldResponses } from './responses/enable-sold.ts';
import { responseNodes, responseResolvers } from './responses/resolvers.ts';
import { watchExecution } from './alerts/watch-execution.ts';
import { watchInstructions } from './watch-instructions.ts';

export { acceptancesInForce, type TakenAcceptance } from './acceptances/decide-acceptances.ts';
export { readAcceptancesOver } from './acceptances/take-acceptances.ts';
export { type DispatchPeriod, readDispatch } from './dispatch/read-dispatch.ts';
export type { Instruction } from './instruction.ts';
export { countInstructions, countLimitViolations } from './proof.ts';
export { readAppliedBatteryIds } from './reads.ts';

const resolvers = {
  ...controlResolvers,
  ...alertResolvers,
  ...dispatchResolvers,
  ...responseResolvers,
  Query: { ...controlResolvers.Query, ...alertResolvers.Query },
  Mutation: {
    ...controlResolvers.Mutation,
    ...alertResolvers.Mutation,
    ...responseResolvers.Mutation,
    ...acceptanceResolvers.Mutation,
  },
  Subscription: { ...controlResolvers.Subscription, ...alertResolvers.Subscription },
  Battery: {
    ...controlResolvers.Battery,
    ...alertResolvers.Battery,
    ...dispatchResolvers.Battery,
    ...responseResolvers.Battery,
    ...acceptanceResolvers.Battery,
  },
};

export const controlModule = {
  resolvers,
  nodes: { ...controlNodes, ...alertNodes, ...responseNodes },
  actions: [
    {
      queue: REFRESH_SETPOINT,
      concurrency: 4,
      reactsTo: [
        'plan-made',
        'override-changed',
        'dispatch-stop-changed',
        'intent-changed',
        'site-changed',
        'limit-changed',
        'response-changed',
        'acceptance-taken',
        'connectivity-changed',
        'alert-raised',
      ],
      runTogether: refreshSetpoints,
    },
    { queue: ENABLE_SOLD, concurrency: 4, reactsTo: ['positions-changed', 'limit-changed'], run: enableSoldResponses },
  ],
  timers: [
    { name: 'watch-instructions', everySeconds: 300, run: watchInstructions },
    { name: 'watch-execution', everySeconds: 10, run: watchExecution },
  ],
} satisfies Module;
