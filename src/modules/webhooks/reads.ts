import type { BatteryId, SiteId, WebhookEndpointId, WebhookMessageId } from '../../kernel/ids.ts';
import { type KeysetPage, keyset } from '../../platform/keyset.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import type { Event, EventName } from './events.ts';

export interface WebhookEndpoint {
  readonly endpointId: WebhookEndpointId;
  readonly name: string;
  readonly url: string;
  readonly eventTypes: readonly EventName[];
  /** Null for all of the tenant. */
  readonly places: readonly { readonly siteId: SiteId | null; readonly batteryId: BatteryId | null }[] | null;
  readonly failingDaysMax: number;
  readonly createdAt: Date;
  readonly rotatedAt: Date | null;
  readonly previousUntil: Date | null;
  readonly disabledAt: Date | null;
  readonly disabledReason: 'ASKED' | 'FAILING' | 'GONE' | null;
  readonly pausedAt: Date | null;
  readonly notBeforeAt: Date | null;
  readonly deliveredCount: number;
  readonly failedCount: number;
  readonly deadCount: number;
  readonly lastSuccessAt: Date | null;
  readonly lastFailureAt: Date | null;
  readonly failingSince: Date | null;
}

export interface WebhookMessage extends Event {
  readonly messageId: WebhookMessageId;
  readonly endpointId: WebhookEndpointId;
  readonly createdAt: Date;
  readonly state: 'PENDING' | 'DELIVERED' | 'DEAD';
  readonly deadReason: string | null;
  readonly attemptCount: number;
  readonly nextAttemptAt: Date;
}

export interface WebhookAttempt {
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly statusCode: number | null;
  readonly failure: string | null;
  readonly answerExcerpt: string | null;
}

/** Its `webhook-id`. */
export function webhookIdOf(messageId: WebhookMessageId): string {
  return `msg_${messageId}`;
}

/** Of a message that was replayed often, the newest are shown. */
const ATTEMPTS_SHOWN_MAX = 50;

export async function readEndpoint(tx: Tx, endpointId: string): Promise<WebhookEndpoint | null> {
  const [endpoint] = await tx.sql<WebhookEndpoint[]>`
    select ${endpointColumns(tx)} from webhook_endpoint where tenant_id = ${tx.tenantId} and endpoint_id = ${endpointId}`;
  return endpoint ?? null;
}

/** Newest first. */
export async function readEndpoints(tx: Tx, page: KeysetPage): Promise<WebhookEndpoint[]> {
  const { bounds, ordering } = keyset(tx.sql, page, {
    columns: { createdAt: 'created_at', endpointId: 'endpoint_id' },
    descending: true,
  });
  return tx.sql<WebhookEndpoint[]>`
    select ${endpointColumns(tx)} from webhook_endpoint where tenant_id = ${tx.tenantId} and ${bounds} ${ordering}`;
}

export async function readMessage(tx: Tx, messageId: string): Promise<WebhookMessage | null> {
  const [message] = await tx.sql<WebhookMessage[]>`
    select ${messageColumns(tx)} from webhook_message where tenant_id = ${tx.tenantId} and message_id = ${messageId}`;
  return message ?? null;
}

/** Newest first. */
export async function readMessages(
  tx: Tx,
  { endpointId, state, page }: { endpointId: string; state: WebhookMessage['state'] | null; page: KeysetPage },
): Promise<WebhookMessage[]> {
  const { sql, tenantId } = tx;
  const { bounds, ordering } = keyset(sql, page, {
    columns: { createdAt: 'created_at', messageId: 'message_id' },
    descending: true,
  });
  return sql<WebhookMessage[]>`
    select ${messageColumns(tx)} from webhook_message
    where tenant_id = ${tenantId} and endpoint_id = ${endpointId} and ${state ? sql`state = ${state}` : sql`true`}
      and ${bounds} ${ordering}`;
}

/** Oldest first. */
export async function readAttempts({ sql, tenantId }: Tx, messageId: string): Promise<WebhookAttempt[]> {
  const newest = await sql<WebhookAttempt[]>`
    select started_at as "startedAt", duration_ms as "durationMs", status_code as "statusCode", failure,
      answer_excerpt as "answerExcerpt"
    from webhook_attempt where tenant_id = ${tenantId} and message_id = ${messageId}
    order by attempt_index desc limit ${ATTEMPTS_SHOWN_MAX}`;
  return newest.toReversed();
}

function endpointColumns({ sql, tenantId }: Tx) {
  return sql`endpoint_id as "endpointId", name, url, event_types as "eventTypes", failing_days_max as "failingDaysMax",
    created_at as "createdAt", rotated_at as "rotatedAt", previous_until as "previousUntil", disabled_at as "disabledAt",
    disabled_reason as "disabledReason", last_success_at as "lastSuccessAt", last_failure_at as "lastFailureAt",
    failing_since as "failingSince", paused_at as "pausedAt", not_before_at as "notBeforeAt",
    delivered_count as "deliveredCount", failed_count as "failedCount", dead_count as "deadCount",
    case when of_places then (
      select coalesce(json_agg(json_build_object('siteId', site_id, 'batteryId', battery_id) order by place_id), '[]')
      from webhook_endpoint_place place
      where place.tenant_id = ${tenantId} and place.endpoint_id = webhook_endpoint.endpoint_id) end as places`;
}

function messageColumns({ sql }: Tx) {
  return sql`message_id as "messageId", endpoint_id as "endpointId", event_type as "eventType", happened_at as "happenedAt", facts,
    created_at as "createdAt", state, dead_reason as "deadReason", attempt_count as "attemptCount",
    next_attempt_at as "nextAttemptAt"`;
}
