import type { BatteryId, SiteId } from '../../kernel/ids.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { defaultModelOf, idOfKey, modelsOf, type TenantFile } from '../tenancy/index.ts';
import { insertBattery, insertSite, type NewBattery, type NewSite } from './register.ts';

/** Brings the sites and batteries in line with the tenant's file. What the file no longer names stays: history hangs on it. */
export async function applyAssets(platform: Platform, file: TenantFile): Promise<void> {
  await platform.db.write(file.tenantId, async (tx) => {
    const modelOfUnnamed = defaultModelOf(modelsOf(file));
    for (const { key: siteKey, batteries, agreements: _ofSite, address = null, ...site } of file.sites) {
      const siteId = idOfKey<SiteId>(file.tenantId, 'site', siteKey);
      await applySite(tx, { siteId, address, ...site });
      for (const { key, intent: _intent, agreements: _agreements, ownershipModel = modelOfUnnamed, ...battery } of batteries) {
        const batteryId = idOfKey<BatteryId>(file.tenantId, 'battery', siteKey, key);
        await applyBattery(tx, { batteryId, siteId, ownershipModel, ...battery });
      }
    }
  });
}

async function applySite(tx: Tx, site: NewSite): Promise<void> {
  if (await insertSite(tx, site)) return;
  await tx.sql`
    update site set name = ${site.name}, time_zone = ${site.timeZone}, import_limit_kw = ${site.importLimitKw},
      export_limit_kw = ${site.exportLimitKw}, address = ${site.address}
    where tenant_id = ${tx.tenantId} and site_id = ${site.siteId}`;
}

async function applyBattery(tx: Tx, battery: NewBattery): Promise<void> {
  if (await insertBattery(tx, battery)) return;
  await tx.sql`
    update battery set name = ${battery.name}, charge_power_kw_max = ${battery.chargePowerKwMax},
      discharge_power_kw_max = ${battery.dischargePowerKwMax}, energy_capacity_kwh = ${battery.energyCapacityKwh},
      charge_efficiency_percent = ${battery.chargeEfficiencyPercent},
      discharge_efficiency_percent = ${battery.dischargeEfficiencyPercent}, ownership_model = ${battery.ownershipModel}
    where tenant_id = ${tx.tenantId} and battery_id = ${battery.batteryId}`;
}
