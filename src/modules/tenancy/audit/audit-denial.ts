import type { TenantId } from '../../../kernel/ids.ts';
import { background } from '../../../platform/log.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { TenantDb } from '../../../platform/tenant-db.ts';
import type { Credential } from '../credential.ts';
import { appendEntry, askerOf, type Caller, type EntryContent } from './append-entry.ts';
import { subjectOf } from './audit-change.ts';

/** Denials of one credential that get an entry of their own in a window; the rest is counted in one entry at its end. */
const DENIALS_PER_WINDOW_MAX = 20;
/** Whoever is not signed in can claim any credential, so that all failed log-ins of a tenant share one window. */
const FAILED_LOG_INS_PER_WINDOW_MAX = 60;
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
  await write(caller.platform, { tenantId, key: credentialId, countMax: DENIALS_PER_WINDOW_MAX, content });
}

/** Writes that a token which names the tenant was nobody's. Its credential is a claim. */
export async function auditFailedLogIn(
  platform: Platform,
  { tenantId, credential, sourceIp }: { tenantId: TenantId; credential: Credential; sourceIp: string | null },
): Promise<void> {
  const content = {
    actorKind: 'unknown',
    credentialId: credential.credentialId,
    operation: 'signIn',
    subject: null,
    input: { credentialKind: credential.kind },
    decision: 'DENIED',
    outcome: 'UNAUTHENTICATED',
    sourceIp,
  } as const;
  await write(platform, { tenantId, key: tenantId, countMax: FAILED_LOG_INS_PER_WINDOW_MAX, content });
}

/** Writes that somebody gave a wrong password for a name, whether or not anybody is called so. */
export async function auditFailedPassword(
  platform: Platform,
  { tenantId, email, sourceIp }: { tenantId: TenantId; email: string; sourceIp: string | null },
): Promise<void> {
  const content = {
    actorKind: 'unknown',
    credentialId: null,
    operation: 'signIn',
    subject: null,
    input: { credentialKind: 'user', email },
    decision: 'DENIED',
    outcome: 'UNAUTHENTICATED',
    sourceIp,
  } as const;
  await write(platform, { tenantId, key: tenantId, countMax: FAILED_LOG_INS_PER_WINDOW_MAX, content });
}

/** Writes what the open windows have only counted; before the database is closed. */
export async function endDenialWindows(platform: Platform): Promise<void> {
  const windows = windowsOf.get(platform.db);
  for (const key of windows?.keys() ?? []) await endWindow(platform, key);
}

interface Denial {
  readonly tenantId: TenantId;
  readonly key: string;
  readonly countMax: number;
  readonly content: EntryContent;
}

async function write(platform: Platform, { tenantId, key, countMax, content }: Denial): Promise<void> {
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
    return;
  }
  window.writtenCount += 1;
  await append(platform, tenantId, content);
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
    platform.log.error({ err: error, operation: content.operation }, 'a denial could not be written to the audit trail');
  }
}
