import { modules } from '../modules/all.ts';
import type { Action, Module, Services, Timer } from '../modules/module.ts';
import type { TenantId } from '../kernel/ids.ts';
import { background } from '../platform/log.ts';
import type { Announcement, LetterReader, Reaction, Reactions } from '../platform/platform.ts';

/** However fast the world runs, a timer leaves this much wall time between two rounds. */
const WALL_SPACING_MS = 250;

const all: readonly Module[] = Object.values(modules);
const actions = all.flatMap((module) => module.actions);
const timers = all.flatMap((module) => module.timers);

/** The queues of all modules. */
export const QUEUES: readonly string[] = actions.map((action) => action.queue);

/** Which queues react to which announcement. */
export const REACTIONS: Reactions = reactionsOf(actions);

/** Who reads which dead letters again. */
export const LETTER_READERS: readonly LetterReader[] = all.flatMap(({ letterReaders = [] }) => letterReaders);

/** Works off the queues and watches the clock, until the signal aborts. */
export async function runWorker(services: Services, signal: AbortSignal): Promise<void> {
  for (const action of actions) {
    const { queue, concurrency } = action;
    if (!('runTogether' in action))
      await services.queue.work(queue, { concurrency }, (payload) => runAction(services, action, [payload]));
    else {
      const groupOf = ({ tenantId = '' }: JobPayload): string => tenantId;
      await services.queue.workTogether(queue, { concurrency, groupOf }, (payloads) => runAction(services, action, payloads));
    }
  }
  for (const timer of timers) background(runTimer(services, timer, signal), services.log);
}

type JobPayload = Readonly<Record<string, string>>;

/** Does the work of jobs of one tenant. */
export async function runAction(services: Services, action: Action, payloads: readonly JobPayload[]): Promise<void> {
  if ('runForMarket' in action) {
    for (const { tenantId, market } of payloads) {
      if (!tenantId || !market) throw new Error(`Bug: a job of ${action.queue} without its tenant or market`);
      await action.runForMarket(services, { tenantId, market });
    }
    return;
  }
  if ('runOf' in action) {
    for (const { tenantId, subjectId } of payloads) {
      if (!tenantId || !subjectId) throw new Error(`Bug: a job of ${action.queue} without its ids`);
      // Only the queue hands over targets, and it holds what was enqueued for a tenant.
      await action.runOf(services, { tenantId: tenantId as TenantId, subjectId });
    }
    return;
  }
  const targets = payloads.map(({ tenantId, batteryId }) => {
    if (!tenantId || !batteryId) throw new Error(`Bug: a job of ${action.queue} without its ids`);
    return { tenantId, batteryId };
  });
  if ('run' in action) {
    for (const target of targets) await action.run(services, target);
    return;
  }
  const [first] = targets;
  // Only the queue hands over targets, and it holds what `enqueueBatteries` put there.
  const tenantId = first?.tenantId as TenantId;
  await action.runTogether(
    services,
    tenantId,
    targets.map(({ batteryId }) => batteryId),
  );
}

async function runTimer(services: Services, { name, everySeconds, run }: Timer, signal: AbortSignal): Promise<void> {
  const { clock, log, tenants } = services;
  const wallSpacing = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, WALL_SPACING_MS));
  let dueMs = clock.nowMs();
  while (await clock.sleepUntil(dueMs, signal)) {
    for (const { tenantId, slug } of tenants.all()) {
      await run(services, tenantId).catch((error: unknown) =>
        log.error({ err: error, timer: name, tenant: slug }, 'a timer failed'),
      );
    }
    dueMs = Math.max(dueMs + everySeconds * 1_000, clock.nowMs());
    await wallSpacing();
  }
}

function reactionsOf(list: readonly Action[]): Reactions {
  const reactions = new Map<Announcement, Reaction[]>();
  for (const { queue, reactsTo, batteriesOf = null } of list) {
    for (const announcement of reactsTo)
      reactions.set(announcement, [...(reactions.get(announcement) ?? []), { queue, batteriesOf }]);
  }
  return reactions;
}
