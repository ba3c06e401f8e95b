import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeReading } from './judge-reading.ts';

const NOON_MS = Date.parse('2024-11-04T12:00:00Z');
const nameplate = { chargePowerKwMax: 5, dischargePowerKwMax: 4 };

function reading(changes: object) {
  return {
    batteryId: '00000000-0000-0000-0000-000000000000',
    measuredAtMs: NOON_MS,
    activePowerKw: 0,
    socPercent: 50,
    exportedKwh: 1,
    importedKwh: 1,
    instructionSequence: null,
    ...changes,
  };
}

test.each([
  ['within every limit: good', {}, 'good'],
  ['at the nameplate: good', { activePowerKw: 4 }, 'good'],
  ['two minutes ahead: good, clocks differ', { measuredAtMs: NOON_MS + 120_000 }, 'good'],
  ['more than two minutes ahead: rejected', { measuredAtMs: NOON_MS + 120_001 }, 'rejected'],
  ['48 hours late: good', { measuredAtMs: NOON_MS - 48 * 3_600_000 }, 'good'],
  ['more than 48 hours late: rejected', { measuredAtMs: NOON_MS - 48 * 3_600_000 - 1 }, 'rejected'],
  ['discharging beyond the nameplate: suspect', { activePowerKw: 4.1 }, 'suspect'],
  ['charging beyond the nameplate: suspect', { activePowerKw: -5.2 }, 'suspect'],
  ['state of charge below empty: suspect', { socPercent: -2 }, 'suspect'],
  ['state of charge above full: suspect', { socPercent: 101.5 }, 'suspect'],
])('%s', (_guarantee, changes, verdict) => {
  expect(judgeReading(reading(changes), { nameplate, receivedAtMs: NOON_MS }).verdict).toBe(verdict);
});

test('whatever is not good comes with a reason', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), fc.integer(), (activePowerKw, socPercent, shiftMs) => {
      const judgement = judgeReading(reading({ activePowerKw, socPercent, measuredAtMs: NOON_MS + shiftMs }), {
        nameplate,
        receivedAtMs: NOON_MS,
      });
      if (judgement.verdict !== 'good') expect(judgement.reason.length).toBeGreaterThan(0);
    }),
  );
});
