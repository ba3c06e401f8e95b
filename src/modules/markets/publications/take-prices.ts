import type { CivilDate } from '../../../kernel/periods.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import type { MarketCode } from '../../assets/index.ts';
import { insertDeadLetters } from '../../telemetry/index.ts';
import { lockPrices, storePrices } from '../publish-prices.ts';
import type { PublishedPrices } from '../publisher/publisher.ts';
import { energyPricesIn } from './energy-prices-in.ts';
import { faultOf, priceLetterSource } from './price-letters.ts';
import { type PriceLook, readLooks, saveLook } from './price-looks.ts';
import type { PublishedChoice } from './published-choice.ts';

interface Asked {
  readonly market: MarketCode;
  readonly date: CivilDate;
  readonly choice: PublishedChoice;
}

interface Taking extends Asked {
  readonly answer: PublishedPrices;
}

const NEVER: Pick<PriceLook, 'fault' | 'computedAt'> = { fault: null, computedAt: null };

/** Stores what an answer says and how the date stands, together. Returns the look when it differs from the one before, null otherwise. */
export async function takePrices(platform: Platform, tx: Tx, taking: Taking): Promise<PriceLook | null> {
  const { market, date } = taking;
  // Two answers at once: which of them is the older one is decided by whoever comes second.
  await lockPrices(tx, market);
  const before = (await readLooks(tx, { market, fromDate: date })).get(date);
  const look = await lookAfter(platform, tx, { ...taking, before: before ?? NEVER });
  await saveLook(tx, { market, date, look });
  return before?.outcome === look.outcome && before.reason === look.reason ? null : look;
}

async function lookAfter(
  platform: Platform,
  tx: Tx,
  { answer, before, ...asked }: Taking & { before: typeof NEVER },
): Promise<PriceLook> {
  const { market, choice, date } = asked;
  const { fault, computedAt } = before;
  const askedAt = platform.clock.now();
  switch (answer.kind) {
    case 'published': {
      if (isOlder(answer, before)) return { askedAt, outcome: 'OLDER', reason: null, fault, computedAt };
      const prices = energyPricesIn(answer.document, { market, choice });
      await storePrices(platform, tx, { market, prices, source: sourceOf(choice) });
      return { askedAt, outcome: 'TAKEN', reason: null, fault: null, computedAt: answer.computedAt ?? computedAt };
    }
    case 'not-understood': {
      const { reason, payload } = answer;
      const look: PriceLook = { askedAt, outcome: 'NOT_UNDERSTOOD', reason, fault: faultOf(reason), computedAt };
      if (look.fault === fault) return look;
      const source = priceLetterSource({ market, date, choice });
      const letter = { source, payload: Buffer.from(payload), reason: `not the prices of this day: ${reason}` };
      await insertDeadLetters(tx, { letters: [letter], receivedAt: askedAt });
      return look;
    }
    case 'refused':
      return { askedAt, outcome: 'REFUSED', reason: answer.reason, fault, computedAt };
    case 'unanswered':
      return { askedAt, outcome: 'UNANSWERED', reason: answer.reason, fault, computedAt };
  }
}

function isOlder(answer: { readonly computedAt: Date | null }, taken: typeof NEVER): boolean {
  return answer.computedAt !== null && taken.computedAt !== null && answer.computedAt < taken.computedAt;
}

/** Kept with each price. */
export function sourceOf({ kind, ...choice }: PublishedChoice): string {
  return `publisher: ${kind}, ${choice.import} and ${choice.export}`;
}
