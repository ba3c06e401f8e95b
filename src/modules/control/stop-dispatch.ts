import { randomUUID } from 'node:crypto';
import type { BatteryId, DispatchStopId, SiteId } from '../../kernel/ids.ts';
import type { Interval } from '../../kernel/intervals.ts';
import { announce, type Platform } from '../../platform/platform.ts';
import { type KeysetPage, keyset } from '../../platform/keyset.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import type { Battery } from '../assets/index.ts';
import { audit } from '../tenancy/index.ts';

/** What must stand still: a battery, all of a site, or all of the tenant when both are null. */
export interface StoppedPlace {
  readonly siteId: SiteId | null;
  readonly batteryId: BatteryId | null;
}

/** An order that nothing moves, above every plan and override. */
export interface DispatchStop extends StoppedPlace {
  readonly stopId: DispatchStopId;
  /** A visit is an engineer on site; only why differs, not what is done. */
  readonly kind: 'EMERGENCY' | 'VISIT';
  readonly reason: string;
  readonly setAt: Date;
  /** The credential. */
  readonly setBy: string;
  /** Excluded; null: until it is lifted. */
  readonly untilAt: Date | null;
  readonly liftedAt: Date | null;
}

export type StopWish = StoppedPlace & Pick<DispatchStop, 'kind' | 'reason' | 'untilAt'>;

export type StopDispatchOutcome =
  | { readonly __typename: 'DispatchStopped'; readonly stopId: DispatchStopId }
  | { readonly __typename: 'StopRefused'; readonly reason: 'BAD_TIME_SPAN' | 'TOO_MANY'; readonly message: string };

export interface DispatchResumed {
  readonly __typename: 'DispatchResumed';
  readonly stopId: DispatchStopId;
}

/** A tenant has no more stops in force than this, so that none is ever left out of a decision. */
const STOPS_IN_FORCE_MAX = 1_000;

/** Orders that a place stands still, and has each battery there told so. */
export async function stopDispatch(
  platform: Platform,
  tx: Tx,
  { wish, setBy }: { wish: StopWish; setBy: string },
): Promise<StopDispatchOutcome> {
  const now = platform.clock.now();
  if (wish.untilAt !== null && wish.untilAt <= now) return refused('BAD_TIME_SPAN', 'The stop ends in the past.');
  if ((await countInForce(tx, now)) >= STOPS_IN_FORCE_MAX) {
    return refused('TOO_MANY', `There are ${STOPS_IN_FORCE_MAX} stops in force; lift some of them, or stop a whole site.`);
  }
  // A UUID just made is a valid id of the stop it will name.
  const stopId = randomUUID() as string as DispatchStopId;
  const { kind, siteId, batteryId, reason, untilAt } = wish;
  await tx.sql`
    insert into dispatch_stop (tenant_id, stop_id, kind, site_id, battery_id, reason, set_at, set_by, until_at)
    values (${tx.tenantId}, ${stopId}, ${kind}, ${siteId}, ${batteryId}, ${reason}, ${now}, ${setBy}, ${untilAt})`;
  audit(tx, { subject: subjectOf(tx, wish), after: { stopId, ...wish } });
  await tellBatteries(platform, tx, wish);
  return { __typename: 'DispatchStopped', stopId };
}

/** Lifts a stop; lifting it again changes nothing. */
export async function resumeDispatch(
  platform: Platform,
  tx: Tx,
  { stop, liftedBy }: { stop: DispatchStop; liftedBy: string },
): Promise<DispatchResumed> {
  const { stopId, liftedAt: before } = stop;
  const liftedAt = before ?? platform.clock.now();
  await tx.sql`
    update dispatch_stop set lifted_at = ${liftedAt}, lifted_by = ${liftedBy}
    where tenant_id = ${tx.tenantId} and stop_id = ${stopId} and lifted_at is null`;
  audit(tx, { subject: subjectOf(tx, stop), before: { stopId, liftedAt: before }, after: { stopId, liftedAt } });
  await tellBatteries(platform, tx, stop);
  return { __typename: 'DispatchResumed', stopId };
}

/** The stops in force over a battery, in the order in which they were made. */
export async function readStopsOver(
  tx: Tx,
  { battery, now }: { battery: Pick<Battery, 'batteryId' | 'siteId'>; now: Date },
): Promise<DispatchStop[]> {
  return stopsOver(await readStopsInForce(tx, now), battery);
}

