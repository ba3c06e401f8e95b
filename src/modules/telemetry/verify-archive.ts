import { createHash } from 'node:crypto';
import type { TenantId } from '../../kernel/ids.ts';
import { type ArchivedFile, type ArchiveStore, piecesOf } from '../../platform/archive-store.ts';
import type { TenantEntry } from '../../platform/platform.ts';
import type { TenantDb } from '../../platform/tenant-db.ts';
import { countArchivedRows } from './archive-file.ts';
import { manifestKeyOf, printManifest, tenantFolder } from './archive-manifest.ts';
import { type ArchivedDay, readArchivedDaysFrom, readLeftovers } from './archived-days.ts';

/** What is wrong with one file of the archive. */
export interface ArchiveProblem {
  readonly fileKey: string;
  readonly finding: string;
}

export interface ArchiveReport {
  readonly fileCount: number;
  readonly rowCount: number;
  readonly byteCount: number;
  readonly problems: readonly ArchiveProblem[];
}

const DAYS_AT_ONCE = 100;
const FIRST_DAY = '0001-01-01';

/** Holds every file of a tenant against the manifest: each byte of it. */
export async function verifyArchive(
  { db, archive }: { readonly db: TenantDb; readonly archive: ArchiveStore },
  tenant: Pick<TenantEntry, 'tenantId' | 'slug'>,
): Promise<ArchiveReport> {
  const { tenantId } = tenant;
  const problems: ArchiveProblem[] = [];
  const known = new Set<string>();
  const sums = { fileCount: 0, rowCount: 0, byteCount: 0 };
  for await (const day of archivedDaysOf(db, tenantId)) {
    sums.fileCount += 1;
    sums.rowCount += day.rowCount;
    sums.byteCount += day.byteCount;
    const manifestKey = manifestKeyOf({ tenantId, day: day.day });
    known.add(day.fileKey).add(manifestKey);
    const finding = await findingOf(archive, day);
    if (finding !== null) problems.push({ fileKey: day.fileKey, finding });
    if (day.isTold && (await textOf(archive, manifestKey)) !== printManifest(day, tenant))
      problems.push({ fileKey: manifestKey, finding: 'does not say what the manifest in the database says' });
  }
  const leftovers = await db.read(tenantId, readLeftovers);
  for (const fileKey of leftovers) known.add(fileKey);
  for (const fileKey of await archive.list(tenantFolder(tenantId))) {
    if (!known.has(fileKey)) problems.push({ fileKey, finding: 'is not in the manifest' });
  }
  return { ...sums, problems };
}

/** Every day of a tenant's archive, oldest first. */
export async function* archivedDaysOf(db: TenantDb, tenantId: TenantId): AsyncGenerator<ArchivedDay> {
  let from = FIRST_DAY;
  for (;;) {
    const after = from;
    const days = await db.read(tenantId, (tx) => readArchivedDaysFrom(tx, { after, countMax: DAYS_AT_ONCE }));
    yield* days;
    const last = days.at(-1);
    if (!last || days.length < DAYS_AT_ONCE) return;
    from = last.day;
  }
}

/** The file of a day, whole and as it was written; anything else is an error. */
export async function intactFile(archive: ArchiveStore, day: ArchivedDay): Promise<ArchivedFile> {
  const file = await archive.find(day.fileKey);
  const finding = await sumFinding(file, day);
  if (!file || finding !== null) throw new Error(`The file ${day.fileKey} of the archive ${finding ?? 'is missing'}.`);
  return file;
}

async function findingOf(archive: ArchiveStore, day: ArchivedDay): Promise<string | null> {
  const file = await archive.find(day.fileKey);
  const finding = await sumFinding(file, day);
  if (!file || finding !== null) return finding;
  const rowCount = await countArchivedRows(file);
  return rowCount === day.rowCount ? null : `holds ${rowCount} readings; the manifest says ${day.rowCount}`;
}

async function sumFinding(file: ArchivedFile | null, { byteCount, sha256 }: ArchivedDay): Promise<string | null> {
  if (!file) return 'is missing';
  if (file.byteCount !== byteCount) return `was changed: it has ${file.byteCount} bytes; the manifest says ${byteCount}`;
  const hash = createHash('sha256');
  for await (const piece of piecesOf(file)) hash.update(piece);
  return hash.digest('hex') === sha256 ? null : 'was changed: its SHA-256 is not the one of the manifest';
}

async function textOf(archive: ArchiveStore, key: string): Promise<string | null> {
  const file = await archive.find(key);
  if (!file) return null;
  const pieces: Uint8Array[] = [];
  for await (const piece of piecesOf(file)) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}
