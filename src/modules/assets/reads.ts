import { assert } from '../../kernel/assert.ts';
import type { BatteryId, SiteId } from '../../kernel/ids.ts';
import type { SiteHolders } from './site-rights.ts';
import { type KeysetPage, pageOf } from '../../platform/keyset.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { type Ability, BatteryRights, type HeldRow } from '../ownership/index.ts';
import type { Right } from '../../kernel/ownership-models.ts';

export type MarketCode = 'GB';

export interface Site {
  readonly siteId: SiteId;
  readonly name: string;
  readonly timeZone: string;
  readonly market: MarketCode;
  /** The most the site may draw from and feed into the grid; never negative. */
  readonly importLimitKw: number;
  readonly exportLimitKw: number;
  /** Where exactly it stands; null when nobody has said. */
  readonly address: string | null;
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
  /** The tenant's model that says what each agreement over the battery gives. */
  readonly ownershipModel: string;
  readonly site: Site;
}

/** A battery as read for a caller, with what the caller may do with it. */
export interface VisibleBattery extends Battery {
  readonly rights: BatteryRights;
}

type BatteryRow = Omit<Battery, 'site'> & { readonly [Field in Exclude<keyof Site, 'siteId'> as `site_${Field}`]: Site[Field] };

type VisibleRow = BatteryRow & Pick<HeldRow, 'grants'>;

const BATTERIES_OF_SITE_MAX = 100;

/**
 * A page of the batteries that the ability lets see, by name. A party's page is read from the list of the batteries it
 * has ever had an agreement over, which stands in that order: it costs the same however many others there are.
 */
export async function readBatteryPage(
  tx: Tx,
  { ability, page, siteId }: { ability: Ability; page: KeysetPage; siteId: SiteId | null },
): Promise<VisibleBattery[]> {
  const { sql } = tx;
  const listed = listedFor(ability);
  const ordered = listed ?? 'battery';
  const ofSite = siteId === null ? sql`true` : sql`battery.site_id = ${siteId}`;
  return visibleOf(
    ability,
    await sql<VisibleRow[]>`${pageOf(sql, page, {
      columns: { name: `${ordered}.name`, batteryId: `${ordered}.battery_id` },
      rows: sql`${selectBattery(tx, { ability, listed })} and ${ofSite}`,
    })}`,
  );
}

/** The batteries among the ids that the ability lets see, by id. */
export async function readBatteries(
  tx: Tx,
  { ability, batteryIds }: { ability: Ability; batteryIds: readonly string[] },
): Promise<Map<string, VisibleBattery>> {
  const { sql } = tx;
  const batteries = visibleOf(
    ability,
    await sql<VisibleRow[]>`
      ${selectBattery(tx, { ability })} and battery.battery_id = any(${[...batteryIds]}::uuid[])`,
  );
  return new Map(batteries.map((battery) => [battery.batteryId, battery]));
}

/** Every battery of the tenant on which a right may be used, by id, with what the ability lets do with it. */
export async function readBatteriesWith(
  tx: Tx,
  { ability, right }: { ability: Ability; right: Right },
): Promise<Map<string, VisibleBattery>> {
  const rows = await tx.sql<VisibleRow[]>`${selectBattery(tx, { ability, right, listed: listedFor(ability) })}`;
  return new Map(visibleOf(ability, rows).map((battery) => [battery.batteryId, battery]));
}

/** The batteries of a site that the ability lets see, by name. */
export async function readBatteriesOfSite(
  tx: Tx,
  { ability, siteId }: { ability: Ability; siteId: string },
): Promise<VisibleBattery[]> {
  const { sql } = tx;
  return visibleOf(
    ability,
    await sql<VisibleRow[]>`
      ${selectBattery(tx, { ability })} and battery.site_id = ${siteId}
      order by battery.name, battery.battery_id limit ${BATTERIES_OF_SITE_MAX}`,
  );
}

/** One battery for the platform's own work, where no caller's permission applies. */
export async function readBattery(tx: Tx, batteryId: string): Promise<Battery | null> {
  return (await readBatteriesById(tx, [batteryId])).get(batteryId) ?? null;
}

