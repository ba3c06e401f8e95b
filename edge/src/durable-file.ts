/** Files that survive a power cut: whole or as before, and checked when they are read. */
import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';

const CHECKSUM_DIGITS = 8;

/** One line of text behind its checksum. */
export function printCheckedLine(text: string): string {
  return `${checksumOf(text)} ${text}\n`;
}

/** The text of a checked line, or null when it is torn or altered. */
export function parseCheckedLine(line: string): string | null {
  const text = line.slice(CHECKSUM_DIGITS + 1);
  return line.slice(0, CHECKSUM_DIGITS) === checksumOf(text) && line[CHECKSUM_DIGITS] === ' ' ? text : null;
}

function checksumOf(text: string): string {
  return crc32(text).toString(16).padStart(CHECKSUM_DIGITS, '0');
}

const MODE_DEFAULT = 0o644;

/** Replaces a file. A crash leaves the old content or the new, never a mixture. */
export async function writeDurably(path: string, content: string | Buffer, mode = MODE_DEFAULT): Promise<void> {
  const nextPath = `${path}.next`;
  const file = await open(nextPath, 'w', mode);
  try {
    await file.writeFile(content);
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(nextPath, path);
  await syncFolder(dirname(path));
}

/** Makes the names in a folder durable: without it a new file may be gone after a power cut. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** The text of a file, or null when there is none. */
export async function readIfPresent(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
