import type postgres from 'postgres';
import { present } from '../../../kernel/assert.ts';
import type { BatteryId, SiteId } from '../../../kernel/ids.ts';
import { END_OF_TIME, type Interval } from '../../../kernel/intervals.ts';
import { type KeysetPage, keyset } from '../../../platform/keyset.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import { type Battery, gridShareOf, readSitePowers, type SitePower } from '../reads.ts';
import type { PowerLimits, SetLimit } from './bounds.ts';

/** What somebody lets a battery, or all of a site together, charge and discharge with at most. */
export interface PowerLimit extends Omit<SetLimit, 'untilAt'> {
  /** One of the two. */
  readonly siteId: SiteId | null;
  readonly batteryId: BatteryId | null;
  /** Excluded; null until it is lifted. */
  readonly untilAt: Date | null;
  readonly reason: string;
  readonly setAt: Date;
  /** The credential. */
  readonly setBy: string;
  readonly liftedAt: Date | null;
}

/** Everything that bounds a battery from now on: nameplate, share of the grid connection, and what was set. */
export async function limitsOf(tx: Tx, { battery, now }: { battery: Battery; now: Date }): Promise<PowerLimits> {
  return ofOne(await limitsOfBatteries(tx, { batteries: [battery], now }), battery);
}

/** As `limitsOf`, of many batteries, by their ids. */
export async function limitsOfBatteries(
  tx: Tx,
  { batteries, now }: { batteries: readonly Battery[]; now: Date },
): Promise<Map<string, PowerLimits>> {
  return limitsWhere(tx, batteries, notOver(tx, now));
}

/** Everything that bounded a battery at some time of a span; nameplate and grid connection are those of today. */
export async function limitsDuring(tx: Tx, { battery, span }: { battery: Battery; span: Interval }): Promise<PowerLimits> {
  const { sql } = tx;
  const ended = sql`coalesce(least(until_at, lifted_at), 'infinity')`;
  const condition = sql`greatest(from_at, set_at) < ${span.untilAt} and ${ended} > ${span.fromAt}`;
  return ofOne(await limitsWhere(tx, [battery], condition), battery);
}

function ofOne(limits: ReadonlyMap<string, PowerLimits>, { batteryId }: Battery): PowerLimits {
  return present(limits.get(batteryId), 'limits of each battery asked for');
}

type BoundingRow = Omit<SetLimit, 'untilAt'> & Pick<PowerLimit, 'siteId' | 'batteryId' | 'untilAt'>;

async function limitsWhere(
  tx: Tx,
  batteries: readonly Battery[],
  condition: postgres.Fragment,
): Promise<Map<string, PowerLimits>> {
  const { sql, tenantId } = tx;
  const siteIds = batteries.map(({ siteId }) => siteId);
  // Sent together: they run one after the other, and wait for one answer.
  const [rows, sitePowers] = await Promise.all([
    sql<BoundingRow[]>`
      select limit_id as "limitId", site_id as "siteId", battery_id as "batteryId", role, greatest(from_at, set_at) as "fromAt",
        least(until_at, lifted_at) as "untilAt", charge_power_kw_max as "chargePowerKwMax",
        discharge_power_kw_max as "dischargePowerKwMax"
      from power_limit
      where tenant_id = ${tenantId} and ${condition}
        and (battery_id = any(${batteries.map(({ batteryId }) => batteryId)}::uuid[]) or site_id = any(${siteIds}::uuid[]))
      order by set_at, limit_id`,
    readSitePowers(tx, siteIds),
  ]);
  return new Map(
    batteries.map((battery) => {
      const sitePower = present(sitePowers.get(battery.siteId), 'the sum over a site to have a row');
      const set = rows
        .filter(({ batteryId, siteId }) => batteryId === battery.batteryId || siteId === battery.siteId)
        .map((row) => boundOf(row, battery, sitePower));
      return [battery.batteryId, { nameplate: battery, gridConnection: gridShareOf(battery, sitePower), set }];
    }),
  );
}

