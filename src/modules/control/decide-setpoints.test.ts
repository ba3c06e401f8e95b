import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideSetpoints, type PowerLimits, type Wish } from './decide-setpoints.ts';

const at = (hour: number): Date => new Date(Date.UTC(2024, 10, 4, hour));
const span = { fromAt: at(0), untilAt: at(24) };
const limits: PowerLimits = {
  nameplate: { chargePowerKwMax: 10, dischargePowerKwMax: 8 },
  gridConnection: { importLimitKw: 20, exportLimitKw: 6 },
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
    })),
  );
});

const anyWish = fc
  .record({
    source: fc.constantFrom('PLAN' as const, 'OVERRIDE' as const),
    powerKw: fc.double({ min: -100, max: 100, noNaN: true }),
    from: fc.integer({ min: -5, max: 28 }),
    hours: fc.integer({ min: 1, max: 30 }),
  })
  .map(({ source, powerKw, from, hours }): Wish => ({ source, powerKw, fromAt: at(from), untilAt: at(from + hours) }));

test('the setpoints cover the span without gaps and never leave the limits, whatever is wished', () => {
  fc.assert(
    fc.property(fc.array(anyWish, { maxLength: 12 }), (wishes) => {
      const setpoints = decideSetpoints({ span, wishes, limits });
      expect(setpoints.at(0)?.fromAt).toEqual(span.fromAt);
      expect(setpoints.at(-1)?.untilAt).toEqual(span.untilAt);
      for (const [index, setpoint] of setpoints.entries()) {
        if (index > 0) expect(setpoint.fromAt).toEqual(setpoints[index - 1]?.untilAt);
        expect(setpoint.powerKw).toBeLessThanOrEqual(6);
        expect(setpoint.powerKw).toBeGreaterThanOrEqual(-10);
      }
    }),
  );
});
