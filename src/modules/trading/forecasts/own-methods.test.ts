import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type CivilDate, periodsOfDay, type SettlementPeriod } from '../../../kernel/periods.ts';
import { DEFAULT_FORECAST_POLICY, OWN_METHODS } from '../../../platform/forecast-policy.ts';
import { marketOf } from '../../markets/index.ts';
import type { PeriodForecast } from './forecast-method.ts';
import { forecastBy } from './own-methods.ts';
import { historyKnownAt, type KnownValue } from './known-history.ts';
import { slotsOf } from './period-slots.ts';
import { medianOf } from './score-forecast.ts';

const { calendar } = marketOf('GB');
const slotOf = slotsOf(calendar);
const LEVELS = DEFAULT_FORECAST_POLICY.quantileLevels;
const FIRST = '2024-10-01';
const DAY_COUNT = 20;

const daysFrom = (date: CivilDate, count: number): SettlementPeriod[] =>
  Array.from({ length: count }, (_, index) => periodsOfDay(addDays(date, index), calendar)).flat();
const periods = daysFrom(FIRST, DAY_COUNT);

/** Each value is known half an hour after its period. */
const known = (period: SettlementPeriod, value: number, afterMs = 1_800_000): KnownValue => {
  return { period, value, knownAt: new Date(period.untilAt.getTime() + afterMs) };
};
const usual = ({ periodIndex }: SettlementPeriod): number =>
  periodIndex <= 12 ? 20 : periodIndex >= 35 && periodIndex <= 40 ? 150 : 70;

interface Given {
  readonly values: readonly KnownValue[];
  readonly at: Date;
  readonly wanted?: readonly SettlementPeriod[];
  readonly levels?: readonly number[];
}

function forecast(
  method: (typeof OWN_METHODS)[number],
  { values, at, wanted = daysFrom('2024-10-21', 2), levels = LEVELS }: Given,
): PeriodForecast[] {
  const history = historyKnownAt(values, { at, historyDays: 56, calendar, slotOf });
  return forecastBy(method, { history, periods: wanted, slotOf, levels });
}

const AT = new Date('2024-10-20T12:00:00Z');
const drawn = fc.array(fc.double({ min: -500, max: 3_000, noNaN: true }), {
  minLength: periods.length,
  maxLength: periods.length,
});
const drawnLevels = fc
  .uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 19 })
  .map((percents) => [...new Set([...percents, 50])].toSorted((a, b) => a - b).map((percent) => percent / 100));

