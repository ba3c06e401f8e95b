import type { ConsentId, UserId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/tenant-db.ts';

interface Ending {
  readonly userId: UserId;
  readonly at: Date;
  /** Where they are to stay signed in, if anywhere. */
  readonly exceptConsentId?: ConsentId | null;
}

/** Ends where a person is signed in themselves: the issuer's sessions and the dashboard. What apps were let do stays. */
export async function endSignIns({ sql, tenantId }: Tx, { userId, at, exceptConsentId = null }: Ending): Promise<void> {
  await sql`
    update consent set revoked_at = ${at}
    from oauth_client
    where consent.tenant_id = ${tenantId} and oauth_client.tenant_id = consent.tenant_id and consent.user_id = ${userId}
      and oauth_client.oauth_client_id = consent.oauth_client_id and oauth_client.kind = 'DASHBOARD' and consent.revoked_at is null
      and consent.consent_id is distinct from ${exceptConsentId}::uuid`;
  await sql`
    delete from oidc_record
    where tenant_id = ${tenantId} and user_id = ${userId} and (model in ('Session', 'Interaction', 'AuthorizationCode')
      or grant_id in (select consent_id::text from consent
        where consent.tenant_id = oidc_record.tenant_id and consent.user_id = ${userId} and revoked_at is not null))`;
}
