import { expect, test } from 'vitest';
import { faultOf, parsePriceLetterSource, priceLetterSource } from './price-letters.ts';
import { publishedChoice } from './published-choice.ts';

const ASKED = {
  market: 'GB',
  date: '2026-05-13',
  choice: { kind: 'market-index', import: 'APXMIDP', export: 'N2EXMIDP' },
} as const;

test('a source tells what was asked for', () => {
  expect(parsePriceLetterSource(priceLetterSource(ASKED))).toEqual(ASKED);
});

test.each([
  'prices/GB/system-prices/2026-02-30/SBP/SSP',
  'prices/GB/something/2026-05-13/SBP/SSP',
  'prices/DE/system-prices/2026-05-13/SBP/SSP',
  'market-run/2026-05-13',
])('%s is not one', (source) => {
  expect(parsePriceLetterSource(source)).toBeNull();
});

test('the same fault in another row is the same fault', () => {
  expect(faultOf('the answer, data[3]: price is missing')).toBe(faultOf('the answer, data[14]: price is missing'));
  expect(faultOf('the answer, data[3]: price is missing')).not.toBe(faultOf('the answer, data[3]: volume is missing'));
});

test.each([
  [
    'system prices, where the terms name them first',
    [
      { import: 'SBP', export: 'SSP' },
      { import: 'APXMIDP', export: 'APXMIDP' },
    ],
    'system-prices',
  ],
  [
    'the market index, where the terms name it first',
    [
      { import: 'APXMIDP', export: 'APXMIDP' },
      { import: 'SBP', export: 'SSP' },
    ],
    'market-index',
  ],
  [
    'the first of those that are published',
    [
      { import: 'import', export: 'export' },
      { import: 'SBP', export: 'SSP' },
    ],
    'system-prices',
  ],
  ['nothing, where none is published', [{ import: 'SBP', export: 'APXMIDP' }], undefined],
])('a market settles by %s', (_which, energyPrices, kind) => {
  expect(publishedChoice({ energyPrices })?.kind).toBe(kind);
});
