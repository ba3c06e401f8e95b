import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PowerLimitId } from '../../../kernel/ids.ts';
import type { Setpoint } from '../decide-setpoints.ts';
import { askedKwhOf, decidedKwhOf, decideReason, DISPATCH_REASONS, type PeriodFacts } from './decide-reason.ts';

const minute = (minutes: number): Date => new Date(Date.UTC(2026, 4, 12, 10, minutes));
const period = { fromAt: minute(0), untilAt: minute(30) };
const setpoint = (powerKw: number, change: Partial<Setpoint> = {}): Setpoint => ({
  ...period,
  powerKw,
  source: 'PLAN',
  limitedBy: null,
  ...change,
});
const held: PeriodFacts['instructions'][number] = {
  ...period,
  state: 'EXECUTING',
  deliveredAt: minute(-60),
  appliedAt: minute(-59),
};
const LIMITS: PeriodFacts['limits'] = {
  nameplate: { chargePowerKwMax: 100, dischargePowerKwMax: 100 },
  gridConnection: { importLimitKw: 200, exportLimitKw: 200 },
  set: [],
};
const ofOwner = {
  ...period,
  // The id is of no consequence.
  limitId: 'limit' as PowerLimitId,
  role: 'OWNER' as const,
  chargePowerKwMax: null,
  dischargePowerKwMax: 10,
};
const facts: PeriodFacts = {
  limits: LIMITS,
  period,
  plannedPowerKw: 40,
  setpoints: [setpoint(40)],
  instructions: [held],
  doneKwh: 20,
  offlineMs: 0,
  responseKwhMax: 0,
  toleranceKwh: 1,
};
const OFFLINE = { offlineMs: 20 * 60_000 };
const UNDELIVERED = { ...held, state: 'UNDELIVERABLE', deliveredAt: null, appliedAt: null } as const;

test.each<[string, Partial<PeriodFacts>, string]>([
  ['what was planned was done', {}, 'AS_ASKED'],
  ['within the tolerance it is the same', { doneKwh: 21 }, 'AS_ASKED'],
  ['without a plan what was decided was asked', { plannedPowerKw: null }, 'AS_ASKED'],
  ['nobody asked and nothing was done', { plannedPowerKw: null, setpoints: [], instructions: [], doneKwh: 0 }, 'AS_ASKED'],
  ['done all the same, however badly it was confirmed', { instructions: [UNDELIVERED] }, 'AS_ASKED'],
  ['a stop', { setpoints: [setpoint(0, { source: 'STOP' })], doneKwh: 0 }, 'STOPPED'],
  ['an override', { setpoints: [setpoint(-10, { source: 'OVERRIDE' })], doneKwh: -5 }, 'OVERRIDDEN'],
  [
    'an override that was held back is an override',
    { setpoints: [setpoint(10, { source: 'OVERRIDE', limitedBy: 'OWNER' })], doneKwh: 5 },
    'OVERRIDDEN',
  ],
  ['the nameplate', { setpoints: [setpoint(30, { limitedBy: 'NAMEPLATE' })], doneKwh: 15 }, 'LIMITED_BY_NAMEPLATE'],
  [
    'the grid connection',
    { setpoints: [setpoint(30, { limitedBy: 'GRID_CONNECTION' })], doneKwh: 15 },
    'LIMITED_BY_GRID_CONNECTION',
  ],
  ['a limit of the owner', { setpoints: [setpoint(30, { limitedBy: 'OWNER' })], doneKwh: 15 }, 'LIMITED_BY_OWNER'],
  ['a limit for the market', { setpoints: [setpoint(30, { limitedBy: 'MARKET' })], doneKwh: 15 }, 'LIMITED_BY_MARKET'],
  ['a limit of the operator', { setpoints: [setpoint(30, { limitedBy: 'OPERATOR' })], doneKwh: 15 }, 'LIMITED_BY_OPERATOR'],
  ['a new plan within the period', { setpoints: [setpoint(10)], doneKwh: 5 }, 'REPLANNED'],
  [
    'a new plan that keeps a new limit',
    { setpoints: [setpoint(10)], doneKwh: 5, limits: { ...LIMITS, set: [ofOwner] } },
    'LIMITED_BY_OWNER',
  ],
  [
    'of several, what moved the most',
    {
      setpoints: [
        setpoint(0, { source: 'STOP', untilAt: minute(20) }),
        setpoint(-40, { source: 'OVERRIDE', fromAt: minute(20) }),
      ],
      doneKwh: -20 / 3,
    },
    'STOPPED',
  ],
  ['no instruction', { setpoints: [], instructions: [], doneKwh: 0 }, 'NOT_INSTRUCTED'],
  ['the site refused', { instructions: [{ ...held, state: 'REFUSED' }], doneKwh: 0 }, 'REFUSED'],
  ['it never came', { instructions: [UNDELIVERED], doneKwh: 0 }, 'NOT_DELIVERED'],
  ['it came when the period was over', { instructions: [{ ...held, deliveredAt: minute(31) }], doneKwh: 0 }, 'NOT_DELIVERED'],
  ['it never came, for the site was away', { instructions: [UNDELIVERED], doneKwh: 0, ...OFFLINE }, 'SITE_OFFLINE'],
  ['it was not applied', { instructions: [{ ...held, state: 'DELIVERED', appliedAt: null }], doneKwh: 0 }, 'NOT_APPLIED'],
  ['it was applied and not followed', { doneKwh: 10 }, 'OUT_OF_TOLERANCE'],
  [
    'the baseline of a response',
    { setpoints: [setpoint(0, { source: 'FREQUENCY_RESPONSE' })], doneKwh: 0 },
    'FREQUENCY_RESPONSE',
  ],
  ['an acceptance', { setpoints: [setpoint(0, { source: 'ACCEPTANCE' })], doneKwh: 0 }, 'ACCEPTANCE'],
  ['what a response gave', { doneKwh: 30, responseKwhMax: 20 }, 'FREQUENCY_RESPONSE'],
  ['more than a response can give', { doneKwh: 45, responseKwhMax: 20 }, 'OUT_OF_TOLERANCE'],
  ['nothing is known', { doneKwh: null }, 'NO_DATA'],
  ['nothing is known, for the site was away', { doneKwh: null, ...OFFLINE }, 'SITE_OFFLINE'],
])('%s', (_what, change, reason) => {
  expect(decideReason({ ...facts, ...change })).toBe(reason);
});

