import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { TenantId } from '../../src/kernel/ids.ts';
import { installQueues } from '../../src/platform/queue-schema.ts';
import { openQueue, type Job, type Queue } from '../../src/platform/queue.ts';
import { openTenantDb, type TenantDb } from '../../src/platform/tenant-db.ts';
import { freshDatabase, type FreshDatabase } from '../harness/fresh-database.ts';
import { migrate } from '../../src/platform/migrate.ts';
import { quietLog } from '../harness/quiet-log.ts';
import { startDoomedWorker } from './doomed-worker.ts';

const QUEUES = [
  'plain',
  'rollback',
  'waiting',
  'cause',
  'failing',
  'turns',
  'killed',
  'many',
  'poison',
  'fair',
  'late',
  'groups',
];
const MANY = 2_000;
/** Of the tenant that must not hold up another. */
const VERY_MANY = 10_000;
const FEW = 10;
/** The promise to the operator of a killed worker. */
const RERUN_MS_MAX = 15_000;
/** Above what an idle machine needs (below 10 ms), so that a busy one does not fail the build. */
const START_MS_MAX = 500;

/** What every queue must do. */
export function queueContract(): void {
  describe('the queue', () => {
    let database: FreshDatabase;
    let db: TenantDb;
    let queue: Queue;
    // A UUID just made.
    const tenantId = randomUUID() as TenantId;
    // And another one.
    const otherTenantId = randomUUID() as TenantId;
    const enqueue = (...jobs: Job[]): Promise<void> => db.write(tenantId, (tx) => queue.enqueue(tx, jobs));
    const job = (name: string, key: string = randomUUID()): Job => ({ queue: name, key, payload: { tenantId, batteryId: key } });

    beforeAll(async () => {
      database = await freshDatabase({ migrated: false });
      await migrate({ ownerUrl: database.ownerUrl, folder: `${import.meta.dirname}/migrations` });
      await installQueues(database.ownerUrl, QUEUES);
      db = openTenantDb({ url: database.appUrl, connectionCountMax: 4, log: quietLog });
      queue = await openQueue({ url: database.appUrl, log: quietLog });
    });
    afterAll(async () => {
      await queue.stop();
      await db.close();
      await database.drop();
    });

    test('a job starts at once with its payload', async () => {
      const started = Promise.withResolvers<unknown>();
      await queue.work('plain', { concurrency: 2 }, async (payload) => started.resolve(payload));
      const wanted = job('plain');
      const askedAtMs = performance.now();
      await enqueue(wanted);
      expect(await started.promise).toEqual(wanted.payload);
      expect(performance.now() - askedAtMs).toBeLessThan(START_MS_MAX);
    });

    test('a job of a transaction that rolls back never exists', async () => {
      const seen: string[] = [];
      const last = Promise.withResolvers<void>();
      await queue.work('rollback', { concurrency: 1 }, async ({ batteryId }) => {
        seen.push(batteryId ?? '');
        if (batteryId === 'kept') last.resolve();
      });
      const refused = db.write(tenantId, async (tx) => {
        await queue.enqueue(tx, [job('rollback', 'lost')]);
        throw new Error('no');
      });
      await expect(refused).rejects.toThrow('no');
      await enqueue(job('rollback', 'kept'));
      await last.promise;
      expect(seen).toEqual(['kept']);
    });

    test('asked for many times, one job of a key waits; while it runs, one more may wait', async () => {
      const runs: string[] = [];
      const release = Promise.withResolvers<void>();
      const running = Promise.withResolvers<void>();
      const finished = Promise.withResolvers<void>();
      for (let index = 0; index < 5; index += 1) await enqueue(job('waiting', 'a'), job('waiting', 'b'));
      await queue.work('waiting', { concurrency: 4 }, async ({ batteryId }) => {
        runs.push(batteryId ?? '');
        if (runs.length === 2) running.resolve();
        if (runs.length === 3) finished.resolve();
        else await release.promise;
      });
      await running.promise;
      await Promise.all([enqueue(job('waiting', 'a')), enqueue(job('waiting', 'a')), enqueue(job('waiting', 'a'))]);
      release.resolve();
      await finished.promise;
      expect(runs.toSorted()).toEqual(['a', 'a', 'b']);
    });

    test('a job that waited already does not run before the transaction that asked again has committed', async () => {
      await enqueue(job('cause', 'battery'));
      const order: string[] = [];
      const ran = Promise.withResolvers<void>();
      await db.write(tenantId, async (tx) => {
        await queue.enqueue(tx, [job('cause', 'battery')]);
        await queue.work('cause', { concurrency: 1 }, async () => {
          order.push('ran');
          ran.resolve();
        });
        // Workers look for jobs now and must not find this one.
        await tx.sql`select pg_sleep(0.3)`;
        order.push('committing');
      });
      await ran.promise;
      expect(order).toEqual(['committing', 'ran']);
    });

    test('jobs of one key never run at the same time', async () => {
      let runningCount = 0;
      let runCount = 0;
      let mostAtOnce = 0;
      const twice = Promise.withResolvers<void>();
      const first = Promise.withResolvers<void>();
      await queue.work('turns', { concurrency: 4 }, async () => {
        runningCount += 1;
        mostAtOnce = Math.max(mostAtOnce, runningCount);
        first.resolve();
        await db.read(tenantId, (tx) => tx.sql`select pg_sleep(0.2)`);
        runningCount -= 1;
        runCount += 1;
        if (runCount === 2) twice.resolve();
      });
      await enqueue(job('turns', 'same'));
      await first.promise;
      await enqueue(job('turns', 'same'));
      await twice.promise;
      expect(mostAtOnce).toBe(1);
    });

    test('jobs of one group that are taken at the same time run together, and one that fails does not fail the others', async () => {
      const runs: (readonly string[])[] = [];
      const succeeded = new Set<string>();
      const triedAgain = Promise.withResolvers<void>();
      const groupOf = ({ tenantId: group = '' }: Job['payload']): string => group;
      const good = Array.from({ length: 3 * FEW }, (_, index) => `ours ${index}`);
      let badCount = 0;
      await enqueue(...[...good, 'ours bad'].map((key) => job('groups', key)));
      await db.write(otherTenantId, (tx) =>
        queue.enqueue(tx, [{ queue: 'groups', key: 'theirs', payload: { tenantId: otherTenantId, batteryId: 'theirs' } }]),
      );
      await queue.workTogether('groups', { concurrency: 4 * FEW, groupOf }, async (payloads) => {
        const keys = payloads.map(({ batteryId = '' }) => batteryId);
        runs.push(keys);
        // By itself at the first attempt, and again at the second.
        if (keys.length === 1 && keys[0] === 'ours bad' && (badCount += 1) === 2) triedAgain.resolve();
        if (keys.includes('ours bad')) throw new Error('the battery cannot be decided');
        for (const key of keys) succeeded.add(key);
      });
      await triedAgain.promise;
      expect(succeeded).toEqual(new Set([...good, 'theirs']));
      expect(runs).toContainEqual(['theirs']);
      // Two fetch: which of them takes how many is chance, but one of them takes more than one.
      expect(Math.max(...runs.map((keys) => keys.length))).toBeGreaterThan(1);
    });

    test('a job that fails is tried again', async () => {
      let attemptCount = 0;
      const done = Promise.withResolvers<void>();
      await queue.work('failing', { concurrency: 1 }, async () => {
        attemptCount += 1;
        if (attemptCount === 1) throw new Error('the battery is not there yet');
        done.resolve();
      });
      await enqueue(job('failing'));
      await done.promise;
      expect(attemptCount).toBe(2);
    });

    test('a job that fails at every attempt becomes a dead letter with its reason, and runs again when it is redriven', async () => {
      const owner = postgres(database.ownerUrl, { max: 1 });
      await owner`update pgboss.queue set retry_limit = 0 where name = 'poison'`;
      await owner.end();
      const attempts = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      let attemptCount = 0;
      await queue.work('poison', { concurrency: 1 }, async () => {
        attempts[attemptCount]?.resolve();
        attemptCount += 1;
        if (attemptCount === 1) throw new Error('poisoned');
      });
      const poisoned = job('poison');
      await enqueue(poisoned);
      await attempts[0]?.promise;
      const letters = await vi.waitUntil(async () => {
        const found = await queue.deadLetters({ queue: 'poison', limit: 10 });
        return found.length > 0 && found;
      });
      expect(letters).toMatchObject([{ ...poisoned, reason: 'poisoned' }]);
      expect(await queue.deadLetters({ limit: 10 })).toEqual(letters);
      expect(await queue.deadLetters({ queue: 'failing', limit: 10 })).toEqual([]);
      const poison = { queue: 'poison', waitingCount: 0, runningCount: 0, oldestWaitingSeconds: 0 };
      expect(await queue.levels()).toContainEqual({ ...poison, deadCount: 1 });
      expect(await queue.redrive({ queue: 'poison', limit: 10 })).toBe(1);
      await attempts[1]?.promise;
      expect(await queue.levels()).toContainEqual(expect.objectContaining({ queue: 'poison', deadCount: 0 }));
      expect(await queue.deadLetters({ limit: 10 })).toEqual([]);
    });

    test('many jobs each run once', async () => {
      const seen = new Map<string, number>();
      const all = Promise.withResolvers<void>();
      await queue.work('many', { concurrency: 20 }, async ({ batteryId = '' }) => {
        seen.set(batteryId, (seen.get(batteryId) ?? 0) + 1);
        if (seen.size === MANY) all.resolve();
      });
      await enqueue(...Array.from({ length: MANY }, () => job('many')));
      await all.promise;
      expect(new Set(seen.values())).toEqual(new Set([1]));
    });

    const placesOf = async (sql: postgres.Sql, queueName: string): Promise<readonly number[]> => {
      const rows = await sql<{ place: number }[]>`
        select -priority as place from pgboss.job where name = ${queueName} and group_id = ${otherTenantId} order by 1`;
      return rows.map(({ place }) => place);
    };

    test('tenants take turns: one with 10,000 jobs holds up another’s ten for no longer than those took', async () => {
      await enqueue(...Array.from({ length: VERY_MANY }, () => job('fair')));
      await db.write(otherTenantId, (tx) =>
        queue.enqueue(
          tx,
          Array.from({ length: FEW }, (_, index) => ({
            queue: 'fair',
            key: `few-${index}`,
            payload: { tenantId: otherTenantId },
          })),
        ),
      );
      const order: string[] = [];
      const done = Promise.withResolvers<void>();
      let fewCount = 0;
      await queue.work('fair', { concurrency: 2 }, async (payload) => {
        order.push(payload['tenantId'] ?? '');
        if (payload['tenantId'] === otherTenantId && (fewCount += 1) === FEW) done.resolve();
      });
      await done.promise;
      // One of the others for each of its own, and what was fetched at once with the last.
      expect(order.lastIndexOf(otherTenantId)).toBeLessThan(2 * FEW + 2 * 2 * 2);
    });

    test('a tenant that comes late goes in beside the next of the others, and not before all of them', async () => {
      await enqueue(...Array.from({ length: 100 }, () => job('late')));
      const sql = postgres(database.ownerUrl, { max: 1 });
      // As if half of them had run.
      await sql`delete from pgboss.job where name = 'late' and priority > -50`;
      for (const key of ['a', 'b', 'c']) {
        await db.write(otherTenantId, (tx) => queue.enqueue(tx, [{ queue: 'late', key, payload: { tenantId: otherTenantId } }]));
      }
      expect(await placesOf(sql, 'late')).toEqual([50, 51, 52]);
      await sql.end();
    });

    test('the job of a worker that was killed runs again within 15 s', { timeout: 40_000 }, async () => {
      const doomed = await startDoomedWorker({ url: database.appUrl, queue: 'killed' });
      await enqueue(job('killed', 'orphan'));
      await doomed.hasTakenJob;
      doomed.kill();
      const killedAtMs = performance.now();
      const rerun = Promise.withResolvers<void>();
      await queue.work('killed', { concurrency: 1 }, async () => rerun.resolve());
      await rerun.promise;
      expect(performance.now() - killedAtMs).toBeLessThan(RERUN_MS_MAX);
    });
  });
}
