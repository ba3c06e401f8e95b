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
export { type AuthenticateCertificate, certificateAuthenticator } from './authenticate-certificate.ts';
export { agentOfSite, authenticateEnrolment, enrolEdgeAgent } from './enrol-agent.ts';
export { batteryArgument, batteryOf, loadBattery } from './resolvers.ts';

export const assetsModule = { resolvers: assetsResolvers, nodes: assetsNodes, actions: [], timers: [] } satisfies Module;
