import type { OAuthClientId } from '../../kernel/ids.ts';
import type { Platform } from '../../platform/platform.ts';
import { idOfKey, type TenantFile } from '../tenancy/index.ts';

/** Makes the dashboard known to the tenant's issuer. */
export async function applyIdentity({ db, clock }: Platform, file: TenantFile): Promise<void> {
  const clientId = idOfKey<OAuthClientId>(file.tenantId, 'oauth-client', 'dashboard');
  await db.write(
    file.tenantId,
    ({ sql }) => sql`
      insert into oauth_client (tenant_id, oauth_client_id, kind, name, redirect_uris, purposes, scopes, created_at)
      values (${file.tenantId}, ${clientId}, 'DASHBOARD', 'the dashboard', '{}', '{}', '{}', ${clock.now()})
      on conflict do nothing`,
  );
}
