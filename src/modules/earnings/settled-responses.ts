import type { Interval } from '../../kernel/intervals.ts';
import { type Decimal, decimalOf } from '../../kernel/money.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import type { ResponsePosition } from '../trading/index.ts';
import type { Availability, UnavailableReason } from './decide-availability.ts';

/** What a response that was sold for a settlement period has come to. */
export interface SettledResponse {
  readonly isAvailable: boolean;
  readonly reason: UnavailableReason | null;
  /** Null where performance is not known, and all is paid. */
  readonly performanceRatio: number | null;
  readonly payment: Decimal;
  readonly settledAt: Date;
}

/** No settlement period is longer. */
const PERIOD_MS_MAX = 3_600_000;

type Key = Pick<ResponsePosition, 'batteryId' | 'period' | 'runId' | 'serviceName'>;

/** What tells one sold response from another. */
export function settledKeyOf({ batteryId, period, runId, serviceName }: Key): string {
  return keyOf({ batteryId, fromAt: period.fromAt, runId, serviceName });
}

interface KeyRow {
  readonly batteryId: string;
  readonly fromAt: Date;
  readonly runId: string;
  readonly serviceName: string;
}

function keyOf({ batteryId, fromAt, runId, serviceName }: KeyRow): string {
  return [batteryId, fromAt.toISOString(), runId, serviceName].join(' ');
}

/** Those whose period begins in a span or shortly before it, of all batteries. */
export async function readSettledKeys({ sql, tenantId }: Tx, { fromAt, untilAt }: Interval): Promise<Set<string>> {
  const rows = await sql<KeyRow[]>`
    select battery_id as "batteryId", period_start as "fromAt", run_id as "runId", service as "serviceName" from settled_response
    where tenant_id = ${tenantId} and period_start > ${new Date(fromAt.getTime() - PERIOD_MS_MAX)} and period_start < ${untilAt}`;
  return new Set(rows.map(keyOf));
}

/** What sold responses have come to, by their keys; those that are not settled are left out. */
export async function readSettledResponses(
  { sql, tenantId }: Tx,
  keys: readonly string[],
): Promise<Map<string, SettledResponse>> {
  const parts = keys.map((key) => key.split(' '));
  const rows = await sql<(KeyRow & SettledResponse)[]>`
    select battery_id as "batteryId", period_start as "fromAt", run_id as "runId", service as "serviceName", is_available as "isAvailable",
      reason, performance_ratio as "performanceRatio", payment, settled_at as "settledAt"
    from unnest(
      ${parts.map(([batteryId = '']) => batteryId)}::uuid[], ${parts.map(([, fromAt = '']) => fromAt)}::timestamptz[],
      ${parts.map(([, , runId = '']) => runId)}::uuid[], ${parts.map(([, , , ...name]) => name.join(' '))}::text[]
    ) as wanted (battery_id, period_start, run_id, service)
    join settled_response using (battery_id, period_start, run_id, service)
    where tenant_id = ${tenantId}`;
  return new Map(rows.map((row) => [keyOf(row), row]));
}

interface Settled {
  /** Of one battery, direction and settlement period. */
  readonly positions: readonly ResponsePosition[];
  readonly availability: Availability;
  readonly settledAt: Date;
}

/** An unavailable period is not paid. Nothing is known of performance, so an available one is paid in full. */
export async function insertSettledResponses(
  { sql, tenantId }: Tx,
  { positions, availability, settledAt }: Settled,
): Promise<void> {
  const { reason, requiredKwh, heldKwh } = availability;
  for (const position of positions) {
    const { batteryId, period, runId, serviceName, fullPayment } = position;
    const payment = reason === null ? fullPayment : decimalOf(0);
    await sql`
      insert into settled_response (tenant_id, battery_id, period_start, run_id, service, is_available, reason, required_kwh, held_kwh,
        payment, settled_at)
      values (${tenantId}, ${batteryId}, ${period.fromAt}, ${runId}, ${serviceName}, ${reason === null}, ${reason}, ${requiredKwh},
        ${heldKwh}, ${payment}, ${settledAt})
      on conflict do nothing`;
  }
}
