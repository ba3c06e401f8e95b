import type { OAuthClientId, TenantId } from '../../kernel/ids.ts';
import type { Platform } from '../../platform/platform.ts';
import { idOfKey, type TenantFile } from '../tenancy/index.ts';
import type { NewApp } from './clients.ts';

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

/** An app that belongs to the installation, such as the demo's: the same one at each start. */
export async function applyApp({ db, clock }: Platform, tenantId: TenantId, app: NewApp): Promise<OAuthClientId> {
  const clientId = idOfKey<OAuthClientId>(tenantId, 'oauth-client', app.name);
  await db.write(
    tenantId,
    ({ sql }) => sql`
      insert into oauth_client (tenant_id, oauth_client_id, kind, name, redirect_uris, purposes, scopes, created_at)
      values (${tenantId}, ${clientId}, 'APP', ${app.name}, ${[...app.redirectUris]}, ${[...app.purposes]}, '{}', ${clock.now()})
      on conflict (tenant_id, oauth_client_id) do update
      set redirect_uris = excluded.redirect_uris, purposes = excluded.purposes, revoked_at = null`,
  );
  return clientId;
}
