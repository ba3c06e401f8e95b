import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type EnergyWorth, pricePairs } from './price-pairs.ts';

const WORTH: EnergyWorth = {
  storedValuePerMwh: 40,
  chargeEfficiencyRatio: 0.9,
  dischargeEfficiencyRatio: 0.8,
  wearCostPerMwh: 4,
  leastMarginPerMwh: 2,
  importPricePerMwh: 60,
  exportPricePerMwh: 30,
};

interface Given {
  readonly notifiedPowerMw?: number;
  readonly worth?: Partial<EnergyWorth>;
  readonly priceStep?: number;
  readonly priceLimits?: { least: string; most: string };
  readonly limitMw?: number;
}

/** A unit of 50 MW either way: discharged energy is worth 54, or 56 with the margin, and charged energy 36. */
function priced({ notifiedPowerMw = 20, worth, priceStep = 0.01, priceLimits, limitMw = 50 }: Given = {}) {
  return pricePairs({
    notifiedPowerMw,
    exportLimitMw: limitMw,
    importLimitMw: limitMw,
    worth: { ...WORTH, ...worth },
    terms: { priceStep },
    priceLimits: priceLimits ?? null,
  });
}

const above = (offerPerMwh: string, bidPerMwh: string, rangeMw = 30) => ({ pairId: 1, rangeMw, offerPerMwh, bidPerMwh });
const below = (offerPerMwh: string, bidPerMwh: string, rangeMw = -70) => ({ pairId: -1, rangeMw, offerPerMwh, bidPerMwh });

describe('pairs', () => {
  test.each<[string, Given, object[]]>([
    [
      'more is sold for what it is worth in the store, with wear and margin; less is bought back for no more than its cheapest part is worth',
      {},
      [below('56.00', '36.00'), above('56.00', '54.00')],
    ],
    [
      'a unit that charges sells its pause and its charge at one price',
      { notifiedPowerMw: -20 },
      [below('36.00', '36.00', -30), above('56.00', '36.00', 70)],
    ],
    [
      'nothing is sold for less than the market brings',
      { worth: { exportPricePerMwh: 90 } },
      [below('90.00', '36.00'), above('90.00', '54.00')],
    ],
    [
      'nothing is bought for more than it costs at the market',
      { worth: { importPricePerMwh: 20 } },
      [below('56.00', '20.00'), above('56.00', '20.00')],
    ],
    [
      'energy that is worth less than nothing has the dearest offer above all the same',
      { worth: { storedValuePerMwh: -80, exportPricePerMwh: -200 } },
      [below('-72.00', '-96.00'), above('-72.00', '-96.00')],
    ],
    ['offers are rounded up and bids down', { priceStep: 5 }, [below('60.00', '35.00'), above('60.00', '50.00')]],
    ['a price that is not taken leaves its pair out', { priceLimits: { least: '40', most: '99' } }, [above('56.00', '54.00')]],
    ['no room above', { notifiedPowerMw: 50 }, [below('56.00', '36.00', -100)]],
    ['no room below', { notifiedPowerMw: -50 }, [above('56.00', '36.00', 100)]],
    ['no room at all', { notifiedPowerMw: 0, limitMw: 0 }, []],
  ])('%s', (_guarantee, given, expected) => {
    expect(priced(given)).toEqual(expected);
  });

  test('never cost anything to be done and undone', () => {
    const price = fc.double({ min: -300, max: 600, noNaN: true });
    const ratio = fc.double({ min: 0.6, max: 1, noNaN: true });
    const cost = fc.double({ min: 0, max: 50, noNaN: true });
    const worth = fc.record({
      storedValuePerMwh: price,
      chargeEfficiencyRatio: ratio,
      dischargeEfficiencyRatio: ratio,
      wearCostPerMwh: cost,
      leastMarginPerMwh: cost,
      importPricePerMwh: price,
      exportPricePerMwh: price,
    });
    fc.assert(
      fc.property(worth, fc.integer({ min: -50, max: 50 }), (drawn, notifiedPowerMw) => {
        const pairs = priced({ notifiedPowerMw, worth: drawn });
        const { storedValuePerMwh, chargeEfficiencyRatio, dischargeEfficiencyRatio, wearCostPerMwh, leastMarginPerMwh } = drawn;
        for (const { rangeMw, offerPerMwh, bidPerMwh } of pairs) {
          expect(Number(offerPerMwh)).toBeGreaterThanOrEqual(Number(bidPerMwh));
          const [lowMw, highMw] = [
            Math.min(notifiedPowerMw, notifiedPowerMw + rangeMw),
            Math.max(notifiedPowerMw, notifiedPowerMw + rangeMw),
          ];
          const charged = storedValuePerMwh * chargeEfficiencyRatio;
          const discharged = storedValuePerMwh / dischargeEfficiencyRatio + wearCostPerMwh;
          if (lowMw < 0)
            expect([Number(offerPerMwh) >= charged - 1e-4, Number(bidPerMwh) <= charged + 1e-4]).toEqual([true, true]);
          if (highMw <= 0) continue;
          expect(Number(offerPerMwh)).toBeGreaterThanOrEqual(discharged + leastMarginPerMwh - 1e-4);
          expect(Number(bidPerMwh)).toBeLessThanOrEqual(discharged + 1e-4);
        }
      }),
    );
  });
});
