import { expect, test } from 'vitest';
import type { PriceQuestion, PublishedPrices, Publisher } from './publisher.ts';
import { shareAnswers } from './share-answers.ts';

const QUESTION: PriceQuestion = { kind: 'system-prices', date: '2026-05-13' };
const nobody = (): never => expect.unreachable('nobody asks for that');

function counted(): { readonly publisher: Publisher; readonly asked: PriceQuestion[] } {
  const asked: PriceQuestion[] = [];
  const pricesOf = async (question: PriceQuestion): Promise<PublishedPrices> => {
    asked.push(question);
    return { kind: 'unanswered', reason: `time ${asked.length}` };
  };
  return { asked, publisher: { pricesOf, frequencyOf: nobody, notificationsOf: nobody, acceptancesOf: nobody } };
}

test('what many ask within a minute is asked once, also while the answer is on its way', async () => {
  const { publisher, asked } = counted();
  let nowMs = 0;
  const shared = shareAnswers(publisher, { nowMs: () => nowMs });
  const answers = await Promise.all([shared.pricesOf(QUESTION), shared.pricesOf({ ...QUESTION })]);
  nowMs = 59_999;
  answers.push(await shared.pricesOf(QUESTION));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(asked).toHaveLength(1);
  nowMs = 60_000;
  expect(await shared.pricesOf(QUESTION)).toMatchObject({ reason: 'time 2' });
});

test('other questions are asked by themselves, and only so many answers are kept', async () => {
  const { publisher, asked } = counted();
  const shared = shareAnswers(publisher, { nowMs: () => 0 });
  await shared.pricesOf(QUESTION);
  await shared.pricesOf({ ...QUESTION, kind: 'market-index' });
  expect(asked).toHaveLength(2);
  for (let day = 0; day < 100; day += 1) await shared.pricesOf({ ...QUESTION, date: `day ${day}` });
  await shared.pricesOf(QUESTION);
  expect(asked).toHaveLength(103);
});
