import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EnabledResponseId } from '../../../kernel/ids.ts';
import type { PowerLimits } from '../../assets/index.ts';
import { decideSetpoints, type Wish } from '../decide-setpoints.ts';
import { decideResponses, type EnabledResponse, refuseResponse, stateOfResponse } from './decide-responses.ts';

const at = (hour: number): Date => new Date(Date.UTC(2026, 4, 12, hour));
const span = { fromAt: at(0), untilAt: at(24) };
const limits: PowerLimits = {
  nameplate: { chargePowerKwMax: 100, dischargePowerKwMax: 100 },
  gridConnection: { importLimitKw: 80, exportLimitKw: 90 },
  set: [],
};
const response = (change: Partial<EnabledResponse> = {}): EnabledResponse => ({
  // The id is of no consequence.
  responseId: 'one' as EnabledResponseId,
  service: 'DC',
  direction: 'LOW',
  contractedPowerKw: 50,
  baselinePowerKw: null,
  fromAt: at(4),
  untilAt: at(8),
  ...change,
});
const wish = (source: Wish['source'], powerKw: number, from: number, until: number): Wish => ({
  source,
  powerKw,
  fromAt: at(from),
  untilAt: at(until),
});
const decide = (enabled: readonly EnabledResponse[], wishes: readonly Wish[], given = limits) => {
  const setpoints = decideSetpoints({ span, wishes, limits: given, responses: enabled });
  return { setpoints, responses: decideResponses({ enabled, setpoints, limits: given }) };
};
const hours = (spans: readonly { fromAt: Date; untilAt: Date }[]): number[][] =>
  spans.map(({ fromAt, untilAt }) => [fromAt.getUTCHours(), untilAt.getUTCHours()]);

describe('a response', () => {
  test('is carried by the instruction, with its curve, for as long as it is enabled', () => {
    const { responses } = decide([response()], [wish('PLAN', 10, 0, 24)]);
    expect(responses).toMatchObject([{ service: 'DC', direction: 'LOW', contractedPowerKw: 50, deliverySeconds: 900 }]);
    expect(responses[0]?.curve.at(-1)).toEqual({ deviationHertz: 0.5, deliveredRatio: 1 });
    expect(hours(responses)).toEqual([[4, 8]]);
  });

  test('stays the same whatever is planned anew, and is carried without a plan', () => {
    const carried = decide([response()], [wish('PLAN', 10, 0, 24)]).responses;
    expect(decide([response()], [wish('PLAN', -30, 0, 6), wish('PLAN', 5, 6, 24)]).responses).toEqual(carried);
    expect(decide([response()], []).responses).toEqual(carried);
  });

  test('is suspended while an override or a stop has the power fixed', () => {
    const { responses } = decide([response()], [wish('OVERRIDE', 10, 5, 6), wish('STOP', 0, 7, 9)]);
    expect(hours(responses)).toEqual([
      [4, 5],
      [6, 7],
    ]);
  });

  test('has the setpoints leave it room, and its baseline goes before the plan', () => {
    const { setpoints } = decide([response()], [wish('PLAN', 70, 0, 24)]);
    expect(setpoints.map(({ powerKw, limitedBy }) => [powerKw, limitedBy])).toEqual([
      [70, null],
      [40, 'FREQUENCY_RESPONSE'],
      [70, null],
    ]);
    const baseline = decide([response()], [wish('PLAN', 70, 0, 24), wish('FREQUENCY_RESPONSE', -5, 4, 8)]).setpoints;
    expect(baseline[1]).toMatchObject({ powerKw: -5, source: 'FREQUENCY_RESPONSE', limitedBy: null });
  });

  test.each([
    ['fits: it can be', {}, [], null],
    ['more than the grid connection takes', { contractedPowerKw: 91 }, [], 'BEYOND_LIMITS'],
    ['with its baseline more than that', { contractedPowerKw: 60, baselinePowerKw: 40 }, [], 'BEYOND_LIMITS'],
    ['with another one more than that', {}, [response()], 'BEYOND_LIMITS'],
    ['beside one of another time', {}, [response({ fromAt: at(8), untilAt: at(12) })], null],
    ['beside one of the other side', {}, [response({ direction: 'HIGH' })], null],
    ['the end before the start', { untilAt: at(3) }, [], 'BAD_TIME_SPAN'],
    ['longer than a week', { untilAt: at(24 * 8) }, [], 'BAD_TIME_SPAN'],
    ['too far ahead', { fromAt: at(24 * 11), untilAt: at(24 * 11 + 1) }, [], 'BAD_TIME_SPAN'],
  ] as const)('%s', (_what, change, others, reason) => {
    expect(refuseResponse(response(change), { others, limits, now: at(0) })?.reason ?? null).toBe(reason);
  });

  test('stands as its newest instruction does', () => {
    const carried = { responses: decide([response()], []).responses };
    const stand = (change: object, state: Parameters<typeof stateOfResponse>[1]['newest'], now = at(5)) =>
      stateOfResponse({ ...response(), disabledAt: null, ...change }, { newest: state, now });
    expect(stand({}, null)).toBe('WAITING');
    expect(stand({}, { ...carried, state: 'DELIVERED' })).toBe('WAITING');
    expect(stand({}, { ...carried, state: 'APPLIED' })).toBe('ARMED');
    expect(stand({}, { responses: [], state: 'APPLIED' })).toBe('WAITING');
    expect(stand({}, { ...carried, state: 'REFUSED' })).toBe('REFUSED');
    expect(stand({}, { ...carried, state: 'APPLIED' }, at(8))).toBe('ENDED');
    expect(stand({ disabledAt: at(1) }, { ...carried, state: 'APPLIED' })).toBe('DISABLED');
  });
});

test('with all responses at full power no bound is left, whatever is planned and enabled', () => {
  const anyResponse = fc
    .record({
      direction: fc.constantFrom('LOW' as const, 'HIGH' as const),
      contractedPowerKw: fc.integer({ min: 1, max: 45 }),
      from: fc.integer({ min: 0, max: 20 }),
    })
    .map(({ from, ...one }) => response({ ...one, fromAt: at(from), untilAt: at(from + 3) }));
  // As `refuseResponse` lets through: no more than one of each side at a time.
  const anyEnabled = fc.uniqueArray(anyResponse, {
    selector: ({ direction, fromAt }) => `${direction} ${Math.floor(fromAt.getUTCHours() / 6)}`,
    maxLength: 2,
  });
  fc.assert(
    fc.property(anyEnabled, fc.integer({ min: -150, max: 150 }), (enabled, plannedKw) => {
      const { setpoints, responses } = decide(enabled, [wish('PLAN', plannedKw, 0, 24)]);
      for (const setpoint of setpoints) {
        const owedKw = (direction: string): number =>
          responses
            .filter((one) => one.direction === direction && one.fromAt <= setpoint.fromAt && setpoint.fromAt < one.untilAt)
            .reduce((sum, one) => sum + one.contractedPowerKw, 0);
        expect(setpoint.powerKw + owedKw('LOW')).toBeLessThanOrEqual(90);
        expect(owedKw('HIGH') - setpoint.powerKw).toBeLessThanOrEqual(90);
      }
    }),
  );
});
