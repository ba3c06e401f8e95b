import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMillionths } from '../../kernel/money.ts';
import type { SettledPeriod } from '../markets/index.ts';
import type { MarketPosition } from '../trading/index.ts';
import type { AcceptedEnergy } from './accepted-energy.ts';
import { divideEarnings, totalOf } from './divide-earnings.ts';

const at = (minutes: number): Date => new Date(Date.UTC(2026, 4, 12, 10, minutes));
const period = { settlementDate: '2026-05-12', periodIndex: 23, fromAt: at(0), untilAt: at(30) };
const price = { importPricePerMwh: '120', exportPricePerMwh: '80' };

/** As the meter would have been settled at these prices. */
function metered(exportedKwh: number, importedKwh: number): SettledPeriod {
  const amount = ((exportedKwh * 80 - importedKwh * 120) / 1_000).toFixed(6);
  return { period, exportedKwh, importedKwh, revenue: { amount, currency: 'GBP' } };
}

function sold(powerKw: number, pricePerMwh: string, change: Partial<MarketPosition> = {}): MarketPosition {
  return { period, product: 'day-ahead half-hourly', powerKw, pricePerMwh, currency: 'GBP', knownAt: at(-600), ...change };
}

const HOUR = { ...period, untilAt: at(60) };

describe('what a battery earned in a settlement period', () => {
  it.each<[string, SettledPeriod, MarketPosition[], AcceptedEnergy | null, [string, number, string][], string]>([
    ['nothing sold: all of it is beside', metered(10, 0), [], null, [['IMBALANCE', 10, '0.80']], '0.80'],
    [
      'delivered as sold: the award and nothing else',
      metered(10, 0),
      [sold(20, '100')],
      null,
      [
        ['AUCTION', 10, '1.00'],
        ['IMBALANCE', 0, '0.00'],
      ],
      '1.00',
    ],
    [
      'less delivered than sold: what is missing is bought at the price of the period',
      metered(4, 0),
      [sold(20, '100')],
      null,
      [
        ['AUCTION', 10, '1.00'],
        ['IMBALANCE', -6, '-0.48'],
      ],
      '0.52',
    ],
    [
      'bought and taken: paid at the price of the award',
      metered(0, 10),
      [sold(-20, '50')],
      null,
      [
        ['AUCTION', -10, '-0.50'],
        ['IMBALANCE', 0, '0.00'],
      ],
      '-0.50',
    ],
    [
      'bought, and not taken: what is left over is sold at the price of the period for imports',
      metered(0, 0),
      [sold(-20, '50')],
      null,
      [
        ['AUCTION', -10, '-0.50'],
        ['IMBALANCE', 10, '1.20'],
      ],
      '0.70',
    ],
    [
      'sold by the hour: this half has half of it',
      metered(10, 0),
      [sold(20, '100', { product: 'day-ahead hourly', period: HOUR })],
      null,
      [
        ['AUCTION', 10, '1.00'],
        ['IMBALANCE', 0, '0.00'],
      ],
      '1.00',
    ],
    [
      'sold in one auction and bought back in another: the difference is earned',
      metered(0, 0),
      [sold(20, '100'), sold(-20, '60')],
      null,
      [
        ['AUCTION', 10, '1.00'],
        ['AUCTION', -10, '-0.60'],
        ['IMBALANCE', 0, '0.00'],
      ],
      '0.40',
    ],
    [
      'sold, and more accepted on top: each at its price',
      metered(16, 0),
      [sold(20, '100')],
      { energyKwh: 6, amount: '0.90' },
      [
        ['AUCTION', 10, '1.00'],
        ['ACCEPTANCE', 6, '0.90'],
        ['IMBALANCE', 0, '0.00'],
      ],
      '1.90',
    ],
    [
      'bought back by a bid that costs less than was sold for: what was sold stays earned',
      metered(0, 0),
      [sold(20, '100')],
      { energyKwh: -10, amount: '-0.30' },
      [
        ['AUCTION', 10, '1.00'],
        ['ACCEPTANCE', -10, '-0.30'],
        ['IMBALANCE', 0, '0.00'],
      ],
      '0.70',
    ],
  ])('%s', (_what, settled, positions, accepted, parts, total) => {
    const earnings = divideEarnings({ settled, price, positions, responses: [], accepted });
    expect(earnings.parts.map(({ source, energyKwh, revenue }) => [source, energyKwh, revenue.amount])).toEqual(parts);
    expect(totalOf(earnings)).toEqual({ amount: total, currency: 'GBP' });
  });

  it('has a part for each response that was paid, beside the energy: also where it costs', () => {
    const responses = [
      { product: 'frequency response', serviceName: 'DCL', payment: '4.500001', currency: 'GBP' },
      { product: 'frequency response', serviceName: 'DRH', payment: '-2.57', currency: 'GBP' },
    ];
    const earnings = divideEarnings({ settled: metered(10, 0), price, positions: [sold(20, '100')], responses, accepted: null });
    expect(earnings.parts.map(({ source, service, energyKwh, revenue }) => [source, service, energyKwh, revenue.amount])).toEqual(
      [
        ['AUCTION', null, 10, '1.00'],
        ['RESPONSE', 'DCL', 0, '4.500001'],
        ['RESPONSE', 'DRH', 0, '-2.57'],
        ['IMBALANCE', null, 0, '0.00'],
      ],
    );
    expect(totalOf(earnings)).toEqual({ amount: '2.930001', currency: 'GBP' });
  });

  it('adds up: the energies to the meter, the money to the whole, and at the same prices to what the meter alone would earn', () => {
    const quantity = fc.integer({ min: 0, max: 5_000 });
    const position = fc.record({
      powerKw: fc.integer({ min: -5_000, max: 5_000 }),
      price: fc.integer({ min: -500, max: 4_000 }),
    });
    const acceptedEnergy = fc.option(
      fc.record({ energyKwh: fc.integer({ min: -5_000, max: 5_000 }), amount: fc.constantFrom('0', '12.5', '-3.25') }),
    );
    fc.assert(
      fc.property(
        quantity,
        quantity,
        fc.array(position, { maxLength: 3 }),
        acceptedEnergy,
        (exportedKwh, importedKwh, drawn, accepted) => {
          const settled = metered(exportedKwh, importedKwh);
          const positions = drawn.map((one) => sold(one.powerKw, String(one.price)));
          const earnings = divideEarnings({ settled, price, positions, responses: [], accepted });
          const energyKwh = earnings.parts.reduce((sum, part) => sum + part.energyKwh, 0);
          expect(energyKwh).toBeCloseTo(exportedKwh - importedKwh, 6);
          const sum = earnings.parts.reduce((all, { revenue }) => all + (parseMillionths(revenue.amount) ?? 0n), 0n);
          expect(parseMillionths(totalOf(earnings).amount)).toBe(sum);

          const soldKw = drawn.reduce((all, { powerKw }) => all + powerKw, 0);
          const samePrice = soldKw > 0 ? '80' : '120';
          const same = divideEarnings({
            settled,
            price,
            positions: drawn.map(({ powerKw }) => sold(powerKw, samePrice)),
            responses: [],
            accepted: null,
          });
          expect(Number(totalOf(same).amount)).toBeCloseTo(Number(settled.revenue.amount), 5);
        },
      ),
    );
  });
});
