import { type Right, RIGHTS } from '../../kernel/ownership-models.ts';
import { type Scope, SCOPES } from '../../kernel/scopes.ts';
import type { ApiKeyRole } from './actor.ts';

/** What is read by all who read for the tenant; the audit trail is for those who may read it as a whole. */
const READS = RIGHTS.filter((right) => right.endsWith(':read') && right !== 'audit:read');
const OPERATOR_WRITES: readonly Right[] = ['intent:write', 'plan:write', 'override:write', 'deviceCredentials:write'];

/** The roles that act for a party and not for the tenant itself. */
export const ROLES_OF_PARTIES: ReadonlySet<ApiKeyRole> = new Set(['OWNER', 'OPTIMISER', 'PARTY']);

const TENANT_ROLES = ['ADMIN', 'OPERATOR', 'VIEWER'] as const satisfies readonly ApiKeyRole[];

/** The most that each role can ever give. What it gives on a battery follows, for a party's roles, from its agreements. */
export const SCOPES_OF_ROLE: Readonly<Record<ApiKeyRole, readonly Scope[]>> = {
  ADMIN: SCOPES,
  OPERATOR: [...READS, ...OPERATOR_WRITES, 'register', 'read-dead-letters', 'send-telemetry', 'read-archive'],
  OPTIMISER: RIGHTS,
  OWNER: RIGHTS,
  PARTY: RIGHTS,
  VIEWER: READS,
};

/** The roles of a tenant's own credentials that give a scope: for the tenant, or for every battery of it. */
export function tenantRolesWith(scope: Scope): readonly ApiKeyRole[] {
  return TENANT_ROLES.filter((role) => SCOPES_OF_ROLE[role].includes(scope));
}
