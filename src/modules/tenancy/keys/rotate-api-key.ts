import type { ApiKeyId } from '../../../kernel/ids.ts';
import { Fault } from '../../../platform/fault.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import type { Actor } from '../actor.ts';
import { audit } from '../audit/audit-change.ts';
import { issueToken } from '../credential.ts';
import { demandWithinReach } from '../reach.ts';
import { type ApiKeyRefused, apiKeyRefused } from './api-keys.ts';
import { readApiKey } from './reads.ts';

export interface Rotation {
  readonly apiKeyId: ApiKeyId;
  /** The secret of now works for so much longer. */
  readonly overlapSeconds: number;
  readonly asker: Actor;
}

export type RotateApiKeyOutcome =
  | { readonly __typename: 'ApiKeyRotated'; readonly apiKeyId: ApiKeyId; readonly secret: string | null }
  | ApiKeyRefused;

/** Gives a key a new secret. The one of now works until the overlap ends; one that was in its overlap already ends at once. */
export async function rotateApiKey(
  platform: Platform,
  tx: Tx,
  { apiKeyId, overlapSeconds, asker }: Rotation,
): Promise<RotateApiKeyOutcome> {
  await tx.sql`select 1 from api_key where tenant_id = ${tx.tenantId} and api_key_id = ${apiKeyId} for no key update`;
  const before = await readApiKey(tx, apiKeyId);
  if (!before) throw new Fault('NOT_FOUND', { tell: 'There is no such API key.' });
  demandWithinReach(asker, before);
  const now = platform.wallNow();
  if (before.revokedAt) return apiKeyRefused('KEY_REVOKED', 'The key was revoked; create another one.');
  if (before.expiresAt && before.expiresAt <= now) return apiKeyRefused('KEY_EXPIRED', 'The key has ended; create another one.');
  const { slug } = platform.tenants.byId(tx.tenantId);
  const { token, secretHash } = issueToken({ kind: 'api-key', tenantSlug: slug, credentialId: apiKeyId });
  const previousUntil = new Date(now.getTime() + overlapSeconds * 1_000);
  await tx.sql`
    update api_key set previous_secret_hash = secret_hash, previous_until = ${previousUntil}, secret_hash = ${secretHash},
      rotated_at = ${now}
    where tenant_id = ${tx.tenantId} and api_key_id = ${apiKeyId}`;
  audit(tx, {
    subject: { type: 'ApiKey', id: apiKeyId },
    before: { rotatedAt: before.rotatedAt, previousUntil: before.previousUntil },
    after: { rotatedAt: now, previousUntil },
  });
  return { __typename: 'ApiKeyRotated', apiKeyId, secret: token };
}
