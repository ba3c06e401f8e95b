import type {
  ApiKeyId,
  BatteryId,
  ConsentId,
  EdgeAgentId,
  EnrolmentId,
  OAuthClientId,
  PartyId,
  SiteId,
  SupportSessionId,
  TenantId,
  UserId,
} from '../../kernel/ids.ts';
import type { Scope } from '../../kernel/scopes.ts';

export type ApiKeyRole = 'ADMIN' | 'OPERATOR' | 'OPTIMISER' | 'OWNER' | 'PARTY' | 'VIEWER';

/** Who is asking, as proved by a credential. */
export type Actor = RoleActor | AgentActor | EnrolmentActor;

/** Whoever may do what a role gives, as far as its credential reaches. */
export type RoleActor = ApiKeyActor | UserActor | ServiceActor | SupportActor;

/** How far a credential reaches: these scopes, on these batteries and their sites, or anywhere. That something exists is always told. */
export interface Bound {
  readonly scopes: readonly Scope[];
  readonly places: { readonly batteryIds: readonly BatteryId[]; readonly siteIds: readonly SiteId[] } | null;
}

export interface ApiKeyActor {
  readonly kind: 'api-key';
  readonly tenantId: TenantId;
  readonly credentialId: ApiKeyId;
  readonly role: ApiKeyRole;
  /** The party it acts for; null when it acts for the tenant itself. */
  readonly partyId: PartyId | null;
  /** It may do nothing outside of all of them; null when its role alone decides. */
  readonly bounds: readonly Bound[] | null;
}

/** A person through a program: an app as far as the person consents, or the dashboard as far as the person reaches. */
export interface UserActor {
  readonly kind: 'user';
  readonly tenantId: TenantId;
  /** The consent, which stays the same while its tokens change. */
  readonly credentialId: ConsentId;
  readonly role: ApiKeyRole;
  readonly partyId: PartyId | null;
  readonly bounds: readonly Bound[] | null;
  readonly userId: UserId;
  readonly clientId: OAuthClientId;
  /** The person and the program. */
  readonly onBehalfOf: string;
}

/** A program that acts for itself, with a secret. */
export interface ServiceActor {
  readonly kind: 'service';
  readonly tenantId: TenantId;
  readonly credentialId: OAuthClientId;
  readonly role: ApiKeyRole;
  readonly partyId: PartyId | null;
  readonly bounds: readonly Bound[];
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
  readonly bounds: null;
  /** The member of staff. */
  readonly onBehalfOf: string;
  readonly reason: string;
}
