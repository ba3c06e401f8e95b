import fc from 'fast-check';
import { expect, test } from 'vitest';
import { energyRequirements } from './energy-requirement.ts';

test.each([
  ['2 of 50 MWh in the first period', 50, [2, 0, 0, 0, 0], [50, 48, 48, 48, 48, 50]],
  ['50 MW of DC emptied in the first period', 12.5, [12.5, 0, 0, 0, 0, 0, 0, 0, 0], [12.5, 0, 0, 0, 0, 2.5, 5, 7.5, 10, 12.5]],
  ['nothing delivered', 12.5, [0, 0, 0], [12.5, 12.5, 12.5, 12.5]],
])('the requirement after %s is the one of the guidance', (_what, contractEnergyKwh, deliveredKwh, expected) => {
  for (const [index, requirement] of energyRequirements({ contractEnergyKwh, deliveredKwh }).entries()) {
    expect(requirement).toBeCloseTo(expected[index] ?? NaN, 9);
  }
});

test('a requirement is never above the contract’s energy, and comes back to it when nothing more is delivered', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 2, noNaN: true }), { maxLength: 12 }), (delivered) => {
      const rest = Array.from({ length: 120 }, () => 0);
      const requirements = energyRequirements({ contractEnergyKwh: 10, deliveredKwh: [...delivered, ...rest] });
      for (const requirement of requirements) expect(requirement).toBeLessThanOrEqual(10);
      expect(requirements.at(-1)).toBeCloseTo(10, 6);
    }),
  );
});
