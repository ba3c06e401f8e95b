import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../../../test/fixtures/bm/boa_vectors.json' with { type: 'json' };
import { type BidOfferPair, decideAcceptedVolumes } from './decide-accepted-volumes.ts';
import type { PowerSegment } from './power-profile.ts';

const FROM = new Date('2025-03-04T10:00:00Z');
const minute = (minutes: number): Date => new Date(FROM.getTime() + minutes * 60_000);
const PERIOD = { fromAt: FROM, untilAt: minute(30) };

/** A profile through points of minutes and MW. */
function through(points: readonly (readonly number[])[]): PowerSegment[] {
  return points.slice(1).map(([untilMinute = 0, untilPowerMw = 0], index) => {
    const [fromMinute = 0, fromPowerMw = 0] = points[index] ?? [];
    return { fromAt: minute(fromMinute), untilAt: minute(untilMinute), fromPowerMw, untilPowerMw };
  });
}

/** What it comes to, or a failed test. */
function accepted(given: Parameters<typeof decideAcceptedVolumes>[0]) {
  const decided = decideAcceptedVolumes(given);
  if (decided.outcome !== 'accepted') throw new Error('nothing was notified for a part of the period');
  return decided;
}

describe('the vectors', () => {
  test.each(vectors.map((vector) => [vector.name, vector] as const))('%s', (_name, vector) => {
    const terms = Object.entries(vector.pairs).map(([pairId, pair]) => ({
      pairId: Number(pairId),
      rangeMw: pair.range,
      ...pair,
    }));
    const { pairs, outsideMwh } = accepted({
      period: PERIOD,
      notification: through(vector.fpn),
      acceptances: vector.acceptances.map(through),
      pairs: terms,
    });
    const expected = Object.entries(vector.volumes).map(([pairId, { offerMWh, bidMWh }]) => ({
      pairId: Number(pairId),
      offerMwh: expect.closeTo(offerMWh, 3),
      bidMwh: expect.closeTo(bidMWh, 3),
    }));
    expect(pairs).toEqual(expect.arrayContaining(expected));
    expect(pairs).toHaveLength(expected.length);
    expect(outsideMwh).toBeCloseTo(0, 9);
    const cashflow = pairs.reduce((total, { pairId, offerMwh, bidMwh }) => {
      const { offer = 0, bid = 0 } = terms.find((one) => one.pairId === pairId) ?? {};
      return total + offerMwh * offer + bidMwh * bid;
    }, 0);
    expect(cashflow).toBeCloseTo(vector.cashflowGBP_TLM1, 1);
  });

  test('the first one is exact: 23 1/3 MWh offered, 9 MWh undone', () => {
    const [vector] = vectors;
    const { pairs, acceptedMwh } = accepted({
      period: PERIOD,
      notification: through(vector?.fpn ?? []),
      acceptances: (vector?.acceptances ?? []).map(through),
      pairs: [{ pairId: 1, rangeMw: 50 }],
    });
    expect(pairs).toEqual([{ pairId: 1, offerMwh: expect.closeTo(70 / 3, 12), bidMwh: expect.closeTo(-9, 12) }]);
    expect(acceptedMwh).toBeCloseTo(43 / 3, 12);
  });
});

test('a ramp from charging to discharging passes a notification that ramps too', () => {
  const { acceptedMwh, pairs } = accepted({
    period: PERIOD,
    notification: through([
      [0, 20],
      [30, -20],
    ]),
    acceptances: [
      through([
        [0, -20],
        [30, 20],
      ]),
    ],
    pairs: [
      { pairId: 1, rangeMw: 40 },
      { pairId: -1, rangeMw: -40 },
    ],
  });
  expect(acceptedMwh).toBeCloseTo(0, 12);
  // Two triangles of 40 MW by a quarter of an hour.
  expect(pairs).toEqual([
    { pairId: 1, offerMwh: expect.closeTo(5, 12), bidMwh: 0 },
    { pairId: -1, offerMwh: 0, bidMwh: expect.closeTo(-5, 12) },
  ]);
});

