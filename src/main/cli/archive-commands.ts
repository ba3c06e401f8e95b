import { existsSync } from 'node:fs';
import { archivedDaysOf, type ArchiveReport, verifyArchive } from '../../modules/telemetry/index.ts';
import type { ArchiveStore } from '../../platform/archive-store.ts';
import { Fault } from '../../platform/fault.ts';
import type { TenantEntry } from '../../platform/platform.ts';
import type { TenantDb } from '../../platform/tenant-db.ts';
import type { ArchivePlace } from '../config.ts';
import { openArchive, ownArchive } from '../open-archive.ts';

interface Tenants {
  readonly db: TenantDb;
  readonly tenants: readonly TenantEntry[];
  readonly say: (line: string) => void;
}

/** The archive that is there already: a folder that is not would look like one from which every file was taken. */
export function existingArchive(place: ArchivePlace | null, worldFolder: string): ArchiveStore {
  const named = place ?? ownArchive(worldFolder);
  if (named.kind === 'folder' && !existsSync(named.folder))
    throw new Fault('UNAVAILABLE', {
      tell: `There is no archive in ${named.folder}: set ARCHIVE_URL to where it is. It is made with the first finished day.`,
    });
  return openArchive(named);
}

/** Prints the files that the manifest names. */
export async function listArchive({ db, tenants, say }: Tenants): Promise<void> {
  for (const { tenantId, slug } of tenants) {
    for await (const { day, rowCount, byteCount, versionSequence, sha256, fileKey, forgottenAt } of archivedDaysOf(
      db,
      tenantId,
    )) {
      const only = forgottenAt ? ', in the archive alone' : '';
      say(
        `${slug} ${day} ${rowCount} readings, ${byteCount} bytes, version ${versionSequence}, SHA-256 ${sha256}${only}: ${fileKey}`,
      );
    }
  }
}

/** Verifies each tenant's archive and says what was found; false when a file is not as the manifest says. */
export async function verifyArchives({ db, tenants, say }: Tenants, archive: ArchiveStore): Promise<boolean> {
  let intact = true;
  for (const tenant of tenants) {
    const report = await verifyArchive({ db, archive }, tenant);
    for (const line of linesOf(tenant.slug, report)) say(line);
    intact &&= report.problems.length === 0;
  }
  archive.close();
  return intact;
}

function linesOf(slug: string, { fileCount, rowCount, byteCount, problems }: ArchiveReport): string[] {
  if (problems.length === 0) return [`ok       ${slug}: ${fileCount} files, ${rowCount} readings, ${byteCount} bytes`];
  return problems.map(({ fileKey, finding }) => `TAMPERED ${slug}: ${fileKey} ${finding}`);
}
