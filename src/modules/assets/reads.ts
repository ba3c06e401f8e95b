import { present } from '../../kernel/assert.ts';
import type { BatteryId, SiteId } from '../../kernel/ids.ts';
import { type KeysetPage, keyset } from '../../platform/keyset.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import type { Ability } from '../ownership/index.ts';

export type MarketCode = 'GB';

export interface Site {
  readonly siteId: SiteId;
  readonly name: string;
  readonly timeZone: string;
  readonly market: MarketCode;
  /** The most the site may draw from and feed into the grid; never negative. */
  readonly importLimitKw: number;
  readonly exportLimitKw: number;
}

/** A battery with the site it stands at: the two are read together, for nearly every reader needs both. */
export interface Battery {
  readonly batteryId: BatteryId;
  readonly siteId: SiteId;
  readonly name: string;
  readonly chargePowerKwMax: number;
  readonly dischargePowerKwMax: number;
  readonly energyCapacityKwh: number;
  readonly chargeEfficiencyPercent: number;
  readonly dischargeEfficiencyPercent: number;
  readonly site: Site;
}

type BatteryRow = Omit<Battery, 'site'> & { readonly [Field in Exclude<keyof Site, 'siteId'> as `site_${Field}`]: Site[Field] };

const BATTERY_FACTS = { batteryId: 'battery.battery_id', siteId: 'battery.site_id' };
const SITE_FACTS = { siteId: 'site.site_id' };
const BATTERIES_OF_SITE_MAX = 100;

/** A page of the batteries that the ability lets see, by name. */
export async function readBatteryPage(
  tx: Tx,
  { ability, page, siteId }: { ability: Ability; page: KeysetPage; siteId: SiteId | null },
): Promise<Battery[]> {
  const { sql } = tx;
  const { bounds, ordering } = keyset(sql, page, { columns: { name: 'battery.name', batteryId: 'battery.battery_id' } });
  const ofSite = siteId === null ? sql`true` : sql`battery.site_id = ${siteId}`;
  return batteriesOf(
    await sql<BatteryRow[]>`
      ${selectBattery(tx)} and ${ability.readable(sql, 'Battery', BATTERY_FACTS)} and ${ofSite} and ${bounds} ${ordering}`,
  );
}

/** The batteries among the ids that the ability lets see, by id. */
export async function readBatteries(
  tx: Tx,
  { ability, batteryIds }: { ability: Ability; batteryIds: readonly string[] },
): Promise<Map<string, Battery>> {
  const { sql } = tx;
  const batteries = batteriesOf(
    await sql<BatteryRow[]>`
      ${selectBattery(tx)} and battery.battery_id = any(${[...batteryIds]}::uuid[])
        and ${ability.readable(sql, 'Battery', BATTERY_FACTS)}`,
  );
  return new Map(batteries.map((battery) => [battery.batteryId, battery]));
}

/** The batteries of a site that the ability lets see, by name. */
export async function readBatteriesOfSite(tx: Tx, { ability, siteId }: { ability: Ability; siteId: string }): Promise<Battery[]> {
  const { sql } = tx;
  return batteriesOf(
    await sql<BatteryRow[]>`
      ${selectBattery(tx)} and battery.site_id = ${siteId} and ${ability.readable(sql, 'Battery', BATTERY_FACTS)}
      order by battery.name, battery.battery_id limit ${BATTERIES_OF_SITE_MAX}`,
  );
}

/** One battery for the platform's own work, where no caller's permission applies. */
export async function readBattery(tx: Tx, batteryId: string): Promise<Battery | null> {
  const [battery] = batteriesOf(await tx.sql<BatteryRow[]>`${selectBattery(tx)} and battery.battery_id = ${batteryId}`);
  return battery ?? null;
}

/** Every battery of the tenant, for the platform's own work. */
export async function readAllBatteries(tx: Tx): Promise<Battery[]> {
  return batteriesOf(await tx.sql<BatteryRow[]>`${selectBattery(tx)} order by battery.name, battery.battery_id`);
}

