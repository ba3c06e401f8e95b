import { type Decimal, decimalOf } from '../../../kernel/money.ts';
import type { MarketCalendar, SettlementPeriod } from '../../../kernel/periods.ts';
import { MILLISECONDS_PER_HOUR } from '../../../kernel/units.ts';
import type { MarketPrice } from '../../markets/index.ts';

export interface ExpectedPrice {
  readonly importPricePerMwh: Decimal;
  readonly exportPricePerMwh: Decimal;
}

/** Expects prices from those that have become known. */
export interface PriceForecast {
  /** Takes a price that has become known, in the order of time. */
  learn(price: MarketPrice): void;
  /** Null where too little has been learned to expect anything. */
  expect(period: SettlementPeriod): ExpectedPrice | null;
}

/** Persistence: the last known price at that time of day. Whatever claims to forecast is held against it. */
export class PersistenceForecast implements PriceForecast {
  readonly #calendar: MarketCalendar;
  readonly #lastAt = new Map<string, MarketPrice>();

  constructor(calendar: MarketCalendar) {
    this.#calendar = calendar;
  }

  learn(price: MarketPrice): void {
    this.#lastAt.set(timeOfDay(price.period, this.#calendar), price);
  }

  expect(period: SettlementPeriod): ExpectedPrice | null {
    const last = this.#lastAt.get(timeOfDay(period, this.#calendar));
    return last ? { importPricePerMwh: last.importPricePerMwh, exportPricePerMwh: last.exportPricePerMwh } : null;
  }
}

/** The usual course of a working day or a weekend, and what is left of how far the latest prices were from it. */
export class UsualCourseForecast implements PriceForecast {
  readonly #calendar: MarketCalendar;
  readonly #imported = new UsualCourse();
  readonly #exported = new UsualCourse();

  constructor(calendar: MarketCalendar) {
    this.#calendar = calendar;
  }

  learn({ period, importPricePerMwh, exportPricePerMwh }: MarketPrice): void {
    const slot = kindAndTimeOfDay(period, this.#calendar);
    this.#imported.learn({ slot, endsAtMs: period.untilAt.getTime(), value: Number(importPricePerMwh) });
    this.#exported.learn({ slot, endsAtMs: period.untilAt.getTime(), value: Number(exportPricePerMwh) });
  }

  expect(period: SettlementPeriod): ExpectedPrice | null {
    const slot = kindAndTimeOfDay(period, this.#calendar);
    const endsAtMs = period.untilAt.getTime();
    const [imported, exported] = [this.#imported.expect(slot, endsAtMs), this.#exported.expect(slot, endsAtMs)];
    if (imported === null || exported === null) return null;
    return { importPricePerMwh: decimalOf(imported), exportPricePerMwh: decimalOf(exported) };
  }
}

/** How much a day that has become known moves the usual course of its kind. */
const COURSE_GAIN = 0.1;
/** How much a price moves the deviation that counts as the latest. */
const DEVIATION_GAIN = 0.5;
/** Within so many hours a deviation shrinks to a third, as 1/e. */
const DEVIATION_HOURS = 4;

class UsualCourse {
  readonly #means = new Map<string, number>();
  #deviation = 0;
  #learnedUntilMs = -Infinity;

  learn({ slot, endsAtMs, value }: { slot: string; endsAtMs: number; value: number }): void {
    const mean = this.#means.get(slot);
    this.#means.set(slot, mean === undefined ? value : mean + COURSE_GAIN * (value - mean));
    const expected = this.#deviationAt(endsAtMs);
    this.#deviation = expected + DEVIATION_GAIN * (value - (mean ?? value) - expected);
    this.#learnedUntilMs = endsAtMs;
  }

  expect(slot: string, endsAtMs: number): number | null {
    const mean = this.#means.get(slot);
    return mean === undefined ? null : mean + this.#deviationAt(endsAtMs);
  }

  #deviationAt(endsAtMs: number): number {
    const hours = (endsAtMs - this.#learnedUntilMs) / MILLISECONDS_PER_HOUR;
    return this.#deviation * Math.exp(-hours / DEVIATION_HOURS);
  }
}

const SATURDAY = 6;

function kindAndTimeOfDay(period: SettlementPeriod, calendar: MarketCalendar): string {
  const kind = Temporal.PlainDate.from(period.settlementDate).dayOfWeek >= SATURDAY ? 'weekend' : 'weekday';
  return `${kind} ${timeOfDay(period, calendar)}`;
}

/** By the clock on the wall: where clocks change, an hour has no last one or two. */
function timeOfDay({ fromAt }: SettlementPeriod, { timeZone }: MarketCalendar): string {
  const local = Temporal.Instant.fromEpochMilliseconds(fromAt.getTime()).toZonedDateTimeISO(timeZone);
  return local.toPlainTime().toString({ smallestUnit: 'minute' });
}
