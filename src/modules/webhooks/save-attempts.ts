import type { WebhookEndpointId, WebhookMessageId } from '../../kernel/ids.ts';
import type { WebhookOutcome } from '../../platform/metrics.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { appendEntry } from '../tenancy/index.ts';
import { decideAttempt, decideEndpoint } from './decide-attempt.ts';
import { saveDisabled, subjectOf } from './endpoints.ts';
import type { WebhookAttempt } from './reads.ts';

/** What came of sending a message once. */
export interface Attempt extends WebhookAttempt {
  readonly messageId: WebhookMessageId;
  readonly isGone: boolean;
  /** Until when the endpoint asks to be left alone; null when it does not. */
  readonly notBeforeAt: Date | null;
}

interface MessageRow {
  readonly messageId: WebhookMessageId;
  readonly attemptCount: number;
  readonly attemptsBeforeCount: number;
}

interface Round {
  readonly endpointId: WebhookEndpointId;
  /** Where it was sent to: what came of it says nothing about an address that the endpoint has been given since. */
  readonly url: string;
  readonly attempts: readonly Attempt[];
}

/** Stores what came of a round, and what becomes of its messages and of the endpoint. */
export async function saveAttempts(platform: Platform, tx: Tx, { endpointId, url, attempts }: Round): Promise<void> {
  const { sql, tenantId } = tx;
  const now = platform.wallNow();
  // Those of an endpoint that was deleted meanwhile are gone. In one order, as whoever replays them takes them.
  const rows = await sql<MessageRow[]>`
    select message_id as "messageId", attempt_count as "attemptCount", attempts_before_count as "attemptsBeforeCount"
    from webhook_message where tenant_id = ${tenantId} and message_id = any(${attempts.map(({ messageId }) => messageId)}::uuid[])
    order by message_sequence for update`;
  const outcomes: WebhookOutcome[] = [];
  for (const row of rows) {
    const attempt = attempts.find(({ messageId }) => messageId === row.messageId);
    if (attempt) outcomes.push(await saveAttempt(tx, { row, attempt, now }));
  }
  await countOutcomes(tx, endpointId, outcomes);
  await saveEndpoint(platform, tx, { endpointId, url, attempts, now });
  tx.afterCommit(() => outcomes.forEach((outcome) => platform.metrics.webhookAttempt(outcome)));
}

async function saveAttempt(
  { sql, tenantId }: Tx,
  { row, attempt, now }: { row: MessageRow; attempt: Attempt; now: Date },
): Promise<WebhookOutcome> {
  const { messageId, startedAt, durationMs, statusCode, failure, answerExcerpt, isGone, notBeforeAt } = attempt;
  const attemptCount = row.attemptCount + 1;
  const draw = Math.random();
  const sinceReplayCount = attemptCount - row.attemptsBeforeCount;
  const next = decideAttempt({ attemptCount: sinceReplayCount, failure, isGone, notBeforeAt, now, draw });
  await sql`
    insert into webhook_attempt (tenant_id, message_id, attempt_index, started_at, duration_ms, status_code, failure, answer_excerpt)
    values (${tenantId}, ${messageId}, ${attemptCount}, ${startedAt}, ${durationMs}, ${statusCode}, ${failure}, ${answerExcerpt})`;
  await sql`
    update webhook_message set attempt_count = ${attemptCount}, state = ${next.state},
      dead_reason = ${next.state === 'DEAD' ? next.deadReason : null},
      next_attempt_at = ${next.state === 'PENDING' ? next.nextAttemptAt : now}
    where tenant_id = ${tenantId} and message_id = ${messageId}`;
  return next.state === 'DELIVERED' ? 'delivered' : next.state === 'DEAD' ? 'dead' : 'failed';
}

/** The most that an `Int` of the API can tell. */
const COUNT_MAX = 2_147_483_647;

async function countOutcomes({ sql, tenantId }: Tx, endpointId: string, outcomes: readonly WebhookOutcome[]): Promise<void> {
  const countOf = (wanted: readonly WebhookOutcome[]): number => outcomes.filter((one) => wanted.includes(one)).length;
  await sql`
    update webhook_endpoint set
      delivered_count = least(delivered_count::bigint + ${countOf(['delivered'])}::int, ${COUNT_MAX}::bigint),
      failed_count = least(failed_count::bigint + ${countOf(['failed', 'dead'])}::int, ${COUNT_MAX}::bigint),
      dead_count = least(dead_count::bigint + ${countOf(['dead'])}::int, ${COUNT_MAX}::bigint)
    where tenant_id = ${tenantId} and endpoint_id = ${endpointId}`;
}

async function saveEndpoint(
  platform: Platform,
  tx: Tx,
  { endpointId, url, attempts, now }: Round & { readonly now: Date },
): Promise<void> {
  const { sql, tenantId } = tx;
  const wasTaken = attempts.some(({ failure }) => failure === null);
  const hasFailed = attempts.some(({ failure }) => failure !== null);
  const waits = attempts.flatMap(({ notBeforeAt }) => notBeforeAt?.getTime() ?? []);
  const notBeforeAt = waits.length > 0 ? new Date(Math.max(...waits)) : null;
  const [endpoint] = await sql<{ failingSince: Date | null; failingDaysMax: number; disabledAt: Date | null }[]>`
    update webhook_endpoint set
      last_success_at = ${wasTaken ? now : sql`last_success_at`},
      last_failure_at = ${hasFailed ? now : sql`last_failure_at`},
      failing_since = ${wasTaken ? null : sql`coalesce(failing_since, ${now})`},
      not_before_at = greatest(not_before_at, ${notBeforeAt})
    where tenant_id = ${tenantId} and endpoint_id = ${endpointId} and url = ${url}
    returning failing_since as "failingSince", failing_days_max as "failingDaysMax", disabled_at as "disabledAt"`;
  if (!endpoint || endpoint.disabledAt) return;
  const reason = decideEndpoint({ ...endpoint, isGone: attempts.some(({ isGone }) => isGone), now });
  if (reason === null) return;
  await saveDisabled(tx, { endpointId, disabledAt: now, reason });
  await appendEntry(tx, platform.clock.now(), {
    actorKind: 'platform',
    credentialId: null,
    operation: 'disableWebhookEndpoint',
    subject: subjectOf(endpointId),
    input: {},
    before: { disabledReason: null },
    after: { disabledReason: reason },
    decision: 'ALLOWED',
    outcome: 'WebhookEndpointDisabled',
  });
}
