import path from 'node:path';
import { expect, test } from 'vitest';
import { connectorOf, readMarketTerms } from '../../markets/index.ts';
import { decideOpenings } from './decide-openings.ts';

const terms = await readMarketTerms(path.resolve(import.meta.dirname, '../../../../markets'));
const { products, calendar } = connectorOf('GB', terms.GB);

function openingsAt(product: string, now: string): string[] {
  const found = products.find(({ name }) => name === product);
  if (!found) throw new Error(`nobody trades ${product}`);
  return decideOpenings(found, { now: new Date(now), calendar }).map(
    ({ deliveryDate, gateClosesAt, deliveryEndsAt }) =>
      `${deliveryDate} ${gateClosesAt.toISOString()} ${deliveryEndsAt.toISOString()}`,
  );
}

test.each([
  ['before its time: none', 'day-ahead half-hourly', '2026-05-12T13:49:59Z', []],
  [
    'forty minutes before the gate, by the clock in London',
    'day-ahead half-hourly',
    '2026-05-12T13:50:00Z',
    ['2026-05-13 2026-05-12T14:30:00.000Z 2026-05-13T23:00:00.000Z'],
  ],
  [
    'in winter an hour later',
    'day-ahead half-hourly',
    '2026-01-12T14:50:00Z',
    ['2026-01-13 2026-01-12T15:30:00.000Z 2026-01-14T00:00:00.000Z'],
  ],
  ['at the gate: none', 'day-ahead half-hourly', '2026-05-12T14:30:00Z', []],
  [
    'on the eve of a day of 25 hours',
    'day-ahead hourly',
    '2026-10-24T08:30:00Z',
    ['2026-10-25 2026-10-24T08:50:00.000Z 2026-10-26T00:00:00.000Z'],
  ],
  [
    'on that day, in winter time',
    'day-ahead hourly',
    '2026-10-25T09:30:00Z',
    ['2026-10-26 2026-10-25T09:50:00.000Z 2026-10-27T00:00:00.000Z'],
  ],
  ['no auction of ours: none', 'balancing', '2026-05-12T13:50:00Z', []],
])('%s', (_guarantee, product, now, expected) => {
  expect(openingsAt(product, now)).toEqual(expected);
});
