import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GB_CALENDAR, periodsOfDay } from '../../../../kernel/periods.ts';
import { missingPeriods, parsePriceFile } from './price-file.ts';

const SYSTEM = 'settlement_date,settlement_period,system_sell_price_gbp_per_mwh,system_buy_price_gbp_per_mwh';
const AGILE = 'Period from,Period to,Agile Import price (p/kWh),Agile Export price (p/kWh)';

const parse = (...lines: string[]) => parsePriceFile({ name: 'prices.csv', text: lines.join('\n') });

const DAYS = [
  ['2024-03-31', 46],
  ['2024-11-04', 48],
  ['2024-10-27', 50],
] as const;

/** The rows of a day in local time, as its source prints them: without an offset. */
function agileRows(date: string, price: (index: number) => string = (index) => `${index}.5`): string[] {
  const local = (instant: Date): string => {
    const { year, month, day, hour, minute } = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(
      'Europe/London',
    );
    const two = (value: number): string => String(value).padStart(2, '0');
    return `${two(day)}/${two(month)}/${year} ${two(hour)}:${two(minute)}`;
  };
  return periodsOfDay(date, GB_CALENDAR).map(
    ({ fromAt, untilAt, periodIndex }) => `${local(fromAt)},${local(untilAt)},${price(periodIndex)},-${price(periodIndex)}`,
  );
}

describe('system prices', () => {
  test.each(DAYS)('of %s have a place for %i periods and not one more', (date, count) => {
    const rows = Array.from({ length: count }, (_, index) => `${date},${index + 1},10.5,-3`);
    const book = parse(SYSTEM, ...rows);
    expect(book.get(date)?.map(({ period }) => period)).toEqual(periodsOfDay(date, GB_CALENDAR));
    expect(missingPeriods(book, date)).toEqual([]);
    expect(() => parse(SYSTEM, ...rows, `${date},${count + 1},1,1`)).toThrow(
      `prices.csv, line ${count + 2}, column 2 (settlement_period): "${count + 1}" is not a settlement period from 1 to ${count} on ${date}.`,
    );
  });

  test('sell at the system sell price and buy at the system buy price', () => {
    const [price] = parse(SYSTEM, '2024-11-04,7,30.04,42.100000000001').get('2024-11-04') ?? [];
    expect(price).toMatchObject({ exportPricePerMwh: '30.04', importPricePerMwh: '42.10', period: { periodIndex: 7 } });
  });

  test('come back as written, in the order of time, whatever the order of the lines', () => {
    const prices = fc.uniqueArray(
      fc.record({ index: fc.integer({ min: 1, max: 48 }), pence: fc.integer({ min: -999_999, max: 999_999 }) }),
      { selector: ({ index }) => index, minLength: 1 },
    );
    fc.assert(
      fc.property(prices, (drawn) => {
        const book = parse(SYSTEM, ...drawn.map(({ index, pence }) => `2024-11-04,${index},${(pence / 100).toFixed(2)},0`));
        const sorted = drawn.toSorted((one, other) => one.index - other.index);
        expect(
          book.get('2024-11-04')?.map((one) => [one.period.periodIndex, Math.round(Number(one.exportPricePerMwh) * 100)]),
        ).toEqual(sorted.map(({ index, pence }) => [index, pence === 0 ? 0 : pence]));
        expect(missingPeriods(book, '2024-11-04')).toHaveLength(48 - drawn.length);
      }),
    );
  });
});

describe('half-hourly prices in local time', () => {
  test.each(DAYS)('of %s fill all %i periods, the repeated hour too', (date, count) => {
    const book = parse(AGILE, ...agileRows(date));
    const day = book.get(date) ?? [];
    expect(day.map(({ period }) => period)).toEqual(periodsOfDay(date, GB_CALENDAR));
    expect(day).toHaveLength(count);
    expect(day.map(({ importPricePerMwh }) => Number(importPricePerMwh))).toEqual(
      day.map(({ period }) => (period.periodIndex + 0.5) * 10),
    );
  });

  test('tell the two half past ones of the night in October apart by their order', () => {
    const line = (price: number): string => `27/10/2024 01:30,27/10/2024 02:00,${price},0`;
    const day = parse(AGILE, line(1), line(2)).get('2024-10-27') ?? [];
    expect(day.map(({ period, importPricePerMwh }) => [period.fromAt.toISOString(), importPricePerMwh])).toEqual([
      ['2024-10-27T00:30:00.000Z', '10.00'],
      ['2024-10-27T01:30:00.000Z', '20.00'],
    ]);
    expect(() => parse(AGILE, line(1), line(2), line(3))).toThrow(
      'prices.csv, line 4: settlement period 6 of 2024-10-27 comes a second time.',
    );
  });

  test('of the hour that the clocks skip are none', () => {
    expect(() => parse(AGILE, '31/03/2024 01:30,31/03/2024 02:30,1,1')).toThrow(
      /line 2, column 1 \(Period from\): "31\/03\/2024 01:30" is not/,
    );
  });
});

