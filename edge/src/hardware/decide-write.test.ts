import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideWrite, type WriteSituation } from './decide-write.ts';

const WANTED = { powerKw: 4, revertPowerKw: 0, reversionSeconds: 60 };

function situation(given: Partial<WriteSituation> = {}): WriteSituation {
  return {
    wanted: WANTED,
    setting: WANTED,
    setpointStepKw: 0.001,
    powerKwMax: 5,
    sinceWriteSeconds: 1,
    reconnected: false,
    isNewInstruction: false,
    budgetUsedRatio: 0,
    ...given,
  };
}
const standing = (powerKw: number | null): Partial<WriteSituation> => ({ setting: { ...WANTED, powerKw } });

test.each<[string, Partial<WriteSituation>, string]>([
  ['what stands is left alone', {}, 'leave'],
  ['the timer is refreshed after a third of it', { sinceWriteSeconds: 20 }, 'write'],
  ['a clock that was set back refreshes it too', { sinceWriteSeconds: -5 }, 'write'],
  ['after a reconnect it is asserted again', { reconnected: true }, 'write'],
  ['another setpoint is written at once', standing(3.99), 'write'],
  ['no setpoint in force is written at once', standing(null), 'write'],
  ['with a low budget the timer is refreshed after two thirds', { budgetUsedRatio: 0.9, sinceWriteSeconds: 39 }, 'leave'],
  ['and not later', { budgetUsedRatio: 0.9, sinceWriteSeconds: 40 }, 'write'],
  ['with a low budget a small rise waits', { budgetUsedRatio: 0.9, ...standing(3.95) }, 'wait'],
  ['but not the first setpoint of an instruction', { budgetUsedRatio: 0.9, isNewInstruction: true, ...standing(3.95) }, 'write'],
  ['nor a small step down', { budgetUsedRatio: 0.9, ...standing(4.05) }, 'write'],
  ['nor a great rise', { budgetUsedRatio: 0.9, ...standing(3) }, 'write'],
  ['without a budget a rise is refused', { budgetUsedRatio: 1, ...standing(3) }, 'refuse'],
  ['without a budget a step down is written', { budgetUsedRatio: 1, ...standing(5) }, 'write'],
  ['without a budget a turn from charging to discharging is refused', { budgetUsedRatio: 1, ...standing(-5) }, 'refuse'],
  ['without a budget nothing is refreshed: the device ends it', { budgetUsedRatio: 1, sinceWriteSeconds: 55 }, 'refuse'],
])('%s', (_guarantee, given, decision) => {
  expect(decideWrite(situation(given))).toBe(decision);
});

test('whatever the budget, a setpoint of zero is never kept from a battery that moves', () => {
  const moving = fc.double({ min: -5, max: 5, noNaN: true }).filter((powerKw) => Math.abs(powerKw) > 0.001);
  fc.assert(
    fc.property(moving, fc.double({ min: 0, max: 3, noNaN: true }), (powerKw, budgetUsedRatio) => {
      const wanted = { ...WANTED, powerKw: 0 };
      expect(decideWrite(situation({ wanted, budgetUsedRatio, ...standing(powerKw) }))).toBe('write');
    }),
  );
});
