import { randomUUID } from 'node:crypto';
import type { BatteryId, EnabledResponseId, MarketRunId } from '../../../kernel/ids.ts';
import type { Interval } from '../../../kernel/intervals.ts';
import { announce, type Platform } from '../../../platform/platform.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import { type Battery, limitsOf } from '../../assets/index.ts';
import { ALWAYS, type Times, timesSql } from '../../ownership/index.ts';
import { audit } from '../../tenancy/index.ts';
import { type EnabledResponse, refuseResponse, type ResponseRefusalReason, type ResponseWish } from './decide-responses.ts';

/** A response with the battery it is of and what became of it. */
export interface StoredResponse extends EnabledResponse {
  readonly batteryId: BatteryId;
  readonly setAt: Date;
  /** The credential; null where it was sold. */
  readonly setBy: string | null;
  readonly disabledAt: Date | null;
}

export type EnableResponseOutcome =
  | { readonly __typename: 'ResponseEnabled'; readonly responseId: EnabledResponseId }
  | { readonly __typename: 'ResponseRefused'; readonly reason: ResponseRefusalReason; readonly message: string };

export interface ResponseDisabled {
  readonly __typename: 'ResponseDisabled';
  readonly responseId: EnabledResponseId;
}

/** A battery has no more responses enabled or to come, so none is ever left out of a decision: six services for the rest of a day and the next. */
const RESPONSES_PENDING_MAX = 64;

/** Has a battery give a frequency response in a span of time, whatever is planned anew meanwhile. */
export async function enableResponse(
  platform: Platform,
  tx: Tx,
  { battery, wish, setBy }: { battery: Battery; wish: ResponseWish; setBy: string },
): Promise<EnableResponseOutcome> {
  const { batteryId } = battery;
  // A UUID just made is a valid id of the response it will name.
  const responseId = randomUUID() as string as EnabledResponseId;
  const refused = await insertResponse(platform, tx, { battery, wish, responseId, setBy });
  if (refused) return refused;
  audit(tx, { subject: { type: 'Battery', id: batteryId }, after: { responseId, ...wish } });
  return { __typename: 'ResponseEnabled', responseId };
}

type NewResponse = {
  readonly battery: Battery;
  readonly wish: ResponseWish;
  readonly responseId: EnabledResponseId;
} & ({ readonly setBy: string } | { readonly runId: MarketRunId });

type ResponseRefused = Extract<EnableResponseOutcome, { __typename: 'ResponseRefused' }>;

/** Null when it is enabled, otherwise why it cannot be. One that is there already changes nothing. */
export async function insertResponse(platform: Platform, tx: Tx, response: NewResponse): Promise<ResponseRefused | null> {
  const { sql, tenantId } = tx;
  const { battery, wish, responseId } = response;
  const { batteryId } = battery;
  const now = platform.clock.now();
  // Two at once: the row lock lets one go first, and the second is held against it.
  await sql`select 1 from battery where tenant_id = ${tenantId} and battery_id = ${batteryId} for no key update`;
  if (await readResponse(tx, responseId)) return null;
  const others = await readResponsesPending(tx, { batteryId, now });
  const refused = refuseResponse(wish, { others, limits: await limitsOf(tx, { battery, now }), now });
  if (refused) return { __typename: 'ResponseRefused', ...refused };
  if (others.length >= RESPONSES_PENDING_MAX)
    return {
      __typename: 'ResponseRefused',
      reason: 'TOO_MANY',
      message: `The battery has ${RESPONSES_PENDING_MAX} responses enabled or to come; disable some of them first.`,
    };
  const { service, direction, contractedPowerKw, baselinePowerKw, fromAt, untilAt } = wish;
  const { setBy, runId } = { setBy: null, runId: null, ...response };
  await sql`
    insert into enabled_response (tenant_id, response_id, battery_id, service, direction, contracted_power_kw, baseline_power_kw,
      from_at, until_at, set_at, set_by, run_id)
    values (${tenantId}, ${responseId}, ${batteryId}, ${service}, ${direction}, ${contractedPowerKw}, ${baselinePowerKw}, ${fromAt},
      ${untilAt}, ${now}, ${setBy}, ${runId})`;
  await announce(platform, tx, { announcement: 'response-changed', batteryIds: [batteryId] });
  return null;
}

/** Ends a response; ending it again changes nothing. */
export async function disableResponse(
  platform: Platform,
  tx: Tx,
  { response, disabledBy }: { response: StoredResponse; disabledBy: string },
): Promise<ResponseDisabled> {
  const { responseId, batteryId, disabledAt: before } = response;
  const disabledAt = before ?? platform.clock.now();
  await tx.sql`
    update enabled_response set disabled_at = ${disabledAt}, disabled_by = ${disabledBy}
    where tenant_id = ${tx.tenantId} and response_id = ${responseId} and disabled_at is null`;
  audit(tx, {
    subject: { type: 'Battery', id: batteryId },
    before: { responseId, disabledAt: before },
    after: { responseId, disabledAt },
  });
  await announce(platform, tx, { announcement: 'response-changed', batteryIds: [batteryId] });
  return { __typename: 'ResponseDisabled', responseId };
}

/** Those enabled or to come that were made inside of the times, in the order in which they were made. */
export async function readResponsesPending(
  tx: Tx,
  { batteryId, now, times = ALWAYS }: { batteryId: string; now: Date; times?: Times },
): Promise<StoredResponse[]> {
  return tx.sql<StoredResponse[]>`
    select ${columns(tx)} from enabled_response
    where tenant_id = ${tx.tenantId} and battery_id = ${batteryId} and until_at > ${now} and disabled_at is null
      and ${timesSql(tx.sql, times, 'set_at')}
    order by set_at, response_id`;
}

/** Those of many batteries that are enabled or to come, in the order in which they were made. */
export async function readResponsesPendingOf(
  tx: Tx,
  { batteryIds, now }: { batteryIds: readonly string[]; now: Date },
): Promise<Map<string, StoredResponse[]>> {
  const responses = await tx.sql<StoredResponse[]>`
    select ${columns(tx)} from enabled_response
    where tenant_id = ${tx.tenantId} and battery_id = any(${[...batteryIds]}::uuid[]) and until_at > ${now} and disabled_at is null
    order by set_at, response_id`;
  return Map.groupBy(responses, ({ batteryId }): string => batteryId);
}

/** Those that touch a span, disabled ones among them, in the order in which they were made. */
export async function readResponsesOver(
  tx: Tx,
  { batteryId, span }: { batteryId: string; span: Interval },
): Promise<StoredResponse[]> {
  return tx.sql<StoredResponse[]>`
    select ${columns(tx)} from enabled_response
    where tenant_id = ${tx.tenantId} and battery_id = ${batteryId} and from_at < ${span.untilAt} and until_at > ${span.fromAt}
    order by set_at, response_id`;
}

export async function readResponse(tx: Tx, responseId: string): Promise<StoredResponse | null> {
  const [response] = await tx.sql<StoredResponse[]>`
    select ${columns(tx)} from enabled_response where tenant_id = ${tx.tenantId} and response_id = ${responseId}`;
  return response ?? null;
}

function columns({ sql }: Tx) {
  return sql`response_id as "responseId", battery_id as "batteryId", service, direction, contracted_power_kw as "contractedPowerKw",
    baseline_power_kw as "baselinePowerKw", from_at as "fromAt", until_at as "untilAt", set_at as "setAt", set_by as "setBy",
    disabled_at as "disabledAt"`;
}
