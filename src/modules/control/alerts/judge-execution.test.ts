import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_CONTROL_POLICY } from '../../../platform/control-policy.ts';
import { ALERT_KINDS, type Execution, judgeExecution } from './judge-execution.ts';

const NOW_MS = Date.parse('2026-05-12T10:00:00Z');
const now = new Date(NOW_MS);
const ago = (seconds: number): Date => new Date(NOW_MS - seconds * 1_000);
const policy = DEFAULT_CONTROL_POLICY;
type Measured = NonNullable<Execution['reading']>;

const reading: Measured = {
  measuredAt: ago(1),
  activePowerKw: 40,
  socPercent: 50,
  instructionSequence: 7,
  availableChargePowerKw: null,
  availableDischargePowerKw: null,
  setpointPowerKw: 40,
  lowResponseKw: 0,
  highResponseKw: 0,
};
const execution: Execution = {
  instructionSequence: 7,
  state: 'APPLIED',
  issuedAt: ago(600),
  validFrom: ago(600),
  deliveredAt: ago(599),
  appliedAt: ago(598),
  unconfirmedSince: null,
  outOfToleranceSince: null,
  openAlerts: [],
  limits: { chargePowerKwMax: 100, dischargePowerKwMax: 100, socPercentMin: 10, socPercentMax: 90 },
  nameplateKw: 100,
  reading: null,
};
const ISSUED = { state: 'ISSUED', deliveredAt: null, appliedAt: null } as const;
const judge = (given: Partial<Execution>, measured: Partial<Measured> | null = null) =>
  judgeExecution({ ...execution, ...given, reading: measured && { ...reading, ...measured } }, { now, policy });
const raised = (...given: Parameters<typeof judge>) => judge(...given).raised.map(({ kind }) => kind);

describe('an instruction', () => {
  test.each<[string, Partial<Execution>, Partial<Measured> | null, string | null]>([
    ['that is applied and followed is executing', {}, {}, 'EXECUTING'],
    ['within the tolerance is followed', {}, { activePowerKw: 44.9 }, 'EXECUTING'],
    ['beyond the tolerance is not', {}, { activePowerKw: 45.1 }, null],
    ['is not known to be followed without a reading', {}, null, null],
    ['that is followed needs no report', ISSUED, {}, 'EXECUTING'],
    ['is not followed by a site that carries out another', {}, { instructionSequence: 6 }, null],
    ['is not followed in the safe state', {}, { instructionSequence: null }, null],
    ['is not judged by a reading from before it', {}, { measuredAt: ago(601) }, null],
    ['that is refused stays so', { state: 'REFUSED' }, {}, null],
    ['still has time to be confirmed', { ...ISSUED, issuedAt: ago(119), unconfirmedSince: ago(119) }, null, null],
    [
      'not confirmed in time is undeliverable',
      { ...ISSUED, issuedAt: ago(120), unconfirmedSince: ago(120) },
      null,
      'UNDELIVERABLE',
    ],
    ['confirmed late goes on from there', { ...ISSUED, state: 'UNDELIVERABLE' }, {}, 'EXECUTING'],
    ['of an empty battery may give less', {}, { socPercent: 10.5, activePowerKw: 0 }, 'EXECUTING'],
    ['of an empty battery may not take', {}, { socPercent: 10.5, activePowerKw: -6 }, null],
    ['of a full battery may take less', {}, { socPercent: 89.5, setpointPowerKw: -40, activePowerKw: 0 }, 'EXECUTING'],
    ['is followed as far as the battery can', {}, { availableDischargePowerKw: 20, activePowerKw: 21 }, 'EXECUTING'],
    ['is the baseline of a response', {}, { lowResponseKw: 30, activePowerKw: 70 }, 'EXECUTING'],
    ['is the baseline of a response on its side only', {}, { lowResponseKw: 30, activePowerKw: 10 }, null],
  ])('%s', (_guarantee, given, measured, state) => {
    expect(judge(given, measured).state).toBe(state);
  });
});

