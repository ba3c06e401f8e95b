import { background } from '../../platform/log.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Actor, ApiKeyActor, ForeignActor } from './actor.ts';

/** A use that follows another within this time is not written down. */
const WRITTEN_EVERY_MS = 60_000;
const REMEMBERED_COUNT_MAX = 10_000;

/** Writes down when credentials were last used, beside the requests that use them and never in their way. */
export interface CredentialUses {
  note(actor: Actor): void;
  /** Resolves when everything noted is written, or has failed. */
  settled(): Promise<void>;
}

export function createCredentialUses(platform: Pick<Platform, 'db' | 'wallNow' | 'log'>): CredentialUses {
  const writtenAtMs = new Map<string, number>();
  const writing = new Set<Promise<void>>();
  return {
    note(actor) {
      if (actor.kind !== 'api-key' && actor.kind !== 'external') return;
      const nowMs = performance.now();
      const before = writtenAtMs.get(actor.credentialId) ?? -Infinity;
      if (nowMs - before < WRITTEN_EVERY_MS) return;
      if (writtenAtMs.size >= REMEMBERED_COUNT_MAX) writtenAtMs.clear();
      writtenAtMs.set(actor.credentialId, nowMs);
      const write = writeUse(platform, actor).finally(() => writing.delete(write));
      writing.add(write);
      background(write, platform.log);
    },
    settled: async () => void (await Promise.allSettled(writing)),
  };
}

/** Several processes may note one use: who comes late within the minute writes nothing. */
async function writeUse(
  { db, wallNow }: Pick<Platform, 'db' | 'wallNow'>,
  { kind, tenantId, credentialId }: ApiKeyActor | ForeignActor,
): Promise<void> {
  const usedAt = wallNow();
  const since = new Date(usedAt.getTime() - WRITTEN_EVERY_MS);
  await db.write(tenantId, ({ sql }) =>
    kind === 'api-key'
      ? sql`
        update api_key set last_used_at = ${usedAt}
        where tenant_id = ${tenantId} and api_key_id = ${credentialId} and (last_used_at is null or last_used_at <= ${since})`
      : sql`
        update external_identity set last_seen_at = ${usedAt}
        where tenant_id = ${tenantId} and external_identity_id = ${credentialId} and last_seen_at <= ${since}`,
  );
}
