import type { Module } from '../module.ts';
import { ownershipNodes, ownershipResolvers } from './resolvers.ts';

export type { Ability } from './ability.ts';
export { abilityOf } from './ability-of.ts';
export { applyAgreements, applyParties } from './apply-agreements.ts';

export const ownershipModule = { resolvers: ownershipResolvers, nodes: ownershipNodes, actions: [], timers: [] } satisfies Module;
