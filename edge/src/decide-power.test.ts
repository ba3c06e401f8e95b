import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decidePower, type PowerSituation } from './decide-power.ts';
import { nextChangeMs, refusalReason, setpointAt, type HeldInstruction } from './held-instruction.ts';

const LIMITS = { chargePowerKwMax: 80, dischargePowerKwMax: 90, socPercentMin: 10, socPercentMax: 90 };
const HOUR_MS = 3_600_000;

function instruction(powersKw: number[], given: Partial<HeldInstruction> = {}): HeldInstruction {
  const setpoints = powersKw.map((powerKw, index) => ({ fromMs: index * HOUR_MS, untilMs: (index + 1) * HOUR_MS, powerKw }));
  return {
    signed: null,
    wire: {
      id: 'i',
      battery: { id: 'b' },
      instructionSequence: 5,
      validFrom: '1970-01-01T00:00:00Z',
      validUntil: '1970-01-02T00:00:00Z',
      setpoints: [],
      limits: LIMITS,
    },
    state: 'stored',
    id: 'i',
    batteryId: 'b',
    sequence: 5,
    validFromMs: 0,
    validUntilMs: powersKw.length * HOUR_MS,
    setpoints,
    limits: LIMITS,
    responses: [],
    ...given,
  };
}

function situation(given: Partial<PowerSituation> = {}): PowerSituation {
  return {
    instruction: instruction([40, -40]),
    nowMs: 0,
    socPercent: 50,
    socErrorPercent: 0,
    energyCapacityKwh: 100,
    ratings: { chargePowerKwMax: 100, dischargePowerKwMax: 100 },
    dischargeEfficiencyPercent: 100,
    lookaheadSeconds: 36,
    safePowerKw: 0,
    ...given,
  };
}

test.each<[string, Partial<PowerSituation>, number, string]>([
  ['the setpoint in force is carried out', {}, 40, 'setpoint'],
  ['at the very instant of a boundary the later setpoint holds', { nowMs: HOUR_MS }, -40, 'setpoint'],
  ['a millisecond before it the earlier one does', { nowMs: HOUR_MS - 1 }, 40, 'setpoint'],
  ['at the instant it ends, an instruction is over', { nowMs: 2 * HOUR_MS }, 0, 'safe-state'],
  [
    'its validity ends it, whatever setpoints follow',
    { instruction: instruction([40, 40], { validUntilMs: 5 }), nowMs: 5 },
    0,
    'safe-state',
  ],
  ['without an instruction: the safe state', { instruction: null, safePowerKw: -3 }, -3, 'safe-state'],
  ['a refused instruction is not carried out', { instruction: instruction([40], { state: 'refused' }) }, 0, 'safe-state'],
  ['the limit of discharge holds', { instruction: instruction([100]) }, 90, 'limited'],
  ['the limit of charge holds', { instruction: instruction([-100]) }, -80, 'limited'],
  ['the nameplate holds', { ratings: { chargePowerKwMax: 1, dischargePowerKwMax: 2 } }, 2, 'limited'],
  ['the limits of an instruction that has run out still hold', { nowMs: 3 * HOUR_MS, safePowerKw: 95 }, 90, 'safe-state'],
  ['at the reserve nothing is discharged', { socPercent: 10 }, 0, 'limited'],
  ['below the reserve nothing is discharged, and nothing is charged unasked', { socPercent: 5 }, 0, 'limited'],
  ['below the reserve charging is as asked', { socPercent: 5, nowMs: HOUR_MS }, -40, 'setpoint'],
  ['at the upper bound nothing is charged', { socPercent: 90, nowMs: HOUR_MS }, 0, 'limited'],
  ['near the reserve only what is left until the next look is discharged', { socPercent: 10.2 }, 20, 'limited'],
  ['losses are counted against the reserve', { socPercent: 10.2, dischargeEfficiencyPercent: 50 }, 10, 'limited'],
  ['what the meter may be wrong by is kept as well', { socPercent: 10.2, socErrorPercent: 0.1 }, 10, 'limited'],
  ['a standing battery stands', { instruction: instruction([0]) }, 0, 'setpoint'],
])('%s', (_guarantee, given, powerKw, why) => {
  const decided = decidePower(situation(given));
  expect(decided.powerKw).toBeCloseTo(powerKw, 9);
  expect(decided.why).toBe(why);
  expect(decided.instructionSequence).toBe(why === 'safe-state' ? null : 5);
});

