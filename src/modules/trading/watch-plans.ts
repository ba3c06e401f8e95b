import type { TenantId } from '../../kernel/ids.ts';
import { enqueueBatteries } from '../../platform/platform.ts';
import { readAllBatteries } from '../assets/index.ts';
import type { Services } from '../module.ts';
import { latestReadings } from '../telemetry/index.ts';
import { decideReplan } from './decide-replan.ts';
import { MAKE_PLAN } from './queues.ts';
import { readExpectedSoc } from './reads.ts';

/** Finds the batteries that need a new plan: those without one or with one for an older intent, and those that have strayed from theirs. */
export async function watchPlans(services: Services, tenantId: TenantId): Promise<void> {
  const { clock, db, live } = services;
  const now = clock.now();
  const { batteries, expected } = await db.read(tenantId, async (tx) => ({
    batteries: await readAllBatteries(tx),
    expected: await readExpectedSoc(tx, now),
  }));
  const latest = await latestReadings(live, { tenantId, batteryIds: batteries.map((battery) => battery.batteryId) });
  const needy = batteries.filter(({ batteryId }) => {
    const reading = latest.get(batteryId);
    return reading !== undefined && decideReplan({ now, reading, expectation: expected.get(batteryId) ?? null });
  });
  if (needy.length === 0) return;
  await db.write(tenantId, (tx) =>
    enqueueBatteries(services, tx, { queues: [MAKE_PLAN], batteryIds: needy.map((battery) => battery.batteryId) }),
  );
}
