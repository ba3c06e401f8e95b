import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Live, LiveSubscription } from '../../src/platform/live.ts';

const READ_COUNT = 2_000;

/** What every live store must do. */
export function liveContract({ open, readMsMax }: { open: () => Promise<Live>; readMsMax: number }): void {
  describe('the live store', () => {
    let live: Live;
    beforeAll(async () => {
      live = await open();
    });
    afterAll(() => live.close());

    const take = async (subscription: LiveSubscription, count: number): Promise<string[]> => {
      const messages: string[] = [];
      while (messages.length < count) {
        const { value, done } = await subscription.next();
        if (done) break;
        messages.push(value);
      }
      return messages;
    };

    test('a key nobody has set has no value, and answers come in the order asked', async () => {
      const key = randomUUID();
      await live.setLatest([{ key, value: { atMs: 1, json: '{"a":1}' } }]);
      expect(await live.getLatest([randomUUID(), key])).toEqual([null, { atMs: 1, json: '{"a":1}' }]);
    });

    test('whatever the order of arrival, repeated or not, the newest value stays', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.integer({ min: 0, max: 1_900_000_000_000 }), { minLength: 1, maxLength: 8 }),
          async (instants) => {
            const key = randomUUID();
            await live.setLatest(instants.map((atMs) => ({ key, value: { atMs, json: `"${atMs}"` } })));
            const newest = Math.max(...instants);
            expect(await live.getLatest([key])).toEqual([{ atMs: newest, json: `"${newest}"` }]);
          },
        ),
        { numRuns: 50 },
      );
    });

    test('two writers at once leave the newer value', async () => {
      const key = randomUUID();
      const write = (atMs: number): Promise<void> => live.setLatest([{ key, value: { atMs, json: '0' } }]);
      await Promise.all(Array.from({ length: 50 }, (_, index) => write((index * 37) % 50)));
      expect(await live.getLatest([key])).toMatchObject([{ atMs: 49 }]);
    });

    test('each subscriber of a topic gets every message in order, others get none', async () => {
      const topic = randomUUID();
      const [first, second, other] = [topic, topic, randomUUID()].map((name) => live.subscribe(name, { queueLengthMax: 10 }));
      if (!first || !second || !other) throw new Error('three subscriptions');
      await Promise.all([first.ready, second.ready, other.ready]);
      for (const message of ['1', '2', '3']) await live.publish(topic, message);
      expect(await take(first, 3)).toEqual(['1', '2', '3']);
      expect(await take(second, 3)).toEqual(['1', '2', '3']);
      await other.return?.();
      expect(await take(other, 1)).toEqual([]);
    });

    test('a slow reader loses the oldest messages and goes on with the newest', async () => {
      const topic = randomUUID();
      const slow = live.subscribe(topic, { queueLengthMax: 2 });
      const fast = live.subscribe(topic, { queueLengthMax: 10 });
      await Promise.all([slow.ready, fast.ready]);
      for (const message of ['1', '2', '3', '4']) await live.publish(topic, message);
      await take(fast, 4);
      expect(await take(slow, 2)).toEqual(['3', '4']);
    });

    test('a subscription ends with its signal, also while its reader waits', async () => {
      const stop = new AbortController();
      const subscription = live.subscribe(randomUUID(), { queueLengthMax: 1, signal: stop.signal });
      await subscription.ready;
      const waiting = subscription.next();
      stop.abort();
      expect(await waiting).toMatchObject({ done: true });
      expect(await live.subscribe(randomUUID(), { queueLengthMax: 1, signal: stop.signal }).next()).toMatchObject({ done: true });
    });

    test('a topic can be left and joined again', async () => {
      const topic = randomUUID();
      const before = live.subscribe(topic, { queueLengthMax: 1 });
      await before.ready;
      await before.return?.();
      const after = live.subscribe(topic, { queueLengthMax: 1 });
      await after.ready;
      await live.publish(topic, 'again');
      expect(await take(after, 1)).toEqual(['again']);
    });

    test(`the values of a page of 50 batteries are read within ${readMsMax} ms`, async () => {
      const keys = Array.from({ length: 50 }, () => randomUUID());
      await live.setLatest(keys.map((key) => ({ key, value: { atMs: 1, json: '{}' } })));
      const startedAtMs = performance.now();
      for (let index = 0; index < READ_COUNT; index += 1) await live.getLatest(keys);
      expect((performance.now() - startedAtMs) / READ_COUNT).toBeLessThan(readMsMax);
    });
  });
}
