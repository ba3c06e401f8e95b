import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PowerLimitId } from '../../kernel/ids.ts';
import type { PowerLimits, SetLimit } from '../assets/index.ts';
import { decideSetpoints, type Wish } from './decide-setpoints.ts';

const at = (hour: number): Date => new Date(Date.UTC(2024, 10, 4, hour));
const span = { fromAt: at(0), untilAt: at(24) };
const limits: PowerLimits = {
  nameplate: { chargePowerKwMax: 10, dischargePowerKwMax: 8 },
  gridConnection: { importLimitKw: 20, exportLimitKw: 6 },
  set: [],
};
const plan = (powerKw: number, from = 0, until = 24): Wish => ({ source: 'PLAN', powerKw, fromAt: at(from), untilAt: at(until) });
const override = (powerKw: number, from: number, until: number): Wish => ({ ...plan(powerKw, from, until), source: 'OVERRIDE' });

test.each([
  ['nobody wishes: standby', [], [[0, 24, 0, 'STANDBY', null]]],
  ['the plan is followed', [plan(5)], [[0, 24, 5, 'PLAN', null]]],
  [
    'standby where the plan has ended',
    [plan(5, 0, 12)],
    [
      [0, 12, 5, 'PLAN', null],
      [12, 24, 0, 'STANDBY', null],
    ],
  ],
  [
    'an override wins while it lasts',
    [plan(5), override(-3, 6, 7)],
    [
      [0, 6, 5, 'PLAN', null],
      [6, 7, -3, 'OVERRIDE', null],
      [7, 24, 5, 'PLAN', null],
    ],
  ],
  [
    'an override wins whatever the order',
    [override(-3, 6, 7), plan(5)],
    [
      [0, 6, 5, 'PLAN', null],
      [6, 7, -3, 'OVERRIDE', null],
      [7, 24, 5, 'PLAN', null],
    ],
  ],
  [
    'a stop wins over every plan and override while it lasts',
    [{ ...plan(0, 6, 9), source: 'STOP' as const }, plan(5), override(-3, 8, 10)],
    [
      [0, 6, 5, 'PLAN', null],
      [6, 9, 0, 'STOP', null],
      [9, 10, -3, 'OVERRIDE', null],
      [10, 24, 5, 'PLAN', null],
    ],
  ],
  ['the later of two overrides wins', [override(1, 0, 24), override(2, 0, 24)], [[0, 24, 2, 'OVERRIDE', null]]],
  ['the export limit holds a discharge back', [plan(9)], [[0, 24, 6, 'PLAN', 'GRID_CONNECTION']]],
  ['the nameplate holds a charge back', [plan(-15)], [[0, 24, -10, 'PLAN', 'NAMEPLATE']]],
  ['neighbours that are alike are joined', [plan(5, 0, 12), plan(5, 12, 24)], [[0, 24, 5, 'PLAN', null]]],
])('%s', (_guarantee, wishes, expected) => {
  const setpoints = decideSetpoints({ span, wishes, limits });
  expect(setpoints).toEqual(
    expected.map(([from, until, powerKw, source, limitedBy]) => ({
      fromAt: at(Number(from)),
      untilAt: at(Number(until)),
      powerKw,
      source,
      limitedBy,
      limitId: null,
    })),
  );
});

const limitId = (name: string): PowerLimitId => name as PowerLimitId;
const setLimit = (change: Partial<SetLimit>): SetLimit => ({
  limitId: limitId('a'),
  role: 'OWNER',
  chargePowerKwMax: null,
  dischargePowerKwMax: null,
  fromAt: at(0),
  untilAt: at(24),
  ...change,
});

