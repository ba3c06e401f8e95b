import type { Tx } from '../../platform/tenant-db.ts';
import type { Caller } from './audit/append-entry.ts';
import { notesOf } from './audit/audit-change.ts';
import { askedOf, type Change, claim, keep, type Outcome, replay } from './idempotent-change.ts';

/**
 * Carries a change out once: one transaction with its audit entry and its stored outcome. The same key with the same
 * input replays the outcome, also when both calls run at the same time: the second waits for the first one's commit.
 */
export async function once<O extends Outcome>(caller: Caller, change: Change, work: (tx: Tx) => Promise<O>): Promise<O> {
  const { platform, actor } = caller;
  const asked = askedOf(caller, change);
  return platform.db.write(actor.tenantId, async (tx) => {
    const now = platform.clock.now();
    const claimed = await claim(tx, { changes: [asked], now });
    if (claimed.length === 0) return replay<O>(tx, asked);
    const outcome = await work(tx);
    await keep(tx, { done: [{ asked, outcome, notes: notesOf(tx) }], now });
    return outcome;
  });
}
