import type { UserId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/tenant-db.ts';

/** Ends where a person is signed in themselves: the issuer's sessions and the dashboard. What apps were let do stays. */
export async function endSignIns({ sql, tenantId }: Tx, { userId, at }: { userId: UserId; at: Date }): Promise<void> {
  await sql`
    update consent set revoked_at = ${at}
    from oauth_client
    where consent.tenant_id = ${tenantId} and oauth_client.tenant_id = ${tenantId} and consent.user_id = ${userId}
      and oauth_client.oauth_client_id = consent.oauth_client_id and oauth_client.kind = 'DASHBOARD' and consent.revoked_at is null`;
  await sql`
    delete from oidc_record
    where tenant_id = ${tenantId} and user_id = ${userId} and (model in ('Session', 'Interaction', 'AuthorizationCode')
      or grant_id in (select consent_id::text from consent where tenant_id = ${tenantId} and user_id = ${userId} and revoked_at is not null))`;
}
