import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BatteryId } from '../../../kernel/ids.ts';
import { divideAward } from './divide-award.ts';

const share = (name: string, powerKw: number) => ({ batteryId: name as BatteryId, powerKw });

test.each([
  ['all of it: each sells its share', 'SELL', 0.3, [100, 200], [100, 200]],
  ['a half: each sells half of it', 'SELL', 0.15, [100, 200], [50, 100]],
  ['bought: below zero', 'BUY', 0.1, [-75, -25], [-75, -25]],
  ['one sells to the other as well: both do their part', 'SELL', 0.1, [150, -50], [150, -50]],
  ['nothing: nobody sells', 'SELL', 0, [100, 200], [0, 0]],
  ['thirds: whole watts that sum to the award', 'SELL', 0.1, [40, 40, 40], [33.334, 33.333, 33.333]],
] as const)('%s', (_guarantee, side, volumeMw, powers, expected) => {
  const shares = powers.map((powerKw, index) => share(String(index), powerKw));
  expect(divideAward({ side, volumeMw, shares }).map(({ powerKw }) => powerKw)).toEqual(expected);
});

const shares = fc
  .array(fc.double({ min: -5_000, max: 5_000, noNaN: true }), { minLength: 1, maxLength: 20 })
  .map((powers) => powers.map((powerKw, index) => share(String(index), powerKw)))
  .filter((list) => Math.abs(list.reduce((sum, { powerKw }) => sum + powerKw, 0)) > 1);

test('positions sum to the award, and nobody is given more than a watt beyond its share', () => {
  fc.assert(
    fc.property(shares, fc.double({ min: 0, max: 1, noNaN: true }), (list, ratio) => {
      const netKw = list.reduce((sum, { powerKw }) => sum + powerKw, 0);
      const volumeMw = Math.floor(Math.abs(netKw) * ratio) / 1_000;
      const divided = divideAward({ side: netKw > 0 ? 'SELL' : 'BUY', volumeMw, shares: list });
      const watts = divided.reduce((sum, { powerKw }) => sum + Math.round(powerKw * 1_000), 0);
      expect(watts - Math.round(volumeMw * 1_000_000) * Math.sign(netKw)).toBeCloseTo(0, 9);
      for (const [index, { powerKw }] of divided.entries()) {
        const whole = list[index]?.powerKw ?? 0;
        expect(Math.abs(powerKw)).toBeLessThanOrEqual(Math.abs(whole) + 0.001_001);
        if (Math.abs(powerKw) > 0.001_001) expect(Math.sign(powerKw)).toBe(Math.sign(whole));
      }
    }),
  );
});
