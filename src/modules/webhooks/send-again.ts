import { randomUUID } from 'node:crypto';
import type { WebhookEndpointId, WebhookMessageId } from '../../kernel/ids.ts';
import type { Interval } from '../../kernel/intervals.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { audit } from '../tenancy/index.ts';
import { subjectOf } from './endpoints.ts';
import type { WebhookMessage } from './reads.ts';

export interface TestSent {
  readonly __typename: 'WebhookTestSent';
  readonly messageId: WebhookMessageId;
}

export interface MessageReplayed {
  readonly __typename: 'WebhookReplayed';
  readonly messageId: WebhookMessageId;
}

export interface MessagesReplayed {
  readonly __typename: 'WebhooksReplayed';
  readonly messageCount: number;
  readonly hasMore: boolean;
}

const REPLAYED_MAX = 1_000;

/** Puts an event without a cause among what is to be sent to an endpoint. */
export async function sendTest({ clock }: Platform, tx: Tx, endpointId: WebhookEndpointId): Promise<TestSent> {
  // A UUID just made is a valid id of the message it will name.
  const messageId = randomUUID() as string as WebhookMessageId;
  await tx.sql`
    insert into webhook_message (tenant_id, message_id, endpoint_id, event_type, happened_at, facts)
    values (${tx.tenantId}, ${messageId}, ${endpointId}, 'WEBHOOK_TEST', ${clock.now()}, '{}')`;
  audit(tx, { subject: subjectOf(endpointId), after: { messageId } });
  return { __typename: 'WebhookTestSent', messageId };
}

/** Sends a message again from its first attempt, under the same id, whatever became of it. */
export async function replayMessage({ wallNow }: Platform, tx: Tx, message: WebhookMessage): Promise<MessageReplayed> {
  const { messageId, endpointId, state } = message;
  await makeDue(tx, { messageIds: [messageId], dueAt: wallNow() });
  audit(tx, { subject: subjectOf(endpointId), before: { messageId, state }, after: { messageId, state: 'PENDING' } });
  return { __typename: 'WebhookReplayed', messageId };
}

interface Span extends Interval {
  readonly endpointId: WebhookEndpointId;
  readonly state: 'DELIVERED' | 'DEAD';
}

/** As `replayMessage`, for what happened in a span, the oldest first; what is beyond the limit is left for the next call. */
export async function replayMessages(
  { wallNow }: Platform,
  tx: Tx,
  { endpointId, state, fromAt, untilAt }: Span,
): Promise<MessagesReplayed> {
  const { sql, tenantId } = tx;
  const rows = await sql<{ messageId: string }[]>`
    select message_id as "messageId" from webhook_message
    where tenant_id = ${tenantId} and endpoint_id = ${endpointId} and state = ${state}
      and happened_at >= ${fromAt} and happened_at < ${untilAt}
    order by message_sequence limit ${REPLAYED_MAX + 1} for update`;
  const messageIds = rows.slice(0, REPLAYED_MAX).map((row) => row.messageId);
  await makeDue(tx, { messageIds, dueAt: wallNow() });
  audit(tx, { subject: subjectOf(endpointId), after: { state, fromAt, untilAt, messageCount: messageIds.length } });
  return { __typename: 'WebhooksReplayed', messageCount: messageIds.length, hasMore: rows.length > REPLAYED_MAX };
}

async function makeDue(
  { sql, tenantId }: Tx,
  { messageIds, dueAt }: { messageIds: readonly string[]; dueAt: Date },
): Promise<void> {
  await sql`
    update webhook_message
    set state = 'PENDING', dead_reason = null, attempts_before_count = attempt_count, next_attempt_at = ${dueAt}
    where tenant_id = ${tenantId} and message_id = any(${[...messageIds]}::uuid[])`;
}
