import { clippedTo, type Interval } from '../../../kernel/intervals.ts';
import { dayBounds, GB_CALENDAR } from '../../../kernel/periods.ts';
import { Fault } from '../../../platform/fault.ts';
import { parseAcceptances } from '../connectors/gb/elexon-acceptances.ts';
import { parseFrequency } from '../connectors/gb/elexon-frequency.ts';
import { parsePhysicalNotifications } from '../connectors/gb/elexon-notifications.ts';
import { newestCreation, parseMarketIndex, parseSystemPrices } from '../connectors/gb/elexon-prices.ts';
import type {
  AcceptanceDocument,
  BalancingUnit,
  FrequencyDocument,
  NotificationDocument,
  PriceDocument,
} from '../market-document.ts';
import type { MarketTerms } from '../market-terms.ts';
import type { Source } from '../source.ts';
import { keptReason } from './kept-reason.ts';
import type { AboutUnit, PriceQuestion, Published, PublishedPrices } from './publisher.ts';

/** The publisher's clock may be so far ahead. Beyond that, an answer would make all later ones look older. */
const CLOCKS_MS_MAX = 5 * 60_000;

interface AnsweredPrices {
  readonly question: PriceQuestion;
  readonly answeredAt: Date;
}

/** The prices that an answer of the Insights API tells. One of another day, or of a period that had not begun, is not understood. Pure. */
export function readPublishedPrices(payload: string, { question, answeredAt }: AnsweredPrices): PublishedPrices {
  const { kind, date } = question;
  const read = understood(payload, (source) => {
    if (kind === 'system-prices') {
      const computedAt = newestCreation(source);
      if (computedAt && computedAt.getTime() > answeredAt.getTime() + CLOCKS_MS_MAX)
        refuse(`it was computed at ${computedAt.toISOString()}, after it was told`);
      return { document: ofDate(parseSystemPrices(source), { date, answeredAt }), computedAt };
    }
    const document = ofSpan(parseMarketIndex(source), dayBounds(date, GB_CALENDAR));
    return { document: ofDate(document, { date, answeredAt }), computedAt: null };
  });
  return read.kind === 'published' ? { kind: 'published', ...read.document, payload } : read;
}

/** Pure. */
export function readFrequency(payload: string, span: Interval): Published<FrequencyDocument> {
  return understood(payload, (source) => {
    const document = parseFrequency(source);
    return { ...document, samples: within(document.samples, { span, atOf: ({ measuredAt }) => measuredAt }) };
  });
}

/** Pure. */
export function readNotifications(payload: string, { unit }: AboutUnit): Published<NotificationDocument> {
  return understood(payload, (source) => ofUnit(parsePhysicalNotifications(source), unit));
}

/** Pure. */
export function readAcceptances(
  payload: string,
  { about, terms }: { about: AboutUnit; terms: Pick<MarketTerms, 'acceptances'> },
): Published<AcceptanceDocument> {
  return understood(payload, (source) => ofUnit(parseAcceptances(source, terms.acceptances), about.unit));
}

function understood<Document>(payload: string, parse: (source: Source) => Document): Published<Document> {
  try {
    return { kind: 'published', document: parse({ name: 'the answer', text: payload }) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { kind: 'not-understood', reason: keptReason(error.message), payload };
  }
}

function ofDate(document: PriceDocument, { date, answeredAt }: { date: string; answeredAt: Date }): PriceDocument {
  for (const { settlementDate, periodIndex, fromAt } of document.series.flatMap(({ prices }) => prices)) {
    if (settlementDate !== date) refuse(`it holds prices of ${settlementDate}; those of ${date} were asked for`);
    if (fromAt > answeredAt) refuse(`it holds a price of settlement period ${periodIndex} of ${date}, which had not begun`);
  }
  return document;
}

/** Both ends of a question count with the publisher, and a span is half-open: what begins with its end belongs to the next one. */
function ofSpan(document: PriceDocument, span: Interval): PriceDocument {
  const series = document.series.map(({ prices, missing, ...one }) => ({
    ...one,
    prices: within(prices, { span, atOf: ({ fromAt }) => fromAt }),
    missing: clippedTo(span, missing),
  }));
  return { ...document, series: series.filter(({ prices }) => prices.length > 0) };
}

function within<Told>(list: readonly Told[], { span, atOf }: { span: Interval; atOf: (told: Told) => Date }): Told[] {
  const { fromAt, untilAt } = span;
  const other = list.map(atOf).find((at) => at < fromAt || at > untilAt);
  if (other) refuse(`it tells of ${other.toISOString()}, outside of what was asked for`);
  return list.filter((told) => atOf(told) < untilAt);
}

function ofUnit<Document extends { readonly units: readonly BalancingUnit[] }>(document: Document, unit: string): Document {
  const other = document.units.find((one) => one.unit !== unit);
  if (other) refuse(`it is about ${other.unit}; ${unit} was asked for`);
  return document;
}

function refuse(problem: string): never {
  throw new Fault('BAD_USER_INPUT', { tell: `${problem}.` });
}
