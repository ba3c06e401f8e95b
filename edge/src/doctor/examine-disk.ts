/** The agent's folder: writable, with room, and what waits in it. Reads everything, changes nothing that is there. */
import { mkdir, open, readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { AgentConfig } from '../config.ts';
import { SPOOL_BYTES_MAX_DEFAULT } from '../telemetry-spool.ts';
import { failure, fine, reasonOf, warning, type Finding } from './finding.ts';

const MEBIBYTE = 1_048_576;
/** Beside the spool: instructions, counts, the certificate. */
const ROOM_BYTES = 16 * MEBIBYTE;
const SPOOL_LOW_RATIO = 0.5;
const PERCENT = 100;

export async function examineDisk({ dataDir, spoolBytesMax = SPOOL_BYTES_MAX_DEFAULT }: AgentConfig): Promise<Finding[]> {
  const written = await tryWriting(dataDir);
  if (written !== null) {
    return [
      failure(
        'disk',
        `${dataDir} cannot be written: ${written}`,
        'Create the folder for the user the agent runs as; nothing else may write there.',
      ),
    ];
  }
  const spool = await spoolOf(join(dataDir, 'spool'));
  return [await examineRoom(dataDir, spoolBytesMax - spool.bytes), examineSpool(spool, spoolBytesMax)];
}

async function tryWriting(dataDir: string): Promise<string | null> {
  const path = join(dataDir, `.doctor-${process.pid}`);
  try {
    await mkdir(dataDir, { recursive: true });
    const file = await open(path, 'w');
    await file.writeFile('ok');
    await file.datasync();
    await file.close();
    await rm(path);
    return null;
  } catch (error) {
    return reasonOf(error);
  }
}

async function examineRoom(dataDir: string, spoolRoomBytes: number): Promise<Finding> {
  const { bavail, bsize } = await statfs(dataDir);
  const freeBytes = bavail * bsize;
  const neededBytes = Math.max(0, spoolRoomBytes) + ROOM_BYTES;
  const says = `${dataDir} can be written, ${mebibytes(freeBytes)} MiB are free`;
  if (freeBytes >= neededBytes) return fine('disk', says);
  const advice = `Make room: a full spool takes ${mebibytes(neededBytes)} MiB more; or lower spoolBytesMax.`;
  return freeBytes < ROOM_BYTES ? failure('disk', says, advice) : warning('disk', says, advice);
}

function examineSpool({ bytes, oldestAt }: { bytes: number; oldestAt: Date | null }, bytesMax: number): Finding {
  if (oldestAt === null) return fine('spool', 'no telemetry waits');
  const usedPercent = (bytes / bytesMax) * PERCENT;
  const says = `${mebibytes(bytes)} MiB of telemetry (${usedPercent.toFixed(0)} % of its room), the oldest file of ${oldestAt.toISOString()}`;
  if (bytes < SPOOL_LOW_RATIO * bytesMax) return fine('spool', says);
  return warning('spool', says, 'Telemetry does not get out: see broker below. When it is full the oldest is lost first.');
}

async function spoolOf(folder: string): Promise<{ bytes: number; oldestAt: Date | null }> {
  const names = await readdir(folder).catch(() => []);
  let bytes = 0;
  let oldestAt: Date | null = null;
  for (const name of names) {
    const { size, mtime } = await stat(join(folder, name));
    bytes += size;
    if (size > 0 && (oldestAt === null || mtime < oldestAt)) oldestAt = mtime;
  }
  return { bytes, oldestAt };
}

function mebibytes(bytes: number): string {
  return (bytes / MEBIBYTE).toFixed(bytes < MEBIBYTE ? 2 : 0);
}
