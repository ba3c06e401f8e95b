import { describe, expect, test } from 'vitest';
import type { ExchangeOrder } from './exchange.ts';
import { wireOrderOf } from './exchange-format.ts';
import { readOrderAnswer, readResultsAnswer } from './read-answers.ts';

const ORDER: ExchangeOrder = {
  reference: 'HF-1',
  participant: 'ALDER',
  product: 'day-ahead half-hourly',
  deliveryDate: '2026-05-13',
  fromAt: new Date('2026-05-12T23:00:00Z'),
  untilAt: new Date('2026-05-12T23:30:00Z'),
  service: null,
  side: 'SELL',
  volumeMw: 0.3,
  limitPricePerMwh: '54.00',
  currency: 'GBP',
};
const AS_SENT = wireOrderOf(ORDER);
const accepted = (change: object, around: object = {}): string =>
  JSON.stringify({ reference: 'HF-1', state: 'ACCEPTED', order: { ...AS_SENT, ...change }, ...around });

describe('words about an order', () => {
  test.each([
    ['it has it as it was sent', accepted({}), { kind: 'accepted' }],
    [
      'the same price and instant written otherwise',
      accepted({ limitPricePerMwh: '54', fromAt: '2026-05-12T23:00:00Z' }),
      { kind: 'accepted' },
    ],
    ['more than we ask for', accepted({ fee: 1 }, { receivedAt: 'now' }), { kind: 'accepted' }],
    [
      'it does not take it',
      JSON.stringify({ reference: 'HF-1', state: 'REFUSED', reason: 'no credit' }),
      { kind: 'refused', reason: 'no credit' },
    ],
    ['it has none', JSON.stringify({ reference: 'HF-1', state: 'UNKNOWN' }), { kind: 'not-known' }],
  ])('%s: understood', (_guarantee, payload, answer) => {
    expect(readOrderAnswer(payload, ORDER)).toEqual(answer);
  });

  test.each([
    ['another reference', JSON.stringify({ reference: 'HF-2', state: 'UNKNOWN' }), 'another reference'],
    ['another volume', accepted({ volumeMw: 3 }), 'volumeMw of the accepted order'],
    ['another limit', accepted({ limitPricePerMwh: '5.4' }), 'limitPricePerMwh'],
    ['the other side', accepted({ side: 'BUY' }), 'side'],
    ['another period', accepted({ untilAt: '2026-05-13T00:00:00Z' }), 'untilAt'],
    ['another participant', accepted({ participant: 'BIRCH' }), 'participant'],
    ['accepted without saying what', JSON.stringify({ reference: 'HF-1', state: 'ACCEPTED' }), '/'],
    ['a state that there is not', JSON.stringify({ reference: 'HF-1', state: 'MAYBE' }), '/'],
    ['a page', '<html>', 'not JSON'],
    ['nothing', '', 'not JSON'],
    ['null', 'null', '/'],
  ])('%s: not understood', (_guarantee, payload, reason) => {
    expect(readOrderAnswer(payload, ORDER)).toEqual({ kind: 'not-understood', payload, reason: expect.stringContaining(reason) });
  });
});

describe('words about results', () => {
  const auction = { participant: 'ALDER', product: 'day-ahead half-hourly', deliveryDate: '2026-05-13' };
  const awards = [{ reference: 'HF-1', volumeMw: 0.2, pricePerMwh: '-3.5', currency: 'GBP' }];
  const published = (change: object): string => JSON.stringify({ state: 'PUBLISHED', ...auction, awards, ...change });

  test('are understood when they are out, and when they are not', () => {
    expect(readResultsAnswer(published({}), auction)).toMatchObject({ kind: 'published', awards });
    expect(readResultsAnswer('{"state":"PENDING"}', auction)).toEqual({ kind: 'pending' });
  });

  test.each([
    ['another day', published({ deliveryDate: '2026-05-14' }), 'another auction'],
    ['another participant', published({ participant: 'BIRCH' }), 'another auction'],
    ['a volume below zero', published({ awards: [{ ...awards[0], volumeMw: -1 }] }), '/'],
    ['a price that is a number', published({ awards: [{ ...awards[0], pricePerMwh: 3 }] }), '/'],
    ['no list', published({ awards: null }), '/'],
  ])('%s: not understood', (_guarantee, payload, reason) => {
    expect(readResultsAnswer(payload, auction)).toMatchObject({
      kind: 'not-understood',
      reason: expect.stringContaining(reason),
    });
  });
});
