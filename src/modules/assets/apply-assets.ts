import type { BatteryId, SiteId } from '../../kernel/ids.ts';
import { Fault } from '../../platform/fault.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { isAgreedOn } from '../ownership/index.ts';
import { auditFile, defaultModelOf, type FileChange, idOfKey, modelsOf, type TenantFile } from '../tenancy/index.ts';
import { announceSite, insertBattery, insertSite, type NewBattery, type NewSite } from './register.ts';

/**
 * Brings the sites and batteries in line with the tenant's file, and tells what depends on those that changed. What the
 * file no longer names stays: history hangs on it. Each change is in the audit trail.
 */
export async function applyAssets(platform: Platform, file: TenantFile): Promise<void> {
  await platform.db.write(file.tenantId, async (tx) => {
    const changes: FileChange[] = [];
    const modelOfUnnamed = defaultModelOf(modelsOf(file));
    for (const { key: siteKey, batteries, agreements: _ofSite, address = null, ...site } of file.sites) {
      const siteId = idOfKey<SiteId>(file.tenantId, 'site', siteKey);
      const ofSite: FileChange[] = [];
      const isNew = await insertSite(tx, { siteId, address, ...site });
      if (!isNew) ofSite.push(...(await updateSite(tx, { siteId, address, ...site })));
      for (const { key, intent: _intent, agreements: _agreements, ownershipModel = modelOfUnnamed, ...battery } of batteries) {
        const batteryId = idOfKey<BatteryId>(file.tenantId, 'battery', siteKey, key);
        ofSite.push(...(await applyBattery(tx, { file, battery: { batteryId, siteId, ownershipModel, ...battery } })));
      }
      // Of a site that is new nothing is known yet that could be out of date.
      if (!isNew && ofSite.length > 0) await announceSite(platform, tx, siteId);
      if (!isNew) changes.push(...ofSite);
    }
    await auditFile(tx, platform.clock.now(), changes);
  });
}

type SiteFacts = Pick<NewSite, 'name' | 'timeZone' | 'importLimitKw' | 'exportLimitKw' | 'address'>;

async function updateSite({ sql, tenantId }: Tx, { siteId, market: _market, ...after }: NewSite): Promise<FileChange[]> {
  const [before] = await sql<SiteFacts[]>`
    select name, time_zone as "timeZone", import_limit_kw as "importLimitKw", export_limit_kw as "exportLimitKw", address
    from site where tenant_id = ${tenantId} and site_id = ${siteId}`;
  const updated = await sql`
    update site set name = ${after.name}, time_zone = ${after.timeZone}, import_limit_kw = ${after.importLimitKw},
      export_limit_kw = ${after.exportLimitKw}, address = ${after.address}
    where tenant_id = ${tenantId} and site_id = ${siteId}
      and (name, time_zone, import_limit_kw, export_limit_kw, address)
        is distinct from (${after.name}::text, ${after.timeZone}::text, ${after.importLimitKw}::float8, ${after.exportLimitKw}::float8,
          ${after.address}::text)
    returning 1`;
  if (updated.length === 0) return [];
  return [{ operation: 'applySite', subject: { type: 'Site', id: siteId }, before: { ...before }, after }];
}

interface FileBattery {
  readonly file: TenantFile;
  readonly battery: NewBattery;
}

async function applyBattery(tx: Tx, { file, battery }: FileBattery): Promise<FileChange[]> {
  const { batteryId, siteId, ...after } = battery;
  const subject = { type: 'Battery', id: batteryId };
  if (await insertBattery(tx, battery)) return [{ operation: 'applyBattery', subject, after }];
  const { sql, tenantId } = tx;
  const [before] = await sql<(typeof after)[]>`
    select name, charge_power_kw_max as "chargePowerKwMax", discharge_power_kw_max as "dischargePowerKwMax",
      energy_capacity_kwh as "energyCapacityKwh", charge_efficiency_percent as "chargeEfficiencyPercent",
      discharge_efficiency_percent as "dischargeEfficiencyPercent", ownership_model as "ownershipModel"
    from battery where tenant_id = ${tenantId} and battery_id = ${batteryId}`;
  if (before && before.ownershipModel !== after.ownershipModel && (await isAgreedOn(tx, { siteId, batteryId })))
    throw modelKept(file, { name: after.name, kept: before.ownershipModel, wanted: after.ownershipModel });
  const updated = await sql`
    update battery set name = ${after.name}, charge_power_kw_max = ${after.chargePowerKwMax},
      discharge_power_kw_max = ${after.dischargePowerKwMax}, energy_capacity_kwh = ${after.energyCapacityKwh},
      charge_efficiency_percent = ${after.chargeEfficiencyPercent},
      discharge_efficiency_percent = ${after.dischargeEfficiencyPercent}, ownership_model = ${after.ownershipModel}
    where tenant_id = ${tenantId} and battery_id = ${batteryId}
      and (name, charge_power_kw_max, discharge_power_kw_max, energy_capacity_kwh, charge_efficiency_percent,
          discharge_efficiency_percent, ownership_model)
        is distinct from (${after.name}::text, ${after.chargePowerKwMax}::float8, ${after.dischargePowerKwMax}::float8,
          ${after.energyCapacityKwh}::float8, ${after.chargeEfficiencyPercent}::float8, ${after.dischargeEfficiencyPercent}::float8,
          ${after.ownershipModel}::text)
    returning 1`;
  return updated.length === 0 ? [] : [{ operation: 'applyBattery', subject, before: { ...before }, after }];
}

/** Rights are read from the model as it is now: another one would give and take rights over what has long happened. */
function modelKept({ slug }: TenantFile, { name, kept, wanted }: Record<'name' | 'kept' | 'wanted', string>): Fault {
  const tell = `tenants/${slug}.yaml: ${name} is under the ownership model ${kept} and has agreements, so that it cannot come under ${wanted}: that would change who may see its past. Give the battery a new key to begin anew.`;
  return new Fault('BAD_USER_INPUT', { tell });
}
