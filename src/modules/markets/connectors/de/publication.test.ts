import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, dayBounds, periodsOfDay } from '../../../../kernel/periods.ts';
import { CENTRAL_EUROPEAN_CALENDAR } from './central-european-calendar.ts';
import { parsePublication } from './publication.ts';

const FILE = (name: string) => readFileSync(new URL(`../../../../../test/fixtures/markets/${name}`, import.meta.url), 'utf8');
const parse = (text: string) => parsePublication({ name: 'a44.xml', text });

interface Printed {
  readonly date: string;
  readonly minutes: number;
  readonly curve?: string;
  readonly points: readonly (readonly [number, string])[];
}

const minuteOf = (at: Date): string => `${at.toISOString().slice(0, 16)}Z`;

function publication({ date, minutes, curve = 'A03', points }: Printed): string {
  const { fromAt, untilAt } = dayBounds(date, CENTRAL_EUROPEAN_CALENDAR);
  const interval = `<start>${minuteOf(fromAt)}</start><end>${minuteOf(untilAt)}</end>`;
  return `<?xml version="1.0"?>
<p:Publication_MarketDocument xmlns:p="urn:x"><p:type>A44</p:type>
<p:period.timeInterval>${interval}</p:period.timeInterval>
<p:TimeSeries><p:businessType>A62</p:businessType><p:in_Domain.mRID codingScheme="A01">10YBE</p:in_Domain.mRID><p:out_Domain.mRID>10YBE</p:out_Domain.mRID>
<p:currency_Unit.name>EUR</p:currency_Unit.name><p:price_Measure_Unit.name>MWH</p:price_Measure_Unit.name><p:curveType>${curve}</p:curveType>
<p:Period><p:timeInterval>${interval}</p:timeInterval><p:resolution>PT${minutes}M</p:resolution>
${points.map(([position, amount]) => `<p:Point><p:position>${position}</p:position><p:price.amount>${amount}</p:price.amount></p:Point>`).join('\n')}
</p:Period></p:TimeSeries></p:Publication_MarketDocument>
`;
}

test('a publication tells hours before October 2025 and quarters after, positions left out as the one before', () => {
  const { series, currency } = parse(FILE('day-ahead.xml'));
  expect(currency).toBe('EUR');
  expect(series.map(({ labels, prices, missing }) => [labels['resolutionMinutes'], prices.length, missing])).toEqual([
    [60, 24, []],
    [15, 96, []],
  ]);
  const told = (which: number): string[] => (series[which]?.prices ?? []).map(({ pricePerMwh }) => pricePerMwh);
  expect([told(0)[0], told(0)[5], told(0)[6], told(0)[20], told(0)[23]]).toEqual(['71.20', '71.20', '96.40', '131.05', '80.00']);
  expect([told(1)[3], told(1)[4], told(1)[27], told(1)[28], told(1)[95]]).toEqual(['82.10', '79.00', '79.00', '-4.50', '140.00']);
  expect(series[1]?.prices[0]).toMatchObject({
    settlementDate: '2025-10-01',
    periodIndex: 1,
    fromAt: new Date('2025-09-30T22:00:00Z'),
  });
});

test('that there is no data is an answer without prices, and any other reason a refusal', () => {
  expect(parse(FILE('no-data.xml'))).toMatchObject({
    series: [],
    remarks: [{ at: 'line 5', text: 'no data: No matching data found' }],
  });
  expect(() => parse(FILE('no-data.xml').replace('999', 'A01'))).toThrow(
    'a44.xml, line 5: the platform answers with reason A01: No matching',
  );
});

const days = fc.constantFrom('2025-03-30', '2025-06-01', '2025-10-26', '2026-03-29');
const drawn = fc.record({
  date: days,
  minutes: fc.constantFrom(15, 30, 60),
  seed: fc.array(fc.integer({ min: -50_000, max: 400_000 }), { minLength: 3, maxLength: 12 }),
  isGapped: fc.boolean(),
});

test('prices come back as printed, on days of 23 and 25 hours too, in any order of the points, with every gap of the curve filled', () => {
  fc.assert(
    fc.property(drawn, ({ date, minutes, seed, isGapped }) => {
      const periods = periodsOfDay(date, { ...CENTRAL_EUROPEAN_CALENDAR, periodMinutes: minutes, formerPeriods: [] });
      // Runs of equal prices, which a curve of type A03 leaves out.
      const prices = periods.map((_, index) => (seed[Math.floor(index / 3) % seed.length] ?? 0) / 100);
      const points = prices.map((price, index) => [index + 1, String(price)] as const);
      const kept = isGapped
        ? points.filter(([position, price]) => position === 1 || String(prices[position - 2]) !== price)
        : points;
      const {
        series: [only],
        remarks,
      } = parse(publication({ date, minutes, curve: isGapped ? 'A03' : 'A01', points: kept.toReversed() }));
      expect(only?.prices.map(({ pricePerMwh }) => Number(pricePerMwh) + 0)).toEqual(prices.map((one) => one + 0));
      expect(only?.prices.map(({ pricePerMwh: _price, ...period }) => period)).toEqual(periods);
      expect([only?.missing, remarks]).toEqual([[], []]);
    }),
    { numRuns: 40 },
  );
});

