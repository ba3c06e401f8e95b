import type { Module } from '../module.ts';
import { forgetRecords } from './issuer/records.ts';
import { identityNodes, identityResolvers } from './resolvers.ts';

export { applyIdentity } from './apply-identity.ts';
export { accessAuthenticator } from './authenticate-access.ts';
export { createService, registerApp } from './clients.ts';
export { createIssuers, type Issuers } from './issuer/issuers.ts';
export { PURPOSE_NAMES, PURPOSES, type Purpose } from './purposes.ts';
export { createUser, resetPassword } from './users.ts';

const FORGET_SECONDS = 600;

export const identityModule = {
  resolvers: identityResolvers,
  nodes: identityNodes,
  actions: [],
  timers: [
    {
      name: 'forget-issuer-records',
      everySeconds: FORGET_SECONDS,
      run: ({ db }, tenantId) => db.write(tenantId, forgetRecords),
    },
  ],
} satisfies Module;
