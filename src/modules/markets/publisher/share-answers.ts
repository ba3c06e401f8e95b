import type { PriceQuestion, PublishedPrices, Publisher } from './publisher.ts';

/** As long as an answer about prices stands for the next one: tenants of one market ask for the same. */
const SHARED_MS = 60_000;
const QUESTIONS_COUNT_MAX = 100;

interface Shared {
  readonly askedMs: number;
  readonly answer: Promise<PublishedPrices>;
}

/** A publisher that is asked once for what many want to know at about the same time. */
export function shareAnswers(publisher: Publisher, { nowMs }: { nowMs: () => number }): Publisher {
  const shared = new Map<string, Shared>();
  return {
    ...publisher,
    pricesOf(question) {
      const key = keyOf(question);
      const known = shared.get(key);
      if (known && nowMs() - known.askedMs < SHARED_MS) return known.answer;
      const answer = publisher.pricesOf(question);
      shared.delete(key);
      shared.set(key, { askedMs: nowMs(), answer });
      const [oldest] = shared.keys();
      if (oldest !== undefined && shared.size > QUESTIONS_COUNT_MAX) shared.delete(oldest);
      return answer;
    },
  };
}

function keyOf({ kind, date }: PriceQuestion): string {
  return `${kind} ${date}`;
}
