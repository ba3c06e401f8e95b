import type { Module } from '../module.ts';
export { loadLimit } from './limits/resolvers.ts';
import { limitNodes, limitResolvers } from './limits/resolvers.ts';
import { assetsNodes, assetsResolvers } from './resolvers.ts';

export { applyAssets } from './apply-assets.ts';
export {
  type Battery,
  type MarketCode,
  readAllBatteries,
  readAllBatteryIds,
  readBatteriesById,
  readBattery,
  readBatteryPage,
  type VisibleBattery,
} from './reads.ts';
export { type Bound, boundsOver, type Direction, narrowest, type PowerLimits, type SetLimit } from './limits/bounds.ts';
export { limitsDuring, limitsOf, limitsOfBatteries, readBatteriesWithLimitChange } from './limits/reads.ts';
export { type BatteryView, liveView } from './battery-view.ts';
export { type MayShow, rightOverBattery } from './right-over-battery.ts';
export { type AuthenticateCertificate, certificateAuthenticator } from './authenticate-certificate.ts';
export { agentOfSite, authenticateEnrolment, enrolEdgeAgent } from './enrol-agent.ts';
export { batteryArgument, batteryOf, loadBattery, loadSite, siteArgument } from './resolvers.ts';

const resolvers = {
  ...assetsResolvers,
  ...limitResolvers,
  Query: { ...assetsResolvers.Query, ...limitResolvers.Query },
  Mutation: { ...assetsResolvers.Mutation, ...limitResolvers.Mutation },
  Battery: { ...assetsResolvers.Battery, ...limitResolvers.Battery },
};

export const assetsModule = { resolvers, nodes: { ...assetsNodes, ...limitNodes }, actions: [], timers: [] } satisfies Module;
