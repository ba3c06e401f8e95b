import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeReading, remember, type Remembered } from './judge-reading.ts';

const NOON_MS = Date.parse('2024-11-04T12:00:00Z');
const nameplate = { chargePowerKwMax: 5, dischargePowerKwMax: 4, energyCapacityKwh: 10 };
const alone = { nameplate, newest: null, customMetrics: new Set(['cellVoltage']), receivedAtMs: NOON_MS };

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
  [
    'everything a battery can tell, as it should be: good',
    { storedEnergyKwh: 5, frequencyHertz: 50, temperatureCelsius: 20 },
    'good',
  ],
  ['more energy in store than fits: suspect', { storedEnergyKwh: 10.3 }, 'suspect'],
  ['a frequency of no grid: suspect', { frequencyHertz: 0 }, 'suspect'],
  ['a temperature of no battery: suspect', { temperatureCelsius: 400 }, 'suspect'],
  ['a custom metric that is declared: good', { customMetrics: { cellVoltage: 3.3 } }, 'good'],
  ['a custom metric that is not: rejected', { customMetrics: { cellVoltage: 3.3, other: 1 } }, 'rejected'],
])('%s', (_guarantee, changes, verdict) => {
  expect(judgeReading(reading(changes), alone).verdict).toBe(verdict);
});

test('whatever is not good comes with a reason', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), fc.integer(), (activePowerKw, socPercent, shiftMs) => {
      const judgement = judgeReading(reading({ activePowerKw, socPercent, measuredAtMs: NOON_MS + shiftMs }), alone);
      if (judgement.verdict !== 'good') expect(judgement.reason.length).toBeGreaterThan(0);
    }),
  );
});

const MINUTE_MS = 60_000;

/** What is known after these readings, each a minute after the one before it; the last one at noon. */
function rememberedOf(changes: readonly object[]): Remembered | null {
  return changes.reduce<Remembered | null>((newest, change, index) => {
    const measuredAtMs = NOON_MS - (changes.length - 1 - index) * MINUTE_MS;
    return remember(newest, reading({ measuredAtMs, ...change }));
  }, null);
}

const judgedAfter = (before: readonly object[], changes: object) =>
  judgeReading(reading(changes), { ...alone, newest: rememberedOf(before), receivedAtMs: NOON_MS + 30 * MINUTE_MS });

const AFTER = { measuredAtMs: NOON_MS + MINUTE_MS };
const LATE = { measuredAtMs: NOON_MS - MINUTE_MS };
const HELD = { activePowerKw: 2 };

test.each([
  ['what the power can move in the time: good', [{}], { ...AFTER, socPercent: 50.5, importedKwh: 1.05 }, 'good', null],
  ['a charge that is put right by little: good', [{}], { ...AFTER, socPercent: 54 }, 'good', null],
  ['a charge that jumps up: suspect', [{}], { ...AFTER, socPercent: 70 }, 'suspect', /jump/],
  ['a charge that jumps down: suspect', [{}], { ...AFTER, socPercent: 30 }, 'suspect', /jump/],
  ['the same after hours without a word: good', [{}], { measuredAtMs: NOON_MS + 20 * MINUTE_MS, socPercent: 62 }, 'good', null],
  ['a register that runs backwards: suspect', [{}], { ...AFTER, exportedKwh: 0.9 }, 'suspect', /backwards/],
  ['a register that rises too fast: suspect', [{}], { ...AFTER, importedKwh: 2 }, 'suspect', /faster/],
  ['a late reading with registers of before: good', [{}], { ...LATE, exportedKwh: 0.96 }, 'good', null],
  ['a late reading with registers of later: suspect', [{}], { ...LATE, exportedKwh: 1.2 }, 'suspect', /backwards/],
  ['the same instant again: good, and stored once', [{}], { socPercent: 90, exportedKwh: 0 }, 'good', null],
  [
    'the same values for minutes while power flows: suspect',
    Array.from({ length: 5 }, () => HELD),
    { ...AFTER, ...HELD },
    'suspect',
    /same values/,
  ],
  ['the same values for a shorter time: good', Array.from({ length: 4 }, () => HELD), { ...AFTER, ...HELD }, 'good', null],
  ['the same values for minutes at rest: good', Array.from({ length: 9 }, () => ({})), AFTER, 'good', null],
  [
    'values that changed in between: good',
    [HELD, HELD, HELD, { ...HELD, exportedKwh: 1.01 }, HELD],
    { ...AFTER, ...HELD },
    'good',
    null,
  ],
] as const)('%s', (_guarantee, before, changes, verdict, reason) => {
  const judgement = judgedAfter(before, changes);
  expect(judgement.verdict).toBe(verdict);
  if (reason && judgement.verdict !== 'good') expect(judgement.reason).toMatch(reason);
});

test('the newest reading is remembered, whatever the order of arrival', () => {
  const minutes = fc.uniqueArray(fc.integer({ min: 0, max: 1_000 }), { minLength: 1 });
  fc.assert(
    fc.property(minutes, (all) => {
      const newest = all.reduce<Remembered | null>(
        (known, minute) => remember(known, reading({ measuredAtMs: minute * MINUTE_MS, exportedKwh: minute })),
        null,
      );
      expect(newest).toMatchObject({ measuredAtMs: Math.max(...all) * MINUTE_MS, exportedKwh: Math.max(...all) });
    }),
  );
});
