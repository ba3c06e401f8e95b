import type { CivilDate } from '../../kernel/periods.ts';
import type { Interval } from '../../kernel/intervals.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import type { WrittenFile } from './archive-file.ts';

export const DAY_MS = 86_400_000;
const UNTOLD_COUNT_MAX = 100;

/** A day of a tenant's readings in the archive, as the manifest has it. Days are those of UTC. */
export interface ArchivedDay extends WrittenFile {
  readonly day: CivilDate;
  readonly versionSequence: number;
  readonly schemaVersion: number;
  readonly fileKey: string;
  readonly archivedAt: Date;
  /** Whether what lies beside the file says the same. */
  readonly isTold: boolean;
  /** From the first of its rows on that is forgotten. */
  readonly isForgetting: boolean;
  readonly forgottenAt: Date | null;
}

export function dayOf(at: Date): CivilDate {
  return at.toISOString().slice(0, 10);
}

export function dayStart(day: CivilDate): Date {
  return new Date(`${day}T00:00:00Z`);
}

export function dayEnd(day: CivilDate): Date {
  return new Date(dayStart(day).getTime() + DAY_MS);
}

export async function readArchivedDay(tx: Tx, day: CivilDate): Promise<ArchivedDay | null> {
  const [row] = await tx.sql<ArchivedDay[]>`
    select ${columns(tx)} from archived_day where tenant_id = ${tx.tenantId} and day = ${day}`;
  return row ?? null;
}

/** The days of a span, its end excluded, oldest first. */
export async function readArchivedDays(
  tx: Tx,
  { fromDay, untilDay }: { fromDay: CivilDate; untilDay: CivilDate },
): Promise<ArchivedDay[]> {
  return tx.sql<ArchivedDay[]>`
    select ${columns(tx)} from archived_day
    where tenant_id = ${tx.tenantId} and day >= ${fromDay} and day < ${untilDay} order by day`;
}

/** The days after another, oldest first, so many. */
export async function readArchivedDaysFrom(
  tx: Tx,
  { after, countMax }: { readonly after: CivilDate; readonly countMax: number },
): Promise<ArchivedDay[]> {
  return tx.sql<ArchivedDay[]>`
    select ${columns(tx)} from archived_day where tenant_id = ${tx.tenantId} and day > ${after} order by day limit ${countMax}`;
}

/** Days before another whose rows are still in `reading`, oldest first. */
export async function readForgettableDays(
  tx: Tx,
  { before, countMax }: { readonly before: CivilDate; readonly countMax: number },
): Promise<Pick<ArchivedDay, 'day' | 'batteryRowCounts'>[]> {
  return tx.sql<Pick<ArchivedDay, 'day' | 'batteryRowCounts'>[]>`
    select day, battery_row_counts as "batteryRowCounts" from archived_day
    where tenant_id = ${tx.tenantId} and day < ${before} and forgotten_at is null
    order by day limit ${countMax}`;
}

/** A file with readings of a battery. */
export interface FileBeyond extends Pick<ArchivedDay, 'day' | 'fileKey' | 'firstMeasuredAt' | 'lastMeasuredAt'> {
  /** Of the battery. */
  readonly rowCount: number;
}

/** The files that hold readings of a battery in a span which may no longer be in `reading`. */
export async function readFilesBeyond(
  { sql, tenantId }: Tx,
  { batteryId, span }: { readonly batteryId: string; readonly span: Interval },
): Promise<FileBeyond[]> {
  return sql<FileBeyond[]>`
    select day, file_key as "fileKey", first_measured_at as "firstMeasuredAt", last_measured_at as "lastMeasuredAt",
      (battery_row_counts ->> ${batteryId})::int as "rowCount"
    from archived_day
    where tenant_id = ${tenantId} and is_forgetting and battery_row_counts ? ${batteryId}
      and first_measured_at < ${span.untilAt} and last_measured_at >= ${span.fromAt}
    order by day`;
}

/** The first day of the archive; null while it is empty. What was measured before it was never stored, or is forgotten. */
export async function readFirstArchivedDay({ sql, tenantId }: Tx): Promise<CivilDate | null> {
  const [row] = await sql<{ day: CivilDate | null }[]>`select min(day) as day from archived_day where tenant_id = ${tenantId}`;
  return row?.day ?? null;
}

