import { randomUUID } from 'node:crypto';
import type { ApiKeyId, PartyId } from '../../kernel/ids.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { Fault } from '../../platform/fault.ts';
import { audit } from './audit/audit-change.ts';
import type { ApiKeyActor, ApiKeyRole } from './actor.ts';
import { type Credential, issueToken, sameHash } from './credential.ts';
import { readApiKey } from './reads.ts';

export interface NewApiKey {
  readonly name: string;
  readonly role: ApiKeyRole;
  readonly partyId: PartyId | null;
}

export type CreateApiKeyOutcome =
  | { readonly __typename: 'ApiKeyCreated'; readonly apiKeyId: ApiKeyId; readonly secret: string | null }
  | { readonly __typename: 'ApiKeyRefused'; readonly reason: 'PARTY_REQUIRED' | 'PARTY_NOT_ALLOWED'; readonly message: string };

const ROLES_OF_PARTIES: ReadonlySet<ApiKeyRole> = new Set(['OWNER', 'OPTIMISER', 'PARTY']);

/** Creates a key; its secret is in the outcome and nowhere else. */
export async function createApiKey(platform: Platform, tx: Tx, wanted: NewApiKey): Promise<CreateApiKeyOutcome> {
  const actsForParty = ROLES_OF_PARTIES.has(wanted.role);
  if (actsForParty && !wanted.partyId) return refused('PARTY_REQUIRED', `The role ${wanted.role} acts for a party; say which.`);
  if (!actsForParty && wanted.partyId)
    return refused('PARTY_NOT_ALLOWED', `The role ${wanted.role} acts for the tenant itself; leave the party out.`);
  if (wanted.partyId && !(await partyExists(tx, wanted.partyId)))
    throw new Fault('NOT_FOUND', { tell: 'There is no such party.' });
  // A UUID just made is a valid id of the key it will name.
  const apiKeyId = randomUUID() as ApiKeyId;
  const { slug } = platform.tenants.byId(tx.tenantId);
  const { token, secretHash } = issueToken({ kind: 'api-key', tenantSlug: slug, credentialId: apiKeyId });
  await tx.sql`
    insert into api_key (tenant_id, api_key_id, name, role, party_id, secret_hash, created_at)
    values (${tx.tenantId}, ${apiKeyId}, ${wanted.name}, ${wanted.role}, ${wanted.partyId}, ${secretHash}, ${platform.clock.now()})`;
  audit(tx, { subject: { type: 'ApiKey', id: apiKeyId }, after: { ...wanted } });
  return { __typename: 'ApiKeyCreated', apiKeyId, secret: token };
}

/** Ends a key. Ending it again changes nothing. */
export async function revokeApiKey(
  platform: Platform,
  tx: Tx,
  apiKeyId: ApiKeyId,
): Promise<{ __typename: 'ApiKeyRevoked'; apiKeyId: ApiKeyId }> {
  const before = await readApiKey(tx, apiKeyId);
  if (!before) throw new Fault('NOT_FOUND', { tell: 'There is no such API key.' });
  const revokedAt = before.revokedAt ?? platform.clock.now();
  await tx.sql`
    update api_key set revoked_at = ${revokedAt} where tenant_id = ${tx.tenantId} and api_key_id = ${apiKeyId} and revoked_at is null`;
  audit(tx, { subject: { type: 'ApiKey', id: apiKeyId }, before: { revokedAt: before.revokedAt }, after: { revokedAt } });
  return { __typename: 'ApiKeyRevoked', apiKeyId };
}

/** The actor behind a key, or null when the key is unknown, wrong or revoked: the three give the same answer. */
export async function authenticateApiKey(tx: Tx, credential: Credential): Promise<ApiKeyActor | null> {
  const [row] = await tx.sql<{ apiKeyId: ApiKeyId; role: ApiKeyRole; partyId: PartyId | null; secretHash: Buffer }[]>`
    select api_key_id as "apiKeyId", role, party_id as "partyId", secret_hash as "secretHash"
    from api_key where tenant_id = ${tx.tenantId} and api_key_id = ${credential.credentialId} and revoked_at is null`;
  if (!row || !sameHash(row.secretHash, credential.secretHash)) return null;
  return {
    kind: 'api-key',
    tenantId: tx.tenantId,
    credentialId: row.apiKeyId,
    role: row.role,
    partyId: row.partyId,
    bounds: null,
  };
}

async function partyExists({ sql, tenantId }: Tx, partyId: PartyId): Promise<boolean> {
  return (await sql`select 1 from party where tenant_id = ${tenantId} and party_id = ${partyId}`).length === 1;
}

function refused(reason: 'PARTY_REQUIRED' | 'PARTY_NOT_ALLOWED', message: string): CreateApiKeyOutcome {
  return { __typename: 'ApiKeyRefused', reason, message };
}
