import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { periodsOfDay } from '../../../../kernel/periods.ts';
import { NEM_CALENDAR, NEM_DISPATCH_CALENDAR } from './nem-calendar.ts';
import { parseDispatchPrices, parseTradingPrices } from './nem-prices.ts';

const FILE = (name: string) => readFileSync(new URL(`../../../../../test/fixtures/markets/${name}`, import.meta.url), 'utf8');
const dispatch = (text: string) => parseDispatchPrices({ name: 'd.csv', text });
const trading = (text: string) => parseTradingPrices({ name: 't.csv', text });

test('dispatch prices are stamped with their end, by trading days from 04:00, each run and intervention by itself', () => {
  const { series, remarks } = dispatch(FILE('dispatch.csv'));
  expect(
    series.map(({ name, labels, prices }) => [
      name,
      labels,
      prices.map(({ settlementDate, periodIndex, fromAt, pricePerMwh }) => [
        settlementDate,
        periodIndex,
        fromAt.toISOString(),
        pricePerMwh,
      ]),
    ]),
  ).toEqual([
    [
      'NSW1',
      { run: 1, intervention: 0 },
      [
        ['2025-10-05', 287, '2025-10-05T17:50:00.000Z', '54.20'],
        ['2025-10-05', 288, '2025-10-05T17:55:00.000Z', '-31.07'],
        ['2025-10-06', 1, '2025-10-05T18:00:00.000Z', '-40.00'],
      ],
    ],
    ['NSW1', { run: 1, intervention: 1 }, [['2025-10-05', 288, '2025-10-05T17:55:00.000Z', '12.50']]],
  ]);
  expect(remarks).toEqual([{ at: 'line 3', text: 'prices of ancillary services (RAISE…, LOWER…) are left out', count: 4 }]);
});

test('trading prices were those of half-hours before October 2021', () => {
  const [only] = trading(FILE('trading.csv')).series;
  expect(only?.prices.map(({ periodIndex, fromAt, untilAt }) => [periodIndex, fromAt, untilAt])).toEqual([
    [1, new Date('2021-09-29T18:00:00Z'), new Date('2021-09-29T18:30:00Z')],
    [2, new Date('2021-09-29T18:30:00Z'), new Date('2021-09-29T19:00:00Z')],
  ]);
});

test('from the midnight of October 2021 on they are of five minutes, on a trading day that began with half-hours', () => {
  const ends = ['2021-09-30T14:00:00Z', '2021-09-30T14:05:00Z'].map((at) => ({ endsAt: new Date(at), price: '1' }));
  const [only] = trading(printed(ends)).series;
  expect(only?.prices.map(({ settlementDate, periodIndex, fromAt }) => [settlementDate, periodIndex, fromAt])).toEqual([
    ['2021-09-30', 20 * 2, new Date('2021-09-30T13:30:00Z')],
    ['2021-09-30', 20 * 12 + 1, new Date('2021-09-30T14:00:00Z')],
  ]);
});

const stamp = (at: Date): string =>
  new Date(at.getTime() + 10 * 3_600_000).toISOString().replaceAll('-', '/').replace('T', ' ').slice(0, 19);

interface Row {
  readonly endsAt: Date;
  readonly price: string;
  readonly region?: string;
}

function printed(rows: readonly Row[], { eol = '\r\n', quoted = false }: { eol?: string; quoted?: boolean } = {}): string {
  const quote = (text: string): string => (quoted ? `"${text}"` : text);
  const lines = [
    'C,S,T,"A ""quoted"", name",PUBLIC',
    'I,TRADING,PRICE,3,SETTLEMENTDATE,RUNNO,RRP,REGIONID',
    ...rows.map(({ endsAt, price, region = 'SA1' }) => `D,TRADING,PRICE,3,${quote(stamp(endsAt))},1,${price},${quote(region)}`),
  ];
  return [...lines, `C,"END OF REPORT",${lines.length + 1}`, ''].join(eol);
}

test('prices come back as printed on every day, for no clock ever changes there', () => {
  const days = fc.constantFrom('2021-09-29', '2021-10-02', '2025-04-06', '2025-10-05', '2024-02-29');
  fc.assert(
    fc.property(
      days,
      fc.array(fc.integer({ min: -100_000, max: 2_000_000 }), { minLength: 1, maxLength: 20 }),
      fc.boolean(),
      (date, seed, quoted) => {
        const periods = periodsOfDay(date, NEM_CALENDAR);
        const prices = periods.map((_, index) => (seed[index % seed.length] ?? 0) / 100);
        const rows = periods.map(({ untilAt: endsAt }, index) => ({ endsAt, price: String(prices[index]) }));
        const [only] = trading(printed(rows.toReversed(), { quoted, eol: quoted ? '\n' : '\r\n' })).series;
        expect(only?.prices.map(({ pricePerMwh: _price, ...period }) => period)).toEqual(periods);
        expect(only?.prices.map(({ pricePerMwh }) => Number(pricePerMwh) + 0)).toEqual(prices.map((one) => one + 0));
        expect(only?.missing).toEqual([]);
      },
    ),
    { numRuns: 20 },
  );
  expect(periodsOfDay('2025-10-05', NEM_DISPATCH_CALENDAR)).toHaveLength(288);
});

