import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { OAuthClientId } from '../../kernel/ids.ts';
import type { Scope } from '../../kernel/scopes.ts';
import { Fault } from '../../platform/fault.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import {
  type Actor,
  audit,
  demandThere,
  demandWithinReach,
  type PartyRefusal,
  type Reach,
  refusalOfParty,
  refusalOfScopes,
  sameHash,
  type ScopeRefusal,
} from '../tenancy/index.ts';
import type { Purpose } from './purposes.ts';
import { type OAuthClient, readOAuthClient } from './reads.ts';
import { isRedirectUri } from './redirect-uri.ts';

export interface NewApp {
  readonly name: string;
  readonly redirectUris: readonly string[];
  readonly purposes: readonly Purpose[];
}

export interface NewService extends Omit<Reach, 'scopes' | 'expiresAt'> {
  readonly name: string;
  readonly scopes: readonly Scope[];
}

export type ClientRefusalReason =
  | 'REDIRECT_URI_NOT_ALLOWED'
  | PartyRefusal['reason']
  | ScopeRefusal['reason']
  | 'NO_SECRET'
  | 'CLIENT_REVOKED';

export interface ClientRefused {
  readonly __typename: 'OAuthClientRefused';
  readonly reason: ClientRefusalReason;
  readonly message: string;
}

export interface AppRegistered {
  readonly __typename: 'AppRegistered';
  readonly clientId: OAuthClientId;
}

export interface ServiceCreated {
  readonly __typename: 'ServiceCreated';
  readonly clientId: OAuthClientId;
  readonly secret: string | null;
}

export interface SecretRotated {
  readonly __typename: 'ClientSecretRotated';
  readonly clientId: OAuthClientId;
  readonly secret: string | null;
  readonly previousUntil: string;
}

export interface ClientRevoked {
  readonly __typename: 'OAuthClientRevoked';
  readonly clientId: OAuthClientId;
}

/** Leaked secrets are found by their prefix. */
const SECRET_PREFIX = 'hfc_';
const SECRET_BYTES = 32;

/** Registers a third party's app. It is public: what it may do is what each person lets it do. */
export async function registerApp(
  platform: Platform,
  tx: Tx,
  { name, redirectUris, purposes }: NewApp,
): Promise<AppRegistered | ClientRefused> {
  const unfit = redirectUris.find((uri) => !isRedirectUri(uri));
  if (unfit !== undefined) {
    return refused(
      'REDIRECT_URI_NOT_ALLOWED',
      `“${unfit}” must begin with https://, with http:// on this machine, or with a scheme of its own such as com.example.app:.`,
    );
  }
  const clientId = newClientId();
  await tx.sql`
    insert into oauth_client (tenant_id, oauth_client_id, kind, name, redirect_uris, purposes, scopes, created_at)
    values (${tx.tenantId}, ${clientId}, 'APP', ${name}, ${[...redirectUris]}, ${[...purposes]}, '{}', ${platform.clock.now()})`;
  audit(tx, { subject: { type: 'OAuthClient', id: clientId }, after: { kind: 'APP', name, redirectUris, purposes } });
  return { __typename: 'AppRegistered', clientId };
}

/** Registers a program that acts for itself; its secret is in the outcome and nowhere else. */
export async function createService(
  platform: Platform,
  tx: Tx,
  { wanted, asker }: { wanted: NewService; asker: Actor },
): Promise<ServiceCreated | ClientRefused> {
  const { name, role, partyId, scopes, batteryIds } = wanted;
  const reach = { ...wanted, expiresAt: null };
  demandWithinReach(asker, reach);
  const refusal = refusalOfParty(reach) ?? refusalOfScopes(reach);
  if (refusal) return refused(refusal.reason, refusal.message);
  await demandThere(tx, reach);
  const clientId = newClientId();
  const now = platform.clock.now();
  await tx.sql`
    insert into oauth_client (tenant_id, oauth_client_id, kind, name, redirect_uris, purposes, role, party_id, scopes, battery_ids, created_at)
    values (${tx.tenantId}, ${clientId}, 'SERVICE', ${name}, '{}', '{}', ${role}, ${partyId}, ${[...scopes]},
      ${batteryIds && [...batteryIds]}, ${now})`;
  const secret = await addSecret(tx, { clientId, now });
  audit(tx, { subject: { type: 'OAuthClient', id: clientId }, after: { kind: 'SERVICE', ...wanted } });
  return { __typename: 'ServiceCreated', clientId, secret };
}

