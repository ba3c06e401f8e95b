/** Settlement periods: the only place that knows local time. */
import type { Interval } from './intervals.ts';

/** How a market counts its day. */
export interface MarketCalendar {
  /** IANA zone whose midnight starts the settlement day. */
  readonly timeZone: string;
  /** Length of one settlement period; divides an hour. Of earlier days `formerPeriods` tells. */
  readonly periodMinutes: number;
  /** Shift of the day's start from local midnight, as in Australia's 04:00 trading day. */
  readonly dayStartMinutes: number;
  /** Where periods once had another length, the oldest first. */
  readonly formerPeriods?: readonly FormerPeriods[];
}

/** Periods of another length, on every settlement date before this one. */
export interface FormerPeriods {
  readonly beforeDate: CivilDate;
  readonly periodMinutes: number;
}

export const GB_CALENDAR: MarketCalendar = { timeZone: 'Europe/London', periodMinutes: 30, dayStartMinutes: 0 };

/** A civil date as `YYYY-MM-DD`. */
export type CivilDate = string;

/** One settlement period; `fromAt` and `untilAt` are its half-open bounds. */
export interface SettlementPeriod extends Interval {
  readonly settlementDate: CivilDate;
  /** From 1; up to 46, 48 or 50 in Great Britain. */
  readonly periodIndex: number;
}

/** Reads a civil date, or answers null when the text is none. */
export function parseCivilDate(text: string): CivilDate | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString();
  } catch {
    return null;
  }
}

export function addDays(date: CivilDate, days: number): CivilDate {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** The length of the settlement periods of a day. */
export function periodMinutesOn(date: CivilDate, { periodMinutes, formerPeriods = [] }: MarketCalendar): number {
  return formerPeriods.find(({ beforeDate }) => date < beforeDate)?.periodMinutes ?? periodMinutes;
}

/** The settlement date an instant belongs to. */
export function settlementDateOf(instant: Date, calendar: MarketCalendar): CivilDate {
  const shifted = instant.getTime() - calendar.dayStartMinutes * 60_000;
  return Temporal.Instant.fromEpochMilliseconds(shifted).toZonedDateTimeISO(calendar.timeZone).toPlainDate().toString();
}

/** The half-open bounds of a settlement day: 23, 24 or 25 hours where clocks change. */
export function dayBounds(date: CivilDate, calendar: MarketCalendar): Interval {
  return { fromAt: dayStart(date, calendar), untilAt: dayStart(addDays(date, 1), calendar) };
}

/** All settlement periods of a day, in order. Never adds wall-clock minutes: counts real time from the day's first instant. */
export function periodsOfDay(date: CivilDate, calendar: MarketCalendar): SettlementPeriod[] {
  const { fromAt, untilAt } = dayBounds(date, calendar);
  const lengthMs = periodMinutesOn(date, calendar) * 60_000;
  const count = (untilAt.getTime() - fromAt.getTime()) / lengthMs;
  return Array.from({ length: count }, (_, index) => ({
    settlementDate: date,
    periodIndex: index + 1,
    fromAt: new Date(fromAt.getTime() + index * lengthMs),
    untilAt: new Date(fromAt.getTime() + (index + 1) * lengthMs),
  }));
}

/** The settlement period an instant falls into. */
export function periodAt(instant: Date, calendar: MarketCalendar): SettlementPeriod {
  const settlementDate = settlementDateOf(instant, calendar);
  const startMs = dayStart(settlementDate, calendar).getTime();
  const lengthMs = periodMinutesOn(settlementDate, calendar) * 60_000;
  const index = Math.floor((instant.getTime() - startMs) / lengthMs);
  return {
    settlementDate,
    periodIndex: index + 1,
    fromAt: new Date(startMs + index * lengthMs),
    untilAt: new Date(startMs + (index + 1) * lengthMs),
  };
}

/** A wall-clock time on a civil date. One that is skipped or doubled takes the earlier reading, as auction gates do, unless the later one is asked for. */
export interface WallInstant {
  readonly date: CivilDate;
  readonly wallTime: string;
  readonly timeZone: string;
  readonly reading?: 'earlier' | 'later';
}

/** The instant of a wall-clock time. */
export function instantOf({ date, wallTime, timeZone, reading = 'earlier' }: WallInstant): Date {
  const local = Temporal.PlainDate.from(date).toPlainDateTime(Temporal.PlainTime.from(wallTime));
  return new Date(local.toZonedDateTime(timeZone, { disambiguation: reading }).epochMilliseconds);
}

/** Where the six blocks of an EFA day begin, in local time; the first one on the evening before. */
const EFA_BLOCK_STARTS = ['23:00', '03:00', '07:00', '11:00', '15:00', '19:00'];
const EFA_TIME_ZONE = 'Europe/London';

/** One of the six blocks of Great Britain's EFA day: four hours of local time, so three or five where clocks change. */
export interface EfaBlock extends Interval {
  /** From 1 to 6. */
  readonly blockIndex: number;
}

/** The blocks of an EFA day, which begins at 23:00 local time on the evening before its date. */
export function efaBlocksOfDay(efaDate: CivilDate): EfaBlock[] {
  const startOf = (wallTime: string, index: number, date = efaDate): Date =>
    instantOf({ date: index === 0 ? addDays(date, -1) : date, wallTime, timeZone: EFA_TIME_ZONE });
  const starts = EFA_BLOCK_STARTS.map((wallTime, index) => startOf(wallTime, index));
  const endsAt = startOf(EFA_BLOCK_STARTS[0] ?? '', 0, addDays(efaDate, 1));
  return starts.map((fromAt, index) => ({ blockIndex: index + 1, fromAt, untilAt: starts[index + 1] ?? endsAt }));
}

function dayStart(date: CivilDate, calendar: MarketCalendar): Date {
  const midnight = Temporal.PlainDate.from(date).toZonedDateTime(calendar.timeZone);
  return new Date(midnight.epochMilliseconds + calendar.dayStartMinutes * 60_000);
}