test.each([
  ['a limit that was set holds back, and is named', [setLimit({ dischargePowerKwMax: 4 })], 5, [[0, 24, 4, 'OWNER', 'a']]],
  [
    'the narrowest of several counts',
    [
      setLimit({ dischargePowerKwMax: 4 }),
      setLimit({ limitId: limitId('b'), role: 'MARKET', dischargePowerKwMax: 3 }),
      setLimit({ limitId: limitId('c'), role: 'OPERATOR', dischargePowerKwMax: 3.5 }),
    ],
    5,
    [[0, 24, 3, 'MARKET', 'b']],
  ],
  ['a wider one changes nothing', [setLimit({ dischargePowerKwMax: 50 })], 9, [[0, 24, 6, 'GRID_CONNECTION', null]]],
  ['one on charging leaves discharging alone', [setLimit({ chargePowerKwMax: 1 })], 5, [[0, 24, 5, null, null]]],
  ['of charging it is the same', [setLimit({ chargePowerKwMax: 1 })], -5, [[0, 24, -1, 'OWNER', 'a']]],
  [
    'it holds for its time',
    [setLimit({ dischargePowerKwMax: 0, fromAt: at(6), untilAt: at(7) })],
    5,
    [
      [0, 6, 5, null, null],
      [6, 7, 0, 'OWNER', 'a'],
      [7, 24, 5, null, null],
    ],
  ],
])('%s', (_guarantee, set, wishedKw, expected) => {
  const setpoints = decideSetpoints({ span, wishes: [plan(wishedKw)], limits: { ...limits, set } });
  expect(
    setpoints.map((one) => [one.fromAt.getUTCHours(), one.untilAt.getUTCHours() || 24, one.powerKw, one.limitedBy, one.limitId]),
  ).toEqual(expected);
});

const anyWish = fc
  .record({
    source: fc.constantFrom('PLAN' as const, 'OVERRIDE' as const),
    powerKw: fc.double({ min: -100, max: 100, noNaN: true }),
    from: fc.integer({ min: -5, max: 28 }),
    hours: fc.integer({ min: 1, max: 30 }),
  })
  .map(({ source, powerKw, from, hours }): Wish => ({ source, powerKw, fromAt: at(from), untilAt: at(from + hours) }));

const anyLimit = fc
  .record({
    role: fc.constantFrom('OWNER' as const, 'MARKET' as const, 'OPERATOR' as const),
    chargePowerKwMax: fc.option(fc.double({ min: 0, max: 20, noNaN: true })),
    dischargePowerKwMax: fc.option(fc.double({ min: 0, max: 20, noNaN: true })),
    from: fc.integer({ min: -5, max: 28 }),
    hours: fc.integer({ min: 1, max: 30 }),
  })
  .map(({ from, hours, ...limit }) => setLimit({ ...limit, fromAt: at(from), untilAt: at(from + hours) }));

test('the setpoints cover the span without gaps and never leave the limits, whatever is wished', () => {
  fc.assert(
    fc.property(fc.array(anyWish, { maxLength: 12 }), fc.array(anyLimit, { maxLength: 6 }), (wishes, set) => {
      const setpoints = decideSetpoints({ span, wishes, limits: { ...limits, set } });
      expect(setpoints.at(0)?.fromAt).toEqual(span.fromAt);
      expect(setpoints.at(-1)?.untilAt).toEqual(span.untilAt);
      for (const [index, setpoint] of setpoints.entries()) {
        if (index > 0) expect(setpoint.fromAt).toEqual(setpoints[index - 1]?.untilAt);
        expect(setpoint.powerKw).toBeLessThanOrEqual(6);
        expect(setpoint.powerKw).toBeGreaterThanOrEqual(-10);
        for (const one of set.filter(({ fromAt, untilAt }) => fromAt < setpoint.untilAt && setpoint.fromAt < untilAt)) {
          expect(setpoint.powerKw).toBeLessThanOrEqual(one.dischargePowerKwMax ?? Infinity);
          expect(-setpoint.powerKw).toBeLessThanOrEqual(one.chargePowerKwMax ?? Infinity);
        }
      }
    }),
  );
});
