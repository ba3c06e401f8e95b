import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Bucket, Budget } from '../../src/platform/budget.ts';

interface Opened {
  readonly budget: Budget;
  /** Lets time pass for the budget. */
  elapse(durationMs: number): Promise<void>;
}

const bucket = (points: number, pointsPerSecond: number): Bucket => ({ key: randomUUID(), points, pointsPerSecond });
/** So slow that a test does not see it. */
const STILL = 0.000_1;

/** What every budget must do. */
export function budgetContract(open: () => Promise<Opened>): void {
  describe('the budget', () => {
    let opened: Opened;
    let budget: Budget;
    beforeAll(async () => {
      opened = await open();
      ({ budget } = opened);
    });
    afterAll(() => budget.close());

    test('what fits is taken, what does not is refused whole, and says how long to wait', async () => {
      const one = bucket(10, 2);
      expect(await budget.take(8, [one])).toMatchObject({ taken: true, levels: [8], waitSeconds: 0 });
      const refused = await budget.take(4, [one]);
      expect(refused.taken).toBe(false);
      expect(refused.waitSeconds).toBeGreaterThan(0.7);
      expect(refused.waitSeconds).toBeLessThanOrEqual(1);
      expect((await budget.take(2, [one])).taken).toBe(true);
    });

    test('a bucket that is full keeps the others untouched', async () => {
      const [small, large] = [bucket(5, STILL), bucket(100, STILL)];
      expect((await budget.take(6, [small, large])).taken).toBe(false);
      expect((await budget.take(100, [large])).taken).toBe(true);
    });

    test('time gives points back, and no more than were taken', async () => {
      const one = bucket(100, 1_000);
      await budget.take(100, [one]);
      await opened.elapse(60);
      expect((await budget.take(50, [one])).taken).toBe(true);
      await opened.elapse(500);
      expect((await budget.take(100, [one])).taken).toBe(true);
      expect((await budget.take(50, [one])).taken).toBe(false);
    });

    test('what is given back can be taken again, and no more than that', async () => {
      const one = bucket(10, STILL);
      await budget.take(10, [one]);
      await budget.giveBack(4, [one]);
      expect((await budget.take(5, [one])).taken).toBe(false);
      expect((await budget.take(4, [one])).taken).toBe(true);
      await budget.giveBack(1_000, [one]);
      expect((await budget.take(11, [one])).taken).toBe(false);
      expect((await budget.take(10, [one])).taken).toBe(true);
    });

    test('a hundred at once take exactly what there is', async () => {
      const [own, all] = [bucket(1_000, STILL), bucket(30, STILL)];
      const standings = await Promise.all(Array.from({ length: 100 }, async () => budget.take(1, [own, all])));
      expect(standings.filter(({ taken }) => taken)).toHaveLength(30);
    });

    test('whatever is asked for in whatever order, no bucket ever gives more than it holds', async () => {
      const asks = fc.array(fc.record({ points: fc.integer({ min: 0, max: 12 }), back: fc.integer({ min: 0, max: 3 }) }), {
        maxLength: 15,
      });
      await fc.assert(
        fc.asyncProperty(asks, async (list) => {
          const one = bucket(20, STILL);
          let held = 0;
          for (const { points, back } of list) {
            const { taken } = await budget.take(points, [one]);
            expect(taken).toBe(held + points <= 20);
            if (!taken) continue;
            const given = Math.min(back, points);
            if (given > 0) await budget.giveBack(given, [one]);
            held += points - given;
          }
        }),
        { numRuns: 40 },
      );
    });
  });
}
