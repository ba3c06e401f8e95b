import type { TenantId } from '../../../kernel/ids.ts';
import { background } from '../../../platform/log.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { TenantDb } from '../../../platform/tenant-db.ts';
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

interface FailedLogIn {
  readonly tenantId: TenantId;
  /** The credential it claims to be; null when it names none. */
  readonly credentialId: string | null;
  /** What else it says of itself, and why it was refused where that helps. */
  readonly claim: { readonly credentialKind: string; readonly issuer?: string; readonly refusal?: string };
  readonly sourceIp: string | null;
}

/** Writes that a token which names the tenant was nobody's. Its credential is a claim. */
export async function auditFailedLogIn(
  platform: Platform,
  { tenantId, credentialId, claim, sourceIp }: FailedLogIn,
): Promise<void> {
  const content = {
    actorKind: 'unknown',
    credentialId,
    operation: 'signIn',
    subject: null,
    input: claim,
    decision: 'DENIED',
    outcome: 'UNAUTHENTICATED',
    sourceIp,
  } as const;
  await write(platform, { tenantId, key: tenantId, countMax: FAILED_LOG_INS_PER_WINDOW_MAX, content });
}

/** Writes that a certificate of a trusted authority, which names a site, was not good: revoked, at its end, or never issued here. */
export async function auditRefusedCertificate(
  platform: Platform,
  { tenantId, siteId, edgeAgentId, fingerprint256, sourceIp }: RefusedCertificate,
): Promise<void> {
  const content = {
    actorKind: edgeAgentId === null ? 'unknown' : 'agent',
    credentialId: edgeAgentId,
    operation: 'signIn',
    subject: { type: 'Site', id: siteId },
    input: { credentialKind: 'certificate', fingerprint256 },
    decision: 'DENIED',
    outcome: 'UNAUTHENTICATED',
    sourceIp,
  } as const;
  await write(platform, { tenantId, key: `certificates of ${siteId}`, countMax: DENIALS_PER_WINDOW_MAX, content });
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

interface RefusedCertificate {
  readonly tenantId: TenantId;
  readonly siteId: string;
  /** Whose it was; null when it is not known. */
  readonly edgeAgentId: string | null;
  readonly fingerprint256: string;
  readonly sourceIp: string | null;
}

interface Denial {
  readonly tenantId: TenantId;
  readonly key: string;
  readonly countMax: number;
  readonly content: EntryContent;
}

async function write(platform: Platform, denial: Denial): Promise<void> {
  if (takesEntry(platform, denial)) await append(platform, denial.tenantId, denial.content);
}

/** Counts a denial in its window. */
function takesEntry(platform: Platform, { tenantId, key, countMax, content }: Denial): boolean {
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
    platform.log.error({ err: error, operation: content.operation }, 'a denial could not be written to the audit trail');
  }
}