const anySetpoint = fc
  .record({
    powerKw: fc.integer({ min: -100, max: 100 }),
    source: fc.constantFrom('PLAN' as const, 'OVERRIDE' as const, 'STOP' as const, 'STANDBY' as const),
    limitedBy: fc.constantFrom(null, 'NAMEPLATE' as const, 'OWNER' as const),
  })
  .map(({ powerKw, ...rest }) => setpoint(powerKw, rest));
const instant = fc.option(fc.integer({ min: -60, max: 60 }).map(minute));
const anyFacts: fc.Arbitrary<PeriodFacts> = fc.record({
  period: fc.constant(period),
  limits: fc.constantFrom(LIMITS, { ...LIMITS, set: [ofOwner] }),
  plannedPowerKw: fc.option(fc.integer({ min: -100, max: 100 })),
  setpoints: fc.array(anySetpoint, { maxLength: 1 }),
  instructions: fc.array(
    fc.record({
      fromAt: fc.constant(period.fromAt),
      untilAt: fc.constant(period.untilAt),
      state: fc.constantFrom('ISSUED' as const, 'APPLIED' as const, 'EXECUTING' as const, 'REFUSED' as const),
      deliveredAt: instant,
      appliedAt: instant,
    }),
    { maxLength: 2 },
  ),
  doneKwh: fc.option(fc.integer({ min: -60, max: 60 })),
  responseKwhMax: fc.constantFrom(0, 20),
  offlineMs: fc.integer({ min: 0, max: 1_800_000 }),
  toleranceKwh: fc.integer({ min: 0, max: 5 }),
});

test('every period has one reason, and it is AS_ASKED exactly when asked and done are the same', () => {
  fc.assert(
    fc.property(anyFacts, (given) => {
      const reason = decideReason(given);
      expect(DISPATCH_REASONS).toContain(reason);
      const isSame = given.doneKwh !== null && Math.abs(given.doneKwh - askedKwhOf(given)) <= given.toleranceKwh;
      expect(reason === 'AS_ASKED').toBe(isSame);
      if (given.doneKwh === null) expect(['NO_DATA', 'SITE_OFFLINE']).toContain(reason);
      else expect(reason).not.toBe('NO_DATA');
    }),
  );
});

test('what is blamed on whoever decided was done as decided, and what is blamed on the site was not', () => {
  const ofTheSite = new Set<string>(['REFUSED', 'NOT_DELIVERED', 'NOT_APPLIED', 'SITE_OFFLINE', 'OUT_OF_TOLERANCE']);
  const ofNeither = new Set<string>(['AS_ASKED', 'NOT_INSTRUCTED', 'FREQUENCY_RESPONSE']);
  fc.assert(
    fc.property(anyFacts, (given) => {
      const reason = decideReason(given);
      if (given.doneKwh === null || ofNeither.has(reason)) return;
      const asDecided = Math.abs(given.doneKwh - decidedKwhOf(given.setpoints)) <= given.toleranceKwh;
      expect(ofTheSite.has(reason)).toBe(!asDecided);
    }),
  );
});