/** Those of the ids that exist, for the platform's own work, where no caller's permission applies. */
export async function readBatteriesById(tx: Tx, batteryIds: readonly string[]): Promise<Map<string, Battery>> {
  const rows = await tx.sql<BatteryRow[]>`
    ${selectBattery(tx)} and battery.battery_id = any(${[...new Set(batteryIds)]}::uuid[])`;
  return new Map(batteriesOf(rows).map((battery) => [battery.batteryId, battery]));
}

/**
 * A battery as somebody may see it, or null; for abilities that look at no agreements, whose rules need nothing that is not in
 * the battery. Pure.
 */
export function seenWith(ability: Ability, battery: Battery): VisibleBattery | null {
  assert(ability.partyId === null, 'an ability that looks at no agreements');
  const rights = BatteryRights.of(ability, { ...battery, grants: null });
  return rights.has('identity:read') ? { ...battery, rights } : null;
}

/** Every battery of the tenant, for the platform's own work. */
export async function readAllBatteries(tx: Tx): Promise<Battery[]> {
  return batteriesOf(await tx.sql<BatteryRow[]>`${selectBattery(tx)} order by battery.name, battery.battery_id`);
}

export async function readAllBatteryIds({ sql, tenantId }: Tx): Promise<BatteryId[]> {
  const rows = await sql<{ batteryId: BatteryId }[]>`
    select battery_id as "batteryId" from battery where tenant_id = ${tenantId} order by battery_id`;
  return rows.map(({ batteryId }) => batteryId);
}

export async function readHoldersAtSites(
  tx: Tx,
  { ability, siteIds }: { ability: Ability; siteIds: readonly SiteId[] },
): Promise<Map<string, SiteHolders>> {
  const { sql } = tx;
  const rows = await sql<(HeldRow & { readonly allowed: boolean })[]>`
    select battery.battery_id as "batteryId", battery.site_id as "siteId", battery.ownership_model as "ownershipModel",
      held.grants, held.allowed
    from battery ${ability.held(sql)}
    where battery.tenant_id = ${tx.tenantId} and battery.site_id = any(${[...siteIds]}::uuid[]) order by battery.name, battery.battery_id`;
  return new Map(
    siteIds.map((siteId) => {
      const there = rows.filter((row) => row.siteId === siteId);
      const seen = there.filter(({ allowed }) => allowed);
      const visible = seen.map((row) => ({
        batteryId: row.batteryId,
        ownershipModel: row.ownershipModel,
        rights: BatteryRights.of(ability, row),
      }));
      return [siteId, { visible, hasOthers: seen.length < there.length }];
    }),
  );
}

/** What the batteries of a site can charge and discharge with, together. */
export interface SitePower {
  readonly chargeKw: number;
  readonly dischargeKw: number;
}

export async function readSitePowers({ sql, tenantId }: Tx, siteIds: readonly SiteId[]): Promise<Map<SiteId, SitePower>> {
  const rows = await sql<(SitePower & { readonly siteId: SiteId })[]>`
    select site_id as "siteId", sum(charge_power_kw_max) as "chargeKw", sum(discharge_power_kw_max) as "dischargeKw"
    from battery where tenant_id = ${tenantId} and site_id = any(${[...new Set(siteIds)]}::uuid[]) group by site_id`;
  return new Map(rows.map(({ siteId, ...power }) => [siteId, power]));
}

/**
 * The part of the site's grid connection that a battery may use: shared by nameplate among the batteries of the site, so
 * that all of them at full power never exceed it.
 */
export function gridShareOf(
  battery: Battery,
  { chargeKw, dischargeKw }: SitePower,
): { importLimitKw: number; exportLimitKw: number } {
  return {
    importLimitKw: (battery.site.importLimitKw * battery.chargePowerKwMax) / chargeKw,
    exportLimitKw: (battery.site.exportLimitKw * battery.dischargePowerKwMax) / dischargeKw,
  };
}

export async function readSitePage(tx: Tx, { ability, page }: { ability: Ability; page: KeysetPage }): Promise<Site[]> {
  const { sql } = tx;
  const rows = sql`${selectSite(tx)} and ${ability.readableSites(sql)}`;
  return sql<Site[]>`${pageOf(sql, page, { columns: { name: 'site.name', siteId: 'site.site_id' }, rows })}`;
}

