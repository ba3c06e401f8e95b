import type { TenantId } from '../../../kernel/ids.ts';
import { addDays, type CivilDate, settlementDateOf } from '../../../kernel/periods.ts';
import type { MarketTarget } from '../../../platform/platform.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import type { MarketCode } from '../../assets/index.ts';
import type { Services } from '../../module.ts';
import { marketOf } from '../market.ts';
import type { PublicationTerms } from '../market-terms.ts';
import type { Publisher } from '../publisher/publisher.ts';
import { decideDueDates } from './decide-due-dates.ts';
import { readLooks } from './price-looks.ts';
import { publishedChoice, type PublishedChoice } from './published-choice.ts';
import { takePrices } from './take-prices.ts';

/** So many days are asked for in one job; the others by the next one. */
const DATES_AT_ONCE_MAX = 10;

/** Asks a market's publisher for the prices of the days that are due, the newest first. Done twice it finds nothing new. */
export async function fetchPrices(services: Services, target: MarketTarget): Promise<void> {
  // Only the queue hands over targets, and it holds what `enqueueMarket` put there.
  const [tenantId, market] = [target.tenantId as TenantId, target.market as MarketCode];
  const asking = askingOf(services, market);
  if (!asking) return;
  const { db, clock, log } = services;
  const due = await db.read(tenantId, (tx) => readDueDates(tx, { market, at: clock.now(), terms: asking.terms }));
  for (const date of due.slice(0, DATES_AT_ONCE_MAX)) {
    const answer = await asking.publisher.pricesOf({ kind: asking.choice.kind, date });
    const taking = { market, date, choice: asking.choice, answer };
    const changed = await db.write(tenantId, (tx) => takePrices(services, tx, taking));
    if (changed && changed.reason !== null)
      log.warn({ tenantId, market, date, outcome: changed.outcome, reason: changed.reason }, 'prices could not be fetched');
    // Whoever does not answer now is asked for the other days later.
    if (answer.kind === 'unanswered') return;
  }
}

interface Asking {
  readonly publisher: Publisher;
  readonly terms: PublicationTerms;
  readonly choice: PublishedChoice;
}

/** Null where nobody publishes what the market settles by. */
export function askingOf({ publishers, marketTerms }: Services, market: MarketCode): Asking | null {
  const publisher = publishers.get(market);
  const terms = marketTerms[market].publications;
  const choice = publishedChoice(marketTerms[market]);
  return publisher && terms && choice ? { publisher, terms, choice } : null;
}

/** The settlement dates that are to be asked for, the newest first. */
export async function readDueDates(
  tx: Tx,
  { market, at, terms }: { market: MarketCode; at: Date; terms: PublicationTerms },
): Promise<CivilDate[]> {
  const { calendar } = marketOf(market);
  const fromDate = addDays(settlementDateOf(at, calendar), -terms.lookBackDays);
  return decideDueDates({ at, calendar, terms, looks: await readLooks(tx, { market, fromDate }) });
}