/** The ids of all batteries that the ability lets see. */
export async function readVisibleBatteryIds(tx: Tx, ability: Ability): Promise<Set<BatteryId>> {
  const rows = await tx.sql<{ batteryId: BatteryId }[]>`
    select battery.battery_id as "batteryId" from battery
    where battery.tenant_id = ${tx.tenantId} and ${ability.readable(tx.sql, 'Battery', BATTERY_FACTS)}`;
  return new Set(rows.map((row) => row.batteryId));
}

/**
 * The part of the site's grid connection that a battery may use: shared by nameplate among the batteries of the site, so
 * that all of them at full power never exceed it.
 */
export async function gridShareOf(tx: Tx, battery: Battery): Promise<{ importLimitKw: number; exportLimitKw: number }> {
  const [total] = await tx.sql<{ chargeKw: number; dischargeKw: number }[]>`
    select sum(charge_power_kw_max) as "chargeKw", sum(discharge_power_kw_max) as "dischargeKw"
    from battery where tenant_id = ${tx.tenantId} and site_id = ${battery.siteId}`;
  const { chargeKw, dischargeKw } = present(total, 'the sum over a site to have a row');
  return {
    importLimitKw: (battery.site.importLimitKw * battery.chargePowerKwMax) / chargeKw,
    exportLimitKw: (battery.site.exportLimitKw * battery.dischargePowerKwMax) / dischargeKw,
  };
}

export async function readSitePage(tx: Tx, { ability, page }: { ability: Ability; page: KeysetPage }): Promise<Site[]> {
  const { sql } = tx;
  const { bounds, ordering } = keyset(sql, page, { columns: { name: 'site.name', siteId: 'site.site_id' } });
  return sql<Site[]>`${selectSite(tx)} and ${ability.readable(sql, 'Site', SITE_FACTS)} and ${bounds} ${ordering}`;
}

export async function readSite(tx: Tx, { ability, siteId }: { ability: Ability; siteId: string }): Promise<Site | null> {
  const [site] = await tx.sql<Site[]>`
    ${selectSite(tx)} and site.site_id = ${siteId} and ${ability.readable(tx.sql, 'Site', SITE_FACTS)}`;
  return site ?? null;
}

function selectBattery({ sql, tenantId }: Tx) {
  return sql`
    select battery.battery_id as "batteryId", battery.site_id as "siteId", battery.name,
      battery.charge_power_kw_max as "chargePowerKwMax", battery.discharge_power_kw_max as "dischargePowerKwMax",
      battery.energy_capacity_kwh as "energyCapacityKwh", battery.charge_efficiency_percent as "chargeEfficiencyPercent",
      battery.discharge_efficiency_percent as "dischargeEfficiencyPercent", site.name as "site_name",
      site.time_zone as "site_timeZone", site.market as "site_market", site.import_limit_kw as "site_importLimitKw",
      site.export_limit_kw as "site_exportLimitKw"
    from battery join site on site.tenant_id = battery.tenant_id and site.site_id = battery.site_id
    where battery.tenant_id = ${tenantId}`;
}

function selectSite({ sql, tenantId }: Tx) {
  return sql`
    select site.site_id as "siteId", site.name, site.time_zone as "timeZone", site.market,
      site.import_limit_kw as "importLimitKw", site.export_limit_kw as "exportLimitKw"
    from site where site.tenant_id = ${tenantId}`;
}

/** Field by field: spreading the row costs more than reading it from the database. */
function batteriesOf(rows: readonly BatteryRow[]): Battery[] {
  return rows.map((row) => ({
    batteryId: row.batteryId,
    siteId: row.siteId,
    name: row.name,
    chargePowerKwMax: row.chargePowerKwMax,
    dischargePowerKwMax: row.dischargePowerKwMax,
    energyCapacityKwh: row.energyCapacityKwh,
    chargeEfficiencyPercent: row.chargeEfficiencyPercent,
    dischargeEfficiencyPercent: row.dischargeEfficiencyPercent,
    site: {
      siteId: row.siteId,
      name: row.site_name,
      timeZone: row.site_timeZone,
      market: row.site_market,
      importLimitKw: row.site_importLimitKw,
      exportLimitKw: row.site_exportLimitKw,
    },
  }));
}
