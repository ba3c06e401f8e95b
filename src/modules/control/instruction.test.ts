import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Setpoint } from './decide-setpoints.ts';
import { type AcknowledgementOutcome, type Instruction, type InstructionState, saysTheSame, stateAfter } from './instruction.ts';

const STATES: readonly InstructionState[] = [
  'ISSUED',
  'DELIVERED',
  'APPLIED',
  'EXECUTING',
  'REFUSED',
  'SUPERSEDED',
  'EXPIRED',
  'UNDELIVERABLE',
];
const OUTCOMES: readonly AcknowledgementOutcome[] = ['DELIVERED', 'APPLIED', 'REFUSED'];

describe('the state after a report', () => {
  test.each<[InstructionState, AcknowledgementOutcome, InstructionState]>([
    ['ISSUED', 'DELIVERED', 'DELIVERED'],
    ['ISSUED', 'APPLIED', 'APPLIED'],
    ['ISSUED', 'REFUSED', 'REFUSED'],
    ['DELIVERED', 'DELIVERED', 'DELIVERED'],
    ['DELIVERED', 'APPLIED', 'APPLIED'],
    ['DELIVERED', 'REFUSED', 'REFUSED'],
    ['APPLIED', 'DELIVERED', 'APPLIED'],
    ['APPLIED', 'APPLIED', 'APPLIED'],
    ['APPLIED', 'REFUSED', 'APPLIED'],
    ['REFUSED', 'DELIVERED', 'REFUSED'],
    ['REFUSED', 'APPLIED', 'REFUSED'],
    ['REFUSED', 'REFUSED', 'REFUSED'],
    ['SUPERSEDED', 'DELIVERED', 'SUPERSEDED'],
    ['SUPERSEDED', 'APPLIED', 'APPLIED'],
    ['SUPERSEDED', 'REFUSED', 'REFUSED'],
    ['EXPIRED', 'DELIVERED', 'EXPIRED'],
    ['EXPIRED', 'APPLIED', 'APPLIED'],
    ['EXPIRED', 'REFUSED', 'REFUSED'],
    ['EXECUTING', 'DELIVERED', 'EXECUTING'],
    ['EXECUTING', 'APPLIED', 'EXECUTING'],
    ['EXECUTING', 'REFUSED', 'EXECUTING'],
    ['UNDELIVERABLE', 'DELIVERED', 'DELIVERED'],
    ['UNDELIVERABLE', 'APPLIED', 'APPLIED'],
    ['UNDELIVERABLE', 'REFUSED', 'REFUSED'],
  ])('%s, told %s, is %s', (state, outcome, after) => {
    expect(stateAfter(state, outcome)).toBe(after);
  });

  test('repeated reports change nothing, and what a site has carried out or refused stays so', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...STATES),
        fc.array(fc.constantFrom(...OUTCOMES)),
        fc.constantFrom(...OUTCOMES),
        (state, reports, last) => {
          const reached = [...reports, last].reduce(stateAfter, state);
          expect(stateAfter(reached, last)).toBe(reached);
          if (reached === 'APPLIED' || reached === 'REFUSED')
            for (const outcome of OUTCOMES) expect(stateAfter(reached, outcome)).toBe(reached);
        },
      ),
    );
  });
});

const HOUR_MS = 3_600_000;
const NOW_MS = Date.parse('2026-05-12T10:00:00Z');
const hour = (offset: number): Date => new Date(NOW_MS + offset * HOUR_MS);
const limits = { chargePowerKwMax: 5, dischargePowerKwMax: 5, socPercentMin: 10, socPercentMax: 90 };
const setpoint = (from: number, until: number, powerKw: number, changes: Partial<Setpoint> = {}): Setpoint => ({
  fromAt: hour(from),
  untilAt: hour(until),
  powerKw,
  source: 'PLAN',
  limitedBy: null,
  ...changes,
});

const response = {
  service: 'DC',
  direction: 'LOW' as const,
  contractedPowerKw: 1,
  deliverySeconds: 900,
  curve: [],
  fromAt: hour(-1),
  untilAt: hour(4),
};

