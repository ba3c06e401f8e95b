import type { Tx } from '../../platform/tenant-db.ts';

/** Whether anybody has, had or will have an agreement over a battery, by itself or with all of its site. */
export async function isAgreedOn(
  { sql, tenantId }: Tx,
  { siteId, batteryId }: { readonly siteId: string; readonly batteryId: string },
): Promise<boolean> {
  const [row] = await sql<{ isAgreed: boolean }[]>`
    select exists (select from agreement where tenant_id = ${tenantId} and site_id = ${siteId}
      and (battery_id = ${batteryId} or battery_id is null)) as "isAgreed"`;
  return row?.isAgreed ?? false;
}
