import type { MarketCalendar } from '../../../../kernel/periods.ts';

/** Market time is UTC+10 in every region and all year; the trading day begins at 04:00. */
export const NEM_DISPATCH_CALENDAR: MarketCalendar = { timeZone: 'Australia/Brisbane', periodMinutes: 5, dayStartMinutes: 240 };

/** From this instant on, in the middle of a trading day, prices of settlement are those of five minutes. */
export const FIVE_MINUTES_FROM = new Date('2021-10-01T00:00:00+10:00');

/** Energy was settled by the half-hour before it was by the interval of dispatch. */
export const NEM_CALENDAR: MarketCalendar = {
  ...NEM_DISPATCH_CALENDAR,
  formerPeriods: [{ beforeDate: '2021-10-01', periodMinutes: 30 }],
};