test('what goes beyond every pair is told, and not given to one', () => {
  const { pairs, outsideMwh, acceptedMwh } = accepted({
    period: PERIOD,
    notification: through([
      [0, 0],
      [30, 0],
    ]),
    acceptances: [
      through([
        [0, 60],
        [30, 60],
      ]),
    ],
    pairs: [{ pairId: 1, rangeMw: 50 }],
  });
  expect([acceptedMwh, pairs[0]?.offerMwh, outsideMwh]).toEqual([30, 25, 5]);
});

test('without a notification for the whole of the period there is no volume', () => {
  const acceptances = [
    through([
      [0, 10],
      [30, 10],
    ]),
  ];
  const notification = through([
    [0, 0],
    [20, 0],
  ]);
  expect(decideAcceptedVolumes({ period: PERIOD, notification, acceptances, pairs: [] })).toEqual({
    outcome: 'not-notified',
    span: { fromAt: minute(20), untilAt: minute(30) },
  });
});

const powers = fc.integer({ min: -100, max: 100 });
const profiles = fc
  .tuple(fc.uniqueArray(fc.integer({ min: 1, max: 59 }), { maxLength: 4 }), fc.array(powers, { minLength: 6, maxLength: 6 }))
  .map(([minutes, levels]) =>
    [0, ...minutes.toSorted((one, other) => one - other), 60].map((at, index) => [at, levels[index] ?? 0] as const),
  );
const pairs = fc.tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 400 })).map(([up, down]): BidOfferPair[] => [
  { pairId: 1, rangeMw: up / 2 },
  { pairId: 2, rangeMw: 1_000 },
  { pairId: -1, rangeMw: -down / 2 },
  { pairId: -2, rangeMw: -1_000 },
]);
const situations = fc.record({
  notification: profiles.map(through),
  acceptances: fc.array(profiles.map(through), { maxLength: 3 }),
  pairs,
});
const HOUR = { fromAt: FROM, untilAt: minute(60) };

test('the volumes of all pairs add up to what was accepted, and what was accepted to the energy between the courses', () => {
  fc.assert(
    fc.property(situations, (situation) => {
      const { acceptedMwh, pairs: volumes, outsideMwh } = accepted({ period: HOUR, ...situation });
      const summed = volumes.reduce((total, { offerMwh, bidMwh }) => total + offerMwh + bidMwh, 0);
      expect(outsideMwh).toBeCloseTo(0, 8);
      expect(summed).toBeCloseTo(acceptedMwh, 8);
      const energyMwh = (profile: readonly PowerSegment[]): number =>
        profile.reduce((total, one) => {
          const hours = (one.untilAt.getTime() - one.fromAt.getTime()) / 3_600_000;
          return total + ((one.fromPowerMw + one.untilPowerMw) / 2) * hours;
        }, 0);
      const last = situation.acceptances.at(-1) ?? situation.notification;
      expect(acceptedMwh).toBeCloseTo(energyMwh(last) - energyMwh(situation.notification), 8);
      for (const { offerMwh, bidMwh } of volumes) expect([offerMwh >= 0, bidMwh <= 0]).toEqual([true, true]);
    }),
  );
});

test('the periods of an hour come to what the hour comes to', () => {
  fc.assert(
    fc.property(situations, (situation) => {
      const halves = [PERIOD, { fromAt: PERIOD.untilAt, untilAt: HOUR.untilAt }].map((period) =>
        accepted({ period, ...situation }),
      );
      for (const { pairId, offerMwh, bidMwh } of accepted({ period: HOUR, ...situation }).pairs) {
        const parts = halves.map((half) => half.pairs.find((one) => one.pairId === pairId));
        const sum = (of: 'offerMwh' | 'bidMwh'): number => parts.reduce((total, part) => total + (part?.[of] ?? Number.NaN), 0);
        expect(sum('offerMwh')).toBeCloseTo(offerMwh, 8);
        expect(sum('bidMwh')).toBeCloseTo(bidMwh, 8);
      }
    }),
  );
});
