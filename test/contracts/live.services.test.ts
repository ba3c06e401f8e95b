import { randomUUID } from 'node:crypto';
import { expect, inject, test } from 'vitest';
import { createRedisLive } from '../../src/platform/live-redis.ts';
import { quietLog } from '../harness/quiet-log.ts';
import { liveContract } from './live.ts';

liveContract({
  open: () => createRedisLive({ url: inject('redisUrl'), installationId: randomUUID(), log: quietLog }),
  readMsMax: 10,
});

test('a Redis that is not there is UNAVAILABLE at once', async () => {
  await expect(createRedisLive({ url: 'redis://127.0.0.1:1', installationId: 'nowhere', log: quietLog })).rejects.toMatchObject({
    code: 'UNAVAILABLE',
  });
});
