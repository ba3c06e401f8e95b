import type { BatteryId, ConsentId, OAuthClientId, PartyId, SiteId, UserId } from '../../kernel/ids.ts';
import { type Scope, SCOPES } from '../../kernel/scopes.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import type { Actor, ApiKeyRole, Bound, Credential, ServiceActor, UserActor } from '../tenancy/index.ts';
import { PURPOSES, type Purpose, purposesAmong } from './purposes.ts';

/**
 * The actor behind an access token. Everything it hangs on is read each time, so that a token ends with its consent, its
 * client or its person, at once.
 */
export async function authenticateAccess(tx: Tx, credential: Credential): Promise<Actor | null> {
  return (await userOf(tx, credential)) ?? serviceOf(tx, credential);
}

interface UserRow {
  readonly consentId: ConsentId;
  readonly scope: string | null;
  readonly userId: UserId;
  readonly email: string;
  readonly role: ApiKeyRole;
  readonly partyId: PartyId | null;
  readonly clientId: OAuthClientId;
  readonly clientName: string;
  readonly isWhole: boolean;
  readonly expiresAt: Date;
  readonly places: readonly { purpose: Purpose; batteryId: BatteryId; siteId: SiteId }[] | null;
}

async function userOf({ sql, tenantId }: Tx, { secretHash, credentialId }: Credential): Promise<UserActor | null> {
  const [row] = await sql<UserRow[]>`
    select consent.consent_id as "consentId", oidc_record.payload ->> 'scope' as scope, tenant_user.user_id as "userId",
      tenant_user.email, tenant_user.role, tenant_user.party_id as "partyId", oauth_client.oauth_client_id as "clientId",
      oauth_client.name as "clientName", oauth_client.kind = 'DASHBOARD' as "isWhole",
      oidc_record.expires_at as "expiresAt",
      (select json_agg(json_build_object('purpose', purpose, 'batteryId', battery.battery_id, 'siteId', battery.site_id))
        from consent_battery join battery using (tenant_id, battery_id)
        where consent_battery.tenant_id = consent.tenant_id and consent_battery.consent_id = consent.consent_id) as places
    from oidc_record
    join consent on consent.tenant_id = oidc_record.tenant_id and consent.consent_id::text = oidc_record.grant_id
      and consent.revoked_at is null
    join tenant_user on tenant_user.tenant_id = consent.tenant_id and tenant_user.user_id = consent.user_id
      and tenant_user.disabled_at is null
    join oauth_client on oauth_client.tenant_id = consent.tenant_id and oauth_client.oauth_client_id = consent.oauth_client_id
      and oauth_client.revoked_at is null
    where oidc_record.tenant_id = ${tenantId} and oidc_record.model = 'AccessToken' and oidc_record.record_hash = ${secretHash}
      and consent.consent_id = ${credentialId} and oidc_record.expires_at > now()`;
  if (!row) return null;
  const { consentId, userId, email, role, partyId, clientId, clientName, expiresAt } = row;
  return {
    kind: 'user',
    tenantId,
    credentialId: consentId,
    role,
    partyId,
    bounds: row.isWhole ? null : consentBounds(row),
    expiresAt,
    userId,
    clientId,
    isDashboard: row.isWhole,
    onBehalfOf: `${email} through ${clientName}`,
  };
}

/** One bound for each purpose that was consented to and that the token was asked for. */
function consentBounds({ scope, places }: UserRow): Bound[] {
  return purposesAmong((scope ?? '').split(' ')).flatMap((purpose): Bound[] => {
    const own = (places ?? []).filter((place) => place.purpose === purpose);
    if (own.length === 0) return [];
    const batteryIds = own.map(({ batteryId }) => batteryId);
    const siteIds = [...new Set(own.map(({ siteId }) => siteId))];
    return [{ scopes: PURPOSES[purpose].scopes, places: { batteryIds, siteIds } }];
  });
}

interface ServiceRow {
  readonly clientId: OAuthClientId;
  readonly scope: string | null;
  readonly role: ApiKeyRole;
  readonly partyId: PartyId | null;
  readonly scopes: readonly string[];
  readonly batteryIds: readonly BatteryId[] | null;
  readonly siteIds: readonly SiteId[] | null;
  readonly expiresAt: Date;
}

async function serviceOf({ sql, tenantId }: Tx, { secretHash, credentialId }: Credential): Promise<ServiceActor | null> {
  const [row] = await sql<ServiceRow[]>`
    select oauth_client.oauth_client_id as "clientId", oidc_record.payload ->> 'scope' as scope, oauth_client.role,
      oauth_client.party_id as "partyId", oauth_client.scopes, oauth_client.battery_ids as "batteryIds",
      (select json_agg(distinct site_id) from battery
        where battery.tenant_id = oauth_client.tenant_id and battery.battery_id = any(oauth_client.battery_ids)) as "siteIds",
      oidc_record.expires_at as "expiresAt"
    from oidc_record
    join oauth_client on oauth_client.tenant_id = oidc_record.tenant_id
      and oauth_client.oauth_client_id::text = oidc_record.payload ->> 'clientId' and oauth_client.revoked_at is null
    where oidc_record.tenant_id = ${tenantId} and oidc_record.model = 'ClientCredentials'
      and oidc_record.record_hash = ${secretHash} and oauth_client.oauth_client_id = ${credentialId}
      and oidc_record.expires_at > now()`;
  if (!row) return null;
  const { clientId, role, partyId, batteryIds, expiresAt } = row;
  const places = batteryIds === null ? null : { batteryIds, siteIds: row.siteIds ?? [] };
  const bounds = [{ scopes: scopesAsked(row), places }];
  return { kind: 'service', tenantId, credentialId: clientId, role, partyId, bounds, expiresAt };
}

/** A service that asks for no scope gets all of its own, as RFC 6749 allows. */
function scopesAsked({ scope, scopes }: ServiceRow): Scope[] {
  const asked = scope ? scope.split(' ') : scopes;
  return SCOPES.filter((one) => scopes.includes(one) && asked.includes(one));
}
