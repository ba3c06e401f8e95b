import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Ticker } from './ticker.ts';

const PERIOD_MS = 50;

/** Runs as many rounds as it is given durations; each wait ends late by the next lateness. */
async function run({
  durationsMs,
  latenessMs = () => 0,
}: {
  durationsMs: readonly number[];
  latenessMs?: (wait: number) => number;
}) {
  let nowMs = 1_000;
  let waits = 0;
  const startsMs: number[] = [];
  const done = Promise.withResolvers<void>();
  const ticker = new Ticker({
    periodMs: PERIOD_MS,
    clock: {
      nowMs: () => nowMs,
      pause: async (durationMs) => {
        nowMs += durationMs + latenessMs(waits);
        waits += 1;
      },
    },
    onTick: async () => {
      startsMs.push(nowMs - 1_000);
      nowMs += durationsMs[startsMs.length - 1] ?? 0;
      if (startsMs.length === durationsMs.length) {
        done.resolve();
        background();
      }
    },
  });
  const background = (): void => void ticker.stop();
  ticker.start();
  await done.promise;
  await ticker.stop();
  return { startsMs, overrunCount: ticker.overrunCount, latenessMsMax: ticker.latenessMsMax };
}

test('lateness does not add up: a hundred rounds that each wake late are each late by their own lateness alone', async () => {
  const { startsMs, overrunCount } = await run({
    durationsMs: Array.from({ length: 100 }, () => 2),
    latenessMs: (wait) => wait % 7,
  });
  expect(startsMs).toEqual(Array.from({ length: 100 }, (_, index) => (index + 1) * PERIOD_MS + (index % 7)));
  expect(overrunCount).toBe(0);
});

test('a round that runs over misses the rounds it ran over, and no more; they are counted', async () => {
  const { startsMs, overrunCount } = await run({ durationsMs: [1, 180, 1, 1] });
  expect(startsMs).toEqual([50, 100, 280, 300]);
  expect(overrunCount).toBe(2);
});

test('whatever the rounds take, no two are in one period but for one that was late, and no period is unaccounted for', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 2, maxLength: 50 }), async (durationsMs) => {
      const { startsMs, overrunCount } = await run({ durationsMs });
      const periods = Math.floor((startsMs.at(-1) ?? 0) / PERIOD_MS);
      expect(periods).toBe(durationsMs.length + overrunCount);
      for (const [index, startMs] of startsMs.entries()) {
        const before = startsMs[index - 1];
        if (before !== undefined) expect(startMs).toBeGreaterThanOrEqual(before + (durationsMs[index - 1] ?? 0));
      }
    }),
  );
});
