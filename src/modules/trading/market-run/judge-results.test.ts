import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeResults, type OrderAwaiting } from './judge-results.ts';

const ORDERS: OrderAwaiting[] = [
  { orderId: '1', reference: 'sell', side: 'SELL', volumeMw: 1, limitPricePerMwh: '80', currency: 'GBP', state: 'ACCEPTED' },
  { orderId: '2', reference: 'buy', side: 'BUY', volumeMw: 2, limitPricePerMwh: '30', currency: 'GBP', state: 'ACCEPTED' },
  { orderId: '3', reference: 'refused', side: 'BUY', volumeMw: 2, limitPricePerMwh: '30', currency: 'GBP', state: 'REFUSED' },
];
const SELL = { reference: 'sell', volumeMw: 1, pricePerMwh: '90', currency: 'GBP' };
const BUY = { reference: 'buy', volumeMw: 0, pricePerMwh: '90', currency: 'GBP' };

test('what was awarded is taken, nothing for a limit that was not reached included', () => {
  expect(judgeResults([BUY, SELL], ORDERS)).toEqual({
    awards: [
      { orderId: '2', volumeMw: 0, pricePerMwh: '90' },
      { orderId: '1', volumeMw: 1, pricePerMwh: '90' },
    ],
  });
});

test.each([
  ['one that nobody ordered', [SELL, BUY, { ...SELL, reference: 'other' }], 'other is none'],
  ['one too many', [SELL, BUY, { ...BUY, reference: 'refused' }], 'refused was not accepted'],
  ['one too few', [SELL], 'buy was accepted and has no result'],
  ['more than was offered', [{ ...SELL, volumeMw: 1.1 }, BUY], 'was for 1 MW and got 1.1'],
  ['sold for less than the limit', [{ ...SELL, pricePerMwh: '79.99' }, BUY], 'has the limit 80'],
  ['bought for more than the limit', [SELL, { ...BUY, volumeMw: 1, pricePerMwh: '30.01' }], 'has the limit 30'],
  ['another currency', [{ ...SELL, currency: 'EUR' }, BUY], 'is in GBP'],
  ['the same order twice with two results', [SELL, BUY, { ...SELL, volumeMw: 0.5 }], 'has two results'],
])('%s: nothing is taken', (_guarantee, results, fault) => {
  expect(judgeResults(results, ORDERS)).toEqual({ contradiction: expect.stringContaining(fault) });
});

test('order and repetition of results change nothing', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([SELL, BUY, SELL, BUY, SELL], { minLength: 5 }), (results) => {
      const judged = judgeResults(results, ORDERS);
      expect('awards' in judged && judged.awards.toSorted((one, other) => (one.orderId < other.orderId ? -1 : 1))).toEqual([
        { orderId: '1', volumeMw: 1, pricePerMwh: '90' },
        { orderId: '2', volumeMw: 0, pricePerMwh: '90' },
      ]);
    }),
  );
});
