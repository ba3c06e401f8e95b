import type { WebhookEndpointId, WebhookMessageId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import type { Event } from './events.ts';

/** Messages on their way to one endpoint at a time; one that failed last gets them one by one. */
const AT_ONCE_MAX = 10;
/** Longer than any attempt takes: whoever has not said by then what became of a message has died. */
const LEASE_MS = 60_000;

export interface ClaimedMessage extends Event {
  readonly messageId: WebhookMessageId;
}

export interface Claimed {
  readonly url: string;
  readonly secrets: readonly string[];
  readonly messages: readonly ClaimedMessage[];
}

interface EndpointRow {
  readonly url: string;
  readonly secret: string;
  readonly previousSecret: string | null;
  readonly isFailing: boolean;
}

/** The endpoints that something is due to be sent to; a tenant has few. */
export async function readDueEndpoints({ sql, tenantId }: Tx, now: Date): Promise<readonly WebhookEndpointId[]> {
  const rows = await sql<{ endpointId: WebhookEndpointId }[]>`
    select endpoint_id as "endpointId" from webhook_endpoint endpoint
    where endpoint.tenant_id = ${tenantId} and ${isSentTo(sql, now)} and exists (
      select from webhook_message message
      where message.tenant_id = endpoint.tenant_id and message.endpoint_id = endpoint.endpoint_id and message.state = 'PENDING'
        and message.next_attempt_at <= ${now})`;
  return rows.map(({ endpointId }) => endpointId);
}

/**
 * Takes what is due for one attempt, in the order in which it is due. Until the lease ends nobody else takes it. Null when
 * nothing is due.
 */
export async function claimMessages(
  { sql, tenantId }: Tx,
  { endpointId, now }: { endpointId: WebhookEndpointId; now: Date },
): Promise<Claimed | null> {
  const [endpoint] = await sql<EndpointRow[]>`
    select url, secret, case when previous_until > ${now} then previous_secret end as "previousSecret",
      failing_since is not null as "isFailing"
    from webhook_endpoint known where known.tenant_id = ${tenantId} and endpoint_id = ${endpointId} and ${isSentTo(sql, now)}`;
  if (!endpoint) return null;
  const { url, secret, previousSecret, isFailing } = endpoint;
  const messages = await sql<ClaimedMessage[]>`
    with due as (
      select tenant_id, message_id from webhook_message
      where tenant_id = ${tenantId} and endpoint_id = ${endpointId} and state = 'PENDING' and next_attempt_at <= ${now}
      order by next_attempt_at, message_sequence limit ${isFailing ? 1 : AT_ONCE_MAX} for update skip locked),
    taken as (
      update webhook_message set next_attempt_at = ${new Date(now.getTime() + LEASE_MS)}
      where (tenant_id, message_id) in (select tenant_id, message_id from due)
      returning message_id, message_sequence, event_type, happened_at, facts)
    select message_id as "messageId", event_type as "eventType", happened_at as "happenedAt", facts
    from taken order by message_sequence`;
  if (messages.length === 0) return null;
  return { url, secrets: previousSecret ? [secret, previousSecret] : [secret], messages };
}

/** Neither disabled nor paused, and not asking to be left alone. */
function isSentTo(sql: Tx['sql'], now: Date) {
  return sql`disabled_at is null and paused_at is null and (not_before_at is null or not_before_at <= ${now})`;
}
