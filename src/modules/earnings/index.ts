import type { Module } from '../module.ts';
import { earningsResolvers } from './resolvers.ts';

export const earningsModule = { resolvers: earningsResolvers, nodes: {}, actions: [], timers: [] } satisfies Module;
