import type { Module } from '../module.ts';
import { auditNodes, auditResolvers } from './audit/resolvers.ts';
import { tenancyNodes, tenancyResolvers } from './resolvers.ts';

export type { Actor, AgentActor, ApiKeyRole, Bound, EnrolmentActor, RoleActor, ServiceActor, UserActor } from './actor.ts';
export { appendEntry } from './audit/append-entry.ts';
export { audit } from './audit/audit-change.ts';
export { auditDenial, auditFailedPassword, endDenialWindows } from './audit/audit-denial.ts';
export { auditSupportUse } from './audit/audit-support.ts';
export { authenticateSupport, grantSupport, SUPPORT_MINUTES_MAX } from './audit/support-sessions.ts';
export { type Anchor, type ChainReport, readAnchor, verifyChain } from './audit/verify-chain.ts';
export { authenticateApiKey, createApiKey } from './api-keys.ts';
export { applyTenant, directoryOf } from './apply-tenant.ts';
export { defaultModelOf, modelsOf } from './file-agreements.ts';
export { type Authenticate, authenticator } from './authenticate.ts';
export { type Credential, issueToken, parseToken, sameHash } from './credential.ts';
export { once } from './once.ts';
export { idOfKey, readTenantFiles, type TenantFile } from './tenant-file.ts';

const resolvers = {
  ...tenancyResolvers,
  ...auditResolvers,
  Query: { ...tenancyResolvers.Query, ...auditResolvers.Query },
  Mutation: { ...tenancyResolvers.Mutation, ...auditResolvers.Mutation },
};

export const tenancyModule = {
  resolvers,
  nodes: { ...tenancyNodes, ...auditNodes },
  actions: [],
  timers: [],
} satisfies Module;
