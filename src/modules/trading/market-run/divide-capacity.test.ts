import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BatteryId } from '../../../kernel/ids.ts';
import { sumOf } from '../../../kernel/money.ts';
import { addDays, efaBlocksOfDay, GB_CALENDAR, periodsOfDay } from '../../../kernel/periods.ts';
import { availabilityPayment, divideCapacity } from './divide-capacity.ts';

const share = (name: string, powerKw: number) => ({ batteryId: name as BatteryId, powerKw });

/** A block of an EFA date with the settlement periods that it holds. */
function blockOf(date: string, blockIndex: number) {
  const block = efaBlocksOfDay(date)[blockIndex - 1];
  if (!block) throw new Error('there is such a block');
  const days = [addDays(date, -1), date].flatMap((day) => periodsOfDay(day, GB_CALENDAR));
  return { block, periods: days.filter(({ fromAt, untilAt }) => block.fromAt <= fromAt && untilAt <= block.untilAt) };
}

test.each([
  ['four hours as a rule', '2026-05-13', 1, 8, '168.00'],
  ['three where clocks go forward', '2026-03-29', 1, 6, '126.00'],
  ['five where they go back', '2026-10-25', 1, 10, '210.00'],
  ['four in the block after it', '2026-10-25', 2, 8, '168.00'],
] as const)('a block is paid by its hours: %s', (_what, date, blockIndex, periodCount, paid) => {
  const { block, periods } = blockOf(date, blockIndex);
  expect(periods).toHaveLength(periodCount);
  const sold = { volumeMw: 10, pricePerMwHour: '4.20' };
  expect(availabilityPayment(block, sold)).toBe(paid);
  const divided = divideCapacity(block, { ...sold, periods, shares: [share('one', 10_000)] });
  expect(new Set(divided.map(({ fullPayment }) => fullPayment))).toEqual(new Set(['21.00']));
});

test('a negative price is paid by the batteries', () => {
  const { block, periods } = blockOf('2026-05-13', 3);
  const divided = divideCapacity(block, {
    periods,
    volumeMw: 1,
    pricePerMwHour: '-5.13',
    shares: [share('one', 600), share('two', 500)],
  });
  expect(sumOf(divided.map(({ fullPayment }) => fullPayment))).toBe('-20.52');
  expect(divided.every(({ fullPayment }) => Number(fullPayment) < 0)).toBe(true);
});

test('the payments of batteries and periods sum to that of the award, to the millionth, and the power to the watt', () => {
  const dates = ['2026-03-29', '2026-05-13', '2026-10-25'];
  const shares = fc.array(fc.double({ min: 0.001, max: 5_000, noNaN: true }), { minLength: 1, maxLength: 8 });
  const prices = fc.integer({ min: -99_999, max: 99_999 }).map((hundredths) => (hundredths / 100).toFixed(2));
  fc.assert(
    fc.property(
      fc.constantFrom(...dates),
      fc.integer({ min: 1, max: 6 }),
      shares,
      prices,
      fc.double({ min: 0.001, max: 1, noNaN: true }),
      (date, blockIndex, powers, pricePerMwHour, ratio) => {
        const { block, periods } = blockOf(date, blockIndex);
        const volumeMw = Math.ceil(powers.reduce((sum, power) => sum + power, 0) * ratio) / 1_000;
        const sold = { volumeMw, pricePerMwHour };
        const divided = divideCapacity(block, {
          ...sold,
          periods,
          shares: powers.map((power, index) => share(String(index), power)),
        });
        expect(sumOf(divided.map(({ fullPayment }) => fullPayment))).toBe(availabilityPayment(block, sold));
        const watts = divided.reduce((sum, { powerKw }) => sum + Math.round(powerKw * 1_000), 0);
        expect(watts).toBe(Math.round(volumeMw * 1_000_000) * periods.length);
      },
    ),
  );
});
