import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeResults, type OrderAwaiting } from './judge-results.ts';

const PERIOD = {
  settlementDate: '2026-05-13',
  periodIndex: 1,
  fromAt: new Date('2026-05-12T22:00:00Z'),
  untilAt: new Date('2026-05-13T02:00:00Z'),
};
const ENERGY = { period: PERIOD, service: null };
const ORDERS: OrderAwaiting[] = [
  {
    ...ENERGY,
    orderId: '1',
    reference: 'sell',
    side: 'SELL',
    volumeMw: 1,
    limitPricePerMwh: '80',
    currency: 'GBP',
    state: 'ACCEPTED',
  },
  {
    ...ENERGY,
    orderId: '2',
    reference: 'buy',
    side: 'BUY',
    volumeMw: 2,
    limitPricePerMwh: '30',
    currency: 'GBP',
    state: 'ACCEPTED',
  },
  {
    ...ENERGY,
    orderId: '3',
    reference: 'refused',
    side: 'BUY',
    volumeMw: 2,
    limitPricePerMwh: '30',
    currency: 'GBP',
    state: 'REFUSED',
  },
];
const SELL = { reference: 'sell', volumeMw: 1, pricePerMwh: '90', currency: 'GBP' };
const BUY = { reference: 'buy', volumeMw: 0, pricePerMwh: '90', currency: 'GBP' };

const RULES = { orders: ORDERS, rules: { periods: [PERIOD] } };

test('what was awarded is taken, nothing for a limit that was not reached included', () => {
  expect(judgeResults({ awards: [BUY, SELL], clearingPrices: [] }, RULES)).toEqual({
    awards: [
      { orderId: '2', volumeMw: 0, pricePerMwh: '90' },
      { orderId: '1', volumeMw: 1, pricePerMwh: '90' },
    ],
    cleared: [],
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
  expect(judgeResults({ awards: results, clearingPrices: [] }, RULES)).toEqual({ contradiction: expect.stringContaining(fault) });
});

test('order and repetition of results change nothing', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([SELL, BUY, SELL, BUY, SELL], { minLength: 5 }), (results) => {
      const judged = judgeResults({ awards: results, clearingPrices: [] }, RULES);
      expect('awards' in judged && judged.awards.toSorted((one, other) => (one.orderId < other.orderId ? -1 : 1))).toEqual([
        { orderId: '1', volumeMw: 1, pricePerMwh: '90' },
        { orderId: '2', volumeMw: 0, pricePerMwh: '90' },
      ]);
    }),
  );
});

describe('results of capacity', () => {
  const order: OrderAwaiting = {
    orderId: '1',
    reference: 'low',
    period: PERIOD,
    service: 'DCL',
    side: 'SELL',
    volumeMw: 5,
    limitPricePerMwh: '1.50',
    currency: 'GBP',
    state: 'ACCEPTED',
  };
  const services = [{ name: 'DCL', service: 'DC', direction: 'LOW' } as const];
  const asked = { orders: [order], rules: { periods: [PERIOD], capacity: { services, historyDays: 7, volumeMwMax: 100 } } };
  const award = { reference: 'low', volumeMw: 5, pricePerMwh: '2.40', currency: 'GBP' };
  const { fromAt, untilAt } = PERIOD;
  const price = { service: 'DCL', fromAt, untilAt, pricePerMwHour: '2.4' };

  test('come with what each service has cleared at in each block', () => {
    expect(judgeResults({ awards: [award], clearingPrices: [price, price] }, asked)).toEqual({
      awards: [{ orderId: '1', volumeMw: 5, pricePerMwh: '2.40' }],
      cleared: [{ service: 'DCL', block: PERIOD, pricePerMwHour: '2.4' }],
    });
    const below = { ...award, volumeMw: 0, pricePerMwh: '-5.13' };
    const cleared = { ...price, pricePerMwHour: '-5.13' };
    expect(judgeResults({ awards: [below], clearingPrices: [cleared] }, asked)).toMatchObject({ awards: [{ volumeMw: 0 }] });
  });

  test.each([
    ['awarded at another price than it cleared at', award, [{ ...price, pricePerMwHour: '2.41' }], 'and it cleared at 2.41'],
    ['awarded, and no price told', award, [], 'what it cleared at is not told'],
    ['a service that nobody knows', award, [{ ...price, service: 'FFR' }], 'the price of FFR'],
    ['a block that is none', award, [price, { ...price, untilAt: fromAt }], 'of nothing that was auctioned'],
    ['two prices of one', award, [price, { ...price, pricePerMwHour: '3' }], 'is told twice and differs'],
  ])('%s: nothing is taken', (_what, one, clearingPrices, fault) => {
    expect(judgeResults({ awards: [one], clearingPrices }, asked)).toEqual({ contradiction: expect.stringContaining(fault) });
  });
});
