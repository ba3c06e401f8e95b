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
export { auditDenial, endDenialWindows, takesEntryOfSite } from './audit/audit-denial.ts';
export { auditFile, type FileChange } from './audit/audit-file.ts';
export {
  auditFailedPassword,
  auditFailedSecret,
  auditRefusedCertificate,
  auditRefusedConsent,
  auditServiceSignIn,
  auditSignIn,
} from './audit/audit-sign-in.ts';
export { auditSpanOf } from './audit/audit-span.ts';
export { type AuditEntry, type AuditSpan, readAuditEntry, readEntriesAbout } from './audit/reads.ts';
export { auditSupportUse } from './audit/audit-support.ts';
export { authenticateSupport, grantSupport, SUPPORT_MINUTES_MAX } from './audit/support-sessions.ts';
export { type Anchor, type ChainReport, readAnchor, verifyChain } from './audit/verify-chain.ts';
export { createApiKey, writeKeyUse } from './keys/api-keys.ts';
export { createConsoleKey } from './keys/console-key.ts';
export { authenticateApiKey } from './keys/authenticate-api-key.ts';
export { applyTenant, directoryOf } from './apply-tenant.ts';
export { defaultModelOf, modelsOf } from './file-agreements.ts';
export { type Authenticate, authenticator } from './authenticate.ts';
export { type Credential, issueToken, parseToken, sameHash } from './credential.ts';
export { nodeTypeOf } from './credential-names.ts';
export { batteriesArgument, overlapArgument, scopesArgument } from './credential-arguments.ts';
export { type CredentialUse, createCredentialUses } from './credential-uses.ts';
export { foreignTokens } from './issuers/foreign-tokens.ts';
export { identityOf, writeIdentityUse } from './issuers/identities.ts';
export { whatIsTakenBack, whatWasMade } from './made.ts';
export { once } from './once.ts';
export { type Done, onceTogether } from './once-together.ts';
export {
  demandThere,
  demandWithinReach,
  lackOfReach,
  type PartyRefusal,
  type Reach,
  reachOfRole,
  refusalOfParty,
  refusalOfScopes,
  type ScopeRefusal,
} from './reach.ts';
export { ROLES_OF_PARTIES, SCOPES_OF_ROLE, tenantRolesWith } from './role-scopes.ts';
export { nameOfScope, namesOfScopes } from './scope-names.ts';
export { readTenantFiles } from './read-tenant-files.ts';
export { idOfKey, type TenantFile } from './tenant-file.ts';
export { sharedActor, viewKeyOf } from './view-key.ts';

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
