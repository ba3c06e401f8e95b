import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TenantId } from '../../kernel/ids.ts';
import type { CivilDate } from '../../kernel/periods.ts';
import type { ArchiveStore } from '../../platform/archive-store.ts';
import type { ArchiveOutcome } from '../../platform/metrics.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { ARCHIVE_SCHEMA_VERSION, readArchiveFile, writeArchiveFile } from './archive-file.ts';
import {
  type ArchivedDay,
  claimLeftovers,
  dayEnd,
  endLeftover,
  type NewDay,
  noteLeftover,
  noteTold,
  readArchivedDay,
  readMarkedDays,
  readMarks,
  readNextDay,
  readUntoldDays,
  releaseLeftover,
  saveArchivedDay,
  takeLeftover,
  takeMarks,
} from './archived-days.ts';
import { fileKeyOf, manifestKeyOf, printManifest } from './archive-manifest.ts';
import { intactFile } from './verify-archive.ts';
import { mergedReadings } from './merge-readings.ts';
import { readDay } from './read-day.ts';
import type { Reading } from './reading.ts';

const HOUR_MS = 3_600_000;
/** A backlog is worked off over several rounds of the timer, so that no tenant keeps the others waiting. */
const DAYS_PER_ROUND_MAX = 20;
/** Longer than it takes to write a file; by the wall clock. */
const WRITING_MINUTES_MAX = 30;

/**
 * Every finished day whose readings are not in the archive gets a file there, and every day to which readings came late another
 * one in its place. Doing it twice changes nothing; of two workers one prevails.
 */
export async function archiveReadings(platform: Platform, tenantId: TenantId): Promise<void> {
  const { archive } = platform;
  if (!archive) return;
  // New days first, in their order: a late reading of a later one must not hide that an earlier one was never archived.
  for (let count = 0; count < DAYS_PER_ROUND_MAX; count += 1) {
    const day = await platform.db.read(tenantId, readNextDay);
    if (day === null || dayEnd(day) > settledAt(platform, tenantId)) break;
    const outcome = await archiveDay(platform, { archive, tenantId, day });
    if (outcome === 'failed' || outcome === 'unchanged') break;
  }
  for (const day of await daysDue(platform, tenantId)) await archiveDay(platform, { archive, tenantId, day });
  await tellDays(platform, { archive, tenantId });
  await removeLeftovers(platform, { archive, tenantId });
}

/** Days that had ended by then are archived: by then their readings have come, but for those of sites that were cut off. */
function settledAt({ clock, tenants }: Platform, tenantId: TenantId): Date {
  return new Date(clock.nowMs() - tenants.byId(tenantId).telemetry.archiveAfterHours * HOUR_MS);
}

/** Days with late readings. Those of a day are gathered for as long as a day is waited for, or each would cost a file. */
async function daysDue(platform: Platform, tenantId: TenantId): Promise<CivilDate[]> {
  const marked = await platform.db.read(tenantId, readMarkedDays);
  const settled = settledAt(platform, tenantId);
  const due = marked.filter(({ day, archivedAt }) => dayEnd(day) <= settled && (archivedAt === null || archivedAt <= settled));
  return due.slice(0, DAYS_PER_ROUND_MAX).map(({ day }) => day);
}

interface Task {
  readonly archive: ArchiveStore;
  readonly tenantId: TenantId;
  readonly day: CivilDate;
}

