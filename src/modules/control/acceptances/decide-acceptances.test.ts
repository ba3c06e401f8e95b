import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PowerLimits } from '../../assets/index.ts';
import { decideSetpoints, type Wish } from '../decide-setpoints.ts';
import {
  type Acceptance,
  acceptanceWishes,
  judgeAmendment,
  refuseAcceptance,
  type TakenAcceptance,
} from './decide-acceptances.ts';

const at = (minute: number): Date => new Date(Date.UTC(2026, 4, 12, 10, minute));
const NOW = at(-5);
const limits: PowerLimits = {
  nameplate: { chargePowerKwMax: 60_000, dischargePowerKwMax: 60_000 },
  gridConnection: { importLimitKw: 55_000, exportLimitKw: 55_000 },
  set: [],
};
const profile = (...points: (readonly [minute: number, powerKw: number])[]) =>
  points.map(([minute, powerKw]) => ({ at: at(minute), powerKw }));
const acceptance = (change: Partial<Acceptance> = {}): Acceptance => ({
  acceptanceNumber: 1,
  acceptedAt: at(-6),
  amendment: 'ORIGINAL',
  points: profile([0, 0], [2, 50_000], [28, 50_000], [30, 0]),
  ...change,
});
const second = acceptance({
  acceptanceNumber: 2,
  acceptedAt: at(5),
  points: profile([10, 50_000], [12, 20_000], [28, 20_000], [30, 0]),
});
const deleted: Partial<Acceptance> = { amendment: 'DELETED', points: [] };
const taken = (one: Acceptance, change: Partial<TakenAcceptance> = {}): TakenAcceptance => ({
  ...one,
  amendmentSequence: 1,
  receivedAt: NOW,
  ...change,
});

/** Level by level of the half hour, and the energy over it. */
function followed(amendments: readonly TakenAcceptance[]): { kwAt: (minute: number) => number; mwh: number } {
  const span = { fromAt: at(0), untilAt: at(30) };
  const setpoints = decideSetpoints({ span, wishes: acceptanceWishes(amendments), limits });
  const mwhs = setpoints.map(({ powerKw, fromAt, untilAt }) => (powerKw * (untilAt.getTime() - fromAt.getTime())) / 3.6e9);
  return {
    kwAt: (minute) => setpoints.find(({ fromAt, untilAt }) => fromAt <= at(minute) && at(minute) < untilAt)?.powerKw ?? NaN,
    mwh: mwhs.reduce((sum, mwh) => sum + mwh, 0),
  };
}

/** What is in force after messages in some order, each answered as `takeAcceptances` does. */
function afterAll(messages: readonly Acceptance[]): TakenAcceptance[] {
  const kept: TakenAcceptance[] = [];
  for (const message of messages) {
    const before = kept.filter(({ acceptanceNumber }) => acceptanceNumber === message.acceptanceNumber);
    if (judgeAmendment(before, message) === 'NEW') kept.push(taken(message, { amendmentSequence: before.length + 1 }));
  }
  return kept;
}

