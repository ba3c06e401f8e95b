import type { Module } from '../module.ts';
import { tenancyNodes, tenancyResolvers } from './resolvers.ts';

export type { Actor, AgentActor, ApiKeyActor, ApiKeyRole, EnrolmentActor } from './actor.ts';
export { authenticateApiKey, createApiKey } from './api-keys.ts';
export { applyTenant, directoryOf } from './apply-tenant.ts';
export { type Authenticate, authenticator } from './authenticate.ts';
export { type Credential, issueToken, sameHash } from './credential.ts';
export { once } from './once.ts';
export { idOfKey, readTenantFiles, type TenantFile } from './tenant-file.ts';

export const tenancyModule = { resolvers: tenancyResolvers, nodes: tenancyNodes, actions: [], timers: [] } satisfies Module;
