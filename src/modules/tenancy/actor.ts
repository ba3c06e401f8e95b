import type { ApiKeyId, EdgeAgentId, PartyId, SiteId, TenantId } from '../../kernel/ids.ts';

export type ApiKeyRole = 'ADMIN' | 'OPERATOR' | 'OPTIMISER' | 'OWNER' | 'PARTY' | 'VIEWER';

/** Who is asking, as proved by a credential. */
export type Actor = ApiKeyActor | AgentActor;

export interface ApiKeyActor {
  readonly kind: 'api-key';
  readonly tenantId: TenantId;
  readonly credentialId: ApiKeyId;
  readonly role: ApiKeyRole;
  /** The party it acts for; null when it acts for the tenant itself. */
  readonly partyId: PartyId | null;
}

export interface AgentActor {
  readonly kind: 'agent';
  readonly tenantId: TenantId;
  readonly credentialId: EdgeAgentId;
  readonly siteId: SiteId;
}
