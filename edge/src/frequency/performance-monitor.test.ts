import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import expected from '../../../test/fixtures/dc_performance/expected.json' with { type: 'json' };
import { PAYMENT_RULE_DEFAULT, paymentFactor } from './payment.ts';
import { PerformanceMonitor, type PerformanceBounds, type PerformanceSample } from './performance-monitor.ts';
import { RESPONSE_SERVICES } from '../../../src/kernel/response-curves.ts';

const CONTRACTED_KW = 50_000;
const KW_PER_MW = 1_000;
const VECTORS = new URL('../../../test/fixtures/dc_performance/', import.meta.url);

function recording(name: string): PerformanceSample[] {
  const [, ...lines] = readFileSync(new URL(name, VECTORS), 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [at = '', frequencyHertz, baselineMw, powerMw, availability] = line.split(',');
    const responseKw = (Number(powerMw) - Number(baselineMw)) * KW_PER_MW;
    return { atMs: Date.parse(at), frequencyHertz: Number(frequencyHertz), responseKw, available: availability === '1' };
  });
}

function judge(samples: readonly PerformanceSample[]): { worstErrorRatio: number; bounds: PerformanceBounds[] } {
  const contract = { curve: RESPONSE_SERVICES.DC.curve, direction: 'LOW' as const, contractedPowerKw: CONTRACTED_KW };
  const monitor = new PerformanceMonitor([contract]);
  const judged = samples.map((sample) => monitor.observe(sample));
  return { worstErrorRatio: Math.max(...judged.map((each) => each.errorRatio)), bounds: judged.map((each) => each.bounds) };
}

const ideal = recording('ideal_lag_0.35s.csv');
const altered = (change: (sample: PerformanceSample) => Partial<PerformanceSample>): PerformanceSample[] =>
  ideal.map((sample) => ({ ...sample, ...change(sample) }));

test.each([
  ['a perfect response 0.35 s late', ideal, expected['ideal_lag_0.35s']],
  ['a response 1.5 s late', recording('slow_lag_1.5s.csv'), expected['slow_lag_1.5s']],
  ['no response', altered(() => ({ responseKw: 0 })), expected.zero_response],
  ['a tenth too much', altered(({ responseKw }) => ({ responseKw: responseKw * 1.1 })), expected.over_delivery_110pct],
  [
    'no response of a unit that is not available',
    altered(() => ({ responseKw: 0, available: false })),
    expected.zero_response_unavailable,
  ],
])('the error of %s is that of the vectors to 1e-4', (_what, samples, { maxRollingError }) => {
  expect(Math.abs(judge(samples).worstErrorRatio - maxRollingError)).toBeLessThan(1e-4);
});

test('the bounds are those of the vectors to 1e-4 MW', () => {
  const { bounds } = judge(ideal);
  for (const { i, lower_mw: lowerMw, upper_mw: upperMw } of expected['_bounds_samples']) {
    expect(Math.abs((bounds[i]?.powerKwMin ?? NaN) / KW_PER_MW - lowerMw)).toBeLessThan(1e-4);
    expect(Math.abs((bounds[i]?.powerKwMax ?? NaN) / KW_PER_MW - upperMw)).toBeLessThan(1e-4);
  }
});

test('a breach of three samples is forgiven, one of four is not', () => {
  const breach = (count: number): PerformanceSample[] =>
    Array.from({ length: 40 }, (_, index) => ({
      atMs: index * 50,
      frequencyHertz: 50,
      responseKw: index >= 20 && index < 20 + count ? CONTRACTED_KW : 0,
      available: true,
    }));
  expect(judge(breach(3)).worstErrorRatio).toBe(0);
  expect(judge(breach(4)).worstErrorRatio).toBe(1);
});

test('after half an hour without samples anything between nothing and all is right for one second', () => {
  const flat = (fromMs: number, responseKw: number): PerformanceSample[] =>
    Array.from({ length: 60 }, (_, index) => ({ atMs: fromMs + index * 50, frequencyHertz: 50, responseKw, available: true }));
  const open = judge([...flat(0, 0), ...flat(1_800_000, CONTRACTED_KW).slice(0, 20)]);
  expect(open.worstErrorRatio).toBe(0);
  expect(judge([...flat(0, 0), ...flat(1_800_000, CONTRACTED_KW)]).worstErrorRatio).toBe(1);
});

test('what is owed at the least is never more than what is allowed at the most, whatever the frequency does', () => {
  const frequencies = fc.array(fc.double({ min: 49, max: 51, noNaN: true }), { minLength: 20, maxLength: 200 });
  fc.assert(
    fc.property(frequencies, (path) => {
      const samples = path.map((frequencyHertz, index) => ({
        atMs: index * 50,
        frequencyHertz,
        responseKw: 0,
        available: true,
      }));
      for (const { powerKwMin, powerKwMax } of judge(samples).bounds) {
        expect(powerKwMin).toBeLessThanOrEqual(powerKwMax + 1e-6);
        expect(powerKwMax).toBeLessThanOrEqual(CONTRACTED_KW + 1e-6);
        expect(powerKwMin).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});

test.each([
  [0, 1],
  [0.03, 1],
  [0.05, 0.5],
  [0.07, 0],
  [0.3, 0],
])('an error of %d leaves %d of the payment', (errorRatio, factor) => {
  expect(paymentFactor(errorRatio, PAYMENT_RULE_DEFAULT)).toBeCloseTo(factor, 12);
});
