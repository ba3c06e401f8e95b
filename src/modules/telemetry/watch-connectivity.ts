import type { BatteryId, TenantId } from '../../kernel/ids.ts';
import type { Interval } from '../../kernel/intervals.ts';
import { convenience } from '../../platform/log.ts';
import { announce, type Platform } from '../../platform/platform.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { type Times, timesSql } from '../ownership/index.ts';
import { readKnown } from './battery-memory.ts';
import { type Connectivity, type ConnectivityState, decideConnectivity } from './decide-connectivity.ts';
import { latestReadings } from './live-readings.ts';
import type { Reading } from './reading.ts';

/** A change of whether a battery is heard. */
export interface ConnectivityChange extends Connectivity {
  readonly batteryId: BatteryId;
  readonly noticedAt: Date;
}

const BATTERIES_AT_ONCE_MAX = 1_000;
/** More changes than this in a span are not shown; a battery that flaps so often has another problem. */
const CHANGES_MAX = 1_000;

/** Notices who fell silent and who speaks again, by the clock and not by traffic. Two workers that do it notice each change once. */
export async function watchConnectivity(platform: Platform, tenantId: TenantId): Promise<void> {
  const standing = await platform.db.read(tenantId, readStanding);
  for (let start = 0; start < standing.length; start += BATTERIES_AT_ONCE_MAX) {
    const some = standing.slice(start, start + BATTERIES_AT_ONCE_MAX);
    const changes = await changesAmong(platform, tenantId, some);
    if (changes.length > 0) await platform.db.write(tenantId, (tx) => saveChanges(platform, tx, changes));
  }
}

/** How each battery stands, by id; a battery that was never heard is missing. */
export async function readConnectivity(tx: Tx, batteryIds: readonly string[]): Promise<Map<string, ConnectivityChange>> {
  const rows = await tx.sql<ConnectivityChange[]>`
    select newest.* from unnest(${[...batteryIds]}::uuid[]) as wanted (battery_id)
    cross join lateral (
      select ${columns(tx)} from connectivity_change
      where tenant_id = ${tx.tenantId} and battery_id = wanted.battery_id order by noticed_at desc limit 1
    ) newest`;
  return new Map(rows.map((row) => [row.batteryId, row]));
}

/** The changes of a battery that began in a span and lie inside of the times, oldest first. */
export async function readConnectivityChanges(
  tx: Tx,
  { batteryId, span, times }: { batteryId: string; span: Interval; times: Times },
): Promise<ConnectivityChange[]> {
  return tx.sql<ConnectivityChange[]>`
    select ${columns(tx)} from connectivity_change
    where tenant_id = ${tx.tenantId} and battery_id = ${batteryId} and since_at >= ${span.fromAt} and since_at < ${span.untilAt}
      and ${timesSql(tx.sql, times, 'since_at')}
    order by noticed_at limit ${CHANGES_MAX}`;
}

/** When a battery was offline in a span; to its end where it still is. */
export async function readOfflineSpans(tx: Tx, { batteryId, span }: { batteryId: string; span: Interval }): Promise<Interval[]> {
  return tx.sql<Interval[]>`
    select since_at as "fromAt", coalesce(next_at, ${span.untilAt}) as "untilAt" from (
      select state, since_at, lead(since_at) over (order by noticed_at) as next_at from connectivity_change
      where tenant_id = ${tx.tenantId} and battery_id = ${batteryId}
        and noticed_at >= coalesce((
          select max(noticed_at) from connectivity_change
          where tenant_id = ${tx.tenantId} and battery_id = ${batteryId} and since_at <= ${span.fromAt}), '-infinity')
    ) change
    where state = 'OFFLINE' and since_at < ${span.untilAt} and coalesce(next_at, 'infinity') > ${span.fromAt}
    order by since_at limit ${CHANGES_MAX}`;
}

interface Standing {
  readonly batteryId: BatteryId;
  readonly state: ConnectivityState | null;
}

async function readStanding(tx: Tx): Promise<readonly Standing[]> {
  return tx.sql<Standing[]>`
    select battery.battery_id as "batteryId", newest.state from battery
    left join lateral (
      select state from connectivity_change
      where tenant_id = battery.tenant_id and battery_id = battery.battery_id order by noticed_at desc limit 1
    ) newest on true
    where battery.tenant_id = ${tx.tenantId}`;
}

/** The live store is asked first, for nearly all are online; nobody is called silent before PostgreSQL has been asked. */
async function changesAmong(
  platform: Platform,
  tenantId: TenantId,
  standing: readonly Standing[],
): Promise<readonly ConnectivityChange[]> {
  const { live, log, db, clock, tenants } = platform;
  const now = clock.now();
  const policy = tenants.byId(tenantId).telemetry;
  const decide = ({ state }: Standing, newestAt: Date | null): Connectivity | null =>
    decideConnectivity({ before: state, newestAt, now, policy });
  const batteryIds = standing.map(({ batteryId }) => batteryId);
  const latest = await convenience(latestReadings(live, { tenantId, batteryIds }), {
    otherwise: new Map<string, Reading>(),
    log,
  });
  const doubtful = standing.filter((one) => {
    const measuredAt = latest.get(one.batteryId)?.measuredAt;
    return !measuredAt || decide(one, measuredAt) !== null;
  });
  if (doubtful.length === 0) return [];
  const ids = doubtful.map(({ batteryId }) => batteryId);
  const known = await db.read(tenantId, (tx) => readKnown(tx, ids));
  return doubtful.flatMap((one) => {
    const newest = known.get(one.batteryId)?.newest;
    const change = decide(one, newest ? new Date(newest.measuredAtMs) : null);
    return change ? [{ batteryId: one.batteryId, noticedAt: now, ...change }] : [];
  });
}

async function saveChanges(platform: Platform, tx: Tx, changes: readonly ConnectivityChange[]): Promise<void> {
  const { sql, tenantId } = tx;
  await sql`select pg_advisory_xact_lock(hashtext('watch-connectivity'), hashtext(${tenantId}))`;
  const standing = await readConnectivity(
    tx,
    changes.map(({ batteryId }) => batteryId),
  );
  const news = changes.filter(({ batteryId, state }) => standing.get(batteryId)?.state !== state);
  if (news.length === 0) return;
  await sql`
    insert into connectivity_change (tenant_id, battery_id, noticed_at, state, since_at)
    select ${tenantId}::uuid, * from unnest(
      ${news.map(({ batteryId }) => batteryId)}::uuid[],
      ${news.map(({ noticedAt }) => noticedAt.toISOString())}::timestamptz[],
      ${news.map(({ state }) => state)}::text[],
      ${news.map(({ sinceAt }) => sinceAt.toISOString())}::timestamptz[])
    on conflict do nothing`;
  const batteryIds = news.map(({ batteryId }) => batteryId);
  await announce(platform, tx, { announcement: 'connectivity-changed', batteryIds });
}

function columns({ sql }: Tx) {
  return sql`battery_id as "batteryId", state, since_at as "sinceAt", noticed_at as "noticedAt"`;
}