/** A day that cannot be archived now does not keep the others from it. */
async function archiveDay(platform: Platform, task: Task): Promise<ArchiveOutcome> {
  const { tenantId, day } = task;
  const { log, metrics } = platform;
  const folder = await mkdtemp(path.join(tmpdir(), 'holdfast-archive-'));
  let outcome: ArchiveOutcome = 'failed';
  try {
    outcome = await writeDay(platform, { ...task, folder });
  } catch (error) {
    log.error({ err: error, tenantId, day, archive: task.archive.place }, 'a day could not be archived; it is tried again');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  metrics.archivedDay(outcome);
  return outcome;
}

async function writeDay(platform: Platform, task: Task & { readonly folder: string }): Promise<ArchiveOutcome> {
  const { db } = platform;
  const { tenantId, day, archive, folder } = task;
  // The marks are read before the readings: what comes later leaves a mark that stays.
  const { markIds, before } = await db.read(tenantId, async (tx) => ({
    markIds: await readMarks(tx, day),
    before: await readArchivedDay(tx, day),
  }));
  const file = path.join(folder, 'readings.parquet');
  const versionSequence = (before?.versionSequence ?? 0) + 1;
  const written = await writeArchiveFile(file, readingsOf(platform, { ...task, before }), {
    tenantId,
    day,
    versionSequence: String(versionSequence),
  });
  if (!written || written.rowCount === before?.rowCount) {
    // A batch that was sent again: its readings were there.
    await db.write(tenantId, (tx) => takeMarks(tx, markIds));
    return 'unchanged';
  }
  const fileKey = fileKeyOf({ tenantId, day, versionSequence, sha256: written.sha256 });
  const archivedAt = platform.clock.now();
  const archived = { ...written, day, versionSequence, schemaVersion: ARCHIVE_SCHEMA_VERSION, fileKey, archivedAt };
  if (!(await db.write(tenantId, (tx) => noteLeftover(tx, { fileKey, keptMinutes: WRITING_MINUTES_MAX })))) return 'unchanged';
  let isNamed = false;
  try {
    await archive.put(fileKey, file);
    isNamed = await db.write(tenantId, (tx) => nameFile(tx, { archived, before, markIds }));
  } finally {
    if (!isNamed) await db.write(tenantId, (tx) => releaseLeftover(tx, fileKey));
  }
  if (!isNamed) return 'unchanged';
  const { rowCount, byteCount } = written;
  platform.log.info({ tenantId, day, rowCount, byteCount, fileKey }, 'a day of readings is in the archive');
  return before ? 'rewritten' : 'written';
}

/** The day's readings by battery and instant: those of the table and, since some of them may be forgotten, those of the file before. */
async function* readingsOf(
  platform: Platform,
  { archive, tenantId, day, before }: Task & { readonly before: ArchivedDay | null },
): AsyncGenerator<Reading> {
  const stored = readDay(platform.db, { tenantId, day });
  if (before) yield* mergedReadings(readArchiveFile(await intactFile(archive, before)), stored);
  else yield* stored;
}

interface Naming {
  readonly archived: NewDay;
  readonly before: ArchivedDay | null;
  readonly markIds: readonly number[];
}

/** From the commit on the manifest names the file; false when another file of the day came first. */
async function nameFile(tx: Tx, { archived, before, markIds }: Naming): Promise<boolean> {
  if (!(await saveArchivedDay(tx, archived))) return false;
  if (!(await takeLeftover(tx, archived.fileKey))) throw new Error(`The file ${archived.fileKey} took too long to write.`);
  if (before) await noteLeftover(tx, { fileKey: before.fileKey, keptMinutes: 0 });
  await takeMarks(tx, markIds);
  return true;
}

/** What lies beside each file, for whoever reads the archive without this database, is brought in line with the manifest. */
async function tellDays({ db, tenants }: Platform, { archive, tenantId }: Omit<Task, 'day'>): Promise<void> {
  const untold = await db.read(tenantId, readUntoldDays);
  if (untold.length === 0) return;
  const folder = await mkdtemp(path.join(tmpdir(), 'holdfast-archive-'));
  try {
    for (const day of untold) {
      const file = path.join(folder, 'manifest.json');
      await writeFile(file, printManifest(day, tenants.byId(tenantId)));
      await archive.put(manifestKeyOf({ tenantId, day: day.day }), file);
      await db.write(tenantId, (tx) => noteTold(tx, day));
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Files that were replaced, and what crashes left. */
async function removeLeftovers({ db }: Platform, { archive, tenantId }: Omit<Task, 'day'>): Promise<void> {
  for (const fileKey of await db.write(tenantId, claimLeftovers)) {
    await archive.remove(fileKey);
    await db.write(tenantId, (tx) => endLeftover(tx, fileKey));
  }
}
