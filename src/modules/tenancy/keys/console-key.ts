import { Fault } from '../../../platform/fault.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import { appendEntry } from '../audit/append-entry.ts';
import { createApiKey } from './api-keys.ts';

interface ConsoleKey {
  readonly name: string;
  /** Who made it, as the tenant reads it in its trail. */
  readonly createdBy: string;
}

/**
 * Makes a key of the role ADMIN from the platform's command line and says so in the tenant's trail: with it the tenant's own
 * people make all others. Returns its secret, which is kept nowhere.
 */
export async function createConsoleKey(
  platform: Pick<Platform, 'tenants' | 'clock' | 'wallNow'>,
  tx: Tx,
  { name, createdBy }: ConsoleKey,
): Promise<string> {
  const { tenantId, sql } = tx;
  const known = await sql`select 1 from tenant where tenant_id = ${tenantId}`;
  if (known.count === 0) {
    const { slug } = platform.tenants.byId(tenantId);
    throw new Fault('BAD_USER_INPUT', {
      tell: `The database does not know ${slug} yet: start the platform once, so that it reads tenants/${slug}.yaml.`,
    });
  }
  const made = await createApiKey(platform, tx, { name, role: 'ADMIN', partyId: null });
  if (made.__typename !== 'ApiKeyCreated' || made.secret === null) throw new Error('Bug: a key without bounds is refused');
  await appendEntry(tx, platform.clock.now(), {
    actorKind: 'console',
    credentialId: null,
    onBehalfOf: createdBy,
    operation: 'createApiKey',
    subject: { type: 'ApiKey', id: made.apiKeyId },
    input: { name, role: 'ADMIN' },
    after: { name, role: 'ADMIN' },
    decision: 'ALLOWED',
    outcome: made.__typename,
  });
  return made.secret;
}
