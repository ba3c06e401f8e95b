import type { ApiKeyId, BatteryId, PartyId } from '../../../kernel/ids.ts';
import type { Scope } from '../../../kernel/scopes.ts';
import { type KeysetPage, keyset } from '../../../platform/keyset.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import type { ApiKeyRole } from '../actor.ts';

export interface ApiKey {
  readonly apiKeyId: ApiKeyId;
  readonly name: string;
  readonly role: ApiKeyRole;
  readonly partyId: PartyId | null;
  readonly scopes: readonly Scope[] | null;
  readonly batteryIds: readonly BatteryId[] | null;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly rotatedAt: Date | null;
  readonly previousUntil: Date | null;
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

function columns({ sql, tenantId }: Tx) {
  return sql`api_key_id as "apiKeyId", name, role, party_id as "partyId", scopes, created_at as "createdAt", revoked_at as "revokedAt",
    expires_at as "expiresAt", last_used_at as "lastUsedAt", rotated_at as "rotatedAt", previous_until as "previousUntil",
    case when of_batteries then array(
      select battery_id::text from api_key_battery
      where api_key_battery.tenant_id = ${tenantId} and api_key_battery.api_key_id = api_key.api_key_id
      order by battery_id) end as "batteryIds"`;
}
