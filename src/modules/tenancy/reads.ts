import type { TenantId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/tenant-db.ts';

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
