import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BatteryId } from '../../../kernel/ids.ts';
import { GB_CALENDAR, periodsOfDay } from '../../../kernel/periods.ts';
import { DEFAULT_INTENT } from '../intent.ts';
import { buildOrders } from './build-orders.ts';
import { divideAward } from './divide-award.ts';
import type { AuctionRules, Fetched, KnownBattery, PlannedBattery, PlannedPower } from './run-facts.ts';

const [PERIOD] = periodsOfDay('2026-05-13', GB_CALENDAR);
if (!PERIOD) throw new Error('a day has periods');

const RULES: AuctionRules = {
  currency: 'GBP',
  periods: [PERIOD],
  volumeStepMw: 0.1,
  priceStep: 0.1,
  priceLimits: null,
  resultsMinutesAfter: 10,
  deviationPricePerMwh: '250',
};

interface Given extends Partial<PlannedPower> {
  readonly soldKw?: number;
  readonly wearCostPerMwh?: number;
}

function bidOf(batteries: readonly Given[], { price = 100, rules = {} }: { price?: number; rules?: Partial<AuctionRules> } = {}) {
  const ids = batteries.map((_, index) => String(index) as BatteryId);
  const fetched: Fetched = {
    at: new Date('2026-05-12T14:00:00Z'),
    rules: { ...RULES, ...rules },
    prices: [],
    batteries: batteries.map(({ soldKw = 0 }, index): KnownBattery => ({
      batteryId: ids[index] as BatteryId,
      timeZone: 'Europe/London',
      battery: { name: 'One', energyCapacityKwh: 200, chargeEfficiencyPercent: 90, dischargeEfficiencyPercent: 80 },
      limits: {
        nameplate: { chargePowerKwMax: 1, dischargePowerKwMax: 1 },
        gridConnection: { importLimitKw: 1, exportLimitKw: 1 },
        set: [],
      },
      intent: DEFAULT_INTENT,
      socPercent: 50,
      dischargedKwhToday: 0,
      dischargedKwhThisYear: 0,
      positions:
        soldKw === 0 ? [] : [{ ...(PERIOD as NonNullable<typeof PERIOD>), powerKw: soldKw, deviationPricePerMwh: '250' }],
    })),
    missing: [],
  };
  const optimised = {
    batteries: batteries.map(({ wearCostPerMwh = 4, soldKw: _soldKw, ...period }, index): PlannedBattery => ({
      batteryId: ids[index] as BatteryId,
      chargeEfficiencyRatio: 0.9,
      dischargeEfficiencyRatio: 0.8,
      wearCostPerMwh,
      periods: [
        {
          fromAt: (PERIOD as NonNullable<typeof PERIOD>).fromAt,
          powerKw: 0,
          storedValuePerMwh: 40,
          chargePowerKwMax: 500,
          dischargePowerKwMax: 500,
          ...period,
        },
      ],
    })),
  };
  const prices = [
    {
      period: PERIOD as NonNullable<typeof PERIOD>,
      importPricePerMwh: String(price + 2),
      exportPricePerMwh: String(price),
      isKnown: false,
    },
  ];
  return buildOrders({ fetched, forecast: { prices }, optimised }).orders;
}

