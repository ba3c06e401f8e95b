import { accessSync, constants, existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Fault } from './fault.ts';

interface Owner {
  readonly pid: number;
  /** Tells a process from a later one with the same number; empty where the system does not say. */
  readonly startedAtTicks: string;
}

/** Makes this process the only user of a data folder until `release`; a dead owner's claim is taken over. */
export function claimDataFolder(dataDir: string): { release(): void } {
  const lockFile = join(dataDir, 'lock');
  const own = JSON.stringify(ownerOf(process.pid));
  const spare = join(dataDir, `lock.${process.pid}`);
  try {
    // Asked first: on a read-only file system mkdir answers only that the folder does not exist.
    accessSync(nearestExisting(dataDir), constants.W_OK);
    makeFolder(dataDir);
    writeFileSync(spare, own);
  } catch (error) {
    throw unusableFolder(dataDir, error);
  }
  try {
    while (!linkedAs(spare, lockFile)) removeStaleClaim(dataDir, lockFile);
  } finally {
    rmSync(spare, { force: true });
  }
  return {
    release() {
      if (readIfPresent(lockFile) === own) rmSync(lockFile, { force: true });
    },
  };
}

/** One sentence for a folder that cannot be used, with the reason of the operating system. */
export function unusableFolder(dataDir: string, error: unknown): Fault {
  const reason = error instanceof Error ? error.message.replace(/, \w+ '.*$/s, '') : String(error);
  return new Fault('UNAVAILABLE', {
    tell: `The data folder ${dataDir} cannot be used (${reason}).`,
    detail: { dataDir },
    cause: error,
  });
}

/** Whether a process exists and has not ended. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return isErrorCode(error, 'EPERM');
  }
  return statusFieldsOf(pid)?.[0] !== 'Z';
}

/** One folder at a time: Node's own recursion never ends below a folder of the kernel that takes no new ones. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}

function nearestExisting(path: string): string {
  return existsSync(path) ? path : nearestExisting(dirname(path));
}

function linkedAs(spare: string, lockFile: string): boolean {
  try {
    linkSync(spare, lockFile);
    return true;
  } catch (error) {
    if (isErrorCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Renames before it removes: of two processes that see the same dead owner only one takes its claim away. */
function removeStaleClaim(dataDir: string, lockFile: string): void {
  const seen = readIfPresent(lockFile);
  if (seen === null) return;
  const owner = parseOwner(seen);
  if (owner && isAlive(owner.pid) && ownerOf(owner.pid).startedAtTicks === owner.startedAtTicks) {
    throw new Fault('UNAVAILABLE', {
      tell: `The data folder ${dataDir} is in use by process ${owner.pid}; stop that process or choose another data folder.`,
      detail: { dataDir, pid: owner.pid },
    });
  }
  const removed = `${lockFile}.stale.${process.pid}`;
  renameSync(lockFile, removed);
  if (readFileSync(removed, 'utf8') !== seen) linkedAs(removed, lockFile);
  rmSync(removed, { force: true });
}

function parseOwner(text: string): Owner | null {
  const match = /^\{"pid":(\d+),"startedAtTicks":"(\d*)"\}$/.exec(text);
  return match ? { pid: Number(match[1]), startedAtTicks: match[2] ?? '' } : null;
}

function ownerOf(pid: number): Owner {
  return { pid, startedAtTicks: statusFieldsOf(pid)?.[19] ?? '' };
}

/** The fields of /proc/<pid>/stat from the state on (the name before them may hold spaces); null where there is no /proc. */
function statusFieldsOf(pid: number): string[] | null {
  const text = readIfPresent(`/proc/${pid}/stat`);
  return text === null ? null : text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function readIfPresent(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isErrorCode(error, 'ENOENT') || isErrorCode(error, 'ESRCH')) return null;
    throw error;
  }
}

function isErrorCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