describe('an alert', () => {
  test.each<[string, Partial<Execution>, Partial<Measured> | null, readonly string[]]>([
    ['is raised when nothing is confirmed in time', { ...ISSUED, unconfirmedSince: ago(120) }, null, ['NOT_DELIVERED']],
    [
      'is raised by the first that waits, however new the newest',
      { ...ISSUED, issuedAt: ago(1), unconfirmedSince: ago(120) },
      null,
      ['NOT_DELIVERED'],
    ],
    ['is not raised before its time', { ...ISSUED, unconfirmedSince: ago(119) }, null, []],
    [
      'is raised when what is on site is not applied',
      { state: 'DELIVERED', deliveredAt: ago(120), appliedAt: null },
      null,
      ['NOT_APPLIED'],
    ],
    [
      'is raised when the power differs for too long',
      { outOfToleranceSince: ago(120) },
      { activePowerKw: 0 },
      ['OUT_OF_TOLERANCE'],
    ],
    ['is not raised when it differs for a short time', { outOfToleranceSince: ago(119) }, { activePowerKw: 0 }, []],
    ['is not raised twice', { outOfToleranceSince: ago(120), openAlerts: ['OUT_OF_TOLERANCE'] }, { activePowerKw: 0 }, []],
    [
      'is raised by the safe state under an applied instruction',
      { outOfToleranceSince: ago(120) },
      { instructionSequence: null },
      ['OUT_OF_TOLERANCE'],
    ],
  ])('%s', (_guarantee, given, measured, kinds) => {
    expect(raised(given, measured)).toEqual(kinds);
  });

  test('is cleared when what it tells of is over, and not by silence', () => {
    const openAlerts = ['OUT_OF_TOLERANCE'] as const;
    expect(judge({ openAlerts, outOfToleranceSince: ago(300) }, {}).cleared).toEqual(['OUT_OF_TOLERANCE']);
    expect(judge({ openAlerts, outOfToleranceSince: ago(300) }).cleared).toEqual([]);
    expect(judge({ openAlerts: ['NOT_DELIVERED', 'NOT_APPLIED'] }).cleared).toEqual(['NOT_DELIVERED', 'NOT_APPLIED']);
    expect(judge({ ...ISSUED, openAlerts: ['NOT_DELIVERED'], unconfirmedSince: ago(300) }, {}).cleared).toEqual([
      'NOT_DELIVERED',
    ]);
  });

  test('is never raised and cleared at once, and judging again what was judged changes nothing', () => {
    const instant = fc.option(fc.integer({ min: 0, max: 1_000 }).map(ago));
    const anyExecution = fc.record({
      state: fc.constantFrom(
        'ISSUED' as const,
        'DELIVERED' as const,
        'APPLIED' as const,
        'EXECUTING' as const,
        'REFUSED' as const,
      ),
      deliveredAt: instant,
      appliedAt: instant,
      unconfirmedSince: instant,
      outOfToleranceSince: instant,
      openAlerts: fc.subarray([...ALERT_KINDS]),
    });
    const anyReading = fc.option(
      fc.record({
        activePowerKw: fc.integer({ min: -100, max: 100 }),
        socPercent: fc.integer({ min: 0, max: 100 }),
        instructionSequence: fc.constantFrom(null, 6, 7),
      }),
    );
    fc.assert(
      fc.property(anyExecution, anyReading, (given, measured) => {
        const verdict = judge(given, measured);
        const kinds = verdict.raised.map(({ kind }) => kind);
        for (const kind of kinds) expect([verdict.cleared, given.openAlerts].flat()).not.toContain(kind);
        const openAlerts = [...given.openAlerts.filter((kind) => !verdict.cleared.includes(kind)), ...kinds];
        const state = verdict.state ?? given.state;
        const again = judge({ ...given, state, openAlerts, outOfToleranceSince: verdict.outOfToleranceSince }, measured);
        expect(again).toEqual({ ...verdict, state: null, raised: [], cleared: [] });
      }),
    );
  });
});
