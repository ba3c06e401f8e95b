import type { BatteryId, InstructionId, SiteId, TenantId } from '../../../kernel/ids.ts';
import { MILLISECONDS_PER_SECOND } from '../../../kernel/units.ts';
import { convenience } from '../../../platform/log.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import { readAllBatteryIds } from '../../assets/index.ts';
import type { Services } from '../../module.ts';
import { latestReadings, type Reading } from '../../telemetry/index.ts';
import { type AlertChanges, changeAlerts } from './alerts.ts';
import { type Execution, type ExecutionVerdict, judgeExecution } from './judge-execution.ts';
import { lockInstructions } from '../reads.ts';
import { instructionTopic, siteTopic } from '../topics.ts';

const BATTERIES_AT_ONCE_MAX = 1_000;

/** Looks at whether every battery's newest instruction is confirmed and followed. Two workers that do it find each thing once. */
export async function watchExecution(services: Services, tenantId: TenantId): Promise<void> {
  const batteryIds = await services.db.read(tenantId, readAllBatteryIds);
  for (let start = 0; start < batteryIds.length; start += BATTERIES_AT_ONCE_MAX) {
    await watchSome(services, tenantId, batteryIds.slice(start, start + BATTERIES_AT_ONCE_MAX));
  }
}

async function watchSome(services: Services, tenantId: TenantId, batteryIds: readonly BatteryId[]): Promise<void> {
  const { clock, db, live, log, tenants } = services;
  const { control, telemetry } = tenants.byId(tenantId);
  const latest = await convenience(latestReadings(live, { tenantId, batteryIds }), {
    otherwise: new Map<string, Reading>(),
    log,
  });
  const now = clock.now();
  const freshFrom = new Date(now.getTime() - telemetry.staleSeconds * MILLISECONDS_PER_SECOND);
  const readings = [...latest.values()].filter(({ measuredAt, quality }) => measuredAt >= freshFrom && quality === 'GOOD');
  const watched = await db.read(tenantId, (tx) => readWatched(tx, { batteryIds, readings }));
  const judged = watched.map((one) => ({ ...one, verdict: judgeExecution(one, { now, policy: control }) })).filter(isNews);
  if (judged.length > 0) await db.write(tenantId, (tx) => save(services, tx, judged));
}

type Watched = Execution & {
  readonly batteryId: BatteryId;
  readonly siteId: SiteId;
  readonly instructionId: InstructionId;
};
type Judged = Watched & { readonly verdict: ExecutionVerdict };

function isNews({ verdict, outOfToleranceSince }: Judged): boolean {
  return (
    verdict.state !== null ||
    verdict.raised.length > 0 ||
    verdict.cleared.length > 0 ||
    verdict.outOfToleranceSince?.getTime() !== outOfToleranceSince?.getTime()
  );
}

async function save(services: Services, tx: Tx, judged: readonly Judged[]): Promise<void> {
  const { sql, tenantId } = tx;
  const moved = judged.filter(({ verdict }) => verdict.state !== null);
  await lockInstructions(
    tx,
    moved.map(({ instructionId }) => instructionId),
  );
  // What the site has reported meanwhile counts for more than what was read before.
  await sql`
    update instruction set state = moved.state, executing_at = case moved.state when 'EXECUTING' then moved.measured_at end,
      undeliverable_at = case moved.state when 'UNDELIVERABLE' then ${services.clock.now()}::timestamptz else undeliverable_at end
    from unnest(
      ${moved.map(({ instructionId }) => instructionId)}::uuid[],
      ${moved.map(({ verdict }) => verdict.state ?? '')}::text[],
      ${moved.map(({ reading }) => reading?.measuredAt.toISOString() ?? null)}::timestamptz[]
    ) as moved (instruction_id, state, measured_at)
    where tenant_id = ${tenantId} and instruction.instruction_id = moved.instruction_id
      and case moved.state when 'EXECUTING' then instruction.state in ('ISSUED', 'DELIVERED', 'APPLIED', 'UNDELIVERABLE')
        else instruction.state = 'ISSUED' end`;
  await sql`
    insert into execution_watch (tenant_id, battery_id, out_of_tolerance_since)
    select ${tenantId}::uuid, * from unnest(
      ${judged.map(({ batteryId }) => batteryId)}::uuid[],
      ${judged.map(({ verdict }) => verdict.outOfToleranceSince?.toISOString() ?? null)}::timestamptz[])
    on conflict (tenant_id, battery_id) do update set out_of_tolerance_since = excluded.out_of_tolerance_since`;
  await changeAlerts(services, tx, changesOf(judged));
  tx.afterCommit(async () => {
    for (const { batteryId, siteId, instructionId, verdict } of moved) {
      await services.live.publish(instructionTopic(tenantId, batteryId), instructionId);
      // The wake-up may have been lost: the site's stream looks again.
      if (verdict.state === 'UNDELIVERABLE') await services.live.publish(siteTopic(tenantId, siteId), instructionId);
    }
  });
}