/** How far a service reaches; null for an app, which reaches as far as each consent. */
export function reachOfClient(client: OAuthClient): Reach | null {
  return client.role === null ? null : { ...client, role: client.role, expiresAt: null };
}

/** Gives a service another secret; the ones before it work on for a while. */
export async function rotateSecret(
  platform: Platform,
  tx: Tx,
  { clientId, overlapSeconds, asker }: { clientId: OAuthClientId; overlapSeconds: number; asker: Actor },
): Promise<SecretRotated | ClientRefused> {
  const client = await lockedClient(tx, clientId);
  const reach = reachOfClient(client);
  if (!reach) return refused('NO_SECRET', 'Only a service has a secret.');
  demandWithinReach(asker, reach);
  if (client.revokedAt) return refused('CLIENT_REVOKED', 'This client has been revoked; register another.');
  const [ending] = await tx.sql<{ previousUntil: Date }[]>`
    with ended as (
      update oauth_client_secret set expires_at = least(expires_at, now() + make_interval(secs => ${overlapSeconds}))
      where tenant_id = ${tx.tenantId} and oauth_client_id = ${clientId} and (expires_at is null or expires_at > now()) returning 1)
    select date_trunc('milliseconds', now() + make_interval(secs => ${overlapSeconds})) as "previousUntil"`;
  const secret = await addSecret(tx, { clientId, now: platform.clock.now() });
  const previousUntil = (ending?.previousUntil ?? new Date()).toISOString();
  audit(tx, { subject: { type: 'OAuthClient', id: clientId }, after: { previousUntil } });
  return { __typename: 'ClientSecretRotated', clientId, secret, previousUntil };
}

/** Ends a client and everything it was given. Ending it again changes nothing. */
export async function revokeClient(platform: Platform, tx: Tx, clientId: OAuthClientId): Promise<ClientRevoked> {
  const before = await lockedClient(tx, clientId);
  const revokedAt = before.revokedAt ?? platform.clock.now();
  await tx.sql`
    update oauth_client set revoked_at = ${revokedAt} where tenant_id = ${tx.tenantId} and oauth_client_id = ${clientId}`;
  await tx.sql`
    update consent set revoked_at = ${revokedAt}
    where tenant_id = ${tx.tenantId} and oauth_client_id = ${clientId} and revoked_at is null`;
  await tx.sql`
    delete from oidc_record where tenant_id = ${tx.tenantId} and payload ->> 'clientId' = ${clientId}`;
  audit(tx, { subject: { type: 'OAuthClient', id: clientId }, before: { revokedAt: before.revokedAt }, after: { revokedAt } });
  return { __typename: 'OAuthClientRevoked', clientId };
}

/** Whether a secret is one of the client's that have not ended. Compared as hashes: 32 random bytes need no slow one. */
export async function isSecretOf(tx: Tx, { clientId, secret }: { clientId: string; secret: string }): Promise<boolean> {
  const kept = await tx.sql<{ secretHash: Buffer }[]>`
    select secret_hash as "secretHash" from oauth_client_secret
    where tenant_id = ${tx.tenantId} and oauth_client_id = ${clientId} and (expires_at is null or expires_at > now())`;
  const hash = hashOf(secret);
  return kept.some(({ secretHash }) => sameHash(secretHash, hash));
}

async function addSecret(tx: Tx, { clientId, now }: { clientId: OAuthClientId; now: Date }): Promise<string> {
  const secret = `${SECRET_PREFIX}${randomBytes(SECRET_BYTES).toString('base64url')}`;
  await tx.sql`
    insert into oauth_client_secret (tenant_id, oauth_client_secret_id, oauth_client_id, secret_hash, created_at)
    values (${tx.tenantId}, ${randomUUID()}, ${clientId}, ${hashOf(secret)}, ${now})`;
  return secret;
}

async function lockedClient(tx: Tx, clientId: OAuthClientId): Promise<OAuthClient> {
  await tx.sql`
    select 1 from oauth_client where tenant_id = ${tx.tenantId} and oauth_client_id = ${clientId} for no key update`;
  const client = await readOAuthClient(tx, clientId);
  if (!client) throw new Fault('NOT_FOUND', { tell: 'There is no such OAuth client.' });
  return client;
}

function refused(reason: ClientRefusalReason, message: string): ClientRefused {
  return { __typename: 'OAuthClientRefused', reason, message };
}

function newClientId(): OAuthClientId {
  // A UUID just made is a valid id of the client it will name.
  return randomUUID() as string as OAuthClientId;
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