const DAY = {
  date: addDays('2025-10-01', 1),
  minutes: 60,
  points: [
    [1, '10'],
    [2, '20'],
  ],
} as const;

describe('a publication', () => {
  test.each([
    ['without its first position', publication({ ...DAY, points: [[2, '20']] }), 'line 6: there is no Point of position 1'],
    [
      'with a position beyond its end',
      publication({
        ...DAY,
        points: [
          [1, '1'],
          [25, '2'],
        ],
      }),
      'line 8: position "25" is not a position from 1 to 24',
    ],
    [
      'with a position twice',
      publication({
        ...DAY,
        points: [
          [1, '1'],
          [1, '1'],
        ],
      }),
      'line 8: position 1 comes a second time',
    ],
    [
      'of type A01 with a gap',
      publication({ ...DAY, curve: 'A01' }),
      'line 6: 2 of 24 positions are there; expected every one of them, for curveType is A01',
    ],
    ['of another curve', publication({ ...DAY, curve: 'A02' }), 'line 5: curveType "A02" is not "A01" or "A03"'],
    [
      'of another resolution',
      publication(DAY).replace('PT60M', 'PT7M'),
      'line 6: resolution "PT7M" is not one of PT60M, PT1H, PT30M, PT15M',
    ],
    [
      'with a price in words',
      publication({ ...DAY, points: [[1, 'free']] }),
      'line 7: price.amount "free" is not a price in EUR per MWh',
    ],
    [
      'without a currency',
      publication(DAY).replace(/<p:currency_Unit.name>EUR<\/p:currency_Unit.name>/, ''),
      'line 4: TimeSeries has no currency_Unit.name',
    ],
    ['in another unit', publication(DAY).replace('MWH', 'KWH'), 'line 5: price_Measure_Unit.name "KWH" is not "MWH" or "EUR"'],
    ['of load', publication(DAY).replace('A44', 'A65'), 'line 2: type "A65" is not "A44"'],
    [
      'with a period outside of it',
      publication(DAY).replace('<start>2025-10-01T22:00Z', '<start>2025-10-01T23:00Z'),
      'line 6: the timeInterval of the Period is not within',
    ],
    [
      'whose period ends before it starts',
      publication(DAY).replaceAll('<end>2025-10-02T22:00Z', '<end>2025-10-01T21:00Z'),
      'line 3: end is not after start',
    ],
    [
      'with two series for one period',
      publication(DAY).replace(/(<p:TimeSeries>[^]*<\/p:TimeSeries>)/, '$1$1'),
      '10YBE has a price for settlement period 1 of 2025-10-02 already',
    ],
    [
      'that is another document',
      '<GL_MarketDocument/>',
      'line 1: the document is a GL_MarketDocument; expected Publication_MarketDocument',
    ],
    ['that is none', 'prices, please', 'line 1: not well-formed'],
    [
      'with a document type',
      `<!DOCTYPE x [<!ENTITY e "1">]>${publication(DAY)}`,
      'line 1: a document type is declared; expected none',
    ],
    ['with an entity', publication({ ...DAY, points: [[1, '&e;']] }), 'line 7: not well-formed: Invalid character entity'],
    [
      'with an entity of HTML',
      publication({ ...DAY, points: [[1, '&nbsp;1']] }),
      'line 7: not well-formed: Invalid character entity',
    ],
    ['of endless depth', '<a>'.repeat(40), 'line 1: elements are more than 32 deep'],
  ])('%s is refused with its line and what was expected', (_what, text, message) => {
    expect(() => parse(text)).toThrow(message);
    expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });

  test('is refused with a line wherever it is cut', () => {
    const text = FILE('day-ahead.xml').trimEnd();
    for (let length = 0; length < text.length; length += 7)
      expect(() => parse(text.slice(0, length))).toThrow(/^a44\.xml, line \d+: (not well-formed|there is no element)/);
    expect(() => parse(text.slice(0, -1))).toThrow(/not well-formed/);
  });
});