test('whatever is asked, a battery never leaves its state of charge nor its limits, and any losses are survived', () => {
  const plan = fc.record({
    powersKw: fc.array(fc.double({ min: -500, max: 500, noNaN: true }), { minLength: 1, maxLength: 12 }),
    socPercent: fc.double({ min: 0, max: 100, noNaN: true }),
    bounds: fc.tuple(fc.double({ min: 0, max: 50, noNaN: true }), fc.double({ min: 50, max: 100, noNaN: true })),
    etaDischarge: fc.double({ min: 0.85, max: 1, noNaN: true }),
    etaCharge: fc.double({ min: 0.5, max: 1, noNaN: true }),
    safePowerKw: fc.double({ min: -50, max: 50, noNaN: true }),
    lookSeconds: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 200, maxLength: 600 }),
  });
  fc.assert(
    fc.property(plan, ({ powersKw, socPercent, bounds, etaDischarge, etaCharge, safePowerKw, lookSeconds }) => {
      const [socPercentMin, socPercentMax] = bounds;
      const limits = { ...LIMITS, socPercentMin, socPercentMax };
      const spanMs = 600_000;
      const setpoints = powersKw.map((powerKw, index) => ({ fromMs: index * spanMs, untilMs: (index + 1) * spanMs, powerKw }));
      const given = instruction([], { setpoints, limits, validUntilMs: powersKw.length * spanMs });
      const stepPercent = 0.01;
      let soc = socPercent;
      let nowMs = 0;
      for (const seconds of lookSeconds) {
        const { powerKw } = decidePower(
          situation({
            instruction: given,
            nowMs,
            socPercent: Math.round(soc / stepPercent) * stepPercent,
            socErrorPercent: stepPercent / 2,
            dischargeEfficiencyPercent: 85,
            lookaheadSeconds: 60,
            safePowerKw,
          }),
        );
        expect(powerKw).toBeLessThanOrEqual(LIMITS.dischargePowerKwMax);
        expect(powerKw).toBeGreaterThanOrEqual(-LIMITS.chargePowerKwMax);
        const movedPercent = (powerKw * seconds) / 3_600;
        const before = soc;
        soc -= powerKw > 0 ? movedPercent / etaDischarge : movedPercent * etaCharge;
        expect(soc).toBeGreaterThanOrEqual(Math.min(before, socPercentMin) - 1e-9);
        expect(soc).toBeLessThanOrEqual(Math.max(before, socPercentMax) + 1e-9);
        nowMs += seconds * 1_000;
      }
    }),
  );
});

test('a gap between setpoints is the safe state, and both its ends are changes', () => {
  const gap = instruction([], {
    setpoints: [
      { fromMs: 0, untilMs: 10, powerKw: 1 },
      { fromMs: 20, untilMs: 30, powerKw: 2 },
    ],
    validUntilMs: 30,
  });
  expect([0, 9, 10, 19, 20, 29, 30].map((ms) => setpointAt(gap, ms)?.powerKw ?? null)).toEqual([1, 1, null, null, 2, 2, null]);
  expect([0, 10, 20, 30].map((ms) => nextChangeMs(gap, ms))).toEqual([10, 20, 30, Infinity]);
});

test.each<[string, HeldInstruction, string | null]>([
  ['a sensible instruction is not refused', instruction([1, 2]), null],
  ['one beyond the discharge rating is', instruction([1, 120]), 'beyond'],
  ['one beyond the charge rating is', instruction([-120]), 'beyond'],
  ['one that ends before it begins is', instruction([1], { validFromMs: HOUR_MS }), 'ends before'],
  ['one with bounds the wrong way round is', instruction([1], { limits: { ...LIMITS, socPercentMin: 95 } }), 'least'],
  [
    'one with setpoints out of order is',
    { ...instruction([1, 2]), setpoints: instruction([1, 2]).setpoints.toReversed() },
    'order',
  ],
])('%s', (_guarantee, given, reason) => {
  const refusal = refusalReason(given, { chargePowerKwMax: 100, dischargePowerKwMax: 100 });
  if (reason === null) expect(refusal).toBeNull();
  else expect(refusal).toContain(reason);
});

test.each([
  ['A frequency response ends before it begins.', { untilMs: 0 }],
  [
    'The points of a curve are not in order.',
    {
      curve: [
        { deviationHertz: 0.1, deliveredRatio: 0 },
        { deviationHertz: 0.1, deliveredRatio: 1 },
      ],
    },
  ],
  ["A frequency response of 120 kW is beyond the battery's 100 kW.", { contractedPowerKw: 120 }],
])('a response that cannot be meant makes its instruction refused: %s', (reason, given) => {
  const curve = [{ deviationHertz: 0.015, deliveredRatio: 0 }];
  const response = {
    service: 'DC',
    direction: 'LOW' as const,
    contractedPowerKw: 50,
    fromMs: 0,
    untilMs: HOUR_MS,
    deliverySeconds: 900,
    curve,
  };
  const ratings = { chargePowerKwMax: 100, dischargePowerKwMax: 100 };
  expect(refusalReason(instruction([0], { responses: [response] }), ratings)).toBeNull();
  expect(refusalReason(instruction([0], { responses: [{ ...response, ...given }] }), ratings)).toBe(reason);
});
