import type { Module } from '../module.ts';
import { earningsResolvers } from './resolvers.ts';
import { settleResponses } from './settle-responses.ts';

export const earningsModule = {
  resolvers: earningsResolvers,
  nodes: {},
  actions: [],
  timers: [{ name: 'settle-responses', everySeconds: 300, run: settleResponses }],
} satisfies Module;
