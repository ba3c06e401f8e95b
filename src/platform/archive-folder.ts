import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { ArchivedFileGone, type ArchiveStore } from './archive-store.ts';

/** The name of a file that is being written; what a crash leaves of it is never told of. */
const UNFINISHED = '.part';

/** An archive in a folder. It is made with the first file. */
export function openArchiveFolder(folder: string): ArchiveStore {
  const pathOf = (key: string): string => path.join(folder, ...key.split('/'));
  return {
    place: folder,
    async put(key, localFile) {
      const target = pathOf(key);
      const unfinished = `${target}.${randomUUID()}${UNFINISHED}`;
      await mkdir(path.dirname(target), { recursive: true });
      try {
        await copyFile(localFile, unfinished, constants.COPYFILE_EXCL);
        // On disk before it has its name: after a loss of power there is no file of that name that is not whole.
        await synced(unfinished);
        await rename(unfinished, target);
        await synced(path.dirname(target));
      } finally {
        await rm(unfinished, { force: true });
      }
    },
    async find(key) {
      const byteCount = await sizeOf(pathOf(key));
      return byteCount === null ? null : { byteCount, read: (part) => readPart(pathOf(key), { ...part, key }) };
    },
    async list(prefix) {
      const below = path.posix.dirname(`${prefix}x`);
      const entries = await entriesOf(path.join(folder, below));
      const keys = entries.map((entry) => path.posix.join(below, entry.split(path.sep).join('/')));
      return keys.filter((key) => key.startsWith(prefix) && !key.endsWith(UNFINISHED)).toSorted();
    },
    remove: (key) => rm(pathOf(key), { force: true }),
    close: () => undefined,
  };
}

async function readPart(
  file: string,
  { key, fromByte, untilByte }: { key: string; fromByte: number; untilByte: number },
): Promise<Uint8Array> {
  const bytes = new Uint8Array(untilByte - fromByte);
  let handle;
  try {
    handle = await open(file);
  } catch (error) {
    throw isMissing(error) ? new ArchivedFileGone(key, error) : error;
  }
  try {
    for (let filled = 0; filled < bytes.length;) {
      const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, fromByte + filled);
      if (bytesRead === 0) throw new ArchivedFileGone(key);
      filled += bytesRead;
    }
    return bytes;
  } finally {
    await handle.close();
  }
}

async function sizeOf(file: string): Promise<number | null> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function entriesOf(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

async function synced(place: string): Promise<void> {
  const handle = await open(place);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