describe('acceptances', () => {
  test('are followed with the energy of their profiles, the later accepted one where it covers', () => {
    const { kwAt, mwh } = followed([taken(second), taken(acceptance())]);
    expect([0, 1, 5, 10, 11, 20, 29].map(kwAt)).toEqual([12_500, 37_500, 50_000, 42_500, 27_500, 20_000, 5_000]);
    // The test vector of two acceptances: 23.3333 MWh offered, 9 MWh bid back.
    expect(mwh).toBeCloseTo(14.3333, 4);
  });

  test('go on where a later one ends, and are forgotten when they are deleted', () => {
    const short = acceptance({ acceptanceNumber: 2, acceptedAt: at(5), points: profile([10, 0], [12, 0]) });
    expect([9, 11, 13].map(followed([taken(acceptance()), taken(short)]).kwAt)).toEqual([50_000, 0, 50_000]);
    const amended = [taken(acceptance()), taken(acceptance(deleted), { amendmentSequence: 2, receivedAt: at(15) })];
    expect([14, 15].map(followed(amended).kwAt)).toEqual([50_000, 0]);
  });

  test('leave the same to be followed in whatever order and however often messages come', () => {
    const changes = [
      acceptance(),
      acceptance({ amendment: 'UPDATED', points: profile([0, 0], [30, 30_000]) }),
      second,
      acceptance({ acceptanceNumber: 3, amendment: 'INSERTED', points: profile([3, -8], [4, -8]) }),
      acceptance({ acceptanceNumber: 3, ...deleted }),
    ];
    const { kwAt } = followed(afterAll(changes));
    const minutes = Array.from({ length: 30 }, (_, minute) => minute);
    const repeated = fc
      .array(fc.integer({ min: 1, max: 3 }), { minLength: changes.length, maxLength: changes.length })
      .map((counts) => changes.flatMap((change, index) => Array.from({ length: counts[index] ?? 1 }, () => change)));
    const anyOrder = repeated.chain((all) => fc.shuffledSubarray(all, { minLength: all.length }));
    fc.assert(
      fc.property(anyOrder, (messages) => {
        expect(minutes.map(followed(afterAll(messages)).kwAt)).toEqual(minutes.map(kwAt));
      }),
    );
  });
});

const stop: Wish = { source: 'STOP', powerKw: 0, fromAt: at(20), untilAt: at(25) };
const holds: Wish = { source: 'OVERRIDE', powerKw: 1, fromAt: at(20), untilAt: at(25) };
const points = (...given: Parameters<typeof profile>) => ({ points: profile(...given) });

test.each<[string, Partial<Acceptance>, { stronger?: Wish[]; pendingCount?: number }, string | null]>([
  ['what fits', {}, {}, null],
  ['a step', points([0, 0], [0, 10], [30, 10]), {}, null],
  ['what has begun', points([-20, 0], [10, 10]), {}, null],
  ['what is deleted, whatever holds', deleted, { stronger: [stop], pendingCount: 100 }, null],
  ['one point', points([0, 5]), {}, 'BAD_PROFILE'],
  ['points out of order', points([0, 0], [10, 5], [9, 5]), {}, 'BAD_PROFILE'],
  ['an instant', points([0, 0], [0, 5]), {}, 'BAD_PROFILE'],
  ['what is over', points([-20, 0], [-5, 0]), {}, 'BAD_PROFILE'],
  ['more than a day', points([0, 0], [24 * 60 + 1, 0]), {}, 'BAD_PROFILE'],
  ['too far ahead', points([11 * 24 * 60, 0], [11 * 24 * 60 + 1, 0]), {}, 'BAD_PROFILE'],
  ['more than the grid connection takes', points([0, 0], [10, -56_000], [30, -56_000]), {}, 'BEYOND_LIMITS'],
  ['a stop in its time', {}, { stronger: [stop] }, 'STOPPED'],
  ['an override in its time', {}, { stronger: [holds] }, 'OVERRIDDEN'],
  ['one too many', {}, { pendingCount: 100 }, 'TOO_MANY'],
])('%s is judged as it must be', (_what, change, facts, reason) => {
  const given = { now: NOW, limits, responses: [], stronger: [], pendingCount: 0, ...facts };
  expect(refuseAcceptance(acceptance(change), given)?.reason ?? null).toBe(reason);
});

test('an original that arrives after its update or its deletion is known, and no contradiction', () => {
  expect(judgeAmendment([acceptance({ amendment: 'UPDATED', ...points([0, 0], [30, 1]) })], acceptance())).toBe('KNOWN');
  expect(judgeAmendment([acceptance(deleted)], acceptance())).toBe('KNOWN');
});

test('an original that says something else than was taken is a contradiction, as is an update of what was deleted', () => {
  expect(judgeAmendment([acceptance()], acceptance({ acceptedAt: at(-4) }))).toMatchObject({ reason: 'CONTRADICTION' });
  const history = [acceptance(), acceptance(deleted)];
  expect(judgeAmendment(history, acceptance({ amendment: 'UPDATED' }))).toMatchObject({ reason: 'CONTRADICTION' });
});
