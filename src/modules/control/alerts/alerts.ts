import { randomUUID } from 'node:crypto';
import type { AlertId, BatteryId, InstructionId } from '../../../kernel/ids.ts';
import { type KeysetPage, keyset } from '../../../platform/keyset.ts';
import { announce, type Platform } from '../../../platform/platform.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import { type Times, timesSql } from '../../ownership/index.ts';
import { audit } from '../../tenancy/index.ts';
import type { AlertKind } from './judge-execution.ts';
import { alertTopic } from '../topics.ts';

/** Something about a battery that somebody should look at. */
export interface Alert {
  readonly alertId: AlertId;
  readonly batteryId: BatteryId;
  /** The battery's newest one when the alert was raised. */
  readonly instructionId: InstructionId;
  readonly kind: AlertKind;
  /** Since when what it tells of is so; it was raised when that had lasted too long. */
  readonly sinceAt: Date;
  readonly raisedAt: Date;
  readonly clearedAt: Date | null;
  readonly acknowledgedAt: Date | null;
}

export interface AlertAcknowledged {
  readonly __typename: 'AlertAcknowledged';
  readonly alertId: AlertId;
}

export interface AlertChanges {
  readonly raised: readonly Pick<Alert, 'batteryId' | 'instructionId' | 'kind' | 'sinceAt'>[];
  readonly cleared: readonly Pick<Alert, 'batteryId' | 'kind'>[];
}

/** Raises and clears alerts and tells of each; what is open already is not raised again, what is not open not cleared. */
export async function changeAlerts(platform: Platform, tx: Tx, { raised, cleared }: AlertChanges): Promise<void> {
  const now = platform.clock.now();
  const ended = cleared.length > 0 ? await clearAlerts(tx, cleared, now) : [];
  const begun = raised.length > 0 ? await raiseAlerts(tx, raised, now) : [];
  await announce(platform, tx, { announcement: 'alert-raised', batteryIds: begun.map(({ batteryId }) => batteryId) });
  tellOf(platform, tx, [...ended, ...begun]);
}

/** Locked in the order of their ids: whoever else clears some of them waits, and nobody in a circle. */
async function clearAlerts({ sql, tenantId }: Tx, cleared: AlertChanges['cleared'], now: Date): Promise<readonly Touched[]> {
  return sql<Touched[]>`
    with open as (
      select tenant_id, alert_id from alert
      join unnest(${cleared.map(({ batteryId }) => batteryId)}::uuid[], ${cleared.map(({ kind }) => kind)}::text[]) as ended (battery_id, kind)
        on alert.battery_id = ended.battery_id and alert.kind = ended.kind
      where tenant_id = ${tenantId} and cleared_at is null
      order by alert_id for update of alert
    )
    update alert set cleared_at = ${now} from open
    where (alert.tenant_id, alert.alert_id) = (open.tenant_id, open.alert_id)
    returning alert.alert_id as "alertId", battery_id as "batteryId"`;
}

async function raiseAlerts({ sql, tenantId }: Tx, raised: AlertChanges['raised'], now: Date): Promise<readonly Touched[]> {
  return sql<Touched[]>`
    insert into alert (tenant_id, alert_id, battery_id, instruction_id, kind, since_at, raised_at)
    select ${tenantId}::uuid, begun.*, ${now}::timestamptz from unnest(
      ${raised.map(() => randomUUID())}::uuid[],
      ${raised.map(({ batteryId }) => batteryId)}::uuid[],
      ${raised.map(({ instructionId }) => instructionId)}::uuid[],
      ${raised.map(({ kind }) => kind)}::text[],
      ${raised.map(({ sinceAt }) => sinceAt.toISOString())}::timestamptz[]
    ) as begun (alert_id, battery_id, instruction_id, kind, since_at)
    on conflict do nothing returning alert_id as "alertId", battery_id as "batteryId"`;
}

/** Somebody has seen it; saying so again changes nothing. */
export async function acknowledgeAlert(
  platform: Platform,
  tx: Tx,
  { alert, acknowledgedBy }: { alert: Alert; acknowledgedBy: string },
): Promise<AlertAcknowledged> {
  const { alertId, batteryId, acknowledgedAt: before } = alert;
  const acknowledgedAt = before ?? platform.clock.now();
  await tx.sql`
    update alert set acknowledged_at = ${acknowledgedAt}, acknowledged_by = ${acknowledgedBy}
    where tenant_id = ${tx.tenantId} and alert_id = ${alertId} and acknowledged_at is null`;
  audit(tx, {
    subject: { type: 'Battery', id: batteryId },
    before: { alertId, acknowledgedAt: before },
    after: { alertId, acknowledgedAt },
  });
  tellOf(platform, tx, [{ alertId, batteryId }]);
  return { __typename: 'AlertAcknowledged', alertId };
}

type Touched = Pick<Alert, 'alertId' | 'batteryId'>;

function tellOf({ live }: Platform, tx: Tx, touched: readonly Touched[]): void {
  const { tenantId } = tx;
  if (touched.length === 0) return;
  tx.afterCommit(async () => {
    for (const { alertId, batteryId } of touched) {
      await live.publish(alertTopic(tenantId, null), alertId);
      await live.publish(alertTopic(tenantId, batteryId), alertId);
    }
  });
}

export async function readAlert(tx: Tx, alertId: string): Promise<Alert | null> {
  const [alert] = await tx.sql<Alert[]>`
    select ${columns(tx)} from alert where tenant_id = ${tx.tenantId} and alert_id = ${alertId}`;
  return alert ?? null;
}

interface Selection {
  readonly page: KeysetPage;
  readonly openOnly: boolean;
  /** Of the whole tenant when left out. */
  readonly of?: { readonly batteryId: string; readonly times: Times };
}

/** The newest first; those of a battery that were raised inside of the times. */
export async function readAlerts(tx: Tx, { page, openOnly, of }: Selection): Promise<Alert[]> {
  const { sql, tenantId } = tx;
  const { bounds, ordering } = keyset(sql, page, { columns: { raisedAt: 'raised_at', alertId: 'alert_id' }, descending: true });
  return sql<Alert[]>`
    select ${columns(tx)} from alert where tenant_id = ${tenantId}
      ${of ? sql`and battery_id = ${of.batteryId} and ${timesSql(sql, of.times, 'raised_at')}` : sql``}
      ${openOnly ? sql`and cleared_at is null` : sql``} and ${bounds} ${ordering}`;
}

/** Streams begin with these at most; the list has the rest. */
const OPEN_ALERTS_TOLD_MAX = 1_000;

/** Those that are open, of a battery or of the whole tenant, oldest first. */
export async function readOpenAlerts(tx: Tx, batteryId: BatteryId | null): Promise<Alert[]> {
  const { sql, tenantId } = tx;
  return sql<Alert[]>`
    select ${columns(tx)} from alert where tenant_id = ${tenantId} and cleared_at is null
      ${batteryId === null ? sql`` : sql`and battery_id = ${batteryId}`}
    order by raised_at, alert_id limit ${OPEN_ALERTS_TOLD_MAX}`;
}

function columns({ sql }: Tx) {
  return sql`alert_id as "alertId", battery_id as "batteryId", instruction_id as "instructionId", kind, since_at as "sinceAt",
    raised_at as "raisedAt", cleared_at as "clearedAt", acknowledged_at as "acknowledgedAt"`;
}
