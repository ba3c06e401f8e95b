import type { AgreementId, BatteryId, PartyId, SiteId } from '../../kernel/ids.ts';
import type { Platform } from '../../platform/platform.ts';
import { idOfKey, type TenantFile } from '../tenancy/index.ts';

/** Brings the parties in line with the tenant's file. */
export async function applyParties(platform: Platform, file: TenantFile): Promise<void> {
  await platform.db.write(file.tenantId, async ({ sql }) => {
    for (const party of file.parties) {
      await sql`
        insert into party (tenant_id, party_id, name)
        values (${file.tenantId}, ${idOfKey<PartyId>(file.tenantId, 'party', party.key)}, ${party.name})
        on conflict (tenant_id, party_id) do update set name = excluded.name`;
    }
  });
}

/** Brings the agreements in line with the tenant's file; the batteries they are about exist by then. */
export async function applyAgreements(platform: Platform, file: TenantFile): Promise<void> {
  const { tenantId } = file;
  await platform.db.write(tenantId, async ({ sql }) => {
    for (const site of file.sites) {
      for (const battery of site.batteries) {
        for (const { party, role, validFrom, validUntil } of battery.agreements) {
          await sql`
            insert into agreement (tenant_id, agreement_id, party_id, site_id, battery_id, role, valid_from, valid_until)
            values (${tenantId}, ${idOfKey<AgreementId>(tenantId, 'agreement', site.key, battery.key, party, role, validFrom)},
                    ${idOfKey<PartyId>(tenantId, 'party', party)}, ${idOfKey<SiteId>(tenantId, 'site', site.key)},
                    ${idOfKey<BatteryId>(tenantId, 'battery', site.key, battery.key)}, ${role}, ${new Date(validFrom)},
                    ${validUntil === undefined ? null : new Date(validUntil)})
            on conflict (tenant_id, agreement_id) do update set valid_until = excluded.valid_until`;
        }
      }
    }
  });
}
