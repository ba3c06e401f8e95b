import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parseMarketTerms } from '../../market-terms.ts';
import { parseAuctionResults } from './auction-results.ts';

const file = 'GB.yaml';
const text = readFileSync(path.resolve(import.meta.dirname, '../../../../../markets', file), 'utf8');
const TERMS = parseMarketTerms({ file, text });
const HEADER = 'auctionProduct,deliveryStart,deliveryEnd,clearedVolume,clearingPrice';
const parse = (...rows: string[]) => parseAuctionResults({ name: 'eac.csv', text: `${[HEADER, ...rows].join('\n')}\n` }, TERMS);

test.each([
  ['four hours as a rule', 'DCL,2025-06-30T22:00:00,2025-07-01T02:00:00,100,2.40', '2025-07-01', 1],
  ['three where clocks go forward', 'DCL,2025-03-29T23:00:00,2025-03-30T02:00:00,100,2.40', '2025-03-30', 1],
  ['five where they go back', 'DCL,2025-10-25T22:00:00Z,2025-10-26T03:00:00Z,100,2.40', '2025-10-26', 1],
  ['the last one of a day', 'DCL,2025-10-26T19:00:00,2025-10-26T23:00:00,100,2.40', '2025-10-26', 6],
])('a row is about an EFA block: %s', (_what, row, settlementDate, periodIndex) => {
  expect(parse(row)).toMatchObject({
    kind: 'availability-prices',
    product: 'frequency response',
    prices: [{ service: 'DCL', pricePerMwHour: '2.40', block: { settlementDate, periodIndex } }],
    remarks: [],
  });
});

test('prices may be below zero, and what is of no service or comes twice is left out with a remark', () => {
  const row = 'DRH,2025-06-30T22:00:00,2025-07-01T02:00:00,10,-5.13';
  const { prices, remarks } = parse(row, row, row.replace('DRH', 'BALRES'));
  expect(prices).toMatchObject([{ service: 'DRH', pricePerMwHour: '-5.13' }]);
  expect(remarks.map(({ at }) => at)).toEqual(['line 3', 'line 4']);
});

test.each([
  ['no block', 'DCL,2025-06-30T22:00:00,2025-07-01T03:00:00,1,1', 'line 2: 2025-06-30T22:00:00.000Z to'],
  ['no price', 'DCL,2025-06-30T22:00:00,2025-07-01T02:00:00,1,much', 'clearingPrice "much" is not a price'],
  ['too few cells', 'DCL,2025-06-30T22:00:00', '2 cells where the header has 5'],
])('%s: the file is refused with the place', (_what, row, message) => {
  expect(() => parse(row)).toThrow(message);
});

test('two prices for one service and block refuse the file', () => {
  const row = 'DCL,2025-06-30T22:00:00,2025-07-01T02:00:00,1,1';
  expect(() => parse(row, `${row}.5`)).toThrow('line 3: DCL has another price for this block already');
});
