import { randomUUID } from 'node:crypto';
import type { ApiKeyId, BatteryId, PartyId } from '../../../kernel/ids.ts';
import type { Scope } from '../../../kernel/scopes.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import { Fault } from '../../../platform/fault.ts';
import { audit } from '../audit/audit-change.ts';
import type { ApiKeyRole } from '../actor.ts';
import { issueToken } from '../credential.ts';
import { ROLES_OF_PARTIES } from '../role-scopes.ts';
import { type ReachRefusal, refusalOfReach } from './key-reach.ts';
import { readApiKey } from './reads.ts';

export interface NewApiKey {
  readonly name: string;
  readonly role: ApiKeyRole;
  readonly partyId: PartyId | null;
  /** Whatever its role gives when left out. */
  readonly scopes?: readonly Scope[] | null;
  /** All of the tenant when left out. */
  readonly batteryIds?: readonly BatteryId[] | null;
  /** Never by itself when left out. */
  readonly expiresAt?: Date | null;
}

export interface ApiKeyRefused {
  readonly __typename: 'ApiKeyRefused';
  readonly reason: 'PARTY_REQUIRED' | 'PARTY_NOT_ALLOWED' | ReachRefusal['reason'] | 'KEY_REVOKED' | 'KEY_EXPIRED';
  readonly message: string;
}

export type CreateApiKeyOutcome =
  | { readonly __typename: 'ApiKeyCreated'; readonly apiKeyId: ApiKeyId; readonly secret: string | null }
  | ApiKeyRefused;

/** Creates a key; its secret is in the outcome and nowhere else. */
export async function createApiKey(platform: Platform, tx: Tx, wanted: NewApiKey): Promise<CreateApiKeyOutcome> {
  const { name, role, partyId, scopes = null, batteryIds = null, expiresAt = null } = wanted;
  const refusal = refusalOfParty(wanted) ?? refusalOfReach({ role, scopes, batteryIds, expiresAt }, platform.wallNow());
  if (refusal) return { __typename: 'ApiKeyRefused', ...refusal };
  if (partyId && !(await partyExists(tx, partyId))) throw new Fault('NOT_FOUND', { tell: 'There is no such party.' });
  await demandBatteries(tx, batteryIds ?? []);
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
  audit(tx, { subject: { type: 'ApiKey', id: apiKeyId }, after: { name, role, partyId, scopes, batteryIds, expiresAt } });
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

function refusalOfParty({ role, partyId }: NewApiKey): Pick<ApiKeyRefused, 'reason' | 'message'> | null {
  const actsForParty = ROLES_OF_PARTIES.has(role);
  if (actsForParty && !partyId) return { reason: 'PARTY_REQUIRED', message: `The role ${role} acts for a party; say which.` };
  if (!actsForParty && partyId)
    return { reason: 'PARTY_NOT_ALLOWED', message: `The role ${role} acts for the tenant itself; leave the party out.` };
  return null;
}

async function partyExists({ sql, tenantId }: Tx, partyId: PartyId): Promise<boolean> {
  return (await sql`select 1 from party where tenant_id = ${tenantId} and party_id = ${partyId}`).length === 1;
}

async function demandBatteries({ sql, tenantId }: Tx, batteryIds: readonly BatteryId[]): Promise<void> {
  if (batteryIds.length === 0) return;
  const found = await sql`select 1 from battery where tenant_id = ${tenantId} and battery_id = any(${[...batteryIds]}::uuid[])`;
  if (found.length < batteryIds.length) throw new Fault('NOT_FOUND', { tell: 'There is no such battery.' });
}
