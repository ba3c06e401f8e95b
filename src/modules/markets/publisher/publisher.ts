import type { Interval } from '../../../kernel/intervals.ts';
import type { CivilDate } from '../../../kernel/periods.ts';
import type { AcceptanceDocument, FrequencyDocument, NotificationDocument, PriceDocument } from '../market-document.ts';

/** What came of asking a publisher. */
export type Published<Document> =
  /** As far as it is known by then: what is still missing may come, and what is there may be corrected. */
  | { readonly kind: 'published'; readonly document: Document }
  /** It does not answer such a question, and says why. */
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unanswered'; readonly reason: string }
  | { readonly kind: 'not-understood'; readonly reason: string; readonly payload: string };

/** Prices of a settlement date, with what is needed to take them, and to read them again. */
export type PublishedPrices =
  | Exclude<Published<PriceDocument>, { readonly kind: 'published' }>
  | {
      readonly kind: 'published';
      readonly document: PriceDocument;
      /** When the newest of it was computed, by the publisher; null where it does not say. */
      readonly computedAt: Date | null;
      readonly payload: string;
    };

/** What the prices of a market are told as: those of imbalances, or what exchanges report of their trades. */
export type PriceKind = 'system-prices' | 'market-index';

export interface PriceQuestion {
  readonly kind: PriceKind;
  readonly date: CivilDate;
}

/** Somebody who tells everybody what a market came to. Nothing here rejects for what the other side does or does not do. */
export interface Publisher {
  pricesOf(question: PriceQuestion): Promise<PublishedPrices>;
  frequencyOf(span: Interval): Promise<Published<FrequencyDocument>>;
  notificationsOf(about: AboutUnit): Promise<Published<NotificationDocument>>;
  acceptancesOf(about: AboutUnit): Promise<Published<AcceptanceDocument>>;
}

export interface AboutUnit {
  /** As the publisher calls it. */
  readonly unit: string;
  readonly span: Interval;
}
