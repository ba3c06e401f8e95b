import type { ApiKeyId, PartyId, TenantId } from '../../kernel/ids.ts';
import { type KeysetPage, keyset } from '../../platform/keyset.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import type { ApiKeyRole } from './actor.ts';

export interface ApiKey {
  readonly apiKeyId: ApiKeyId;
  readonly name: string;
  readonly role: ApiKeyRole;
  readonly partyId: PartyId | null;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

export interface Tenant {
  readonly tenantId: TenantId;
  readonly slug: string;
  readonly name: string;
}

export async function readTenant(tx: Tx): Promise<Tenant | null> {
  const [tenant] = await tx.sql<Tenant[]>`
    select tenant_id as "tenantId", slug, name from tenant where tenant_id = ${tx.tenantId}`;
  return tenant ?? null;
}

export async function readApiKey(tx: Tx, apiKeyId: string): Promise<ApiKey | null> {
  const [apiKey] = await tx.sql<ApiKey[]>`
    select ${columns(tx)} from api_key where tenant_id = ${tx.tenantId} and api_key_id = ${apiKeyId}`;
  return apiKey ?? null;
}

/** Newest first. */
export async function readApiKeys(tx: Tx, page: KeysetPage): Promise<ApiKey[]> {
  const { bounds, ordering } = keyset(tx.sql, page, {
    columns: { createdAt: 'created_at', apiKeyId: 'api_key_id' },
    descending: true,
  });
  return tx.sql<ApiKey[]>`select ${columns(tx)} from api_key where tenant_id = ${tx.tenantId} and ${bounds} ${ordering}`;
}

function columns({ sql }: Tx) {
  return sql`api_key_id as "apiKeyId", name, role, party_id as "partyId", created_at as "createdAt", revoked_at as "revokedAt"`;
}