/** Every stop in force, in the order in which they were made. */
export async function readStopsInForce(tx: Tx, now: Date): Promise<DispatchStop[]> {
  return tx.sql<DispatchStop[]>`
    select ${columns(tx)} from dispatch_stop where tenant_id = ${tx.tenantId} and ${inForce(tx, now)}
    order by set_at, stop_id limit ${STOPS_IN_FORCE_MAX}`;
}

/** Those of the stops that hold a battery: its own, its site's and those of the whole tenant. Pure. */
export function stopsOver(stops: readonly DispatchStop[], battery: Pick<Battery, 'batteryId' | 'siteId'>): DispatchStop[] {
  return stops.filter(
    ({ batteryId, siteId }) =>
      batteryId === battery.batteryId || siteId === battery.siteId || (batteryId === null && siteId === null),
  );
}

/** The stops that held a battery at some time of a span, in the order in which they were made. */
export async function readStopsDuring(
  tx: Tx,
  { battery, span }: { battery: Pick<Battery, 'batteryId' | 'siteId'>; span: Interval },
): Promise<DispatchStop[]> {
  return tx.sql<DispatchStop[]>`
    select ${columns(tx)} from dispatch_stop
    where tenant_id = ${tx.tenantId} and ${overBattery(tx, battery)} and set_at < ${span.untilAt}
      and coalesce(lifted_at, 'infinity') > ${span.fromAt} and coalesce(until_at, 'infinity') > ${span.fromAt}
    order by set_at, stop_id`;
}

/** Those in force, newest first. */
export async function readStops(tx: Tx, { page, now }: { page: KeysetPage; now: Date }): Promise<DispatchStop[]> {
  const { bounds, ordering } = keyset(tx.sql, page, { columns: { setAt: 'set_at', stopId: 'stop_id' }, descending: true });
  return tx.sql<DispatchStop[]>`
    select ${columns(tx)} from dispatch_stop where tenant_id = ${tx.tenantId} and ${inForce(tx, now)} and ${bounds} ${ordering}`;
}

export async function readStop(tx: Tx, stopId: string): Promise<DispatchStop | null> {
  const [stop] = await tx.sql<DispatchStop[]>`
    select ${columns(tx)} from dispatch_stop where tenant_id = ${tx.tenantId} and stop_id = ${stopId}`;
  return stop ?? null;
}

async function countInForce(tx: Tx, now: Date): Promise<number> {
  const [row] = await tx.sql<{ stopCount: number }[]>`
    select count(*)::int as "stopCount" from dispatch_stop where tenant_id = ${tx.tenantId} and ${inForce(tx, now)}`;
  return row?.stopCount ?? 0;
}

async function tellBatteries(platform: Platform, tx: Tx, { siteId, batteryId }: StoppedPlace): Promise<void> {
  const { sql, tenantId } = tx;
  const rows = await sql<{ batteryId: BatteryId }[]>`
    select battery_id as "batteryId" from battery where tenant_id = ${tenantId}
      ${siteId ? sql`and site_id = ${siteId}` : sql``} ${batteryId ? sql`and battery_id = ${batteryId}` : sql``}`;
  await announce(platform, tx, { announcement: 'dispatch-stop-changed', batteryIds: rows.map((row) => row.batteryId) });
}

function subjectOf({ tenantId }: Tx, { siteId, batteryId }: StoppedPlace): { type: string; id: string } {
  if (batteryId) return { type: 'Battery', id: batteryId };
  return siteId ? { type: 'Site', id: siteId } : { type: 'Tenant', id: tenantId };
}

function refused(reason: 'BAD_TIME_SPAN' | 'TOO_MANY', message: string): StopDispatchOutcome {
  return { __typename: 'StopRefused', reason, message };
}

function inForce({ sql }: Tx, now: Date) {
  return sql`lifted_at is null and (until_at is null or until_at > ${now})`;
}

function overBattery({ sql }: Tx, { batteryId, siteId }: Pick<Battery, 'batteryId' | 'siteId'>) {
  return sql`(battery_id = ${batteryId} or site_id = ${siteId} or (battery_id is null and site_id is null))`;
}

function columns({ sql }: Tx) {
  return sql`stop_id as "stopId", kind, site_id as "siteId", battery_id as "batteryId", reason, set_at as "setAt",
    set_by as "setBy", until_at as "untilAt", lifted_at as "liftedAt"`;
}
