import type {
  ApiKeyId,
  BatteryId,
  ConsentId,
  EdgeAgentId,
  EnrolmentId,
  ExternalIdentityId,
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
export type RoleActor = ApiKeyActor | UserActor | ServiceActor | ForeignActor | SupportActor;

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
  /** When the secret that was shown ends by itself, by the wall clock; null when it does not. */
  readonly expiresAt: Date | null;
}

/** Somebody whom an issuer of the tenant's own vouches for. */
export interface ForeignActor {
  readonly kind: 'external';
  readonly tenantId: TenantId;
  readonly credentialId: ExternalIdentityId;
  readonly role: ApiKeyRole;
  readonly partyId: PartyId | null;
  readonly bounds: readonly Bound[] | null;
  /** When the token ends, by the wall clock. */
  readonly expiresAt: Date;
  readonly issuer: string;
  /** Who it is to the issuer. */
  readonly subject: string;
  readonly onBehalfOf: string;
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
  /** When the token ends, by the wall clock; null for the person as such, without one. */
  readonly expiresAt: Date | null;
  readonly userId: UserId;
  readonly clientId: OAuthClientId;
  /** Whether the program is our own dashboard. */
  readonly isDashboard: boolean;
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
  /** When the token ends, by the wall clock. */
  readonly expiresAt: Date;
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
  readonly expiresAt: Date;
  /** The member of staff. */
  readonly onBehalfOf: string;
  readonly reason: string;
}

/** Whether a credential that was good a moment ago has ended by itself since. */
export function hasExpired(actor: Actor, wallNow: Date): boolean {
  return 'expiresAt' in actor && actor.expiresAt !== null && actor.expiresAt <= wallNow;
}
