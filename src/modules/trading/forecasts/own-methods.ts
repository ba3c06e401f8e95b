import { OWN_METHODS, type OwnMethod } from '../../../platform/forecast-policy.ts';
import type { ForecastMethod, ForecastQuestion, PeriodForecast } from './forecast-method.ts';
import { persistence } from './persistence-method.ts';
import { recentCourse } from './recent-course-method.ts';
import { usualDay } from './usual-day-method.ts';

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