/** The day of the first reading after the newest day of the archive; null when there is none. */
export async function readNextDay({ sql, tenantId }: Tx): Promise<CivilDate | null> {
  const [row] = await sql<{ firstAt: Date | null }[]>`
    select min(next.measured_at) as "firstAt" from battery
    cross join lateral (
      select measured_at from reading
      where reading.tenant_id = battery.tenant_id and reading.battery_id = battery.battery_id and measured_at >= coalesce(
        (select (max(day) + 1)::timestamp at time zone 'UTC' from archived_day where tenant_id = ${tenantId}), '-infinity')
      order by measured_at limit 1
    ) next
    where battery.tenant_id = ${tenantId}`;
  return row?.firstAt ? dayOf(row.firstAt) : null;
}

/** Days before the newest of the archive to which readings came after they had ended, and when they were last archived. */
export async function readMarkedDays({ sql, tenantId }: Tx): Promise<{ day: CivilDate; archivedAt: Date | null }[]> {
  return sql<{ day: CivilDate; archivedAt: Date | null }[]>`
    select distinct mark.day, archived.archived_at as "archivedAt" from archive_mark mark
    left join archived_day archived on archived.tenant_id = mark.tenant_id and archived.day = mark.day
    where mark.tenant_id = ${tenantId} and mark.day <= (select max(day) from archived_day where tenant_id = ${tenantId})
    order by mark.day`;
}

export async function readMarks({ sql, tenantId }: Tx, day: CivilDate): Promise<number[]> {
  const rows = await sql<{ markId: number }[]>`
    select archive_mark_id as "markId" from archive_mark noted where noted.tenant_id = ${tenantId} and day = ${day}`;
  return rows.map(({ markId }) => markId);
}

/** Marks days whose files no longer hold all of their readings. */
export async function markDays({ sql, tenantId }: Tx, days: readonly CivilDate[]): Promise<void> {
  if (days.length === 0) return;
  await sql`insert into archive_mark (tenant_id, day) select ${tenantId}, day from unnest(${[...days]}::date[]) as late (day)`;
}

export async function takeMarks({ sql, tenantId }: Tx, markIds: readonly number[]): Promise<void> {
  if (markIds.length === 0) return;
  await sql`delete from archive_mark taken where taken.tenant_id = ${tenantId} and archive_mark_id = any(${[...markIds]}::bigint[])`;
}

/** A day as it comes into the manifest. */
export type NewDay = Omit<ArchivedDay, 'isTold' | 'isForgetting' | 'forgottenAt'>;

/** Puts a file into the manifest in place of the version before it; false when another has done so meanwhile. */
export async function saveArchivedDay({ sql, tenantId }: Tx, day: NewDay): Promise<boolean> {
  const saved = await sql`
    insert into archived_day as kept (tenant_id, day, version_sequence, schema_version, file_key, sha256, byte_count, row_count,
      first_measured_at, last_measured_at, battery_row_counts, archived_at)
    values (${tenantId}, ${day.day}, ${day.versionSequence}, ${day.schemaVersion}, ${day.fileKey}, ${day.sha256}, ${day.byteCount},
      ${day.rowCount}, ${day.firstMeasuredAt}, ${day.lastMeasuredAt}, ${JSON.stringify(day.batteryRowCounts)}::text::jsonb,
      ${day.archivedAt})
    on conflict (tenant_id, day) do update set version_sequence = excluded.version_sequence,
      schema_version = excluded.schema_version, file_key = excluded.file_key, sha256 = excluded.sha256,
      byte_count = excluded.byte_count, row_count = excluded.row_count, first_measured_at = excluded.first_measured_at,
      last_measured_at = excluded.last_measured_at, battery_row_counts = excluded.battery_row_counts,
      archived_at = excluded.archived_at, is_told = false, forgotten_at = null
    where kept.version_sequence = excluded.version_sequence - 1 and kept.row_count <= excluded.row_count`;
  return saved.count === 1;
}

