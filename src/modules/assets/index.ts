import type { Module } from '../module.ts';
import { assetsNodes, assetsResolvers } from './resolvers.ts';

export { applyAssets } from './apply-assets.ts';
export {
  type Battery,
  gridShareOf,
  type MarketCode,
  readAllBatteries,
  readBattery,
  readBatteryPage,
  type VisibleBattery,
} from './reads.ts';
export { visibleBatteries } from './visible-batteries.ts';
export { authenticateAgent, enrolEdgeAgent } from './register.ts';
export { batteryArgument, batteryOf, loadBattery } from './resolvers.ts';

export const assetsModule = { resolvers: assetsResolvers, nodes: assetsNodes, actions: [], timers: [] } satisfies Module;
