import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../../test/fixtures/calendar/period_vectors.json' with { type: 'json' };
import {
  addDays,
  dayBounds,
  efaBlocksOfDay,
  GB_CALENDAR,
  instantOf,
  type MarketCalendar,
  parseCivilDate,
  periodAt,
  periodsOfDay,
  settlementDateOf,
} from './periods.ts';

const calendarOf = ({ tz, resolutionMin }: { tz: string; resolutionMin: number }): MarketCalendar => ({
  timeZone: tz,
  periodMinutes: resolutionMin,
  dayStartMinutes: 0,
});

describe('the days of the vectors', () => {
  test.each(
    vectors.days.map((day) => [`${day.tz} ${day.date}: ${day.periods} periods of ${day.resolutionMin} minutes`, day] as const),
  )('%s', (_name, day) => {
    const calendar = calendarOf(day);
    const periods = periodsOfDay(day.date, calendar);
    expect(periods).toHaveLength(day.periods);
    expect(periods.at(0)?.fromAt).toEqual(new Date(day.startUtc));
    expect(periods.at(-1)?.untilAt).toEqual(new Date(day.endUtc));
    expect(dayBounds(day.date, calendar)).toEqual({ fromAt: new Date(day.startUtc), untilAt: new Date(day.endUtc) });
  });
});

describe('the EFA days of the vectors', () => {
  test.each(vectors.efaDays.map((day) => [day.efaDate, day.blocks] as const))('%s', (efaDate, blocks) => {
    const hours = (block: { fromAt: Date; untilAt: Date }): number =>
      (block.untilAt.getTime() - block.fromAt.getTime()) / 3_600_000;
    expect(
      efaBlocksOfDay(efaDate).map((block) => ({ block: block.blockIndex, startUtc: block.fromAt, hours: hours(block) })),
    ).toEqual(blocks.map((block) => ({ ...block, startUtc: new Date(block.startUtc) })));
  });
});

test('on the long day settlement period 5 begins at 01:00 GMT and period 50 at 23:30 GMT', () => {
  const periods = periodsOfDay('2024-10-27', GB_CALENDAR);
  expect(periods[4]?.fromAt).toEqual(new Date('2024-10-27T01:00:00Z'));
  expect(periods[49]?.fromAt).toEqual(new Date('2024-10-27T23:30:00Z'));
});

test('a trading day that starts at 04:00 belongs to the date on which it starts', () => {
  const nem = { timeZone: 'Australia/Brisbane', periodMinutes: 5, dayStartMinutes: 240 };
  expect(periodsOfDay('2024-04-07', nem)).toHaveLength(288);
  expect(settlementDateOf(new Date('2024-04-07T17:59:59Z'), nem)).toBe('2024-04-07');
  expect(settlementDateOf(new Date('2024-04-07T18:00:00Z'), nem)).toBe('2024-04-08');
});

test('a day counts in the periods of its date where their length has changed', () => {
  const germany: MarketCalendar = {
    timeZone: 'Europe/Berlin',
    periodMinutes: 15,
    dayStartMinutes: 0,
    formerPeriods: [{ beforeDate: '2025-10-01', periodMinutes: 60 }],
  };
  expect(['2025-03-30', '2025-09-30', '2025-10-01', '2025-10-26'].map((date) => periodsOfDay(date, germany).length)).toEqual([
    23, 24, 96, 100,
  ]);
  const first = { settlementDate: '2025-10-01', periodIndex: 1, fromAt: new Date('2025-09-30T22:00:00Z') };
  expect(periodAt(new Date('2025-09-30T22:14:59Z'), germany)).toEqual({ ...first, untilAt: new Date('2025-09-30T22:15:00Z') });
  expect(periodAt(new Date('2025-09-30T21:59:59Z'), germany)).toMatchObject({ settlementDate: '2025-09-30', periodIndex: 24 });
});

test('a gate at a wall-clock time follows the clocks', () => {
  const gate = (date: string): Date => instantOf({ date, wallTime: '14:00', timeZone: 'Europe/London' });
  expect(gate('2024-10-26')).toEqual(new Date('2024-10-26T13:00:00Z'));
  expect(gate('2024-10-27')).toEqual(new Date('2024-10-27T14:00:00Z'));
});

test.each(['2024-02-30', '2024-13-01', '24-01-01', 'tomorrow', '2024-1-1', ''])('"%s" is no civil date', (text) => {
  expect(parseCivilDate(text)).toBeNull();
});

const calendars = fc.constantFrom<MarketCalendar>(
  GB_CALENDAR,
  { timeZone: 'Europe/Berlin', periodMinutes: 15, dayStartMinutes: 0 },
  { timeZone: 'Australia/Brisbane', periodMinutes: 5, dayStartMinutes: 240 },
  {
    timeZone: 'Europe/Berlin',
    periodMinutes: 15,
    dayStartMinutes: 0,
    formerPeriods: [
      { beforeDate: '2018-01-01', periodMinutes: 60 },
      { beforeDate: '2025-10-01', periodMinutes: 30 },
    ],
  },
  { timeZone: 'America/Los_Angeles', periodMinutes: 60, dayStartMinutes: 0 },
);
const instants = fc.date({ min: new Date('2016-01-01T00:00:00Z'), max: new Date('2035-01-01T00:00:00Z'), noInvalidDate: true });

test('every instant lies in its period, and that period is one of its day’s', () => {
  fc.assert(
    fc.property(calendars, instants, (calendar, instant) => {
      const period = periodAt(instant, calendar);
      expect(period.fromAt <= instant && instant < period.untilAt).toBe(true);
      expect(periodsOfDay(period.settlementDate, calendar)[period.periodIndex - 1]).toEqual(period);
    }),
  );
});

test('days follow one another without gap or overlap, whatever the clocks do', () => {
  fc.assert(
    fc.property(calendars, instants, (calendar, instant) => {
      const date = settlementDateOf(instant, calendar);
      expect(dayBounds(date, calendar).untilAt).toEqual(dayBounds(addDays(date, 1), calendar).fromAt);
    }),
  );
});