/** Of a limit on the site a battery has its share by nameplate, as of the grid connection. */
function boundOf({ siteId, batteryId: _batteryId, untilAt, ...row }: BoundingRow, battery: Battery, site: SitePower): SetLimit {
  const [chargeRatio, dischargeRatio] =
    siteId === null ? [1, 1] : [battery.chargePowerKwMax / site.chargeKw, battery.dischargePowerKwMax / site.dischargeKw];
  return {
    ...row,
    untilAt: untilAt ?? END_OF_TIME,
    chargePowerKwMax: row.chargePowerKwMax === null ? null : row.chargePowerKwMax * chargeRatio,
    dischargePowerKwMax: row.dischargePowerKwMax === null ? null : row.dischargePowerKwMax * dischargeRatio,
  };
}

/** Those over a battery, its own and its site's, in force or to come, in the order in which they were set. */
export async function readLimitsOver(
  tx: Tx,
  { battery, now }: { battery: Pick<Battery, 'batteryId' | 'siteId'>; now: Date },
): Promise<PowerLimit[]> {
  return tx.sql<PowerLimit[]>`
    select ${columns(tx)} from power_limit where ${ofBattery(tx, battery)} and ${notOver(tx, now)} order by set_at, limit_id`;
}

/** Those in force or to come anywhere in the tenant, newest first. */
export async function readLimits(tx: Tx, { page, now }: { page: KeysetPage; now: Date }): Promise<PowerLimit[]> {
  const { bounds, ordering } = keyset(tx.sql, page, { columns: { setAt: 'set_at', limitId: 'limit_id' }, descending: true });
  return tx.sql<PowerLimit[]>`
    select ${columns(tx)} from power_limit where tenant_id = ${tx.tenantId} and ${notOver(tx, now)} and ${bounds} ${ordering}`;
}

export async function readLimit(tx: Tx, limitId: string): Promise<PowerLimit | null> {
  const [limit] = await tx.sql<PowerLimit[]>`
    select ${columns(tx)} from power_limit where tenant_id = ${tx.tenantId} and limit_id = ${limitId}`;
  return limit ?? null;
}

export async function countLimitsOf(
  tx: Tx,
  { siteId, batteryId, now }: { siteId: SiteId | null; batteryId: BatteryId | null; now: Date },
): Promise<number> {
  const { sql, tenantId } = tx;
  const [row] = await sql<{ limitCount: number }[]>`
    select count(*)::int as "limitCount" from power_limit where tenant_id = ${tenantId} and ${notOver(tx, now)}
      and ${batteryId === null ? sql`site_id = ${siteId}` : sql`battery_id = ${batteryId}`}`;
  return row?.limitCount ?? 0;
}

/** The batteries over which a limit begins or ends in a span. */
export async function readBatteriesWithLimitChange(tx: Tx, { fromAt, untilAt }: Interval): Promise<BatteryId[]> {
  const { sql, tenantId } = tx;
  const rows = await sql<{ batteryId: BatteryId }[]>`
    select distinct battery.battery_id as "batteryId" from power_limit
    join battery on battery.tenant_id = power_limit.tenant_id
      and (battery.battery_id = power_limit.battery_id or battery.site_id = power_limit.site_id)
    where power_limit.tenant_id = ${tenantId} and lifted_at is null
      and ((from_at >= ${fromAt} and from_at < ${untilAt}) or (until_at >= ${fromAt} and until_at < ${untilAt}))`;
  return rows.map((row) => row.batteryId);
}

function ofBattery({ sql, tenantId }: Tx, { batteryId, siteId }: Pick<Battery, 'batteryId' | 'siteId'>) {
  return sql`tenant_id = ${tenantId} and (battery_id = ${batteryId} or site_id = ${siteId})`;
}

function notOver({ sql }: Tx, now: Date) {
  return sql`lifted_at is null and (until_at is null or until_at > ${now})`;
}

function columns({ sql }: Tx) {
  return sql`limit_id as "limitId", site_id as "siteId", battery_id as "batteryId", role, charge_power_kw_max as "chargePowerKwMax",
    discharge_power_kw_max as "dischargePowerKwMax", from_at as "fromAt", until_at as "untilAt", reason, set_at as "setAt",
    set_by as "setBy", lifted_at as "liftedAt"`;
}