describe.each(OWN_METHODS)('%s', (method) => {
  test('never lets quantiles cross, and stays within what has been seen, whatever the values and levels', () => {
    fc.assert(
      fc.property(drawn, drawnLevels, (values, levels) => {
        const made = forecast(method, {
          values: periods.map((period, index) => known(period, values[index] ?? 0)),
          at: AT,
          levels,
        });
        expect(made).toHaveLength(96);
        for (const { quantiles } of made) {
          expect(quantiles).toHaveLength(levels.length);
          expect(quantiles).toEqual(quantiles.toSorted((a, b) => a - b));
          expect(quantiles.every((one) => Number.isFinite(one) && Math.abs(one) < 20_000)).toBe(true);
        }
      }),
      { numRuns: 25 },
    );
  });

  test('expects the same whatever became known later: new values, and corrections of old ones', () => {
    const later = fc.array(
      fc.record({
        index: fc.nat(periods.length - 1),
        value: fc.double({ min: -9_999, max: 9_999, noNaN: true }),
        afterMs: fc.integer({ min: 1, max: 9e8 }),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(drawn, later, (values, changes) => {
        const before = periods.map((period, index) => known(period, values[index] ?? 0));
        const after = changes.flatMap(({ index, value, afterMs }) => {
          const period = periods[index];
          return period ? [{ period, value, knownAt: new Date(AT.getTime() + afterMs) }] : [];
        });
        expect(forecast(method, { values: [...before, ...after], at: AT })).toEqual(forecast(method, { values: before, at: AT }));
      }),
      { numRuns: 25 },
    );
  });

  test('takes what corrected a value by then, in whatever order the two are told', () => {
    const values = periods.map((period) => known(period, 10, 600_000));
    const corrected = periods.map((period) => known(period, 50));
    const expected = forecast(method, { values: corrected, at: AT });
    expect(forecast(method, { values: [...values, ...corrected], at: AT })).toEqual(expected);
    expect(forecast(method, { values: [...corrected, ...values], at: AT })).toEqual(expected);
    expect(expected.every((one) => medianOf({ levels: LEVELS, quantiles: one.quantiles }) > 49)).toBe(true);
  });

  test.each([
    ['2025-03-30', 46],
    ['2024-10-20', 48],
    ['2024-10-27', 50],
  ])('on %s has each of its %i periods once, by the clock on the wall', (date, count) => {
    const past = daysFrom(addDays(date, -15), 15);
    const wanted = periodsOfDay(date, calendar);
    // The price is the hour of local time.
    const hourOf = (period: SettlementPeriod): number => Number(slotOf(period).wallTime.slice(0, 2));
    const at = new Date((wanted[0]?.fromAt.getTime() ?? 0) + 3_600_000);
    const made = forecast(method, { values: past.map((period) => known(period, hourOf(period))), at, wanted });
    expect(made.map(({ period }) => period.periodIndex)).toEqual(Array.from({ length: count }, (_, index) => index + 1));
    for (const { period, quantiles } of made) expect(medianOf({ levels: LEVELS, quantiles })).toBeCloseTo(hourOf(period), 6);
  });

  test('expects nothing from less than a week', () => {
    const at = new Date('2024-10-07T00:00:00Z');
    const values = daysFrom(FIRST, 6).map((period) => known(period, usual(period)));
    expect(forecast(method, { values, at, wanted: daysFrom('2024-10-07', 1) })).toEqual([]);
  });
});

test('the median of persistence is the last known value at that time of day', () => {
  const values = periods.map((period, index) => known(period, (index * 7_919) % 241));
  const made = forecast('persistence', { values, at: AT, wanted: periodsOfDay('2024-10-21', calendar) });
  for (const { period, quantiles } of made) {
    const last = values.findLast((value) => value.knownAt <= AT && slotOf(value.period).wallTime === slotOf(period).wallTime);
    expect(medianOf({ levels: LEVELS, quantiles })).toBeCloseTo(last?.value ?? Number.NaN, 6);
  }
});

test('weekends are expected to be as weekends were', () => {
  const values = periods.map((period) => known(period, slotOf(period).isWeekend ? 10 : 90));
  // A Friday and a Saturday.
  for (const method of ['usual-day', 'recent-course'] as const) {
    const made = forecast(method, { values, at: new Date('2024-10-20T23:00:00Z'), wanted: daysFrom('2024-10-25', 2) });
    const medians = made.map(({ quantiles }) => Math.round(medianOf({ levels: LEVELS, quantiles })));
    expect(new Set(medians.slice(0, 48))).toEqual(new Set([90]));
    expect(new Set(medians.slice(48))).toEqual(new Set([10]));
  }
});

test('after a morning far above the usual course, the next hours are expected above it, and the day after hardly', () => {
  const morning = new Date('2024-10-20T08:00:00Z');
  const values = periods.map((period) =>
    known(period, usual(period) + (period.fromAt >= new Date('2024-10-20T00:00:00Z') ? 100 : 0)),
  );
  const wanted = daysFrom('2024-10-20', 3).filter(({ fromAt }) => fromAt >= morning);
  const above = forecast('recent-course', { values, at: morning, wanted }).map(
    ({ period, quantiles }) => medianOf({ levels: LEVELS, quantiles }) - usual(period),
  );
  expect(above[0]).toBeGreaterThan(40);
  expect(above.at(-1)).toBeLessThan(15);
});
