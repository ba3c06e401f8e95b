import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, inject, test } from 'vitest';
import { createRedisBudget } from '../../src/platform/budget-redis.ts';
import { quietLog } from '../harness/quiet-log.ts';
import { budgetContract } from './budget.ts';

const open = (installationId: string) => createRedisBudget({ url: inject('redisUrl'), installationId, log: quietLog });

budgetContract(async () => ({ budget: await open(randomUUID()), elapse: (durationMs) => pause(durationMs) }));

test('processes share a budget, installations do not', async () => {
  const installationId = randomUUID();
  const [here, there, elsewhere] = await Promise.all([open(installationId), open(installationId), open(randomUUID())]);
  const bucket = { key: 'one', points: 10, pointsPerSecond: 0.001 };
  expect((await here.take(10, [bucket])).taken).toBe(true);
  expect((await there.take(1, [bucket])).taken).toBe(false);
  expect((await elsewhere.take(10, [bucket])).taken).toBe(true);
  for (const budget of [here, there, elsewhere]) budget.close();
});

test('a Redis that is not there is UNAVAILABLE at once', async () => {
  const budget = createRedisBudget({ url: 'redis://127.0.0.1:1', installationId: 'nowhere', log: quietLog });
  await expect(budget).rejects.toMatchObject({ code: 'UNAVAILABLE' });
});
