import type { Interval } from '../../kernel/intervals.ts';
import type { Decimal } from '../../kernel/money.ts';
import { dayBounds, type MarketCalendar, type SettlementPeriod } from '../../kernel/periods.ts';
import type { AvailabilityPrice } from './availability-prices.ts';
import type { PowerSegment } from './power-profile.ts';
import { type Place, refuse } from './source.ts';

/** What a market's file means, whichever format it came in. Printed as JSON it is what docs/market-formats.md describes. */
export type MarketDocument = PriceDocument | AvailabilityDocument | FrequencyDocument | NotificationDocument | AcceptanceDocument;

interface DocumentHead {
  /** Everything in the file that is not in the document, and everything that was read in spite of itself. */
  readonly remarks: readonly Remark[];
}

/** Something noticed, the first place where it was, and how often. */
export interface Remark {
  readonly at: string;
  readonly text: string;
  readonly count: number;
}

export interface PriceDocument extends DocumentHead {
  readonly kind: 'prices';
  readonly currency: string;
  readonly series: readonly PriceSeries[];
}

/** Prices of one thing, in the order of time. */
export interface PriceSeries {
  /** What the market calls it: a price, a provider, a region or an area. */
  readonly name: string;
  /** What else tells it from others of its name. */
  readonly labels: Readonly<Record<string, string | number>>;
  readonly prices: readonly PeriodPrice[];
  /** Spans without a price between the first and the last of its settlement days. */
  readonly missing: readonly Interval[];
}

export interface PeriodPrice extends SettlementPeriod {
  readonly pricePerMwh: Decimal;
}

/** What an auction of capacity cleared at, in the order of time. */
export interface AvailabilityDocument extends DocumentHead {
  readonly kind: 'availability-prices';
  readonly currency: string;
  /** The auction, as the market's terms call it. */
  readonly product: string;
  readonly prices: readonly AvailabilityPrice[];
}

export interface FrequencyDocument extends DocumentHead {
  readonly kind: 'frequency';
  readonly samples: readonly { readonly measuredAt: Date; readonly frequencyHz: number }[];
}

/** What units will do if they are not told otherwise. */
export interface NotificationDocument extends DocumentHead {
  readonly kind: 'physical-notifications';
  readonly units: readonly (BalancingUnit & { readonly profile: readonly PowerSegment[] })[];
}

/** What units were told to do. */
export interface AcceptanceDocument extends DocumentHead {
  readonly kind: 'acceptances';
  readonly units: readonly (BalancingUnit & {
    /** In the order in which they count: by acceptance time, then number. */
    readonly acceptances: readonly Acceptance[];
    /** The course that follows from all of them: the latest that covers an instant counts. */
    readonly profile: readonly InstructedSegment[];
  })[];
}

/** A unit of the Balancing Mechanism by both of its names. */
export interface BalancingUnit {
  readonly unit: string;
  readonly nationalGridUnit: string | null;
}

/** An order to be at a power, absolute, over a span of time. */
export interface Acceptance {
  readonly acceptanceNumber: number;
  readonly acceptedAt: Date;
  /** Null where the source does not say. */
  readonly amendmentFlag: string | null;
  readonly flags: {
    readonly isDeemed: boolean;
    readonly isSystem: boolean;
    readonly isStor: boolean;
    readonly isReserve: boolean;
  };
  readonly profile: readonly PowerSegment[];
}

export interface InstructedSegment extends PowerSegment {
  readonly acceptanceNumber: number;
}

/** Collects what is noticed while a file is read. */
export class Remarks {
  readonly #byText = new Map<string, Remark>();

  note({ at }: Pick<Place, 'at'>, text: string): void {
    const { at: firstAt, count } = this.#byText.get(text) ?? { at, count: 0 };
    this.#byText.set(text, { at: firstAt, text, count: count + 1 });
  }

  list(): readonly Remark[] {
    return [...this.#byText.values()];
  }
}

/** A price on its way into a series, with the place it was read from. */
export interface PlacedPrice {
  readonly place: Place;
  readonly name: string;
  readonly labels?: Readonly<Record<string, string | number>>;
  readonly price: PeriodPrice;
}

/** Prices as series of their names and labels. A period that comes twice in a series refuses the file. */
export function seriesOf(placed: readonly PlacedPrice[], calendar: MarketCalendar): PriceSeries[] {
  const grouped = Map.groupBy(placed, ({ name, labels = {} }) => JSON.stringify([name, labels]));
  return [...grouped.values()].flatMap((members) => {
    const [first] = members;
    if (!first) return [];
    refuseRepeated(members);
    const prices = members.map(({ price }) => price).toSorted((one, other) => one.fromAt.getTime() - other.fromAt.getTime());
    return [{ name: first.name, labels: first.labels ?? {}, prices, missing: missingSpans(prices, calendar) }];
  });
}

function refuseRepeated(members: readonly PlacedPrice[]): void {
  const seen = new Set<number>();
  for (const { place, name, price } of members) {
    const fromMs = price.fromAt.getTime();
    if (seen.has(fromMs))
      refuse(place, `${name} has a price for settlement period ${price.periodIndex} of ${price.settlementDate} already`);
    seen.add(fromMs);
  }
}

/** Spans between the bounds of the first and the last settlement day that no price covers, as long as they go. */
function missingSpans(prices: readonly PeriodPrice[], calendar: MarketCalendar): Interval[] {
  const [first, last] = [prices.at(0), prices.at(-1)];
  if (!first || !last) return [];
  const bounds = {
    fromAt: dayBounds(first.settlementDate, calendar).fromAt,
    untilAt: dayBounds(last.settlementDate, calendar).untilAt,
  };
  const spans: Interval[] = [];
  let coveredUntil = bounds.fromAt;
  for (const next of [...prices, { fromAt: bounds.untilAt, untilAt: bounds.untilAt }]) {
    if (next.fromAt > coveredUntil) spans.push({ fromAt: coveredUntil, untilAt: next.fromAt });
    coveredUntil = next.untilAt;
  }
  return spans;
}
