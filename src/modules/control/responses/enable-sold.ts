import type { EnabledResponseId, TenantId } from '../../../kernel/ids.ts';
import type { BatteryTarget } from '../../../platform/platform.ts';
import { readBattery } from '../../assets/index.ts';
import type { Services } from '../../module.ts';
import { idOfKey } from '../../tenancy/index.ts';
import { readHeldResponses, type SoldResponse } from '../../trading/index.ts';
import { insertResponse } from './enable-response.ts';

/** As far ahead as anything is enabled. */
const AHEAD_MS = 10 * 86_400_000;

/**
 * Enables what a battery has sold, each block under an id of its own: doing it twice changes nothing, and what somebody has disabled
 * stays so. What a limit forbids now is tried again when limits change.
 */
export async function enableSoldResponses(services: Services, target: BatteryTarget): Promise<void> {
  // Only the queue hands over targets, and it holds what `enqueueBatteries` put there.
  const tenantId = target.tenantId as TenantId;
  const { batteryId } = target;
  const now = services.clock.now();
  const span = { fromAt: now, untilAt: new Date(now.getTime() + AHEAD_MS) };
  await services.db.write(tenantId, async (tx) => {
    const battery = await readBattery(tx, batteryId);
    if (!battery) return;
    for (const sold of await readHeldResponses(tx, { batteryId, span })) {
      const { service, direction, powerKw, fromAt, untilAt, runId } = sold;
      const wish = { service, direction, contractedPowerKw: powerKw, baselinePowerKw: null, fromAt, untilAt };
      const refused = await insertResponse(services, tx, { battery, wish, responseId: idOf(tenantId, target, sold), runId });
      if (refused) services.log.error({ tenantId, batteryId, ...wish, ...refused }, 'a response that was sold cannot be enabled');
    }
  });
}

function idOf(tenantId: TenantId, { batteryId }: BatteryTarget, { runId, serviceName, fromAt }: SoldResponse): EnabledResponseId {
  return idOfKey(tenantId, 'sold-response', batteryId, runId, serviceName, fromAt.toISOString());
}
