import { readAllBatteries } from '../../modules/assets/index.ts';
import { readAppliedBatteryIds } from '../../modules/control/index.ts';
import type { Services } from '../../modules/module.ts';
import { latestReadings } from '../../modules/telemetry/index.ts';
import type { Surroundings } from './surroundings.ts';

const LOOK_EVERY_MS = 50;
/** A site that is not ready by then joins when it is; the world does not wait for it. */
const START_WAIT_MS_MAX = 20_000;
const END_WAIT_MS_MAX = 15_000;

/** The batteries that this process simulates: one that somebody registered has no site here, and nobody waits for it. */
export interface Simulated {
  readonly services: Services;
  readonly batteryIds: ReadonlySet<string>;
}

/** Waits until every battery has an instruction that was written to its hardware and read back. */
export async function everySiteFollows(simulated: Simulated, { say, signal }: Surroundings): Promise<void> {
  const { services } = simulated;
  const waiting = await waitUntilNone({ longestMs: START_WAIT_MS_MAX, signal }, () =>
    batteriesNotYet(simulated, async (tenantId) => {
      const applied = await services.db.read(tenantId, readAppliedBatteryIds);
      return (batteryId) => applied.has(batteryId);
    }),
  );
  if (waiting.length > 0) say(`Not yet following an instruction: ${waiting.join(', ')}.`);
}

/** Waits until the telemetry of every battery is stored up to an instant. */
export async function everyReadingUntil(simulated: Simulated, untilAt: Date): Promise<void> {
  const { services } = simulated;
  const waiting = await waitUntilNone({ longestMs: END_WAIT_MS_MAX }, () =>
    batteriesNotYet(simulated, async (tenantId, batteryIds) => {
      const latest = await latestReadings(services.live, { tenantId, batteryIds });
      return (batteryId) => (latest.get(batteryId)?.measuredAt ?? new Date(0)) >= untilAt;
    }),
  );
  if (waiting.length > 0) services.log.error({ batteries: waiting }, 'telemetry up to the end of the run is missing');
}

type Test = (batteryId: string) => boolean;
type TenantId = ReturnType<Services['tenants']['byId']>['tenantId'];

async function batteriesNotYet(
  { services, batteryIds }: Simulated,
  testFor: (tenantId: TenantId, batteryIds: readonly string[]) => Promise<Test>,
): Promise<string[]> {
  const names: string[] = [];
  for (const { tenantId } of services.tenants.all()) {
    const all = await services.db.read(tenantId, readAllBatteries);
    const batteries = all.filter((battery) => batteryIds.has(battery.batteryId));
    const test = await testFor(
      tenantId,
      batteries.map((battery) => battery.batteryId),
    );
    names.push(...batteries.filter((battery) => !test(battery.batteryId)).map((battery) => battery.name));
  }
  return names;
}

async function waitUntilNone(
  { longestMs, signal }: { longestMs: number; signal?: AbortSignal },
  look: () => Promise<string[]>,
): Promise<string[]> {
  const giveUpMs = performance.now() + longestMs;
  for (;;) {
    const left = await look();
    if (left.length === 0 || signal?.aborted || performance.now() > giveUpMs) return left;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