/** Whether the database still has readings of a day. */
export async function hasReadings({ sql, tenantId }: Tx, day: CivilDate): Promise<boolean> {
  const rows = await sql`
    select 1 from battery where tenant_id = ${tenantId} and exists (
      select 1 from reading where reading.tenant_id = battery.tenant_id and reading.battery_id = battery.battery_id
        and measured_at >= ${dayStart(day)} and measured_at < ${dayEnd(day)})
    limit 1`;
  return rows.length > 0;
}

export async function noteForgotten({ sql, tenantId }: Tx, { day, at }: { day: CivilDate; at: Date }): Promise<void> {
  await sql`update archived_day set forgotten_at = ${at} where tenant_id = ${tenantId} and day = ${day}`;
}

/** Days of which the file's neighbour does not say the same as the manifest. */
export async function readUntoldDays(tx: Tx): Promise<ArchivedDay[]> {
  return tx.sql<ArchivedDay[]>`
    select ${columns(tx)} from archived_day where tenant_id = ${tx.tenantId} and not is_told order by day limit ${UNTOLD_COUNT_MAX}`;
}

export async function noteTold({ sql, tenantId }: Tx, { day, versionSequence }: ArchivedDay): Promise<void> {
  await sql`
    update archived_day set is_told = true
    where tenant_id = ${tenantId} and day = ${day} and version_sequence = ${versionSequence}`;
}

/** Notes that a file goes unless the manifest names it by then; false when it is noted already. */
export async function noteLeftover(
  { sql, tenantId }: Tx,
  { fileKey, keptMinutes }: { readonly fileKey: string; readonly keptMinutes: number },
): Promise<boolean> {
  const noted = await sql`
    insert into archive_leftover (tenant_id, file_key, removable_from)
    values (${tenantId}, ${fileKey}, clock_timestamp() + make_interval(mins => ${keptMinutes})) on conflict do nothing`;
  return noted.count === 1;
}

/** Takes the note away as the file comes into the manifest; false when the file is being removed. */
export async function takeLeftover({ sql, tenantId }: Tx, fileKey: string): Promise<boolean> {
  const taken = await sql`
    delete from archive_leftover where tenant_id = ${tenantId} and file_key = ${fileKey} and not is_going`;
  return taken.count === 1;
}

/** The writer has given up. */
export async function releaseLeftover({ sql, tenantId }: Tx, fileKey: string): Promise<void> {
  await sql`
    update archive_leftover set removable_from = clock_timestamp() where tenant_id = ${tenantId} and file_key = ${fileKey}`;
}

/** The files that are to be removed now; from here on they cannot come into the manifest. */
export async function claimLeftovers({ sql, tenantId }: Tx): Promise<string[]> {
  const named = sql`exists (select from archived_day where tenant_id = ${tenantId} and file_key = archive_leftover.file_key)`;
  // Of two that wrote the same file one was named, and the other gave up.
  await sql`delete from archive_leftover where tenant_id = ${tenantId} and removable_from <= clock_timestamp() and ${named}`;
  const rows = await sql<{ fileKey: string }[]>`
    update archive_leftover set is_going = true
    where tenant_id = ${tenantId} and removable_from <= clock_timestamp() and not ${named}
    returning file_key as "fileKey"`;
  return rows.map(({ fileKey }) => fileKey);
}

export async function readLeftovers({ sql, tenantId }: Tx): Promise<string[]> {
  const rows = await sql<{ fileKey: string }[]>`select file_key as "fileKey" from archive_leftover where tenant_id = ${tenantId}`;
  return rows.map(({ fileKey }) => fileKey);
}

/** The file is removed. */
export async function endLeftover({ sql, tenantId }: Tx, fileKey: string): Promise<void> {
  await sql`delete from archive_leftover where tenant_id = ${tenantId} and file_key = ${fileKey} and is_going`;
}

function columns({ sql }: Tx) {
  return sql`day, version_sequence as "versionSequence", schema_version as "schemaVersion", file_key as "fileKey", sha256,
    byte_count as "byteCount", row_count as "rowCount", first_measured_at as "firstMeasuredAt", last_measured_at as "lastMeasuredAt",
    battery_row_counts as "batteryRowCounts", archived_at as "archivedAt", is_told as "isTold", is_forgetting as "isForgetting",
    forgotten_at as "forgottenAt"`;
}
