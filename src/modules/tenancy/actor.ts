import type { ApiKeyId, EdgeAgentId, EnrolmentId, PartyId, SiteId, SupportSessionId, TenantId } from '../../kernel/ids.ts';

export type ApiKeyRole = 'ADMIN' | 'OPERATOR' | 'OPTIMISER' | 'OWNER' | 'PARTY' | 'VIEWER';

/** Who is asking, as proved by a credential. */
export type Actor = ApiKeyActor | AgentActor | EnrolmentActor | SupportActor;

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

/** The platform's own staff inside one tenant, for a time and a reason: reads what a viewer reads. */
export interface SupportActor {
  readonly kind: 'support';
  readonly tenantId: TenantId;
  readonly credentialId: SupportSessionId;
  readonly role: 'VIEWER';
  readonly partyId: null;
  /** The member of staff. */
  readonly onBehalfOf: string;
  readonly reason: string;
}
