import type { Module } from '../module.ts';
import { forgetRecords } from './issuer/records.ts';
import { identityNodes, identityResolvers } from './resolvers.ts';

export { applyApp, applyIdentity } from './apply-identity.ts';
export { authenticateAccess } from './authenticate-access.ts';
export { writeConsentUse } from './consents.ts';
export { createIssuers, type Issuers } from './issuer/issuers.ts';
export { oauthScopeOf } from './purposes.ts';
export { readUserByEmail } from './reads.ts';
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
