import type { BatteryId } from '../../kernel/ids.ts';
import { enqueueBatteries, type Platform } from '../../platform/platform.ts';
import type { AgentActor } from '../tenancy/index.ts';
import { REFRESH_SETPOINT } from './queues.ts';

/**
 * A site may hold a higher sequence than the platform has given: the database is an older one, or a new one. Everything
 * sent to it below that sequence would be ignored, so the stream goes on above it and every battery is told anew.
 */
export async function liftStream(
  platform: Platform,
  { actor: { tenantId, siteId }, afterSequence }: { actor: AgentActor; afterSequence: number },
): Promise<void> {
  const isAhead = await platform.db.read(tenantId, async ({ sql }) => {
    const [stream] = await sql<{ lastSequence: number }[]>`
      select last_sequence as "lastSequence" from instruction_stream where tenant_id = ${tenantId} and site_id = ${siteId}`;
    return afterSequence > (stream?.lastSequence ?? 0);
  });
  if (!isAhead) return;
  platform.log.error(
    { tenantId, siteId, afterSequence },
    'a site is ahead of its stream of instructions: everything is sent anew',
  );
  await platform.db.write(tenantId, async (tx) => {
    await tx.sql`
      insert into instruction_stream (tenant_id, site_id, last_sequence) values (${tenantId}, ${siteId}, ${afterSequence})
      on conflict (tenant_id, site_id) do update set last_sequence = greatest(instruction_stream.last_sequence, excluded.last_sequence)`;
    // Locked in the order of their ids, as by everybody who changes more than one.
    await tx.sql`
      with overtaken as (
        select tenant_id, instruction_id from instruction
        where tenant_id = ${tenantId} and site_id = ${siteId} and state in ('ISSUED', 'DELIVERED', 'APPLIED', 'EXECUTING', 'UNDELIVERABLE')
          and instruction_sequence <= ${afterSequence} and valid_until > ${platform.clock.now()}
        order by instruction_id for update
      )
      update instruction set state = 'SUPERSEDED' from overtaken
      where (instruction.tenant_id, instruction.instruction_id) = (overtaken.tenant_id, overtaken.instruction_id)`;
    const rows = await tx.sql<{ batteryId: BatteryId }[]>`
      select battery_id as "batteryId" from battery where tenant_id = ${tenantId} and site_id = ${siteId}`;
    await enqueueBatteries(platform, tx, { queues: [REFRESH_SETPOINT], batteryIds: rows.map((row) => row.batteryId) });
  });
}
