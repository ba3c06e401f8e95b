import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, GB_CALENDAR } from '../../../kernel/periods.ts';
import { decideDueDates } from './decide-due-dates.ts';
import type { PriceLook } from './price-looks.ts';

const TERMS = {
  runningMinutes: 5,
  settledMinutes: 1_440,
  lookBackDays: 3,
  spanHoursMax: { marketIndex: 168, frequency: 24, notifications: 24, acceptances: 24 },
  evidence: 'unverified',
} as const;
const AT = new Date('2026-05-13T10:00:00Z');
const ago = (minutes: number): Date => new Date(AT.getTime() - minutes * 60_000);
const ALL = ['2026-05-13', '2026-05-12', '2026-05-11', '2026-05-10'];

type Look = Pick<PriceLook, 'askedAt' | 'outcome'>;
const due = (looks: Readonly<Record<string, Look>>, at = AT): string[] =>
  decideDueDates({ at, calendar: GB_CALENDAR, terms: TERMS, looks: new Map(Object.entries(looks)) });
const asked = (minutes: number, outcome: Look['outcome'] = 'TAKEN'): Record<string, Look> =>
  Object.fromEntries(ALL.map((date) => [date, { askedAt: ago(minutes), outcome }]));

test.each<[string, Record<string, Look>, readonly string[]]>([
  ['whatever was never asked for is due, the newest first', {}, ALL],
  ['what was asked for just now is not', asked(4), []],
  ['the running day and the one before it are due every few minutes', asked(5), ALL.slice(0, 2)],
  ['the days before them are due once a day', asked(1_440), ALL],
  ['what was not answered is due sooner', asked(5, 'UNANSWERED'), ALL],
  ['what was not understood is due sooner', asked(5, 'NOT_UNDERSTOOD'), ALL],
])('%s', (_guarantee, looks, expected) => {
  expect(due(looks)).toEqual(expected);
});

test.each([
  ['2026-05-12T22:59:59Z', '2026-05-12'],
  ['2026-05-12T23:00:00Z', '2026-05-13'],
  ['2026-01-12T23:59:59Z', '2026-01-12'],
])('at %s the day that runs is %s, by the clocks of the market', (at, date) => {
  expect(due({}, new Date(at))[0]).toBe(date);
});

test('whoever asks for what is due has nothing to ask for at the same instant', () => {
  const outcome = fc.constantFrom<Look['outcome']>('TAKEN', 'OLDER', 'REFUSED', 'UNANSWERED', 'NOT_UNDERSTOOD');
  const look = fc.record({ askedAt: fc.integer({ min: 0, max: 3_000 }).map(ago), outcome });
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom(...ALL, addDays(AT.toISOString().slice(0, 10), -9)), look),
      outcome,
      (looks, came) => {
        const after = { ...looks, ...Object.fromEntries(due(looks).map((date) => [date, { askedAt: AT, outcome: came }])) };
        expect(due(after)).toEqual([]);
      },
    ),
  );
});
