import type { Module } from '../module.ts';
import { auditNodes, auditResolvers } from './audit/resolvers.ts';
import { keysNodes, keysResolvers } from './keys/resolvers.ts';
import { issuersNodes, issuersResolvers } from './issuers/resolvers.ts';
import { tenancyNodes, tenancyResolvers } from './resolvers.ts';

export {
  type Actor,
  type AgentActor,
  type ApiKeyRole,
  type Bound,
  type EnrolmentActor,
  hasExpired,
  type RoleActor,
  type ServiceActor,
  type UserActor,
} from './actor.ts';
export { appendEntry } from './audit/append-entry.ts';
export { audit } from './audit/audit-change.ts';
export {
  auditDenial,
  auditFailedPassword,
  auditRefusedCertificate,
  endDenialWindows,
  takesEntryOfSite,
} from './audit/audit-denial.ts';
export { type AuditEntry, readAuditEntry, readEntriesAbout } from './audit/reads.ts';
export { auditSupportUse } from './audit/audit-support.ts';
export { authenticateSupport, grantSupport, SUPPORT_MINUTES_MAX } from './audit/support-sessions.ts';
export { type Anchor, type ChainReport, readAnchor, verifyChain } from './audit/verify-chain.ts';
export { createApiKey } from './keys/api-keys.ts';
export { authenticateApiKey } from './keys/authenticate-api-key.ts';
export { applyTenant, directoryOf } from './apply-tenant.ts';
export { defaultModelOf, modelsOf } from './file-agreements.ts';
export { type Authenticate, authenticator } from './authenticate.ts';
export { type Credential, issueToken, parseToken, sameHash } from './credential.ts';
export { createCredentialUses } from './credential-uses.ts';
export { foreignTokens } from './issuers/foreign-tokens.ts';
export { identityOf } from './issuers/identities.ts';
export { once } from './once.ts';
export { SCOPES_OF_ROLE } from './role-scopes.ts';
export { idOfKey, readTenantFiles, type TenantFile } from './tenant-file.ts';

const resolvers = {
  ...tenancyResolvers,
  ...keysResolvers,
  ...issuersResolvers,
  ...auditResolvers,
  Query: { ...tenancyResolvers.Query, ...keysResolvers.Query, ...issuersResolvers.Query, ...auditResolvers.Query },
  Mutation: { ...keysResolvers.Mutation, ...issuersResolvers.Mutation, ...auditResolvers.Mutation },
};

export const tenancyModule = {
  resolvers,
  nodes: { ...tenancyNodes, ...keysNodes, ...issuersNodes, ...auditNodes },
  actions: [],
  timers: [],
} satisfies Module;
