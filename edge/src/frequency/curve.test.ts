import fc from 'fast-check';
import { expect, test } from 'vitest';
import { curveFault, deliveredRatio, type ResponseCurve } from './curve.ts';
import { RESPONSE_SERVICES, type ResponseServiceName } from '../../../src/kernel/response-curves.ts';

const SERVICES: readonly ResponseServiceName[] = ['DC', 'DM', 'DR'];
const low = (service: ResponseServiceName, frequencyHertz: number): number =>
  deliveredRatio(RESPONSE_SERVICES[service].curve, { frequencyHertz, direction: 'LOW' });
const high = (service: ResponseServiceName, frequencyHertz: number): number =>
  deliveredRatio(RESPONSE_SERVICES[service].curve, { frequencyHertz, direction: 'HIGH' });

test.each([
  ['DC', 50, 0],
  ['DC', 49.985, 0],
  ['DC', 49.9, 0.022973],
  ['DC', 49.8, 0.05],
  ['DC', 49.7, 0.366667],
  ['DC', 49.65, 0.525],
  ['DC', 49.6, 0.683333],
  ['DC', 49.55, 0.841667],
  ['DC', 49.5, 1],
  ['DC', 49.2, 1],
  ['DM', 49.985, 0],
  ['DM', 49.9, 0.05],
  ['DM', 49.85, 0.525],
  ['DM', 49.8, 1],
  ['DR', 49.985, 0],
  ['DR', 49.8925, 0.5],
  ['DR', 49.8, 1],
] as const)('%s owes at %d Hz the share %d, and on the high side the same at the mirrored frequency', (service, hz, ratio) => {
  expect(low(service, hz)).toBeCloseTo(ratio, 6);
  expect(high(service, 100 - hz)).toBeCloseTo(ratio, 6);
});

const frequency = fc.double({ min: 47, max: 53, noNaN: true });
const service = fc.constantFrom(...SERVICES);

test('a standard service never asks for less when the frequency is further away, and never for both directions at once', () => {
  fc.assert(
    fc.property(service, frequency, frequency, (name, one, other) => {
      const [further, nearer] = [Math.min(one, other), Math.max(one, other)];
      expect(low(name, further)).toBeGreaterThanOrEqual(low(name, nearer));
      expect(high(name, nearer)).toBeGreaterThanOrEqual(high(name, further));
      expect(low(name, one) * high(name, one)).toBe(0);
    }),
  );
});

/** Any points that are a curve. */
const anyCurve = fc
  .record({
    deviations: fc.uniqueArray(fc.integer({ min: 0, max: 2_000 }), { minLength: 1, maxLength: 10 }),
    ratios: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 10, maxLength: 10 }),
  })
  .map(({ deviations, ratios }): ResponseCurve => {
    const rising = [0, ...ratios.toSorted((a, b) => a - b)];
    return deviations
      .toSorted((a, b) => a - b)
      .map((millihertz, index) => ({ deviationHertz: millihertz / 1_000, deliveredRatio: rising[index] ?? 1 }));
  });

test('any curve is exact at its points, monotone between them, and stays within nothing and all', () => {
  fc.assert(
    fc.property(anyCurve, frequency, frequency, (curve, one, other) => {
      expect(curveFault(curve)).toBeNull();
      const at = (frequencyHertz: number): number => deliveredRatio(curve, { frequencyHertz, direction: 'HIGH' });
      for (const point of curve) expect(at(50 + point.deviationHertz)).toBeCloseTo(point.deliveredRatio, 9);
      expect(at(Math.max(one, other))).toBeGreaterThanOrEqual(at(Math.min(one, other)));
      expect(at(one)).toBeGreaterThanOrEqual(0);
      expect(at(one)).toBeLessThanOrEqual(1);
    }),
  );
});

test.each<[string, ResponseCurve]>([
  ['A curve has no points.', []],
  ['A curve asks for power before its first point.', [{ deviationHertz: 0.1, deliveredRatio: 0.1 }]],
  [
    'The points of a curve are not in order.',
    [
      { deviationHertz: 0.1, deliveredRatio: 0 },
      { deviationHertz: 0.1, deliveredRatio: 1 },
    ],
  ],
  [
    'A curve asks for less at a greater deviation.',
    [
      { deviationHertz: 0, deliveredRatio: 0 },
      { deviationHertz: 0.1, deliveredRatio: 0.5 },
      { deviationHertz: 0.2, deliveredRatio: 0.4 },
    ],
  ],
  [
    'A curve leaves its bounds.',
    [
      { deviationHertz: 0, deliveredRatio: 0 },
      { deviationHertz: 0.1, deliveredRatio: 1.1 },
    ],
  ],
])('points that are no curve are told apart: %s', (fault, curve) => {
  expect(curveFault(curve)).toBe(fault);
});