const GOOD = printed([{ endsAt: new Date('2025-10-05T18:05:00Z'), price: '7' }]);
const DISPATCH = FILE('dispatch.csv');

describe('a file', () => {
  test.each([
    [
      'with a line too few',
      () => trading(GOOD.replace('REPORT",4', 'REPORT",5')),
      't.csv, line 4: the file has 4 lines; expected 5, as its last line says',
    ],
    [
      'without its end',
      () => trading(GOOD.replace(/C,"END.*/, '').trimEnd()),
      't.csv, line 3: the file ends without C,"END OF REPORT"; it may have been cut',
    ],
    ['that begins with data', () => trading(GOOD.replace(/^C/, 'D')), 'line 1: the line does not begin with C'],
    ['with nothing', () => trading(''), 'line 1: the line does not begin with C'],
    [
      'with data before its columns',
      () => trading(GOOD.replace('I,TRADING,PRICE,3', 'D,TRADING,PRICE,3')),
      'line 2: a D line comes before the I line that names its columns',
    ],
    [
      'with data of another table',
      () => trading(GOOD.replace('D,TRADING,PRICE,3', 'D,TRADING,LOSS,3')),
      'line 3: the D line is of TRADING.LOSS, version 3; expected TRADING.PRICE, version 3',
    ],
    [
      'with data of another version',
      () => trading(GOOD.replace('D,TRADING,PRICE,3', 'D,TRADING,PRICE,2')),
      'line 3: the D line is of TRADING.PRICE, version 2; expected TRADING.PRICE, version 3',
    ],
    ['with a value too few', () => trading(GOOD.replace(',7,SA1', ',7')), 'line 3: 3 values; expected 4, one for each column'],
    ['with a column twice', () => trading(GOOD.replace('RUNNO,RRP', 'RRP,RRP')), 'line 2: the I line names the column RRP twice'],
    [
      'with a kind of line there is not',
      () => trading(GOOD.replace('D,TRADING', 'X,TRADING')),
      'line 3: the line begins with "X"; expected I or D',
    ],
    ['with an open quotation mark', () => trading(GOOD.replace(',7,SA1', ',7,"SA1')), 'line 3: a quotation mark is not closed'],
    [
      'with a price in words',
      () => trading(GOOD.replace(',7,SA1', ',dear,SA1')),
      'line 3: RRP "dear" is not a price in AUD per MWh',
    ],
    ['without a price', () => trading(GOOD.replace(',7,SA1', ',,SA1')), 'line 3: RRP is null; expected a price in AUD per MWh'],
    [
      'without the column',
      () => trading(GOOD.replace(',RRP,', ',EEP,')),
      'line 3: RRP is missing; expected a price in AUD per MWh',
    ],
    [
      'with five minutes before there were any',
      () => trading(GOOD.replaceAll('2025/10/06 04:05', '2021/09/30 04:05')),
      'line 3: SETTLEMENTDATE 2021/09/30 04:05:00 is not the end',
    ],
    [
      'with a stamp within a period',
      () => trading(GOOD.replace('04:05:00', '04:07:00')),
      'line 3: SETTLEMENTDATE 2025/10/06 04:07:00 is not the end of a settlement period',
    ],
    [
      'with a time there is not',
      () => trading(GOOD.replace('04:05:00', '24:05:00')),
      'line 3: SETTLEMENTDATE "2025/10/06 24:05:00" is not market time as YYYY/MM/DD HH:MM:SS',
    ],
    ['of another table', () => dispatch(GOOD), 'd.csv, line 2: the file has no table DISPATCH.PRICE, only TRADING.PRICE'],
    [
      'with another interval than its stamp',
      () => dispatch(DISPATCH.replace('20251006001', '20251005289')),
      'd.csv, line 6: DISPATCHINTERVAL 20251005289 is not that of SETTLEMENTDATE; expected 20251006001',
    ],
    [
      'with a price twice',
      () => dispatch(DISPATCH.replace('20251005288,1', '20251005288,0')),
      'd.csv, line 5: NSW1 has a price for settlement period 288 of 2025-10-05 already',
    ],
  ])('%s is refused with its line and what was expected', (_what, parse, message) => {
    expect(parse).toThrow(message);
    expect(parse).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });

  test('is refused with a line wherever it is cut', () => {
    const text = DISPATCH.trimEnd();
    for (let length = 0; length < text.length; length += 1)
      expect(() => dispatch(text.slice(0, length))).toThrow(/^d\.csv, line \d+: /);
  });

  test('tells the prices that are not firm', () => {
    expect(dispatch(DISPATCH.replace('54.2,0.38,FIRM', '54.2,0.38,NOT FIRM')).remarks).toContainEqual({
      at: 'line 3',
      text: 'prices are NOT FIRM',
      count: 1,
    });
  });
});
