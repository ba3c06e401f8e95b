import type { TenantId } from '../../kernel/ids.ts';
import { enqueueBatteries } from '../../platform/platform.ts';
import { readBatteriesWithLimitChange } from '../assets/index.ts';
import type { Services } from '../module.ts';
import { REFRESH_SETPOINT } from './queues.ts';
import { LIMITS_AHEAD_MS } from './refresh-setpoint.ts';
import { readBatteriesRunningOut } from './reads.ts';

/** A site whose instruction runs out within this gets a new one in time, also when nothing else has changed. */
const RUNNING_OUT_MS = 12 * 3_600_000;

/** Marks instructions that ran out unapplied, and renews those that soon will. */
export async function watchInstructions(services: Services, tenantId: TenantId): Promise<void> {
  const now = services.clock.now();
  await services.db.write(tenantId, async (tx) => {
    // Locked in the order of their ids, as by everybody who changes more than one.
    await tx.sql`
      with ended as (
        select tenant_id, instruction_id from instruction
        where tenant_id = ${tenantId} and state in ('ISSUED', 'DELIVERED') and valid_until <= ${now}
        order by instruction_id for update
      )
      update instruction set state = 'EXPIRED' from ended
      where (instruction.tenant_id, instruction.instruction_id) = (ended.tenant_id, ended.instruction_id)`;
    const around = {
      fromAt: new Date(now.getTime() - LIMITS_AHEAD_MS),
      untilAt: new Date(now.getTime() + LIMITS_AHEAD_MS),
    };
    const batteryIds = [
      ...new Set([
        ...(await readBatteriesRunningOut(tx, new Date(now.getTime() + RUNNING_OUT_MS))),
        ...(await readBatteriesWithLimitChange(tx, around)),
      ]),
    ];
    await enqueueBatteries(services, tx, { queues: [REFRESH_SETPOINT], batteryIds });
  });
}
