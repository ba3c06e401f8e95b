import type { DeadLetterId } from '../../kernel/ids.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { announceReadings } from './live-readings.ts';
import type { DeadLetter } from './reads.ts';
import { storeMessages } from './store-batches.ts';

export type ReplayDeadLetterOutcome =
  | { readonly __typename: 'DeadLetterReplayed'; readonly deadLetterId: DeadLetterId }
  | { readonly __typename: 'DeadLetterRefused'; readonly deadLetterId: DeadLetterId; readonly message: string };

/** Sends a dead letter through the front door again. What is still refused leaves no second letter behind. */
export async function replayDeadLetter(platform: Platform, tx: Tx, letter: DeadLetter): Promise<ReplayDeadLetterOutcome> {
  const { deadLetterId } = letter;
  const attempt = await tx.sql
    .savepoint(async (sql) => {
      const { all } = await storeMessages(
        { ...tx, sql },
        { messages: [{ topic: letter.source, payload: letter.payload }], receivedAt: platform.clock.now() },
      );
      const [stored] = all;
      if (!stored || stored.refusals.length > 0) throw new StillRefused(stored?.refusals.join('; ') ?? 'nothing was stored');
      return stored;
    })
    .catch((error: unknown) => {
      if (error instanceof StillRefused) return error;
      throw error;
    });
  if (attempt instanceof StillRefused) return { __typename: 'DeadLetterRefused', deadLetterId, message: attempt.message };
  await tx.sql`
    update dead_letter set replayed_at = ${platform.clock.now()} where tenant_id = ${tx.tenantId} and dead_letter_id = ${deadLetterId}`;
  tx.afterCommit(() => announceReadings(platform.live, tx.tenantId, attempt.readings));
  return { __typename: 'DeadLetterReplayed', deadLetterId };
}

/** Ends the savepoint, so that the attempt leaves no trace. */
class StillRefused extends Error {}
