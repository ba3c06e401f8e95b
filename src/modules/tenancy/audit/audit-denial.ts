import type { TenantId } from '../../../kernel/ids.ts';
import { background } from '../../../platform/log.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { TenantDb } from '../../../platform/tenant-db.ts';
import { appendEntry, askerOf, type Caller, type EntryContent } from './append-entry.ts';
import { subjectOf } from './audit-change.ts';

/** Entries of one source that stand for themselves in a window; the rest is counted in one entry at its end. */
export const DENIALS_PER_WINDOW_MAX = 20;
const WINDOW_MS = 60_000;

interface Window {
  readonly tenantId: TenantId;
  readonly ending: NodeJS.Timeout;
  writtenCount: number;
  leftOutCount: number;
  newest: EntryContent;
}

const windowsOf = new WeakMap<TenantDb, Map<string, Window>>();

/** Writes that somebody was refused. The refusal stands even where this fails: the log then has it. */
export async function auditDenial(
  caller: Caller,
  { operation, input, outcome }: { operation: string; input: unknown; outcome: string },
): Promise<void> {
  const content = { ...askerOf(caller), operation, input, subject: subjectOf(input), decision: 'DENIED', outcome } as const;
  const { tenantId, credentialId } = caller.actor;
  await writeInWindow(caller.platform, { tenantId, key: credentialId, countMax: DENIALS_PER_WINDOW_MAX, content });
}

/**
 * Whether a denial that a site caused has an entry of its own, which the caller writes in its transaction; when not, it is
 * counted in one entry at the end of the window.
 */
export function takesEntryOfSite(
  platform: Platform,
  { tenantId, siteId, content }: { tenantId: TenantId; siteId: string; content: EntryContent },
): boolean {
  return takesEntry(platform, { tenantId, key: `claims of ${siteId}`, countMax: DENIALS_PER_WINDOW_MAX, content });
}

/** Writes what the open windows have only counted; before the database is closed. */
export async function endDenialWindows(platform: Platform): Promise<void> {
  const windows = windowsOf.get(platform.db);
  for (const key of windows?.keys() ?? []) await endWindow(platform, key);
}

/** An entry that its source can cause as often as it likes. */
interface Repeated {
  readonly tenantId: TenantId;
  readonly key: string;
  readonly countMax: number;
  readonly content: EntryContent;
}

/** Writes an entry, or counts it where its source has had its share of the window. */
export async function writeInWindow(platform: Platform, repeated: Repeated): Promise<void> {
  if (takesEntry(platform, repeated)) await append(platform, repeated.tenantId, repeated.content);
}

/** Counts an entry in its window. */
function takesEntry(platform: Platform, { tenantId, key, countMax, content }: Repeated): boolean {
  const windows = windowsOf.get(platform.db) ?? new Map<string, Window>();
  windowsOf.set(platform.db, windows);
  let window = windows.get(key);
  if (!window) {
    const ending = setTimeout(() => background(endWindow(platform, key), platform.log), WINDOW_MS).unref();
    window = { tenantId, ending, writtenCount: 0, leftOutCount: 0, newest: content };
    windows.set(key, window);
  }
  if (window.writtenCount >= countMax) {
    window.leftOutCount += 1;
    window.newest = content;
    return false;
  }
  window.writtenCount += 1;
  return true;
}

async function endWindow(platform: Platform, key: string): Promise<void> {
  const windows = windowsOf.get(platform.db);
  const window = windows?.get(key);
  if (!windows || !window) return;
  windows.delete(key);
  clearTimeout(window.ending);
  const { tenantId, leftOutCount, newest } = window;
  if (leftOutCount > 0) await append(platform, tenantId, { ...newest, leftOutCount: leftOutCount - 1 });
}

async function append(platform: Platform, tenantId: TenantId, content: EntryContent): Promise<void> {
  try {
    await platform.db.write(tenantId, (tx) => appendEntry(tx, platform.clock.now(), content));
  } catch (error) {
    platform.log.error({ err: error, operation: content.operation }, 'an entry could not be written to the audit trail');
  }
}