describe('an order', () => {
  test.each<[string, Given[], object[]]>([
    [
      'what is discharged is sold, for no less than it is worth in the store',
      [{ powerKw: 200 }],
      [{ side: 'SELL', volumeMw: 0.2, limitPricePerMwh: '54.00' }],
    ],
    [
      'what is charged is bought, for no more than it is worth in the store',
      [{ powerKw: -200, storedValuePerMwh: 130 }],
      [{ side: 'BUY', volumeMw: 0.2, limitPricePerMwh: '117.00' }],
    ],
    [
      'worth more than is expected: the limit is the expected price',
      [{ powerKw: 200, storedValuePerMwh: 90 }],
      [{ side: 'SELL', limitPricePerMwh: '100.00' }],
    ],
    [
      'worth less than is expected to be paid: the limit is the expected price',
      [{ powerKw: -200, storedValuePerMwh: 90 }],
      [{ side: 'BUY', limitPricePerMwh: '102.00' }],
    ],
    ['less than the least volume: none', [{ powerKw: 99 }], []],
    ['volumes are rounded down', [{ powerKw: 299.9 }], [{ volumeMw: 0.2 }]],
    ['a zero of the solver: none', [{ powerKw: 1e-7 }], []],
    ['batteries together reach the least volume', [{ powerKw: 60 }, { powerKw: 60 }], [{ side: 'SELL', volumeMw: 0.1 }]],
    [
      'the dearest of the sellers counts',
      [{ powerKw: 100 }, { powerKw: 100, storedValuePerMwh: 48 }],
      [{ limitPricePerMwh: '64.00' }],
    ],
    [
      'one buys what another sells: what is left is sold',
      [{ powerKw: 300 }, { powerKw: -100 }],
      [{ side: 'SELL', volumeMw: 0.2 }],
    ],
    ['what is sold already is not sold again', [{ powerKw: 300, soldKw: 300 }], []],
    [
      'what was sold and is not wanted any more is bought back',
      [{ powerKw: 0, soldKw: 200, storedValuePerMwh: 140 }],
      [{ side: 'BUY', volumeMw: 0.2, limitPricePerMwh: '179.00' }],
    ],
    ['a plan beyond the nameplate is cut to it', [{ powerKw: 520, dischargePowerKwMax: 500 }], [{ volumeMw: 0.5 }]],
  ])('%s', (_guarantee, batteries, expected) => {
    expect(bidOf(batteries)).toMatchObject(expected);
    expect(bidOf(batteries)).toHaveLength(expected.length);
  });

  test('keeps to what the exchange takes: a limit beyond it is drawn to it, or there is no order', () => {
    const rules = { priceLimits: { least: '60', most: '90' } };
    expect(bidOf([{ powerKw: 200 }], { rules })).toMatchObject([{ limitPricePerMwh: '60.00' }]);
    expect(bidOf([{ powerKw: 200, storedValuePerMwh: 90 }], { rules })).toEqual([]);
    expect(bidOf([{ powerKw: -200, storedValuePerMwh: 200 }], { rules })).toMatchObject([{ limitPricePerMwh: '90.00' }]);
    expect(bidOf([{ powerKw: -200, storedValuePerMwh: 10 }], { price: 20, rules })).toEqual([]);
  });
});

const powerKw = fc.double({ min: -2_000, max: 2_000, noNaN: true });
const given = fc.record({
  powerKw,
  chargePowerKwMax: fc.double({ min: 0, max: 1_500, noNaN: true }),
  dischargePowerKwMax: fc.double({ min: 0, max: 1_500, noNaN: true }),
  storedValuePerMwh: fc.double({ min: -100, max: 300, noNaN: true }),
  soldShare: fc.double({ min: -1, max: 1, noNaN: true }),
});

describe('whatever is planned', () => {
  const batteries = fc.array(given, { minLength: 1, maxLength: 8 }).map((list) =>
    list.map(({ soldShare, ...one }) => ({
      ...one,
      // Sold within what the battery can do.
      soldKw: soldShare > 0 ? soldShare * one.dischargePowerKwMax : soldShare * one.chargePowerKwMax,
    })),
  );

  test('no battery sells or buys more than its nameplate and its part of the connection, however much is awarded', () => {
    fc.assert(
      fc.property(batteries, fc.double({ min: 0, max: 1, noNaN: true }), (list, ratio) => {
        for (const { side, volumeMw, shares } of bidOf(list)) {
          const awardedMw = Math.floor(volumeMw * ratio * 1_000) / 1_000;
          for (const { batteryId, powerKw: awardedKw } of divideAward({ side, volumeMw: awardedMw, shares })) {
            const battery = list[Number(batteryId)];
            const totalKw = awardedKw + (battery?.soldKw ?? 0);
            expect(totalKw).toBeLessThanOrEqual((battery?.dischargePowerKwMax ?? 0) + 0.002);
            expect(totalKw).toBeGreaterThanOrEqual(-(battery?.chargePowerKwMax ?? 0) - 0.002);
          }
        }
      }),
    );
  });

  test('volumes and limits are whole steps, and the expected price is always within the limit but for one step', () => {
    fc.assert(
      fc.property(batteries, fc.integer({ min: -50, max: 300 }), (list, price) => {
        for (const { side, volumeMw, limitPricePerMwh } of bidOf(list, { price })) {
          expect(Math.abs(volumeMw * 10 - Math.round(volumeMw * 10))).toBeLessThan(1e-9);
          expect(volumeMw).toBeGreaterThan(0);
          const limit = Number(limitPricePerMwh);
          expect(Math.abs(limit * 10 - Math.round(limit * 10))).toBeLessThan(1e-6);
          if (side === 'SELL') expect(limit).toBeLessThanOrEqual(price + 1e-6);
          else expect(limit).toBeGreaterThanOrEqual(price + 2 - 1e-6);
        }
      }),
    );
  });
});
