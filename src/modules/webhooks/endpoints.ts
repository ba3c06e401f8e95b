import { randomUUID } from 'node:crypto';
import type { BatteryId, SiteId, WebhookEndpointId } from '../../kernel/ids.ts';
import { Fault } from '../../platform/fault.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { audit } from '../tenancy/index.ts';
import type { EventName } from './events.ts';
import { readEndpoint, type WebhookEndpoint } from './reads.ts';
import { newSecret } from './sign.ts';

export interface NewEndpoint {
  readonly name: string;
  readonly url: string;
  readonly eventTypes: readonly EventName[];
  /** Null for all of the tenant. */
  readonly places: { readonly batteryIds: readonly BatteryId[]; readonly siteIds: readonly SiteId[] } | null;
  readonly failingDaysMax: number;
}

export interface EndpointRefused {
  readonly __typename: 'WebhookEndpointRefused';
  readonly reason: 'URL_NOT_ALLOWED' | 'TOO_MANY';
  readonly message: string;
}

export type CreateEndpointOutcome = EndpointSecret<'WebhookEndpointCreated'> | EndpointRefused;

interface EndpointSecret<Name> {
  readonly __typename: Name;
  readonly endpointId: WebhookEndpointId;
  readonly secret: string | null;
}

interface EndpointChanged<Name> {
  readonly __typename: Name;
  readonly endpointId: WebhookEndpointId;
}

const ENDPOINTS_MAX = 20;

/** Makes an endpoint; its secret is in the outcome and is never told again. */
export async function createEndpoint(
  { outbound, wallNow }: Platform,
  tx: Tx,
  { name, url, eventTypes, places, failingDaysMax }: NewEndpoint,
): Promise<CreateEndpointOutcome> {
  const { sql, tenantId } = tx;
  const notAllowed = outbound.refusalOf(url);
  if (notAllowed !== null) return refused('URL_NOT_ALLOWED', notAllowed);
  // Held until the commit, so that two at once do not both find a last place.
  await sql`select 1 from tenant where tenant_id = ${tenantId} for no key update`;
  if ((await countEndpoints(tx)) >= ENDPOINTS_MAX)
    return refused('TOO_MANY', `There are ${ENDPOINTS_MAX} endpoints; delete one of them.`);
  // A UUID just made is a valid id of the endpoint it will name.
  const endpointId = randomUUID() as string as WebhookEndpointId;
  const secret = newSecret();
  await sql`
    insert into webhook_endpoint (tenant_id, endpoint_id, name, url, event_types, of_places, failing_days_max, secret, created_at)
    values (${tenantId}, ${endpointId}, ${name}, ${url}, ${[...eventTypes]}::text[], ${places !== null}, ${failingDaysMax}, ${secret},
      ${wallNow()})`;
  await sql`
    insert into webhook_endpoint_place (tenant_id, endpoint_id, place_id, battery_id)
    select ${tenantId}, ${endpointId}, place_id, place_id from unnest(${[...(places?.batteryIds ?? [])]}::uuid[]) as place_id`;
  await sql`
    insert into webhook_endpoint_place (tenant_id, endpoint_id, place_id, site_id)
    select ${tenantId}, ${endpointId}, place_id, place_id from unnest(${[...(places?.siteIds ?? [])]}::uuid[]) as place_id`;
  audit(tx, { subject: subjectOf(endpointId), after: { name, url, eventTypes, places, failingDaysMax } });
  return { __typename: 'WebhookEndpointCreated', endpointId, secret };
}

export interface EndpointChanges {
  readonly endpointId: WebhookEndpointId;
  /** Null leaves a part as it is. */
  readonly name: string | null;
  readonly url: string | null;
  readonly eventTypes: readonly EventName[] | null;
  readonly failingDaysMax: number | null;
  readonly isPaused: boolean | null;
  /** Throws unless the caller may have these events told to whatever address it chooses. */
  readonly demandEvents: (eventTypes: readonly EventName[]) => void;
}

