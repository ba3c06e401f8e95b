import type { TenantId } from '../../../kernel/ids.ts';
import { enqueueBatteries } from '../../../platform/platform.ts';
import type { Services } from '../../module.ts';
import { DECLARE_BATTERY } from '../queues.ts';
import { unitsOf } from './balanced-units.ts';

/** Has every unit looked at: gates close, charge moves, and what was not answered is asked for. */
export async function watchDeclarations(services: Services, tenantId: TenantId): Promise<void> {
  const batteryIds = unitsOf(services, tenantId).map(({ batteryId }) => batteryId);
  if (batteryIds.length === 0) return;
  await services.db.write(tenantId, (tx) => enqueueBatteries(services, tx, { queues: [DECLARE_BATTERY], batteryIds }));
}
