import { present } from '../../../kernel/assert.ts';
import { type Interval, splitAt } from '../../../kernel/intervals.ts';
import { dayBounds, GB_CALENDAR } from '../../../kernel/periods.ts';
import { createHttpCalls, type HttpCallOptions } from '../http-calls.ts';
import type { MarketTerms } from '../market-terms.ts';
import { jsonIn } from '../read-json.ts';
import { keptReason } from './kept-reason.ts';
import type { Publisher } from './publisher.ts';
import { readAcceptances, readFrequency, readNotifications, readPublishedPrices } from './read-published.ts';

const HOUR_MS = 3_600_000;

interface ElexonOptions extends Omit<HttpCallOptions, 'token'> {
  readonly terms: MarketTerms;
  readonly now: () => Date;
}

/** What was heard of a question, of all its pieces as one list of rows. */
type Heard =
  | { readonly payload: string }
  | { readonly failed: { readonly kind: 'unanswered' | 'refused'; readonly reason: string } | NotRows };

interface NotRows {
  readonly kind: 'not-understood';
  readonly reason: string;
  readonly payload: string;
}

/** Elexon's Insights API over HTTP, which asks for no key. What reaches further than one answer may is asked for in pieces. */
export function createHttpElexon({ terms, now, ...options }: ElexonOptions): Publisher {
  const { spanHoursMax } = present(terms.publications, 'what is known of a publisher');
  const call = createHttpCalls({ ...options, token: null });
  const ask = async (path: string): Promise<Heard> => {
    const called = await call({ method: 'GET', path });
    if ('unanswered' in called) return { failed: called.unanswered };
    const { status, payload } = called;
    return status < 300
      ? { payload }
      : { failed: { kind: 'refused', reason: keptReason(`answered ${status}: ${messageIn(payload)}`) } };
  };
  const askInPieces = async (pieces: readonly Interval[], pathFor: (piece: Interval) => string): Promise<Heard> => {
    const payloads: string[] = [];
    for (const piece of pieces) {
      const heard = await ask(pathFor(piece));
      if ('failed' in heard) return heard;
      payloads.push(heard.payload);
    }
    return inOne(payloads);
  };
  return {
    async pricesOf(question) {
      const { kind, date } = question;
      const heard =
        kind === 'system-prices'
          ? await ask(`/balancing/settlement/system-prices/${date}?format=json`)
          : await askInPieces(piecesOf(dayBounds(date, GB_CALENDAR), spanHoursMax.marketIndex), (piece) =>
              pathOf('/balancing/pricing/market-index', piece),
            );
      return 'failed' in heard ? heard.failed : readPublishedPrices(heard.payload, { question, answeredAt: now() });
    },
    async frequencyOf(span) {
      const heard = await askInPieces(piecesOf(span, spanHoursMax.frequency), (piece) => pathOf('/system/frequency', piece));
      return 'failed' in heard ? heard.failed : readFrequency(heard.payload, span);
    },
    async notificationsOf(about) {
      const heard = await askInPieces(piecesOf(about.span, spanHoursMax.notifications), (piece) =>
        pathOf('/balancing/physical', piece, { bmUnit: about.unit, dataset: 'PN' }),
      );
      return 'failed' in heard ? heard.failed : readNotifications(heard.payload, about);
    },
    async acceptancesOf(about) {
      // The raw dataset: the curated one leaves out how an acceptance was amended.
      const heard = await askInPieces(piecesOf(about.span, spanHoursMax.acceptances), (piece) =>
        pathOf('/datasets/BOALF', piece, { bmUnit: about.unit }),
      );
      return 'failed' in heard ? heard.failed : readAcceptances(heard.payload, { about, terms });
    },
  };
}

/** A span in pieces, none longer than so many hours, in the order of time. */
function piecesOf(span: Interval, hoursMax: number): Interval[] {
  const [fromMs, untilMs] = [span.fromAt.getTime(), span.untilAt.getTime()];
  const count = Math.max(0, Math.ceil((untilMs - fromMs) / (hoursMax * HOUR_MS)));
  return splitAt(
    span,
    Array.from({ length: count }, (_, index) => new Date(fromMs + index * hoursMax * HOUR_MS)),
  );
}

function pathOf(path: string, { fromAt, untilAt }: Interval, more: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams({ from: fromAt.toISOString(), to: untilAt.toISOString(), ...more, format: 'json' });
  return `${path}?${query.toString()}`;
}

/** One answer as it came; the rows of several as one list. */
function inOne(payloads: readonly string[]): Heard {
  const [only, ...more] = payloads;
  if (only !== undefined && more.length === 0) return { payload: only };
  const rows: unknown[] = [];
  for (const payload of payloads) {
    const list = rowsIn(jsonIn(payload));
    if (!list) return { failed: { kind: 'not-understood', reason: 'it holds no list of rows', payload } };
    rows.push(...list);
  }
  return { payload: JSON.stringify(rows) };
}

function rowsIn(value: unknown): readonly unknown[] | null {
  const list: unknown = typeof value === 'object' && value !== null && 'data' in value ? value.data : value;
  return isList(list) ? list : null;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** What a refusal says to people: the first sentence in it, or all of it where it has another form. */
function messageIn(payload: string): string {
  return firstText(jsonIn(payload), ['errors', 'detail', 'message', 'title']) ?? payload;
}

function firstText(value: unknown, names: readonly string[]): string | null {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return null;
  const fields = new Map<string, unknown>(Object.entries(value));
  const parts =
    Array.isArray(value) || !names.some((name) => fields.has(name))
      ? [...fields.values()]
      : names.map((name) => fields.get(name));
  for (const part of parts) {
    const text = firstText(part, names);
    if (text !== null) return text;
  }
  return null;
}
