import { Fault } from '../../platform/fault.ts';
import { type ArchivedFile, ArchivedFileGone, type ArchiveStore } from '../../platform/archive-store.ts';
import type { Tx } from '../../platform/tenant-db.ts';

/** Where a battery's past is read from. */
export interface Past {
  readonly read: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  readonly archive: ArchiveStore | null;
}

/** How often a file may be replaced while it is read. */
const ATTEMPTS_MAX = 3;

/** Reads the manifest and the files that it names; once more when one of them has been replaced in between. */
export async function withFilesThatStay<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ArchivedFileGone)) throw error;
      // The manifest names another file of the day by now, with the same readings and more.
      if (attempt === ATTEMPTS_MAX) throw unreadable(error);
    }
  }
}

/** What is read of each file, one after the other. A file that cannot be read is an error, and not a gap. */
export async function* archivedParts<Part>(
  archive: ArchiveStore | null,
  files: readonly { readonly fileKey: string }[],
  readParts: (file: ArchivedFile) => AsyncGenerator<Part>,
): AsyncGenerator<Part> {
  try {
    for (const { fileKey } of files) yield* readParts(await fileOf(archive, fileKey));
  } catch (error) {
    throw error instanceof ArchivedFileGone || error instanceof Fault ? error : unreadable(error);
  }
}

async function fileOf(archive: ArchiveStore | null, fileKey: string): Promise<ArchivedFile> {
  if (!archive) throw unreadable(new Error(`no archive is configured, and ${fileKey} is in one`));
  const file = await archive.find(fileKey);
  if (!file) throw new ArchivedFileGone(fileKey);
  return file;
}

/** Rather than a gap where there is none. */
function unreadable(cause: unknown): Fault {
  const tell =
    'Single readings of this span are in the archive, which cannot be read at present; minutes and settlement periods can.';
  return new Fault('UNAVAILABLE', { tell, cause });
}
