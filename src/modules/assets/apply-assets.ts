import type { BatteryId, SiteId } from '../../kernel/ids.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { defaultModelOf, idOfKey, modelsOf, type TenantFile } from '../tenancy/index.ts';
import { announceSite, insertBattery, insertSite, type NewBattery, type NewSite } from './register.ts';

/**
 * Brings the sites and batteries in line with the tenant's file, and tells what depends on those that changed. What the
 * file no longer names stays: history hangs on it.
 */
export async function applyAssets(platform: Platform, file: TenantFile): Promise<void> {
  await platform.db.write(file.tenantId, async (tx) => {
    const modelOfUnnamed = defaultModelOf(modelsOf(file));
    for (const { key: siteKey, batteries, agreements: _ofSite, address = null, ...site } of file.sites) {
      const siteId = idOfKey<SiteId>(file.tenantId, 'site', siteKey);
      const applied = await applySite(tx, { siteId, address, ...site });
      let changed = applied === 'updated';
      for (const { key, intent: _intent, agreements: _agreements, ownershipModel = modelOfUnnamed, ...battery } of batteries) {
        const batteryId = idOfKey<BatteryId>(file.tenantId, 'battery', siteKey, key);
        if (await applyBattery(tx, { batteryId, siteId, ownershipModel, ...battery })) changed = true;
      }
      // Of a site that is new nothing is known yet that could be out of date.
      if (changed && applied !== 'inserted') await announceSite(platform, tx, siteId);
    }
  });
}

async function applySite(tx: Tx, site: NewSite): Promise<'inserted' | 'updated' | 'same'> {
  if (await insertSite(tx, site)) return 'inserted';
  const updated = await tx.sql`
    update site set name = ${site.name}, time_zone = ${site.timeZone}, import_limit_kw = ${site.importLimitKw},
      export_limit_kw = ${site.exportLimitKw}, address = ${site.address}
    where tenant_id = ${tx.tenantId} and site_id = ${site.siteId}
      and (name, time_zone, import_limit_kw, export_limit_kw, address)
        is distinct from (${site.name}::text, ${site.timeZone}::text, ${site.importLimitKw}::float8, ${site.exportLimitKw}::float8,
          ${site.address}::text)
    returning 1`;
  return updated.length > 0 ? 'updated' : 'same';
}

/** Whether anything changed. */
async function applyBattery(tx: Tx, battery: NewBattery): Promise<boolean> {
  if (await insertBattery(tx, battery)) return true;
  const updated = await tx.sql`
    update battery set name = ${battery.name}, charge_power_kw_max = ${battery.chargePowerKwMax},
      discharge_power_kw_max = ${battery.dischargePowerKwMax}, energy_capacity_kwh = ${battery.energyCapacityKwh},
      charge_efficiency_percent = ${battery.chargeEfficiencyPercent},
      discharge_efficiency_percent = ${battery.dischargeEfficiencyPercent}, ownership_model = ${battery.ownershipModel}
    where tenant_id = ${tx.tenantId} and battery_id = ${battery.batteryId}
      and (name, charge_power_kw_max, discharge_power_kw_max, energy_capacity_kwh, charge_efficiency_percent,
          discharge_efficiency_percent, ownership_model)
        is distinct from (${battery.name}::text, ${battery.chargePowerKwMax}::float8, ${battery.dischargePowerKwMax}::float8,
          ${battery.energyCapacityKwh}::float8, ${battery.chargeEfficiencyPercent}::float8, ${battery.dischargeEfficiencyPercent}::float8,
          ${battery.ownershipModel}::text)
    returning 1`;
  return updated.length > 0;
}