function changesOf(judged: readonly Judged[]): AlertChanges {
  return {
    raised: judged.flatMap(({ batteryId, instructionId, verdict }) =>
      verdict.raised.map((alert) => ({ batteryId, instructionId, ...alert })),
    ),
    cleared: judged.flatMap(({ batteryId, verdict }) => verdict.cleared.map((kind) => ({ batteryId, kind }))),
  };
}

type WatchedRow = Omit<Watched, 'reading'> &
  Pick<NonNullable<Execution['reading']>, 'lowResponseKw' | 'highResponseKw'> & {
    readonly setpointPowerKw: number | null;
  };

/** The newest instruction of each battery, and what it says for the instant of the battery's reading. */
async function readWatched(
  { sql, tenantId }: Tx,
  { batteryIds, readings }: { batteryIds: readonly BatteryId[]; readings: readonly Reading[] },
): Promise<Watched[]> {
  const byBattery = new Map(readings.map((reading) => [reading.batteryId, reading]));
  // Instants are texts of one form in the instruction: the order of the texts is that of the instants.
  const rows = await sql<WatchedRow[]>`
    select battery.battery_id as "batteryId", newest.site_id as "siteId", instruction_id as "instructionId",
      instruction_sequence as "instructionSequence", state, issued_at as "issuedAt", valid_from as "validFrom",
      delivered_at as "deliveredAt", applied_at as "appliedAt", limits, out_of_tolerance_since as "outOfToleranceSince",
      greatest(charge_power_kw_max, discharge_power_kw_max) as "nameplateKw",
      case when delivered_at is null and state in ('ISSUED', 'UNDELIVERABLE', 'EXPIRED') then (
        select min(issued_at) from instruction waiting
        where waiting.tenant_id = ${tenantId} and waiting.battery_id = battery.battery_id and waiting.instruction_sequence > coalesce((
          select max(instruction_sequence) from instruction confirmed
          where confirmed.tenant_id = ${tenantId} and confirmed.battery_id = battery.battery_id
            and (confirmed.delivered_at is not null or confirmed.state = 'REFUSED')), 0)
      ) end as "unconfirmedSince",
      array(select kind from alert
        where alert.tenant_id = ${tenantId} and alert.battery_id = battery.battery_id and cleared_at is null) as "openAlerts",
      (select (setpoint ->> 'powerKw')::float8 from jsonb_array_elements(setpoints) setpoint
        where setpoint ->> 'fromAt' <= heard.measured_at and setpoint ->> 'untilAt' > heard.measured_at limit 1) as "setpointPowerKw",
      contracted.low as "lowResponseKw", contracted.high as "highResponseKw"
    from unnest(
      ${[...batteryIds]}::uuid[],
      ${batteryIds.map((batteryId) => byBattery.get(batteryId)?.measuredAt.toISOString() ?? null)}::text[]
    ) as heard (battery_id, measured_at)
    join battery on battery.tenant_id = ${tenantId} and battery.battery_id = heard.battery_id
    cross join lateral (
      select * from instruction where instruction.tenant_id = ${tenantId} and instruction.battery_id = heard.battery_id
      order by instruction_sequence desc limit 1
    ) newest
    left join execution_watch watch on watch.tenant_id = ${tenantId} and watch.battery_id = heard.battery_id
    cross join lateral (
      select coalesce(sum(contracted_kw) filter (where direction = 'LOW'), 0) as low,
        coalesce(sum(contracted_kw) filter (where direction = 'HIGH'), 0) as high
      from (
        select (response ->> 'contractedPowerKw')::float8 as contracted_kw, response ->> 'direction' as direction
        from jsonb_array_elements(responses) response
        where response ->> 'fromAt' <= heard.measured_at and response ->> 'untilAt' > heard.measured_at
      ) enabled
    ) contracted`;
  return rows.map(({ setpointPowerKw, lowResponseKw, highResponseKw, ...row }) => {
    const reading = byBattery.get(row.batteryId);
    return { ...row, reading: reading ? { ...reading, setpointPowerKw, lowResponseKw, highResponseKw } : null };
  });
}
