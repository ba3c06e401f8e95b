import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PowerBounds } from '../decide-power.ts';
import { decideResponse, type ResponseSituation } from './decide-response.ts';
import type { ResponseContract } from './response-contract.ts';
import { RESPONSE_SERVICES } from '../../../src/kernel/response-curves.ts';

const LOW: ResponseContract = { service: 'DC', direction: 'LOW', contractedPowerKw: 50, ...RESPONSE_SERVICES.DC };
const HIGH: ResponseContract = { ...LOW, direction: 'HIGH', contractedPowerKw: 40 };
const BOUNDS: PowerBounds = {
  limits: { chargePowerKwMax: 60, dischargePowerKwMax: 60, socPercentMin: 10, socPercentMax: 90 },
  ratings: { chargePowerKwMax: 100, dischargePowerKwMax: 100 },
  socPercent: 50,
  socErrorPercent: 0,
  energyCapacityKwh: 100,
  dischargeEfficiencyPercent: 90,
  lookaheadSeconds: 3.6,
};

function situation(given: Partial<ResponseSituation> = {}): ResponseSituation {
  return {
    baselineKw: 5,
    contracts: [LOW, HIGH],
    frequencyHertz: 50,
    responseKw: 0,
    responseStepKwMax: Infinity,
    bounds: BOUNDS,
    ...given,
  };
}

test.each<[string, Partial<ResponseSituation>, number, boolean]>([
  ['at nominal frequency the battery does what its baseline says', {}, 5, false],
  ['a low frequency adds the low contract’s power', { frequencyHertz: 49.7 }, 5 + 50 * 0.366_666_667, false],
  ['a high frequency takes the high contract’s power away', { frequencyHertz: 50.3 }, 5 - 40 * 0.366_666_667, false],
  ['the power grows by no more than the step', { frequencyHertz: 49.5, responseStepKwMax: 3 }, 8, false],
  ['and falls by no more', { frequencyHertz: 50, responseKw: 10, responseStepKwMax: 3 }, 12, false],
  [
    'without a frequency the response goes back to nothing, by steps',
    { frequencyHertz: null, responseKw: 10, responseStepKwMax: 3 },
    12,
    false,
  ],
  ['a limit holds the sum back', { frequencyHertz: 49.5, baselineKw: 30 }, 60, true],
  ['without a contract only the baseline is left', { frequencyHertz: 49, contracts: [] }, 5, false],
  ['a battery nobody has looked at stays at its baseline', { frequencyHertz: 49, bounds: null }, 5, true],
  ['near the lower bound the power tapers', { frequencyHertz: 49.5, bounds: { ...BOUNDS, socPercent: 10.01 } }, 9, true],
  ['at the upper bound nothing is charged', { frequencyHertz: 50.5, bounds: { ...BOUNDS, socPercent: 90 } }, 0, true],
])('%s', (_guarantee, given, powerKw, limited) => {
  const decision = decideResponse(situation(given));
  expect(decision.powerKw).toBeCloseTo(powerKw, 6);
  expect(decision.limited).toBe(limited);
});

const kw = (max: number) => fc.double({ min: -max, max, noNaN: true });

test('no frequency, baseline or state of charge makes a response leave the limits or the bounds of the state of charge', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 45, max: 55, noNaN: true }),
      kw(200),
      kw(100),
      fc.double({ min: 0, max: 100, noNaN: true }),
      (frequencyHertz, baselineKw, responseKw, socPercent) => {
        const bounds = { ...BOUNDS, socPercent };
        const { powerKw } = decideResponse(situation({ frequencyHertz, baselineKw, responseKw, bounds }));
        expect(powerKw).toBeLessThanOrEqual(60);
        expect(powerKw).toBeGreaterThanOrEqual(-60);
        const hours = BOUNDS.lookaheadSeconds / 3_600;
        const after = socPercent - (powerKw > 0 ? powerKw / 0.9 : powerKw) * hours;
        expect(after).toBeGreaterThanOrEqual(Math.min(10, socPercent) - 1e-9);
        expect(after).toBeLessThanOrEqual(Math.max(90, socPercent) + 1e-9);
      },
    ),
  );
});

test('a lower frequency never makes the battery deliver less', () => {
  fc.assert(
    fc.property(fc.double({ min: 48, max: 52, noNaN: true }), fc.double({ min: 48, max: 52, noNaN: true }), (one, other) => {
      const at = (frequencyHertz: number): number => decideResponse(situation({ frequencyHertz })).powerKw;
      expect(at(Math.min(one, other))).toBeGreaterThanOrEqual(at(Math.max(one, other)));
    }),
  );
});