export type UpdateEndpointOutcome = EndpointChanged<'WebhookEndpointUpdated'> | EndpointRefused;

/** Changes parts of an endpoint. At another address, and after a pause, its failures are counted anew. */
export async function updateEndpoint(
  { outbound, wallNow }: Platform,
  tx: Tx,
  { endpointId, demandEvents, isPaused, ...changes }: EndpointChanges,
): Promise<UpdateEndpointOutcome> {
  const { sql, tenantId } = tx;
  const before = await lockEndpoint(tx, endpointId);
  const name = changes.name ?? before.name;
  const url = changes.url ?? before.url;
  const eventTypes = changes.eventTypes ?? before.eventTypes;
  const failingDaysMax = changes.failingDaysMax ?? before.failingDaysMax;
  const isMoved = url !== before.url;
  if (changes.eventTypes) demandEvents(eventTypes);
  // By what is locked: a new address gets whatever the endpoint is told by now, and what is kept for it.
  if (isMoved) demandEvents([...eventTypes, ...(await readKeptEvents(tx, endpointId))]);
  const notAllowed = isMoved ? outbound.refusalOf(url) : null;
  if (notAllowed !== null) return refused('URL_NOT_ALLOWED', notAllowed);
  const pausedAt = isPaused === null ? before.pausedAt : isPaused ? (before.pausedAt ?? wallNow()) : null;
  const beginsAnew = isMoved || (before.pausedAt !== null && pausedAt === null);
  await sql`
    update webhook_endpoint set name = ${name}, url = ${url}, event_types = ${[...eventTypes]}::text[],
      failing_days_max = ${failingDaysMax}, paused_at = ${pausedAt},
      failing_since = ${beginsAnew ? null : sql`failing_since`}, not_before_at = ${isMoved ? null : sql`not_before_at`}
    where tenant_id = ${tenantId} and endpoint_id = ${endpointId}`;
  audit(tx, {
    subject: subjectOf(endpointId),
    before: partsOf(before),
    after: partsOf({ name, url, eventTypes, failingDaysMax, pausedAt }),
  });
  return { __typename: 'WebhookEndpointUpdated', endpointId };
}

type Parts = Pick<WebhookEndpoint, 'name' | 'url' | 'eventTypes' | 'failingDaysMax' | 'pausedAt'>;

function partsOf({ name, url, eventTypes, failingDaysMax, pausedAt }: Parts): Parts {
  return { name, url, eventTypes, failingDaysMax, pausedAt };
}

/** Gives an endpoint a new secret. The one of now signs beside it until the overlap ends; one that was in its overlap ends at once. */
export async function rotateSecret(
  { wallNow }: Platform,
  tx: Tx,
  { endpointId, overlapSeconds }: { endpointId: WebhookEndpointId; overlapSeconds: number },
): Promise<EndpointSecret<'WebhookSecretRotated'>> {
  const { sql, tenantId } = tx;
  const before = await lockEndpoint(tx, endpointId);
  const rotatedAt = wallNow();
  const previousUntil = new Date(rotatedAt.getTime() + overlapSeconds * 1_000);
  const secret = newSecret();
  await sql`
    update webhook_endpoint set previous_secret = secret, previous_until = ${previousUntil}, secret = ${secret}, rotated_at = ${rotatedAt}
    where tenant_id = ${tenantId} and endpoint_id = ${endpointId}`;
  audit(tx, {
    subject: subjectOf(endpointId),
    before: { rotatedAt: before.rotatedAt, previousUntil: before.previousUntil },
    after: { rotatedAt, previousUntil },
  });
  return { __typename: 'WebhookSecretRotated', endpointId, secret };
}

