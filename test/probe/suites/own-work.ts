import { runAction } from '../../../src/main/run-worker.ts';
import { modules } from '../../../src/modules/all.ts';
import type { Action, Services } from '../../../src/modules/module.ts';
import type { TenantDirectory } from '../../../src/platform/platform.ts';
import type { TwinWorld } from '../twin-world.ts';
import { A } from '../twins.ts';

/** What the queue and the clock set going, done as A's work. */
export const actions: readonly Action[] = Object.values(modules).flatMap((module) => [...module.actions]);
const timers = Object.values(modules).flatMap((module) => [...module.timers]);

/** What a job is about. */
type Target = Parameters<typeof runAction>[2][number];

export async function runTimer(services: Services, name: string): Promise<void> {
  const timer = timers.find((one) => one.name === name);
  if (!timer) throw new Error(`There is no timer ${name}.`);
  await timer.run(services, A.tenantId);
}

export async function runTimers(services: Services): Promise<void> {
  for (const timer of timers) await timer.run(services, A.tenantId);
}

/** As a worker that takes up jobs of this queue. */
export async function runJobs(services: Services, queue: string, targets: readonly Omit<Target, 'tenantId'>[]): Promise<void> {
  const action = actions.find((one) => one.queue === queue);
  if (!action) throw new Error(`There is no queue ${queue}.`);
  await runAction(
    services,
    action,
    targets.map((target) => ({ tenantId: A.tenantId, ...target })),
  );
}

/** What a timer asks the queue for. */
export async function askedBy(
  { world }: TwinWorld,
  name: string,
  services: Services = world.services,
): Promise<readonly Readonly<Record<string, string>>[]> {
  await world.owner`delete from pgboss.job`;
  await runTimer(services, name);
  const jobs = await world.owner<{ target: Readonly<Record<string, string>> }[]>`
    select data -> 'payload' as target from pgboss.job order by (data -> 'payload')::text`;
  return jobs.map(({ target }) => target);
}

type TenantEntry = ReturnType<TenantDirectory['byId']>;

/** As if every tenant's file said so. */
export function withFiles(services: Services, change: (entry: TenantEntry) => TenantEntry): Services {
  const { tenants } = services;
  return { ...services, tenants: { ...tenants, byId: (tenantId) => change(tenants.byId(tenantId)) } };
}
