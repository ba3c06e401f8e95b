import type { MarketCalendar, SettlementPeriod } from '../../../kernel/periods.ts';

/** Where in a day and a week a settlement period lies, by the clock on the wall. */
export interface Slot {
  /** `HH:MM`, at its beginning: where clocks change, an hour has none or two of them. */
  readonly wallTime: string;
  readonly isWeekend: boolean;
}

export type SlotOf = (period: SettlementPeriod) => Slot;

const SATURDAY = 6;
/** Tells the slot of each period of a calendar; it is worked out once for each object. */
export function slotsOf({ timeZone }: MarketCalendar): SlotOf {
  const remembered = new WeakMap<SettlementPeriod, Slot>();
  return (period) => {
    const { fromAt, settlementDate } = period;
    const known = remembered.get(period);
    if (known) return known;
    const local = Temporal.Instant.fromEpochMilliseconds(fromAt.getTime()).toZonedDateTimeISO(timeZone);
    const slot = {
      wallTime: local.toPlainTime().toString({ smallestUnit: 'minute' }),
      isWeekend: Temporal.PlainDate.from(settlementDate).dayOfWeek >= SATURDAY,
    };
    remembered.set(period, slot);
    return slot;
  };
}