/** Sends nothing more and keeps no new events; what is still to be sent waits. Disabling again changes nothing. */
export async function disableEndpoint(
  { wallNow }: Platform,
  tx: Tx,
  endpointId: WebhookEndpointId,
): Promise<EndpointChanged<'WebhookEndpointDisabled'>> {
  const before = await lockEndpoint(tx, endpointId);
  if (!before.disabledAt) {
    await saveDisabled(tx, { endpointId, disabledAt: wallNow(), reason: 'ASKED' });
    audit(tx, { subject: subjectOf(endpointId), before: { disabledReason: null }, after: { disabledReason: 'ASKED' } });
  }
  return { __typename: 'WebhookEndpointDisabled', endpointId };
}

/** Goes on with what waits; its days of failures are counted anew. Enabling again changes nothing. */
export async function enableEndpoint(tx: Tx, endpointId: WebhookEndpointId): Promise<EndpointChanged<'WebhookEndpointEnabled'>> {
  const { disabledReason } = await lockEndpoint(tx, endpointId);
  await tx.sql`
    update webhook_endpoint set disabled_at = null, disabled_reason = null, failing_since = null, not_before_at = null
    where tenant_id = ${tx.tenantId} and endpoint_id = ${endpointId} and disabled_at is not null`;
  audit(tx, { subject: subjectOf(endpointId), before: { disabledReason }, after: { disabledReason: null } });
  return { __typename: 'WebhookEndpointEnabled', endpointId };
}

/** Ends an endpoint with all that was sent to it and all that was still to be. */
export async function deleteEndpoint(tx: Tx, endpointId: WebhookEndpointId): Promise<EndpointChanged<'WebhookEndpointDeleted'>> {
  const { name, url } = await lockEndpoint(tx, endpointId);
  await tx.sql`delete from webhook_endpoint where tenant_id = ${tx.tenantId} and endpoint_id = ${endpointId}`;
  audit(tx, { subject: subjectOf(endpointId), before: { name, url }, after: null });
  return { __typename: 'WebhookEndpointDeleted', endpointId };
}

export async function saveDisabled(
  { sql, tenantId }: Tx,
  { endpointId, disabledAt, reason }: { endpointId: string; disabledAt: Date; reason: 'ASKED' | 'FAILING' | 'GONE' },
): Promise<void> {
  await sql`
    update webhook_endpoint set disabled_at = ${disabledAt}, disabled_reason = ${reason}
    where tenant_id = ${tenantId} and endpoint_id = ${endpointId}`;
}

export function subjectOf(endpointId: string): { type: string; id: string } {
  return { type: 'WebhookEndpoint', id: endpointId };
}

async function lockEndpoint(tx: Tx, endpointId: WebhookEndpointId): Promise<WebhookEndpoint> {
  await tx.sql`select 1 from webhook_endpoint where tenant_id = ${tx.tenantId} and endpoint_id = ${endpointId} for update`;
  const endpoint = await readEndpoint(tx, endpointId);
  if (!endpoint) throw new Fault('NOT_FOUND', { tell: 'There is no such webhook endpoint.' });
  return endpoint;
}

/** What the messages are about that can still be sent, for the first time or again. */
async function readKeptEvents({ sql, tenantId }: Tx, endpointId: WebhookEndpointId): Promise<EventName[]> {
  const rows = await sql<{ eventType: EventName }[]>`
    select distinct event_type as "eventType" from webhook_message
    where tenant_id = ${tenantId} and endpoint_id = ${endpointId} and event_type <> 'WEBHOOK_TEST'`;
  return rows.map(({ eventType }) => eventType);
}

async function countEndpoints({ sql, tenantId }: Tx): Promise<number> {
  const [row] = await sql<{ endpointCount: number }[]>`
    select count(*)::int as "endpointCount" from webhook_endpoint where tenant_id = ${tenantId}`;
  return row?.endpointCount ?? 0;
}

function refused(reason: EndpointRefused['reason'], message: string): EndpointRefused {
  return { __typename: 'WebhookEndpointRefused', reason, message };
}
