import type { BatteryId, ConsentId, OAuthClientId, PartyId, UserId } from '../../kernel/ids.ts';
import type { Scope } from '../../kernel/scopes.ts';
import { type KeysetPage, keyset } from '../../platform/keyset.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import type { ApiKeyRole } from '../tenancy/index.ts';
import type { Purpose } from './purposes.ts';

export interface User {
  readonly userId: UserId;
  readonly email: string;
  readonly name: string;
  readonly role: ApiKeyRole;
  readonly partyId: PartyId | null;
  readonly createdAt: Date;
  readonly passwordChangedAt: Date;
  readonly disabledAt: Date | null;
}

export interface OAuthClient {
  readonly clientId: OAuthClientId;
  readonly kind: 'APP' | 'SERVICE' | 'DASHBOARD';
  readonly name: string;
  readonly redirectUris: readonly string[];
  readonly purposes: readonly Purpose[];
  readonly role: ApiKeyRole | null;
  readonly partyId: PartyId | null;
  readonly scopes: readonly Scope[];
  readonly batteryIds: readonly BatteryId[] | null;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

export interface Consent {
  readonly consentId: ConsentId;
  readonly userId: UserId;
  readonly clientId: OAuthClientId;
  readonly purposes: readonly { readonly purpose: Purpose; readonly batteryIds: readonly BatteryId[] }[];
  readonly grantedAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

/** Whose consents: of everybody, of one party's people, or of one person. */
export type ConsentsOf = { readonly partyId: PartyId } | { readonly userId: UserId } | 'everybody';

export async function readUser(tx: Tx, userId: string): Promise<User | null> {
  const [user] = await tx.sql<User[]>`
    select ${userColumns(tx)} from tenant_user where tenant_id = ${tx.tenantId} and user_id = ${userId}`;
  return user ?? null;
}

/** By e-mail address. */
export async function readUsers(tx: Tx, page: KeysetPage): Promise<User[]> {
  const { bounds, ordering } = keyset(tx.sql, page, { columns: { email: 'email', userId: 'user_id' } });
  return tx.sql<User[]>`
    select ${userColumns(tx)} from tenant_user where tenant_id = ${tx.tenantId} and ${bounds} ${ordering}`;
}

/** Who has an e-mail address and what is kept of the password. */
export async function readUserByEmail(tx: Tx, email: string): Promise<(User & { readonly passwordHash: string }) | null> {
  const [user] = await tx.sql<(User & { passwordHash: string })[]>`
    select ${userColumns(tx)}, password_hash as "passwordHash" from tenant_user
    where tenant_id = ${tx.tenantId} and email = ${email}`;
  return user ?? null;
}

export async function readOAuthClient(tx: Tx, clientId: string): Promise<OAuthClient | null> {
  const [client] = await tx.sql<OAuthClient[]>`
    select ${clientColumns(tx)} from oauth_client where tenant_id = ${tx.tenantId} and oauth_client_id = ${clientId}`;
  return client ?? null;
}

/** The dashboard as a client of the issuer. */
export async function readDashboardClient(tx: Tx): Promise<OAuthClient | null> {
  const [client] = await tx.sql<OAuthClient[]>`
    select ${clientColumns(tx)} from oauth_client where tenant_id = ${tx.tenantId} and kind = 'DASHBOARD'`;
  return client ?? null;
}

/** Newest first, without the dashboard, which nobody registers. */
export async function readOAuthClients(tx: Tx, page: KeysetPage): Promise<OAuthClient[]> {
  const { bounds, ordering } = keyset(tx.sql, page, {
    columns: { createdAt: 'created_at', clientId: 'oauth_client_id' },
    descending: true,
  });
  return tx.sql<OAuthClient[]>`
    select ${clientColumns(tx)} from oauth_client
    where tenant_id = ${tx.tenantId} and kind <> 'DASHBOARD' and ${bounds} ${ordering}`;
}

export async function readConsent(tx: Tx, consentId: string, of: ConsentsOf = 'everybody'): Promise<Consent | null> {
  const [consent] = await tx.sql<Consent[]>`${selectConsents(tx, of)} and consent.consent_id = ${consentId}`;
  return consent ?? null;
}

/** Newest first. */
export async function readConsents(tx: Tx, { of, page }: { of: ConsentsOf; page: KeysetPage }): Promise<Consent[]> {
  const { bounds, ordering } = keyset(tx.sql, page, {
    columns: { grantedAt: 'granted_at', consentId: 'consent_id' },
    descending: true,
  });
  return tx.sql<Consent[]>`${selectConsents(tx, of)} and ${bounds} ${ordering}`;
}

function selectConsents({ sql, tenantId }: Tx, of: ConsentsOf) {
  const own =
    of === 'everybody'
      ? sql`true`
      : 'userId' in of
        ? sql`consent.user_id = ${of.userId}`
        : sql`exists (select from tenant_user where tenant_user.tenant_id = consent.tenant_id
            and tenant_user.user_id = consent.user_id and tenant_user.party_id = ${of.partyId})`;
  return sql`
    select consent_id as "consentId", user_id as "userId", oauth_client_id as "clientId", granted_at as "grantedAt",
      last_used_at as "lastUsedAt", revoked_at as "revokedAt",
      coalesce((select json_agg(json_build_object('purpose', purpose, 'batteryIds', battery_ids) order by purpose)
        from (select purpose, json_agg(battery_id order by battery_id) as battery_ids from consent_battery
          where consent_battery.tenant_id = consent.tenant_id and consent_battery.consent_id = consent.consent_id
          group by purpose) by_purpose), '[]') as purposes
    from consent
    where tenant_id = ${tenantId} and ${own} and exists (select from oauth_client
      where oauth_client.tenant_id = consent.tenant_id and oauth_client.oauth_client_id = consent.oauth_client_id
        and oauth_client.kind = 'APP')`;
}

function userColumns({ sql }: Tx) {
  return sql`user_id as "userId", email, name, role, party_id as "partyId", created_at as "createdAt",
    password_changed_at as "passwordChangedAt", disabled_at as "disabledAt"`;
}

function clientColumns({ sql }: Tx) {
  return sql`oauth_client_id as "clientId", kind, name, redirect_uris as "redirectUris", purposes, role, party_id as "partyId",
    scopes, battery_ids as "batteryIds", created_at as "createdAt", revoked_at as "revokedAt"`;
}
