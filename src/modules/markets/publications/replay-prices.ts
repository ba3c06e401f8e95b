import type { LetterReader } from '../../../platform/platform.ts';
import { lockPrices, storePrices } from '../publish-prices.ts';
import { readPublishedPrices } from '../publisher/read-published.ts';
import { readPrices } from '../reads.ts';
import { energyPricesIn } from './energy-prices-in.ts';
import { parsePriceLetterSource } from './price-letters.ts';
import { sourceOf } from './take-prices.ts';

/** Reads an answer of a publisher once more, as one of the instant when it came: what has become known since then stays. */
export const replayPrices: LetterReader['replay'] = async (platform, tx, { source, payload, receivedAt }) => {
  const asked = parsePriceLetterSource(source);
  if (!asked) return 'nothing of the kind is asked for';
  const { market, date, choice } = asked;
  const answer = readPublishedPrices(payload.toString('utf8'), { question: { kind: choice.kind, date }, answeredAt: receivedAt });
  if (answer.kind !== 'published') return answer.reason;
  const told = energyPricesIn(answer.document, { market, choice });
  const [first, last] = [told.at(0), told.at(-1)];
  if (!first || !last) return 'it holds no price of energy';
  await lockPrices(tx, market);
  const known = await readPrices(tx, { market, span: { fromAt: first.period.fromAt, untilAt: last.period.untilAt } });
  const later = new Set(known.filter(({ knownAt }) => knownAt > receivedAt).map(({ period }) => period.fromAt.getTime()));
  const prices = told.filter(({ period }) => !later.has(period.fromAt.getTime()));
  await storePrices(platform, tx, { market, prices, source: sourceOf(choice) });
  return null;
};
