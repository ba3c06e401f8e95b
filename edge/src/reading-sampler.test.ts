import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ReadingSampler, type Look } from './reading-sampler.ts';

const look = (atMs: number, exportedKwh = 0): Look => ({
  atMs,
  activePowerKw: 1,
  socPercent: 50,
  exportedKwh,
  importedKwh: 0,
  instructionSequence: 3,
});
const sampler = (nowMs = 0): ReadingSampler => new ReadingSampler({ batteryId: 'b', sampleSeconds: 30, nowMs });

test('readings stand at exact multiples of the period, however irregular the looks, each instant once', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 40_000 }), { minLength: 1 }), (gapsMs) => {
      const sampling = sampler();
      let atMs = 0;
      const instants = gapsMs.flatMap((gapMs) => sampling.observe(look((atMs += gapMs)))?.measuredAtMs ?? []);
      expect(instants.every((ms) => ms % 30_000 === 0 && ms > 0)).toBe(true);
      expect(instants).toEqual([...new Set(instants)].toSorted((a, b) => a - b));
    }),
  );
});

test('the meter is carried back to the instant by the looks around it', () => {
  const sampling = sampler();
  sampling.observe(look(20_000, 100));
  expect(sampling.observe(look(40_000, 102))).toMatchObject({ measuredAtMs: 30_000, exportedKwh: 101, instructionSequence: 3 });
});

test('an instant nobody looked near is left out', () => {
  const sampling = sampler();
  sampling.observe(look(20_000));
  expect(sampling.observe(look(110_000))).toBeNull();
  expect(sampling.observe(look(121_000))).toMatchObject({ measuredAtMs: 120_000 });
});

test('an agent that starts between two instants begins with the next', () => {
  const sampling = sampler(95_000);
  expect(sampling.observe(look(96_000))).toBeNull();
  expect(sampling.observe(look(120_000))).toMatchObject({ measuredAtMs: 120_000 });
});

test('after the clock was set back sampling goes on at once', () => {
  const sampling = sampler();
  sampling.observe(look(3_600_000));
  sampling.observe(look(10_000));
  expect(sampling.observe(look(30_000))).toMatchObject({ measuredAtMs: 30_000 });
});

test('what the hardware gives besides is told as it was looked at, and nothing that the wire does not know', () => {
  const sampling = sampler();
  const told = { frequencyHertz: 49.98, alarmCodes: [], customMetrics: { cellVoltageVoltsMin: 3.3 } };
  const more = { ...look(31_000), ...told, voltageVolts: undefined, rawRegisters: [1, 2] };
  const { voltageVolts: _unknown, ...given } = more;
  const reading = sampling.observe(given);
  expect(reading).toMatchObject(told);
  expect(Object.keys(reading ?? {})).not.toContain('rawRegisters');
});
