import type { CivilDate } from '../../kernel/periods.ts';

/** So far ahead of the calendar a year's cycles may be spent: dear days come when they come, and the rest of the year is kept. */
const AHEAD_DAYS_MAX = 30;

interface YearOfCycles {
  /** Energy that may be taken from the store in a calendar year of settlement dates. */
  readonly dischargedKwhMaxPerYear: number;
  /** Taken since it began. */
  readonly dischargedKwhThisYear: number;
  /** The settlement dates of the first and the last period that is planned. */
  readonly fromDate: CivilDate;
  readonly untilDate: CivilDate;
}

/**
 * What may be taken from the store from now to the end of a plan, kWh, not negative: by the end of its last day no more than the
 * year's part of that day and of the 30 after it. What was not taken earlier is not lost. A plan that reaches into the next year
 * has what this year leaves. Pure.
 */
export function yearAllowanceKwh({ dischargedKwhMaxPerYear, dischargedKwhThisYear, fromDate, untilDate }: YearOfCycles): number {
  const year = fromDate.slice(0, 4);
  const dayCount = dayOfYear(`${year}-12-31`);
  const untilDay = untilDate.startsWith(year) ? dayOfYear(untilDate) : dayCount;
  const ratio = Math.min(1, (untilDay + AHEAD_DAYS_MAX) / dayCount);
  return Math.max(0, ratio * dischargedKwhMaxPerYear - dischargedKwhThisYear);
}

/** From 1 to 366. */
function dayOfYear(date: CivilDate): number {
  return (Date.parse(date) - Date.parse(`${date.slice(0, 4)}-01-01`)) / 86_400_000 + 1;
}