describe('a file', () => {
  test('with a byte-order mark, Windows line ends, spaces and empty lines is read', () => {
    const book = parsePriceFile({ name: 'p.csv', text: `\uFEFF${SYSTEM}\r\n2024-11-04 , 1, 10 ,20\r\n\r\n` });
    expect(book.get('2024-11-04')).toMatchObject([{ exportPricePerMwh: '10.00', importPricePerMwh: '20.00' }]);
  });

  test.each([
    ['another header', ['a,b,c'], /line 1: the header is "a,b,c"; expected "settlement_date/],
    ['nothing', [''], /line 1: the header is ""/],
    ['a column too few', [SYSTEM, '2024-11-04,1,2'], /line 2: 3 columns; expected 4 \(settlement_date, /],
    ['a column too many', [SYSTEM, '2024-11-04,1,2,3,4'], /line 2: 5 columns; expected 4/],
    [
      'a day there is not',
      [SYSTEM, '2024-02-30,1,2,3'],
      /line 2, column 1 \(settlement_date\): "2024-02-30" is not a date as YYYY-MM-DD/,
    ],
    ['a period zero', [SYSTEM, '2024-11-04,0,2,3'], /line 2, column 2 \(settlement_period\): "0" is not/],
    ['half a period', [SYSTEM, '2024-11-04,1.5,2,3'], /line 2, column 2/],
    ['no period', [SYSTEM, '2024-11-04,,2,3'], /line 2, column 2 \(settlement_period\): "" is not/],
    [
      'a price in words',
      [SYSTEM, '2024-11-04,1,2,3', '2024-11-04,2,cheap,3'],
      /line 3, column 3 \(system_sell_price_gbp_per_mwh\): "cheap" is not a price in GBP per MWh, for example 30.04/,
    ],
    ['a price with a thousands comma', [SYSTEM, '2024-11-04,1,"1,000",3'], /line 2: 5 columns/],
    ['a price in another notation', [SYSTEM, '2024-11-04,1,1e3,3'], /line 2, column 3/],
    ['a price beyond any market', [SYSTEM, '2024-11-04,1,1000000,3'], /line 2, column 3|beyond/],
    ['no price', [SYSTEM, '2024-11-04,1,2,'], /line 2, column 4 \(system_buy_price_gbp_per_mwh\): "" is not/],
    [
      'a period twice',
      [SYSTEM, '2024-11-04,1,2,3', '', '2024-11-04,1,2,3'],
      /line 4: settlement period 1 of 2024-11-04 comes a second time/,
    ],
    ['a time that is no half-hour', [AGILE, '04/11/2024 00:15,04/11/2024 00:45,1,1'], /line 2, column 1 \(Period from\)/],
    ['an hour there is not', [AGILE, '04/11/2024 24:00,x,1,1'], /line 2, column 1/],
    ['an end that is none of its start', [AGILE, '04/11/2024 00:00,04/11/2024 01:00,1,1'], /line 2, column 2 \(Period to\)/],
    ['months before days', [AGILE, '11/30/2024 00:00,x,1,1'], /line 2, column 1/],
    [
      'pence in words',
      [AGILE, '04/11/2024 00:00,04/11/2024 00:30,1,free'],
      /line 2, column 4 \(Agile Export price \(p\/kWh\)\): "free" is not a price in pence per kWh/,
    ],
  ])('with %s is refused with its line, its column and what was expected', (_what, lines, message) => {
    const tooHigh = lines.some((line) => line.includes('1000000'));
    if (tooHigh) return expect(() => parse(...lines)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
    expect(() => parse(...lines)).toThrow(message);
    return expect(() => parse(...lines)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });

  test('tells which periods of a day it lacks', () => {
    const book = parse(SYSTEM, '2024-11-04,1,2,3', '2024-11-04,48,2,3');
    expect(missingPeriods(book, '2024-11-04').map(({ periodIndex }) => periodIndex)).toEqual(
      Array.from({ length: 46 }, (_, index) => index + 2),
    );
    expect(missingPeriods(book, '2024-03-31')).toHaveLength(46);
  });
});
