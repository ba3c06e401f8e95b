import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { periodMinutesOn } from '../../kernel/periods.ts';
import { connectorOf, type Product } from './connector.ts';
import { FORMATS, type FormatName } from './formats.ts';
import { MARKET_NAMES, type MarketName } from './market.ts';
import { parseMarketTerms, readMarketTerms } from './market-terms.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const terms = await readMarketTerms(path.join(ROOT, 'markets'));
const connectors = Object.fromEntries(MARKET_NAMES.map((name) => [name, connectorOf(name, terms[name])]));

function product(market: MarketName, name: string): Product {
  const found = connectors[market]?.products.find((one) => one.name === name);
  if (!found) throw new Error(`${market} does not trade ${name}`);
  return found;
}

function gates(market: MarketName, { name, date, index }: { name: string; date: string; index: number }): string[] {
  const traded = product(market, name);
  const period = traded.periodsOn(date)[index - 1];
  if (!period) throw new Error(`there is no period ${index}`);
  return traded.gatesOf(period).map(({ freezes, closesAt }) => `${freezes} ${closesAt.toISOString()}`);
}

describe('a gate', () => {
  test.each([
    ['GB', 'balancing', '2024-10-27', 5, ['everything 2024-10-27T00:00:00.000Z']],
    ['GB', 'day-ahead hourly', '2024-11-04', 1, ['everything 2024-11-03T09:50:00.000Z']],
    ['GB', 'frequency response', '2024-10-27', 1, ['everything 2024-10-26T13:00:00.000Z']],
    ['GB', 'frequency response', '2024-10-28', 1, ['everything 2024-10-27T14:00:00.000Z']],
    ['DE', 'day-ahead', '2025-10-26', 1, ['everything 2025-10-25T10:00:00.000Z']],
    ['DE', 'day-ahead', '2025-10-27', 96, ['everything 2025-10-26T11:00:00.000Z']],
    ['DE', 'intraday', '2025-10-26', 100, ['everything 2025-10-26T22:40:00.000Z']],
    ['AU', 'energy', '2025-10-06', 1, ['prices 2025-10-05T02:30:00.000Z', 'volumes 2025-10-05T18:00:00.000Z']],
  ] as const)('of %s, %s, closes for %s, period %i, by the clocks there', (market, name, date, index, expected) => {
    expect(gates(market, { name, date, index })).toEqual(expected);
  });
});

test.each([
  ['GB', '2024-03-31', 'balancing', 46],
  ['GB', '2024-10-27', 'balancing', 50],
  ['GB', '2024-10-27', 'day-ahead hourly', 25],
  ['GB', '2024-10-27', 'frequency response', 6],
  ['DE', '2025-03-30', 'day-ahead', 23],
  ['DE', '2025-03-30', 'intraday', 92],
  ['DE', '2025-09-30', 'day-ahead', 24],
  ['DE', '2025-10-01', 'day-ahead', 96],
  ['DE', '2025-10-26', 'day-ahead', 100],
  ['AU', '2018-10-07', 'energy', 288],
  ['AU', '2025-10-05', 'ancillary services', 288],
] as const)('%s on %s trades %s for %i periods', (market, date, name, count) => {
  expect(product(market, name).periodsOn(date)).toHaveLength(count);
});

test('a settlement period is as long as it is on its date', () => {
  const lengths = (market: MarketName, ...dates: string[]): number[] =>
    dates.map((date) => periodMinutesOn(date, connectorOf(market, terms[market]).calendar));
  expect(lengths('GB', '2016-06-06', '2025-10-01')).toEqual([30, 30]);
  expect(lengths('DE', '2025-09-30', '2025-10-01')).toEqual([60, 15]);
  expect(lengths('AU', '2021-09-30', '2021-10-01')).toEqual([30, 5]);
});

test('price limits are those of their date, and none where nobody has told', () => {
  expect(product('DE', 'day-ahead').priceLimitsOn('2022-05-10')).toEqual({ least: '-500', most: '4000', evidence: 'verified' });
  expect(product('DE', 'day-ahead').priceLimitsOn('2022-05-09')).toBeNull();
  expect(product('AU', 'energy').priceLimitsOn('2025-06-30')).toMatchObject({ most: '17500', evidence: 'unverified' });
  expect(product('AU', 'energy').priceLimitsOn('2025-07-01')).toMatchObject({ most: '20300' });
  expect(product('GB', 'intraday').priceLimitsOn('2025-07-01')).toBeNull();
});

