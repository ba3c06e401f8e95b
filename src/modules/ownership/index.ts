import type { Module } from '../module.ts';
import { ownershipNodes, ownershipResolvers } from './resolvers.ts';

export type { Ability } from './ability.ts';
export { abilityOf } from './ability-of.ts';
export { decideAbility } from './permissions.ts';
export { BatteryRights, type BatteryRightsHolder, type HeldRow } from './battery-rights.ts';
export {
  allows,
  demandNow,
  demandRight,
  refusal,
  timesAllowed,
  timesOfSpan,
  type FieldPlace,
  withhold,
  type Withheld,
} from './enforce.ts';
export type { Refusal } from './refusal.ts';
export { batteryRightOf, tenantRightOf, viewerRight } from './viewer-rights.ts';
export { ALWAYS, coversAll, isNever, type Times, timesSql, touches } from './times.ts';
export { applyAgreements, applyParties } from './apply-agreements.ts';

export const ownershipModule = { resolvers: ownershipResolvers, nodes: ownershipNodes, actions: [], timers: [] } satisfies Module;
