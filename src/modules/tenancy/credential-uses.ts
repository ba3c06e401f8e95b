import { background } from '../../platform/log.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import type { Actor } from './actor.ts';

/** A use that follows another within this time is not written down. */
const WRITTEN_EVERY_MS = 60_000;
const REMEMBERED_COUNT_MAX = 10_000;

/** Writes down when credentials were last used, beside the requests that use them and never in their way. */
export interface CredentialUses {
  note(actor: Actor): void;
  /** Resolves when everything noted is written, or has failed. */
  settled(): Promise<void>;
}

/** A use by the wall clock. Several processes may note one: who finds another that is not before `since` writes nothing. */
export interface CredentialUse {
  readonly credentialId: string;
  readonly usedAt: Date;
  readonly since: Date;
}

/** How the use of each kind of credential is written; the module that keeps the credential brings it. */
export type UseWriters = Partial<Record<Actor['kind'], (tx: Tx, use: CredentialUse) => Promise<unknown>>>;

export function createCredentialUses(
  { db, wallNow, log }: Pick<Platform, 'db' | 'wallNow' | 'log'>,
  writers: UseWriters,
): CredentialUses {
  const writtenAtMs = new Map<string, number>();
  const writing = new Set<Promise<unknown>>();
  return {
    note({ kind, tenantId, credentialId }) {
      const writer = writers[kind];
      if (!writer) return;
      const nowMs = performance.now();
      const before = writtenAtMs.get(credentialId) ?? -Infinity;
      if (nowMs - before < WRITTEN_EVERY_MS) return;
      if (writtenAtMs.size >= REMEMBERED_COUNT_MAX) writtenAtMs.clear();
      writtenAtMs.set(credentialId, nowMs);
      const usedAt = wallNow();
      const use = { credentialId, usedAt, since: new Date(usedAt.getTime() - WRITTEN_EVERY_MS) };
      const write = db.write(tenantId, (tx) => writer(tx, use)).finally(() => writing.delete(write));
      writing.add(write);
      background(write, log);
    },
    settled: async () => void (await Promise.allSettled(writing)),
  };
}
