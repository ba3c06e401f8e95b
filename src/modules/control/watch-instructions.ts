import type { TenantId } from '../../kernel/ids.ts';
import { enqueueBatteries } from '../../platform/platform.ts';
import type { Services } from '../module.ts';
import { REFRESH_SETPOINT } from './queues.ts';
import { readBatteriesRunningOut } from './reads.ts';

/** A site whose instruction runs out within this gets a new one in time, also when nothing else has changed. */
const RUNNING_OUT_MS = 12 * 3_600_000;

/** Marks instructions that ran out unapplied, and renews those that soon will. */
export async function watchInstructions(services: Services, tenantId: TenantId): Promise<void> {
  const now = services.clock.now();
  await services.db.write(tenantId, async (tx) => {
    await tx.sql`
      update instruction set state = 'EXPIRED'
      where tenant_id = ${tenantId} and state in ('ISSUED', 'DELIVERED') and valid_until <= ${now}`;
    const batteryIds = await readBatteriesRunningOut(tx, new Date(now.getTime() + RUNNING_OUT_MS));
    await enqueueBatteries(services, tx, { queues: [REFRESH_SETPOINT], batteryIds });
  });
}
