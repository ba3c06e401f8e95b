import path from 'node:path';
import { type CivilDate, dayBounds, GB_CALENDAR } from '../../kernel/periods.ts';
import { createHttpElexon, FORMATS, type MarketDocument, type Publisher, readMarketTerms } from '../../modules/markets/index.ts';
import { Fault } from '../../platform/fault.ts';
import { ROOT } from '../wiring.ts';

const FETCHED = [
  'elexon-system-prices',
  'elexon-market-index',
  'elexon-frequency',
  'elexon-physical',
  'elexon-acceptances',
] as const;
type FetchedFormat = (typeof FETCHED)[number];

export interface FetchCommand {
  readonly name: 'market fetch';
  readonly format: FetchedFormat;
  readonly date: CivilDate;
  /** Empty where the format is not about one. */
  readonly unit: string;
  readonly elexonUrl: string;
}

export function isFetched(format: string): format is FetchedFormat {
  return FETCHED.some((one) => one === format);
}

/** Prints what Elexon tells of a settlement date, as `market parse` would print its answer. */
export async function fetchMarketDay(command: FetchCommand, { say }: { say: (line: string) => void }): Promise<boolean> {
  const { format, elexonUrl } = command;
  const terms = await readMarketTerms(path.join(ROOT, 'markets'));
  const publisher = createHttpElexon({ url: elexonUrl, terms: terms.GB, now: () => new Date() });
  const document = await documentOf(publisher, command);
  say(JSON.stringify({ format, market: FORMATS[format].market, ...document }, null, 2));
  return true;
}

async function documentOf(publisher: Publisher, { format, date, unit }: FetchCommand): Promise<MarketDocument> {
  const span = dayBounds(date, GB_CALENDAR);
  const ask = {
    'elexon-system-prices': () => publisher.pricesOf({ kind: 'system-prices', date }),
    'elexon-market-index': () => publisher.pricesOf({ kind: 'market-index', date }),
    'elexon-frequency': () => publisher.frequencyOf(span),
    'elexon-physical': () => publisher.notificationsOf({ unit, span }),
    'elexon-acceptances': () => publisher.acceptancesOf({ unit, span }),
  } satisfies Record<FetchedFormat, unknown>;
  const answer = await ask[format]();
  if (answer.kind === 'published') return answer.document;
  throw new Fault('UNAVAILABLE', { tell: `Elexon does not tell: ${answer.reason.replace(/\.$/, '')}.` });
}