describe('prices of energy', () => {
  const pricesOf = (name: FormatName, text: string) => {
    const { market, parse } = FORMATS[name];
    const document = parse({ name: 'file', text }, terms[market]);
    if (document.kind !== 'prices') throw new Error('no prices');
    return connectors[market]
      ?.energyPrices(document)
      .map(({ period, importPricePerMwh, exportPricePerMwh }) => [
        `${period.settlementDate} ${period.periodIndex}`,
        importPricePerMwh,
        exportPricePerMwh,
      ]);
  };
  const sample = (file: string): string => readFileSync(path.join(ROOT, 'test/fixtures/markets', file), 'utf8');

  test('are the system prices of a side each in Great Britain', () => {
    expect(
      pricesOf('elexon-system-prices', sample('system-prices.json').replaceAll('"systemBuyPrice": -3', '"systemBuyPrice": 9')),
    ).toEqual([
      ['2025-03-30 2', '40.75', '40.75'],
      ['2025-03-30 3', '9.00', '-3.00'],
    ]);
  });

  test('are those of the periods by which Germany settled on each day', () => {
    const prices = pricesOf('entsoe-prices', sample('day-ahead.xml'));
    expect(prices).toHaveLength(24 + 96);
    expect(prices?.[0]).toEqual(['2025-09-30 1', '71.20', '71.20']);
    expect(prices?.at(-1)).toEqual(['2025-10-01 96', '140.00', '140.00']);
    // The hours of a day that is told in quarters as well are another auction's.
    const both = sample('day-ahead.xml').replace(/<TimeSeries>[^]*?<\/TimeSeries>/, (hours) => {
      const later = hours.replaceAll('2025-09-30T22', '2025-10-01T22').replaceAll('2025-09-29T22', '2025-09-30T22');
      return `${hours}${later}`;
    });
    expect(pricesOf('entsoe-prices', both)).toEqual(prices);
  });

  test('are those of the run without intervention in Australia', () => {
    expect(pricesOf('aemo-dispatch', sample('dispatch.csv'))).toEqual([
      ['2025-10-05 287', '54.20', '54.20'],
      ['2025-10-05 288', '-31.07', '-31.07'],
      ['2025-10-06 1', '-40.00', '-40.00'],
    ]);
  });

  test('are refused where they are of another area, another currency or no settlement period', () => {
    expect(() => pricesOf('entsoe-prices', sample('day-ahead.xml').replaceAll('10Y1001A1001A82H', '10YBE----------2'))).toThrow(
      'None of the series is a price of energy of DE; there are 10YBE----------2 {',
    );
    expect(() => pricesOf('entsoe-prices', sample('day-ahead.xml').replaceAll('>EUR<', '>PLN<'))).toThrow(
      'The prices are in PLN; DE has prices in EUR',
    );
    const old = sample('dispatch.csv').replaceAll('2025', '2020');
    expect(() => pricesOf('aemo-dispatch', old)).toThrow(
      'The prices of 2020-10-05 are by 5 minutes; the market settles by 30 on that day',
    );
  });
});

describe('a file of terms', () => {
  const text = readFileSync(path.join(ROOT, 'markets/AU.yaml'), 'utf8');
  test.each([
    ['says how well a gate is known', text.replace(', evidence: verified }', ' }'), '/products/0/gates/0'],
    ['has no key that nobody reads', `${text}\nregions: []\n`, 'markets/AU.yaml: '],
    ['names days there are', text.replace('2020-07-01', '2020-02-30'), 'there is no date 2020-02-30'],
    ['is YAML', '[', 'markets/AU.yaml: '],
  ])('%s', (_rule, changed, message) => {
    expect(() => parseMarketTerms({ file: 'AU.yaml', text: changed })).toThrow(message);
    expect(() => parseMarketTerms({ file: 'AU.yaml', text: changed })).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT' }),
    );
  });
});

test('services are sold as capacity, and energy at the cost of a deviation: other terms of an auction are refused', () => {
  const text = readFileSync(path.join(ROOT, 'markets/GB.yaml'), 'utf8');
  const asEnergy = text.replace('sells: capacity', 'sells: energy');
  expect(() => parseMarketTerms({ file: 'GB.yaml', text: asEnergy })).toThrow(
    'services are sold as capacity, and nothing else is',
  );
  expect(() => parseMarketTerms({ file: 'GB.yaml', text: text.replace('direction: HIGH', 'direction: UP') })).toThrow(
    '/products/',
  );
});

describe('recorded prices of Great Britain', () => {
  const HEADER = 'settlement_date,settlement_period,system_sell_price_gbp_per_mwh,system_buy_price_gbp_per_mwh';
  const rows = Array.from({ length: 46 }, (_, index) => `2024-03-31,${index + 1},${index}.25,-${index}.75`);
  const text = `${[HEADER, ...rows].join('\n')}\n`;
  const parse = (cut: string) => FORMATS['gb-prices'].parse({ name: 'p.csv', text: cut });

  test('are an import and an export series without gaps', () => {
    expect(parse(text)).toMatchObject({
      series: [
        { name: 'import', missing: [] },
        { name: 'export', missing: [] },
      ],
      remarks: [],
    });
  });

  test('never come shorter without a word, wherever the file is cut', () => {
    for (let length = 0; length < text.length; length += 1) {
      let document;
      try {
        document = parse(text.slice(0, length));
      } catch (error) {
        expect(error).toMatchObject({ code: 'BAD_USER_INPUT' });
        continue;
      }
      if (document.kind !== 'prices') throw new Error('no prices');
      expect(document.remarks.length + document.series.flatMap(({ missing }) => missing).length).toBeGreaterThan(0);
    }
  });
});
