import { expect, test } from 'vitest';
import { budgetContract } from '../../test/contracts/budget.ts';
import { quietLog } from '../../test/harness/quiet-log.ts';
import { type Budget, createInProcessBudget, withLocalBudget } from './budget.ts';

budgetContract(async () => {
  let nowMs = 0;
  return {
    budget: createInProcessBudget(() => nowMs),
    elapse: async (durationMs) => void (nowMs += durationMs),
  };
});

const bucket = { key: 'one', points: 10, pointsPerSecond: 0.001 };

test('while the shared budget does not answer, the process counts for itself and refuses what is too much', async () => {
  let asked = 0;
  const gone = async (): Promise<never> => {
    asked += 1;
    throw new Error('gone');
  };
  const budget = withLocalBudget({ take: gone, giveBack: gone, close: () => undefined }, quietLog);
  const taken = await Promise.all([budget.take(6, [bucket]), budget.take(4, [bucket])]);
  expect(taken.map((standing) => standing.taken)).toEqual([true, true]);
  const askedBefore = asked;
  expect((await budget.take(1, [bucket])).taken).toBe(false);
  await budget.giveBack(5, [bucket]);
  expect((await budget.take(5, [bucket])).taken).toBe(true);
  // It is not asked again at once: each question could cost a timeout.
  expect(asked).toBe(askedBefore);
});

test('a shared budget that answers is the one that counts', async () => {
  const shared: Budget = createInProcessBudget(() => 0);
  const [here, there] = [withLocalBudget(shared, quietLog), withLocalBudget(shared, quietLog)];
  expect((await here.take(10, [bucket])).taken).toBe(true);
  expect((await there.take(1, [bucket])).taken).toBe(false);
});
