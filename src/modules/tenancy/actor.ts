import type { ApiKeyId, EdgeAgentId, EnrolmentId, PartyId, SiteId, TenantId } from '../../kernel/ids.ts';

export type ApiKeyRole = 'ADMIN' | 'OPERATOR' | 'OPTIMISER' | 'OWNER' | 'VIEWER';

/** Who is asking, as proved by a credential. */
export type Actor = ApiKeyActor | AgentActor | EnrolmentActor;

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

/** Holds an enrolment token, which may ask for a site's first certificate and nothing else; it may be used up or expired. */
export interface EnrolmentActor {
  readonly kind: 'enrolment';
  readonly tenantId: TenantId;
  readonly credentialId: EnrolmentId;
  readonly siteId: SiteId;
}
