import { randomUUID } from 'node:crypto';
import type { BatteryId, SiteId } from '../../kernel/ids.ts';
import { announce, type Platform } from '../../platform/platform.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { audit } from '../tenancy/index.ts';
import type { Battery, Site } from './reads.ts';

export type NewSite = Site;
export type NewBattery = Omit<Battery, 'site'>;

export type RegisterSiteOutcome =
  | { readonly __typename: 'SiteRegistered'; readonly siteId: SiteId }
  | { readonly __typename: 'SiteRefused'; readonly reason: 'NAME_TAKEN'; readonly message: string };

export type RegisterBatteryOutcome =
  | { readonly __typename: 'BatteryRegistered'; readonly batteryId: BatteryId }
  | { readonly __typename: 'BatteryRefused'; readonly reason: 'NAME_TAKEN'; readonly message: string };

export async function registerSite(tx: Tx, wanted: Omit<NewSite, 'siteId'>): Promise<RegisterSiteOutcome> {
  const siteId = newId<SiteId>();
  if (!(await insertSite(tx, { siteId, ...wanted })))
    return { __typename: 'SiteRefused', reason: 'NAME_TAKEN', message: `Another site is called ${wanted.name}.` };
  audit(tx, { subject: { type: 'Site', id: siteId }, after: { ...wanted } });
  return { __typename: 'SiteRegistered', siteId };
}

export async function registerBattery(
  platform: Platform,
  tx: Tx,
  wanted: Omit<NewBattery, 'batteryId'>,
): Promise<RegisterBatteryOutcome> {
  const batteryId = newId<BatteryId>();
  if (!(await insertBattery(tx, { batteryId, ...wanted }))) {
    return {
      __typename: 'BatteryRefused',
      reason: 'NAME_TAKEN',
      message: `Another battery of the site is called ${wanted.name}.`,
    };
  }
  audit(tx, { subject: { type: 'Battery', id: batteryId }, after: { ...wanted } });
  await announceSite(platform, tx, wanted.siteId);
  return { __typename: 'BatteryRegistered', batteryId };
}

/** The batteries of a site share its grid connection: what changes for one, or for the site, changes for all of them. */
export async function announceSite(platform: Platform, tx: Tx, siteId: SiteId): Promise<void> {
  const rows = await tx.sql<{ batteryId: BatteryId }[]>`
    select battery_id as "batteryId" from battery where tenant_id = ${tx.tenantId} and site_id = ${siteId}`;
  await announce(platform, tx, { announcement: 'site-changed', batteryIds: rows.map((row) => row.batteryId) });
}

/** False when the id or the name is taken. */
export async function insertSite({ sql, tenantId }: Tx, site: NewSite): Promise<boolean> {
  const inserted = await sql`
    insert into site (tenant_id, site_id, name, time_zone, market, import_limit_kw, export_limit_kw, address)
    values (${tenantId}, ${site.siteId}, ${site.name}, ${site.timeZone}, ${site.market}, ${site.importLimitKw}, ${site.exportLimitKw},
      ${site.address})
    on conflict do nothing returning 1`;
  return inserted.length === 1;
}

/** False when the id, or the name at that site, is taken. */
export async function insertBattery({ sql, tenantId }: Tx, battery: NewBattery): Promise<boolean> {
  const inserted = await sql`
    insert into battery (tenant_id, battery_id, site_id, name, charge_power_kw_max, discharge_power_kw_max,
      energy_capacity_kwh, charge_efficiency_percent, discharge_efficiency_percent, ownership_model)
    values (${tenantId}, ${battery.batteryId}, ${battery.siteId}, ${battery.name}, ${battery.chargePowerKwMax},
      ${battery.dischargePowerKwMax}, ${battery.energyCapacityKwh}, ${battery.chargeEfficiencyPercent},
      ${battery.dischargeEfficiencyPercent}, ${battery.ownershipModel})
    on conflict do nothing returning 1`;
  return inserted.length === 1;
}

function newId<Id extends string>(): Id {
  // A UUID just made is a valid id of whatever it will name.
  return randomUUID() as string as Id;
}
