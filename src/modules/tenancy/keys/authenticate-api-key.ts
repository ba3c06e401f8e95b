import type { ApiKeyId, BatteryId, PartyId, SiteId } from '../../../kernel/ids.ts';
import type { Scope } from '../../../kernel/scopes.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import type { ApiKeyActor, ApiKeyRole, Bound } from '../actor.ts';
import { type Credential, sameHash } from '../credential.ts';
import { SCOPES_OF_ROLE } from '../role-scopes.ts';

interface KeyRow {
  readonly apiKeyId: ApiKeyId;
  readonly role: ApiKeyRole;
  readonly partyId: PartyId | null;
  readonly scopes: readonly Scope[] | null;
  /** Null for all of the tenant. */
  readonly places: readonly { readonly batteryId: BatteryId; readonly siteId: SiteId }[] | null;
  readonly expiresAt: Date | null;
  readonly secretHash: Buffer;
  readonly previousSecretHash: Buffer | null;
  readonly previousUntil: Date | null;
}

/** The actor behind a key, or null when the key is unknown, wrong, revoked or at its end: all give the same answer. */
export async function authenticateApiKey(tx: Tx, credential: Credential, wallNow: Date): Promise<ApiKeyActor | null> {
  const row = await readKey(tx, credential.credentialId);
  const secret = row && secretShown(row, { credential, wallNow });
  if (!row || !secret) return null;
  const { apiKeyId: credentialId, role, partyId } = row;
  return { kind: 'api-key', tenantId: tx.tenantId, credentialId, role, partyId, bounds: boundsOf(row), ...secret };
}

async function readKey({ sql, tenantId }: Tx, apiKeyId: string): Promise<KeyRow | null> {
  const [row] = await sql<KeyRow[]>`
    select api_key_id as "apiKeyId", role, party_id as "partyId", scopes, expires_at as "expiresAt", secret_hash as "secretHash",
      previous_secret_hash as "previousSecretHash", previous_until as "previousUntil",
      case when of_batteries then (
        select coalesce(json_agg(json_build_object('batteryId', battery.battery_id, 'siteId', battery.site_id)), '[]')
        from api_key_battery join battery on battery.tenant_id = ${tenantId} and battery.battery_id = api_key_battery.battery_id
        where api_key_battery.tenant_id = ${tenantId} and api_key_battery.api_key_id = api_key.api_key_id) end as places
    from api_key where tenant_id = ${tenantId} and api_key_id = ${apiKeyId} and revoked_at is null`;
  return row ?? null;
}

/** When the secret that was shown ends; null when it is none of the key's, or has ended. */
function secretShown(
  { expiresAt, secretHash, previousSecretHash, previousUntil }: KeyRow,
  { credential, wallNow }: { credential: Credential; wallNow: Date },
): { readonly expiresAt: Date | null } | null {
  const isPrevious = previousSecretHash !== null && sameHash(previousSecretHash, credential.secretHash);
  if (!isPrevious && !sameHash(secretHash, credential.secretHash)) return null;
  const ends = [expiresAt, isPrevious ? previousUntil : null].flatMap((end) => end?.getTime() ?? []);
  const endsMs = Math.min(...ends);
  if (endsMs <= wallNow.getTime()) return null;
  return { expiresAt: ends.length === 0 ? null : new Date(endsMs) };
}

function boundsOf({ role, scopes, places }: KeyRow): readonly Bound[] | null {
  if (scopes === null && places === null) return null;
  const within = places && {
    batteryIds: places.map(({ batteryId }) => batteryId),
    siteIds: [...new Set(places.map(({ siteId }) => siteId))],
  };
  return [{ scopes: scopes ?? SCOPES_OF_ROLE[role], places: within }];
}