export async function readSite(tx: Tx, { ability, siteId }: { ability: Ability; siteId: string }): Promise<Site | null> {
  const [site] = await tx.sql<Site[]>`
    ${selectSite(tx)} and site.site_id = ${siteId} and ${ability.readableSites(tx.sql)}`;
  return site ?? null;
}

interface Selection {
  readonly ability?: Ability | null;
  /** That it exists when left out. */
  readonly right?: Right;
  readonly listed?: 'listed' | null;
}

/**
 * For a caller: those it may see, with the agreements that decide. The tenant is a subquery, as the party is: a plan made for
 * one tenant would be made anew for each request, which takes as long as the rest (0.8 ms of 1.6, measured).
 */
function selectBattery(tx: Tx, { ability = null, right, listed = null }: Selection = {}) {
  const { sql, tenantId } = tx;
  const [grants, held, allowed] = ability
    ? [sql`, held.grants`, ability.held(sql, right), sql`held.allowed`]
    : [sql``, sql``, sql`true`];
  return sql`
    select battery.battery_id as "batteryId", battery.site_id as "siteId", battery.name,
      battery.charge_power_kw_max as "chargePowerKwMax", battery.discharge_power_kw_max as "dischargePowerKwMax",
      battery.energy_capacity_kwh as "energyCapacityKwh", battery.charge_efficiency_percent as "chargeEfficiencyPercent",
      battery.discharge_efficiency_percent as "dischargeEfficiencyPercent", battery.ownership_model as "ownershipModel", site.name as "site_name",
      site.time_zone as "site_timeZone", site.market as "site_market", site.import_limit_kw as "site_importLimitKw",
      site.export_limit_kw as "site_exportLimitKw", site.address as "site_address"${grants}
    from ${batteriesFrom(tx, ability, listed)} join site on site.tenant_id = battery.tenant_id and site.site_id = battery.site_id ${held}
    where battery.tenant_id = (select ${tenantId}::uuid) and ${allowed}`;
}

/** A party's batteries are found in its list. */
function listedFor({ partyId }: Ability): 'listed' | null {
  return partyId === null ? null : 'listed';
}

function batteriesFrom({ sql }: Tx, ability: Ability | null, listed: 'listed' | null) {
  if (listed === null || ability === null) return sql`battery`;
  return sql`party_battery listed join battery on battery.tenant_id = listed.tenant_id and battery.battery_id = listed.battery_id
    and listed.party_id = (select ${ability.partyId}::uuid)`;
}

function selectSite({ sql, tenantId }: Tx) {
  return sql`
    select site.site_id as "siteId", site.name, site.time_zone as "timeZone", site.market,
      site.import_limit_kw as "importLimitKw", site.export_limit_kw as "exportLimitKw", site.address
    from site where site.tenant_id = ${tenantId}`;
}

/** Field by field: spreading the row costs more than reading it from the database. */
function batteriesOf(rows: readonly BatteryRow[]): Battery[] {
  return rows.map(batteryOf);
}

/** Each battery with what the ability lets do with it. */
function visibleOf(ability: Ability, rows: readonly VisibleRow[]): VisibleBattery[] {
  return rows.map((row) => Object.assign(batteryOf(row), { rights: BatteryRights.of(ability, row) }));
}

function batteryOf(row: BatteryRow): Battery {
  return {
    batteryId: row.batteryId,
    siteId: row.siteId,
    name: row.name,
    chargePowerKwMax: row.chargePowerKwMax,
    dischargePowerKwMax: row.dischargePowerKwMax,
    energyCapacityKwh: row.energyCapacityKwh,
    chargeEfficiencyPercent: row.chargeEfficiencyPercent,
    dischargeEfficiencyPercent: row.dischargeEfficiencyPercent,
    ownershipModel: row.ownershipModel,
    site: {
      siteId: row.siteId,
      name: row.site_name,
      timeZone: row.site_timeZone,
      market: row.site_market,
      importLimitKw: row.site_importLimitKw,
      exportLimitKw: row.site_exportLimitKw,
      address: row.site_address,
    },
  };
}
