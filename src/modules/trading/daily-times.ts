import type { Interval } from '../../kernel/intervals.ts';
import { addDays, type CivilDate, instantOf, settlementDateOf } from '../../kernel/periods.ts';

/** A state of charge to be had each day by a wall-clock time of the site. */
export interface SocTarget {
  /** `HH:MM`. */
  readonly wallTime: string;
  readonly socPercentMin: number | null;
  readonly socPercentMax: number | null;
}

/** Part of each day by the wall clock of the site; over midnight where it ends before it begins. */
export interface DailyWindow {
  readonly fromWallTime: string;
  readonly untilWallTime: string;
}

const WALL_TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

export function isWallTime(text: string): boolean {
  return WALL_TIME.test(text);
}

interface Place {
  readonly horizon: Interval;
  readonly timeZone: string;
}

/** The instants of a wall-clock time within a span, both ends counted. On a day that skips or doubles it, its earlier reading. Pure. */
export function instantsOf(wallTime: string, { horizon, timeZone }: Place): Date[] {
  return datesOf({ horizon, timeZone })
    .map((date) => instantOf({ date, wallTime, timeZone }))
    .filter((at) => at >= horizon.fromAt && at <= horizon.untilAt);
}

/** The spans of a daily window that touch a span. Where clocks change at one of its ends, the longer reading counts. Pure. */
export function spansOf({ fromWallTime, untilWallTime }: DailyWindow, { horizon, timeZone }: Place): Interval[] {
  return datesOf({ horizon, timeZone })
    .map((date) => ({
      fromAt: instantOf({ date, wallTime: fromWallTime, timeZone }),
      untilAt: instantOf({
        date: untilWallTime > fromWallTime ? date : addDays(date, 1),
        wallTime: untilWallTime,
        timeZone,
        reading: 'later',
      }),
    }))
    .filter(({ fromAt, untilAt }) => fromAt < horizon.untilAt && untilAt > horizon.fromAt);
}

/** The civil dates that a span touches, and the one before: its window may reach over midnight. */
function datesOf({ horizon, timeZone }: Place): CivilDate[] {
  const dateOf = (at: Date): CivilDate => settlementDateOf(at, { timeZone, periodMinutes: 30, dayStartMinutes: 0 });
  const dates = [addDays(dateOf(horizon.fromAt), -1)];
  const last = dateOf(horizon.untilAt);
  for (let date = dateOf(horizon.fromAt); date <= last; date = addDays(date, 1)) dates.push(date);
  return dates;
}
