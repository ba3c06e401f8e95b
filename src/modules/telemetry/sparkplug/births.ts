import type { Tx } from '../../../platform/tenant-db.ts';
import type { SiteAddress } from '../../../wire/topics.ts';

type SiteDevice = Pick<SiteAddress, 'siteId'> & { readonly device: string };

/** Keeps what a device announced, for dead letters that are replayed. A site there is not keeps nothing. */
export async function keepBirth(
  { sql, tenantId }: Tx,
  { siteId, device, payload, receivedAt }: SiteDevice & { payload: Buffer; receivedAt: Date },
): Promise<void> {
  await sql`
    insert into sparkplug_birth (tenant_id, site_id, device, payload, received_at)
    select tenant_id, site_id, ${device}, ${payload}, ${receivedAt} from site where tenant_id = ${tenantId} and site_id = ${siteId}
    on conflict (tenant_id, site_id, device) do update set payload = excluded.payload, received_at = excluded.received_at
    where sparkplug_birth.received_at <= excluded.received_at`;
}

export async function readBirth({ sql, tenantId }: Tx, { siteId, device }: SiteDevice): Promise<Buffer | null> {
  const [row] = await sql<{ payload: Buffer }[]>`
    select payload from sparkplug_birth where tenant_id = ${tenantId} and site_id = ${siteId} and device = ${device}`;
  return row?.payload ?? null;
}

/** The battery of a site that has the device's name; a device may also be called by its battery's id. */
export async function readBatteryNamed({ sql, tenantId }: Tx, { siteId, device }: SiteDevice): Promise<string | null> {
  const [row] = await sql<{ batteryId: string }[]>`
    select battery_id as "batteryId" from battery where tenant_id = ${tenantId} and site_id = ${siteId} and name = ${device}`;
  return row?.batteryId ?? null;
}
