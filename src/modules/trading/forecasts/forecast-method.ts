import type { SettlementPeriod } from '../../../kernel/periods.ts';
import type { KnownHistory } from './known-history.ts';
import type { SlotOf } from './period-slots.ts';

export interface ForecastQuestion {
  readonly history: KnownHistory;
  /** Wanted, in the order of time. */
  readonly periods: readonly SettlementPeriod[];
  readonly slotOf: SlotOf;
  /** Rising, the median among them. */
  readonly levels: readonly number[];
}

/** What is expected of a settlement period: one value for each level, never falling. */
export interface PeriodForecast {
  readonly period: SettlementPeriod;
  readonly quantiles: readonly number[];
}

/** Expects values from what was known. A period of which too little is known is left out. Pure. */
export type ForecastMethod = (question: ForecastQuestion) => PeriodForecast[];
