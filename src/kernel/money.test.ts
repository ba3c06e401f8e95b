import fc from 'fast-check';
import { expect, test } from 'vitest';
import { divideAmount, partOf, sumOf } from './money.ts';

const amounts = fc
  .bigInt({ min: -(10n ** 13n), max: 10n ** 13n })
  .map((millionths) => partOf('0.000001', { numerator: millionths, denominator: 1n }));

test.each([
  ['1.00', 1n, 3n, '0.333333'],
  ['2.00', 1n, 3n, '0.666667'],
  ['-2.00', 1n, 3n, '-0.666667'],
  ['0.000001', 1n, 2n, '0.000001'],
  ['-0.000001', 1n, 2n, '-0.000001'],
  ['4.17', 50n * 5n, 1n, '1042.50'],
] as const)('%s times %s by %s is %s', (amount, numerator, denominator, expected) => {
  expect(partOf(amount, { numerator, denominator })).toBe(expected);
});

test('the parts of an amount sum to it, whatever the weights, and none is off by a millionth', () => {
  const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(
      amounts,
      weights.filter((list) => list.some((weight) => weight > 0n)),
      (amount, list) => {
        const parts = divideAmount(amount, list);
        const denominator = list.reduce((sum, weight) => sum + weight, 0n);
        expect(sumOf(parts)).toBe(sumOf([amount]));
        for (const [index, part] of parts.entries()) {
          const exact = (Number(amount) * Number(list[index])) / Number(denominator);
          expect(Math.abs(Number(part) - exact)).toBeLessThan(1.001e-6 + Math.abs(exact) * 1e-12);
        }
      },
    ),
  );
});
