import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PowerLimitId } from '../../kernel/ids.ts';
import { type KeptReason, keptReasons, reasonsFor } from './plan-reasons.ts';

const SPAN = { fromAt: new Date('2026-05-13T00:00:00Z'), untilAt: new Date('2026-05-13T00:30:00Z') };
const LIMITS: Parameters<typeof keptReasons>[1]['limits'] = {
  nameplate: { chargePowerKwMax: 100, dischargePowerKwMax: 80 },
  gridConnection: { importLimitKw: 75, exportLimitKw: 90 },
  set: [],
};
const OWNERS = {
  limitId: 'limit' as PowerLimitId,
  role: 'OWNER' as const,
  chargePowerKwMax: 20,
  dischargePowerKwMax: null,
  ...SPAN,
};
const named = (constraint: Parameters<typeof keptReasons>[0][number]['constraint']): Parameters<typeof keptReasons>[0] => [
  { constraint, batteryName: 'One', name: null, shadowPrice: 0.25, unit: 'kW', sentence: 'a sentence of 0.25' },
];

test.each([
  ['the nameplate and the connection', 'CHARGE_POWER', LIMITS, 'BATTERY'],
  ['a set limit', 'CHARGE_POWER', { ...LIMITS, set: [OWNERS] }, 'LIMIT'],
  ['a limit on the other direction', 'DISCHARGE_POWER', { ...LIMITS, set: [OWNERS] }, 'BATTERY'],
  [
    'a set limit that is wider than the connection',
    'CHARGE_POWER',
    { ...LIMITS, set: [{ ...OWNERS, chargePowerKwMax: 99 }] },
    'BATTERY',
  ],
  ['the reserve', 'ENERGY_MIN', LIMITS, 'INTENT'],
  ['the highest charge', 'ENERGY_MAX', LIMITS, 'INTENT'],
] as const)('held back by %s: the reason is kept as that of %s', (_what, constraint, limits, source) => {
  expect(keptReasons(named(constraint), { limits, span: SPAN })).toMatchObject([{ source, constraint, shadowPrice: '0.25' }]);
});

test('what holds back a whole day is the intent’s', () => {
  expect(keptReasons(named('CYCLES_PER_DAY'), { limits: LIMITS, span: null })).toMatchObject([{ source: 'INTENT' }]);
});

describe('a reader', () => {
  const reason = (source: KeptReason['source'], constraint: KeptReason['constraint']): KeptReason => {
    return { source, constraint, shadowPrice: '0.250000', unit: 'KW', sentence: 'a sentence of 0.25' };
  };
  const ALL = [reason('INTENT', 'ENERGY_MIN'), reason('BATTERY', 'CHARGE_POWER'), reason('LIMIT', 'DISCHARGE_POWER')];
  const constraints = (may: { intent: boolean; limits: boolean }): string[] =>
    reasonsFor(ALL, may).map(({ constraint }) => constraint);

  test('of intent and limits is told every reason, the dearest first', () => {
    expect(constraints({ intent: true, limits: true })).toEqual(['ENERGY_MIN', 'CHARGE_POWER', 'DISCHARGE_POWER']);
  });

  test('of the plan alone learns that there is a reason of the owner’s, and not which', () => {
    expect(constraints({ intent: false, limits: false })).toEqual(['CHARGE_POWER', 'WITHHELD']);
    expect(constraints({ intent: false, limits: true })).toEqual(['CHARGE_POWER', 'DISCHARGE_POWER', 'WITHHELD']);
    expect(constraints({ intent: true, limits: false })).toEqual(['ENERGY_MIN', 'CHARGE_POWER', 'WITHHELD']);
  });

  test('without the intent gets the same answer whatever the intent does', () => {
    const source = fc.constantFrom<KeptReason['constraint']>('ENERGY_MIN', 'ENERGY_MAX', 'CYCLES_PER_DAY');
    const ofIntent = fc.array(fc.record({ constraint: source, price: fc.nat() }), { minLength: 1 });
    fc.assert(
      fc.property(ofIntent, fc.boolean(), (drawn, limits) => {
        const reasons = drawn.map(({ constraint, price }) => {
          return { ...reason('INTENT', constraint), shadowPrice: String(price), sentence: `a sentence of ${price}` };
        });
        expect(reasonsFor(reasons, { intent: false, limits })).toEqual(
          reasonsFor([reason('INTENT', 'ENERGY_MIN')], { intent: false, limits }),
        );
      }),
    );
  });

  test('without the intent is told no price, in figures or in words', () => {
    expect(JSON.stringify(reasonsFor(ALL, { intent: false, limits: true }))).not.toContain('0.25');
  });
});
