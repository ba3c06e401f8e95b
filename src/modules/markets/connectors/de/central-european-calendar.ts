import type { MarketCalendar } from '../../../../kernel/periods.ts';

/** The coupled markets count their days in Central European time, in every area; by the quarter-hour since October 2025. */
export const CENTRAL_EUROPEAN_CALENDAR: MarketCalendar = {
  timeZone: 'Europe/Berlin',
  periodMinutes: 15,
  dayStartMinutes: 0,
  formerPeriods: [{ beforeDate: '2025-10-01', periodMinutes: 60 }],
};
