import type { Module } from '../module.ts';
import { REFRESH_SETPOINT } from './queues.ts';
import { refreshSetpoint } from './refresh-setpoint.ts';
import { controlNodes, controlResolvers } from './resolvers.ts';
import { watchInstructions } from './watch-instructions.ts';

export { countInstructions, countLimitViolations } from './proof.ts';
export { readAppliedBatteryIds } from './reads.ts';

export const controlModule = {
  resolvers: controlResolvers,
  nodes: controlNodes,
  actions: [
    {
      queue: REFRESH_SETPOINT,
      concurrency: 4,
      reactsTo: ['plan-made', 'override-changed', 'intent-changed', 'site-changed'],
      run: refreshSetpoint,
    },
  ],
  timers: [{ name: 'watch-instructions', everySeconds: 300, run: watchInstructions }],
} satisfies Module;
