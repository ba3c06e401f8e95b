import type { Module } from '../module.ts';
import { ownershipNodes, ownershipResolvers } from './resolvers.ts';

export type { Ability } from './ability.ts';
export { abilityOf } from './ability-of.ts';
export { decideAbility } from './permissions.ts';
export { BatteryRights, type BatteryRightsHolder, type HeldRow } from './battery-rights.ts';
export {
  allows,
  demandEverywhere,
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
export {
  batteryRightOf,
  everywhereRightOf,
  secretRightOf,
  tenantRightOf,
  type ViewerRight,
  viewerRight,
} from './viewer-rights.ts';
export { ALWAYS, covers, coversAll, isNever, periodsSql, type Times, timesSql, touches } from './times.ts';
export { isAgreedOn } from './agreed-batteries.ts';
export { applyAgreements, applyParties } from './apply-agreements.ts';

export const ownershipModule = { resolvers: ownershipResolvers, nodes: ownershipNodes, actions: [], timers: [] } satisfies Module;
