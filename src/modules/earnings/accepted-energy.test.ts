import { expect, test } from 'vitest';
import type { TakenAcceptance } from '../control/index.ts';
import type { DeclaredPeriod } from '../trading/index.ts';
import { acceptedEnergyIn } from './accepted-energy.ts';

const at = (minutes: number): Date => new Date(Date.UTC(2025, 2, 4, 10, minutes));
const period = { settlementDate: '2025-03-04', periodIndex: 21, fromAt: at(0), untilAt: at(30) };

const DECLARED: DeclaredPeriod = {
  period,
  notifiedPowerMw: 0,
  exportLimitMw: 50,
  importLimitMw: 50,
  pairs: [{ pairId: 1, rangeMw: 50, offerPerMwh: '80', bidPerMwh: '60' }],
  isGateClosed: true,
};

/** An amendment through points of minutes and MW. */
function taken(
  acceptanceNumber: number,
  points: readonly [number, number][],
  change: Partial<TakenAcceptance> = {},
): TakenAcceptance {
  return {
    acceptanceNumber,
    acceptedAt: at(acceptanceNumber - 20),
    amendment: 'ORIGINAL',
    amendmentSequence: 1,
    receivedAt: at(acceptanceNumber - 20),
    points: points.map(([minutes, powerMw]) => ({ at: at(minutes), powerKw: powerMw * 1_000 })),
    ...change,
  };
}

const UP = taken(1, [
  [0, 0],
  [2, 50],
  [28, 50],
  [30, 0],
]);
const DOWN = taken(2, [
  [10, 50],
  [12, 20],
  [28, 20],
  [30, 0],
]);
const DELETED: Partial<TakenAcceptance> = { amendment: 'DELETED', amendmentSequence: 2, points: [] };

// The example of domain.md A.4: 23 1/3 MWh offered at 80, 9 MWh of it undone at 60.
test.each<[string, DeclaredPeriod | undefined, TakenAcceptance[], { energyKwh: number; amount: number } | null]>([
  ['one acceptance is paid at its offer', DECLARED, [UP], { energyKwh: 23_333.333, amount: 1_866.667 }],
  ['a later one counts by what it changes', DECLARED, [DOWN, UP], { energyKwh: 14_333.333, amount: 1_326.667 }],
  [
    'a deleted one was never accepted',
    DECLARED,
    [UP, DOWN, { ...DOWN, ...DELETED }],
    { energyKwh: 23_333.333, amount: 1_866.667 },
  ],
  [
    'the newest amendment of a number counts',
    DECLARED,
    [
      taken(1, [
        [0, 50],
        [30, 50],
      ]),
      { ...UP, amendment: 'UPDATED', amendmentSequence: 2 },
    ],
    { energyKwh: 23_333.333, amount: 1_866.667 },
  ],
  [
    'what lies in no pair is not paid',
    { ...DECLARED, pairs: [{ pairId: 1, rangeMw: 20, offerPerMwh: '80', bidPerMwh: '60' }] },
    [
      taken(1, [
        [0, 50],
        [30, 50],
      ]),
    ],
    { energyKwh: 10_000, amount: 800 },
  ],
  [
    'another period is not paid here',
    DECLARED,
    [
      taken(1, [
        [30, 0],
        [40, 50],
        [60, 0],
      ]),
    ],
    null,
  ],
  ['nothing accepted', DECLARED, [], null],
  ['nothing notified to hold it against', { ...DECLARED, notifiedPowerMw: null }, [UP], null],
  ['nothing declared', undefined, [UP], null],
])('%s', (_what, declared, amendments, expected) => {
  const accepted = acceptedEnergyIn(declared, amendments);
  if (expected === null || accepted === null) return expect(accepted).toBe(expected);
  expect(accepted.energyKwh).toBeCloseTo(expected.energyKwh, 2);
  expect(Number(accepted.amount)).toBeCloseTo(expected.amount, 2);
});
