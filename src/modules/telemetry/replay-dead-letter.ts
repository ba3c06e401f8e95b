import type { DeadLetterId } from '../../kernel/ids.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { parseSparkplugTopic } from '../../wire/topics.ts';
import { announceReadings } from './announce-readings.ts';
import type { DeadLetter } from './reads.ts';
import { readKnown } from './battery-memory.ts';
import { declaredMetrics } from './custom-metrics.ts';
import { judgeMessage, type Judged, readMessage } from './judge-message.ts';
import { readSparkplugAlone } from './sparkplug/read-alone.ts';
import { insertReadings } from './store-readings.ts';

export type ReplayDeadLetterOutcome =
  | { readonly __typename: 'DeadLetterReplayed'; readonly deadLetterId: DeadLetterId }
  | { readonly __typename: 'DeadLetterRefused'; readonly deadLetterId: DeadLetterId; readonly message: string };

/** Sends a dead letter through the front door again. What is still refused leaves no second letter behind. */
export async function replayDeadLetter(platform: Platform, tx: Tx, letter: DeadLetter): Promise<ReplayDeadLetterOutcome> {
  const { deadLetterId, source } = letter;
  const reader = platform.letterReaders.find(({ sourcePrefix }) => source.startsWith(sourcePrefix));
  const refused = reader ? await reader.replay(platform, tx, letter) : await replayTelemetry(platform, tx, letter);
  if (refused !== null) return { __typename: 'DeadLetterRefused', deadLetterId, message: refused };
  await tx.sql`
    update dead_letter set replayed_at = ${platform.clock.now()} where tenant_id = ${tx.tenantId} and dead_letter_id = ${deadLetterId}`;
  return { __typename: 'DeadLetterReplayed', deadLetterId };
}

/** Null when its readings are stored, otherwise why they are not. */
async function replayTelemetry(platform: Platform, tx: Tx, letter: DeadLetter): Promise<string | null> {
  const { readings, letters } = await judgedAgain(platform, tx, letter);
  if (letters.length > 0) return letters.map(({ reason }) => reason).join('; ');
  await insertReadings(tx, readings);
  tx.afterCommit(() => announceReadings(platform.live, tx.tenantId, readings));
  return null;
}

/** Judged by what is true now. */
async function judgedAgain(
  platform: Platform,
  tx: Tx,
  { source, payload }: DeadLetter,
): Promise<Pick<Judged, 'readings' | 'letters'>> {
  const sparkplug = parseSparkplugTopic(source);
  const sent = sparkplug ? await readSparkplugAlone(platform, tx, { topic: sparkplug, payload }) : [{ topic: source, payload }];
  const messages = sent.map(readMessage);
  const batteryIds = messages.flatMap(({ batch }) => (batch.ok ? batch.value.readings.map(({ batteryId }) => batteryId) : []));
  const known = await readKnown(tx, [...new Set(batteryIds)]);
  const judged = messages.map((message) =>
    judgeMessage(message, {
      known: { get: (batteryId) => known.get(batteryId) ?? null, note: () => undefined },
      customMetrics: declaredMetrics(platform, tx.tenantId),
      receivedAt: platform.clock.now(),
    }),
  );
  return { readings: judged.flatMap(({ readings }) => readings), letters: judged.flatMap(({ letters }) => letters) };
}
