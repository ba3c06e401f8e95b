import { randomUUID } from 'node:crypto';
import type { ApiKeyId } from '../../../kernel/ids.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import { Fault } from '../../../platform/fault.ts';
import { audit } from '../audit/audit-change.ts';
import type { CredentialUse } from '../credential-uses.ts';
import { issueToken } from '../credential.ts';
import {
  demandThere,
  type PartyRefusal,
  type Reach,
  reachOfRole,
  refusalOfParty,
  refusalOfScopes,
  type ScopeRefusal,
} from '../reach.ts';
import { readApiKey } from './reads.ts';

/** Reaches as far as its role, and for ever, when nothing else is said. */
export type NewApiKey = Pick<Reach, 'role' | 'partyId'> & Partial<Reach> & { readonly name: string };

export interface ApiKeyRefused {
  readonly __typename: 'ApiKeyRefused';
  readonly reason: PartyRefusal['reason'] | ScopeRefusal['reason'] | 'EXPIRY_PASSED' | 'KEY_REVOKED' | 'KEY_EXPIRED';
  readonly message: string;
}

export type CreateApiKeyOutcome =
  | { readonly __typename: 'ApiKeyCreated'; readonly apiKeyId: ApiKeyId; readonly secret: string | null }
  | ApiKeyRefused;

/** Creates a key; its secret is in the outcome and nowhere else. */
export async function createApiKey(
  platform: Pick<Platform, 'tenants' | 'clock' | 'wallNow'>,
  tx: Tx,
  wanted: NewApiKey,
): Promise<CreateApiKeyOutcome> {
  const { name, ...reach } = { ...reachOfRole(wanted), ...wanted };
  const { role, partyId, scopes, batteryIds, expiresAt } = reach;
  const refusal = refusalOfParty(reach) ?? refusalOfScopes(reach);
  if (refusal) return { __typename: 'ApiKeyRefused', ...refusal };
  if (expiresAt && expiresAt <= platform.wallNow())
    return apiKeyRefused('EXPIRY_PASSED', 'The key would have ended already; choose a later `expiresAt`.');
  await demandThere(tx, reach);
  // A UUID just made is a valid id of the key it will name.
  const apiKeyId = randomUUID() as ApiKeyId;
  const { slug } = platform.tenants.byId(tx.tenantId);
  const { token, secretHash } = issueToken({ kind: 'api-key', tenantSlug: slug, credentialId: apiKeyId });
  await tx.sql`
    insert into api_key (tenant_id, api_key_id, name, role, party_id, secret_hash, created_at, scopes, of_batteries, expires_at)
    values (${tx.tenantId}, ${apiKeyId}, ${name}, ${role}, ${partyId}, ${secretHash}, ${platform.clock.now()},
      ${scopes === null ? null : [...scopes]}::text[], ${batteryIds !== null}, ${expiresAt})`;
  await tx.sql`
    insert into api_key_battery (tenant_id, api_key_id, battery_id)
    select ${tx.tenantId}, ${apiKeyId}, unnest(${[...(batteryIds ?? [])]}::uuid[])`;
  audit(tx, { subject: { type: 'ApiKey', id: apiKeyId }, after: { name, ...reach } });
  return { __typename: 'ApiKeyCreated', apiKeyId, secret: token };
}

export interface ApiKeyRevoked {
  readonly __typename: 'ApiKeyRevoked';
  readonly apiKeyId: ApiKeyId;
}

/** Ends a key, whichever of its secrets is used. Ending it again changes nothing. */
export async function revokeApiKey(platform: Platform, tx: Tx, apiKeyId: ApiKeyId): Promise<ApiKeyRevoked> {
  const before = await readApiKey(tx, apiKeyId);
  if (!before) throw new Fault('NOT_FOUND', { tell: 'There is no such API key.' });
  const revokedAt = before.revokedAt ?? platform.clock.now();
  await tx.sql`
    update api_key set revoked_at = ${revokedAt} where tenant_id = ${tx.tenantId} and api_key_id = ${apiKeyId} and revoked_at is null`;
  audit(tx, { subject: { type: 'ApiKey', id: apiKeyId }, before: { revokedAt: before.revokedAt }, after: { revokedAt } });
  return { __typename: 'ApiKeyRevoked', apiKeyId };
}

/** Keeps when a key was last used. */
export function writeKeyUse({ sql, tenantId }: Tx, { credentialId, usedAt, since }: CredentialUse): Promise<unknown> {
  return sql`
    update api_key set last_used_at = ${usedAt}
    where tenant_id = ${tenantId} and api_key_id = ${credentialId} and (last_used_at is null or last_used_at <= ${since})`;
}

export function apiKeyRefused(reason: ApiKeyRefused['reason'], message: string): ApiKeyRefused {
  return { __typename: 'ApiKeyRefused', reason, message };
}
