import {
  addDays,
  type CivilDate,
  type MarketCalendar,
  type SettlementPeriod,
  settlementDateOf,
} from '../../../kernel/periods.ts';
import type { Slot, SlotOf } from './period-slots.ts';

/** What happened in a settlement period, and when it became known. */
export interface KnownValue {
  readonly period: SettlementPeriod;
  readonly value: number;
  readonly knownAt: Date;
}

export interface HistoryValue extends KnownValue {
  readonly slot: Slot;
}

/** What was known at an instant, the newest word on each period, in the order of time. */
export interface KnownHistory {
  readonly at: Date;
  readonly values: readonly HistoryValue[];
  /** The same by the time of day. */
  readonly byWallTime: ReadonlyMap<string, readonly HistoryValue[]>;
  readonly dayCount: number;
}

interface Asked {
  readonly at: Date;
  readonly historyDays: number;
  readonly calendar: MarketCalendar;
  readonly slotOf: SlotOf;
}

/**
 * The one door through which values reach the methods: what became known after the instant is left out here, and so is what
 * corrected it later. Pure.
 */
export function historyKnownAt(values: readonly KnownValue[], { at, historyDays, calendar, slotOf }: Asked): KnownHistory {
  const firstDate = addDays(settlementDateOf(at, calendar), -historyDays);
  const newest = new Map<number, KnownValue>();
  for (const value of values) {
    if (value.knownAt > at || value.period.settlementDate < firstDate) continue;
    const key = value.period.fromAt.getTime();
    const other = newest.get(key);
    if (!other || other.knownAt <= value.knownAt) newest.set(key, value);
  }
  const known = [...newest.values()]
    .toSorted((one, other) => one.period.fromAt.getTime() - other.period.fromAt.getTime())
    .map((value) => ({ ...value, slot: slotOf(value.period) }));
  return {
    at,
    values: known,
    byWallTime: Map.groupBy(known, ({ slot }) => slot.wallTime),
    dayCount: new Set<CivilDate>(known.map(({ period }) => period.settlementDate)).size,
  };
}