type Held = Parameters<typeof saysTheSame>[0];
type Wanted = Parameters<typeof saysTheSame>[1];

const held: Held = {
  state: 'APPLIED',
  limits,
  validUntil: hour(20),
  responses: [],
  setpoints: [setpoint(-4, 2, 1), setpoint(2, 20, -3)],
};
const wanted: Wanted = {
  limits,
  validFrom: hour(0),
  validUntil: hour(24),
  responses: [],
  setpoints: [setpoint(0, 2, 1), setpoint(2, 24, -3)],
};

describe('an instruction that a site holds', () => {
  test.each<[string, Partial<Held>, Partial<Wanted>, boolean]>([
    ['the same from now on: says the same', {}, {}, true],
    [
      'what it said of the past does not count',
      { setpoints: [setpoint(-4, -1, 5), setpoint(-1, 2, 1), setpoint(2, 20, -3)] },
      {},
      true,
    ],
    [
      'what is wanted beyond its end does not count',
      {},
      { setpoints: [setpoint(0, 2, 1), setpoint(2, 20, -3), setpoint(20, 24, 4)] },
      true,
    ],
    ['another power', {}, { setpoints: [setpoint(0, 2, 1.001), setpoint(2, 24, -3)] }, false],
    ['a change at another instant', {}, { setpoints: [setpoint(0, 3, 1), setpoint(3, 24, -3)] }, false],
    ['another source', {}, { setpoints: [setpoint(0, 2, 1, { source: 'OVERRIDE' }), setpoint(2, 24, -3)] }, false],
    ['a response', {}, { responses: [response] }, false],
    ['the same response: says the same', { responses: [response] }, { responses: [{ ...response, fromAt: hour(0) }] }, true],
    ['tighter bounds', {}, { limits: { ...limits, socPercentMin: 11 } }, false],
    [
      'bounds in another order: says the same',
      { limits: { socPercentMax: 90, socPercentMin: 10, dischargePowerKwMax: 5, chargePowerKwMax: 5 } },
      {},
      true,
    ],
    ['twelve hours left: says the same', { validUntil: hour(12) }, {}, true],
    ['less than twelve hours left', { validUntil: new Date(NOW_MS + 12 * HOUR_MS - 1) }, {}, false],
    ['refused by the site', { state: 'REFUSED' }, {}, false],
    ['expired', { state: 'EXPIRED' }, {}, false],
    ['issued and not delivered: says the same', { state: 'ISSUED' }, {}, true],
  ])('%s', (_guarantee, holds, wants, same) => {
    expect(saysTheSame({ ...held, ...holds }, { ...wanted, ...wants })).toBe(same);
  });

  test('says the same as itself for as long as it need not be renewed', () => {
    const course = fc
      .array(fc.record({ lengthHours: fc.integer({ min: 1, max: 6 }), powerKw: fc.double({ min: -5, max: 5, noNaN: true }) }), {
        minLength: 4,
      })
      .map((pieces) => {
        let at = 0;
        return pieces.map(({ lengthHours, powerKw }) => setpoint(at, (at += lengthHours), powerKw));
      });
    fc.assert(
      fc.property(course, fc.nat(10), (setpoints, elapsedHours) => {
        const until = setpoints.at(-1)?.untilAt ?? hour(0);
        const instruction: Pick<Instruction, 'setpoints' | 'limits' | 'responses' | 'validUntil' | 'state'> = {
          setpoints,
          limits,
          responses: [],
          validUntil: until,
          state: 'DELIVERED',
        };
        const lasts = until.getTime() - hour(elapsedHours).getTime() >= 12 * HOUR_MS;
        const clipped = setpoints.filter(({ untilAt }) => untilAt > hour(elapsedHours));
        expect(
          saysTheSame(instruction, {
            setpoints: clipped,
            responses: [],
            limits,
            validFrom: hour(elapsedHours),
            validUntil: until,
          }),
        ).toBe(lasts);
      }),
    );
  });
});
