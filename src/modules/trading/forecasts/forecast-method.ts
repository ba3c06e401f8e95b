import type { SettlementPeriod } from '../../../kernel/periods.ts';
import { OWN_METHODS, type OwnMethod } from '../../../platform/forecast-policy.ts';
import type { KnownHistory } from './known-history.ts';
import type { SlotOf } from './period-slots.ts';
import { persistence } from './persistence-method.ts';
import { recentCourse } from './recent-course-method.ts';
import { usualDay } from './usual-day-method.ts';

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

const METHODS: Readonly<Record<OwnMethod, ForecastMethod>> = {
  persistence,
  'usual-day': usualDay,
  'recent-course': recentCourse,
};

/** With fewer settlement days known than this nothing is expected: a spread cannot be told from less than a week. */
const HISTORY_DAYS_MIN = 7;

/** What a method expects. Pure. */
export function forecastBy(method: OwnMethod, question: ForecastQuestion): PeriodForecast[] {
  return question.history.dayCount < HISTORY_DAYS_MIN ? [] : METHODS[method](question);
}

/** What each of the platform's own methods expects; one that expects nothing is missing. Pure. */
export function forecastByAll(question: ForecastQuestion): Map<OwnMethod, PeriodForecast[]> {
  const all = OWN_METHODS.map((method) => [method, forecastBy(method, question)] as const);
  return new Map(all.filter(([, forecasts]) => forecasts.length > 0));
}
