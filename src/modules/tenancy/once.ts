import { createHash } from 'node:crypto';
import { Fault } from '../../platform/fault.ts';
import { jsonOf } from '../../platform/json.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import type { Actor } from './actor.ts';
import type { Caller } from './audit/append-entry.ts';
import { auditChange } from './audit/audit-change.ts';
import { canonicalJson } from './audit/canonical-json.ts';

/** What a mutation leaves behind: ids and plain values, so that it can be stored and replayed. */
export interface Outcome {
  readonly __typename: string;
}

interface Change {
  readonly operation: string;
  readonly input: { readonly idempotencyKey: string };
  /** Fields of the outcome that are shown once and never stored. */
  readonly forget?: readonly string[];
}

const KEY_LENGTH_MIN = 8;
const KEY_LENGTH_MAX = 100;

/**
 * Carries a change out once: one transaction with its audit entry and its stored outcome. The same key with the same
 * input replays the outcome, also when both calls run at the same time: the second waits for the first one's commit.
 */
export async function once<O extends Outcome>(
  caller: Caller,
  { operation, input, forget = [] }: Change,
  work: (tx: Tx) => Promise<O>,
): Promise<O> {
  const { platform, actor } = caller;
  const key = input.idempotencyKey;
  if (key.length < KEY_LENGTH_MIN || key.length > KEY_LENGTH_MAX) {
    throw new Fault('BAD_USER_INPUT', {
      tell: `\`idempotencyKey\` must have ${KEY_LENGTH_MIN} to ${KEY_LENGTH_MAX} characters.`,
    });
  }
  if (!/^[\x20-\x7e]+$/.test(key)) {
    throw new Fault('BAD_USER_INPUT', { tell: '`idempotencyKey` must be printable ASCII.' });
  }
  const inputHash = createHash('sha256')
    .update(canonicalJson([operation, input]))
    .digest();
  return platform.db.write(actor.tenantId, async (tx) => {
    const now = platform.clock.now();
    const claimed = await tx.sql`
      insert into idempotent_outcome (tenant_id, credential_id, idempotency_key, operation, input_hash, created_at)
      values (${tx.tenantId}, ${actor.credentialId}, ${key}, ${operation}, ${inputHash}, ${now})
      on conflict do nothing returning 1`;
    if (claimed.length === 0) return replay<O>(tx, { actor, key, inputHash });
    const outcome = await work(tx);
    const fields: readonly [string, unknown][] = Object.entries(outcome);
    const kept = fields.map(([field, value]) => [field, forget.includes(field) ? null : value]);
    // Sent together: the second is not kept waiting for the first one's answer.
    await Promise.all([
      tx.sql`
        update idempotent_outcome set outcome = ${tx.sql.json(jsonOf(Object.fromEntries(kept)))}
        where tenant_id = ${tx.tenantId} and credential_id = ${actor.credentialId} and idempotency_key = ${key}`,
      auditChange(tx, caller, { happenedAt: now, operation, input, outcome }),
    ]);
    return outcome;
  });
}

async function replay<O extends Outcome>(
  tx: Tx,
  { actor, key, inputHash }: { actor: Actor; key: string; inputHash: Buffer },
): Promise<O> {
  const [stored] = await tx.sql<{ inputHash: Buffer; outcome: O }[]>`
    select input_hash as "inputHash", outcome from idempotent_outcome
    where tenant_id = ${tx.tenantId} and credential_id = ${actor.credentialId} and idempotency_key = ${key}`;
  if (!stored || !stored.inputHash.equals(inputHash)) {
    throw new Fault('IDEMPOTENCY_MISMATCH', {
      tell: 'This `idempotencyKey` was used before with another input; choose a new one.',
    });
  }
  return stored.outcome;
}
