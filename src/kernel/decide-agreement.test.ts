import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AgreementClaim, refuseAgreement } from './decide-agreement.ts';
import { AGREEMENT_ROLES } from './ownership-models.ts';

const dayAt = (day: number): Date => new Date(Date.UTC(2026, 0, 1 + day));
const claim = (
  change: Partial<Omit<AgreementClaim, 'validFrom' | 'validUntil'>> & { days?: readonly [number, number | null] } = {},
): AgreementClaim => {
  const { days: [from, until] = [0, null], ...rest } = change;
  return {
    partyId: 'a',
    role: 'OWNER',
    batteryId: 'one',
    sharePercent: null,
    ...rest,
    validFrom: dayAt(from),
    validUntil: until === null ? null : dayAt(until),
  };
};

describe('an agreement', () => {
  test.each<[string, AgreementClaim, readonly AgreementClaim[], string | null]>([
    ['alone stands', claim(), [], null],
    ['without any length is refused', claim({ days: [3, 3] }), [], 'BAD_TIME_SPAN'],
    ['that ends before it begins is refused', claim({ days: [3, 2] }), [], 'BAD_TIME_SPAN'],
    ['with a share, of another than an owner, is refused', claim({ role: 'LESSEE', sharePercent: 5 }), [], 'SHARE_NOT_OF_OWNER'],
    ['as a second lessee is refused', claim({ role: 'LESSEE' }), [claim({ role: 'LESSEE', partyId: 'b' })], 'ROLE_TAKEN'],
    [
      'as the next lessee, from the instant the other ends, stands',
      claim({ role: 'LESSEE', days: [5, null] }),
      [claim({ role: 'LESSEE', partyId: 'b', days: [0, 5] })],
      null,
    ],
    [
      'as a lessee of another battery stands',
      claim({ role: 'LESSEE' }),
      [claim({ role: 'LESSEE', partyId: 'b', batteryId: 'two' })],
      null,
    ],
    [
      'as operator of the whole site, where one battery has another, is refused',
      claim({ role: 'OPERATOR', batteryId: null }),
      [claim({ role: 'OPERATOR', partyId: 'b' })],
      'ROLE_TAKEN',
    ],
    [
      'as operator of a battery, where the site has another, is refused',
      claim({ role: 'OPERATOR' }),
      [claim({ role: 'OPERATOR', partyId: 'b', batteryId: null })],
      'ROLE_TAKEN',
    ],
    ['as a second auditor stands', claim({ role: 'AUDITOR' }), [claim({ role: 'AUDITOR', partyId: 'b' })], null],
    ['said twice is refused', claim({ role: 'AUDITOR' }), [claim({ role: 'AUDITOR' })], 'SAME_AGREEMENT'],
    ['as a second owner without a share, of the whole, is refused', claim(), [claim({ partyId: 'b' })], 'SHARES_ABOVE_WHOLE'],
    [
      'as an owner of a part, where another has the whole without a share, is refused',
      claim({ sharePercent: 1 }),
      [claim({ partyId: 'b' })],
      'SHARES_ABOVE_WHOLE',
    ],
    ['as the next owner of the whole stands', claim({ days: [5, null] }), [claim({ partyId: 'b', days: [0, 5] })], null],
    ['as an owner of the other half stands', claim({ sharePercent: 50 }), [claim({ partyId: 'b', sharePercent: 50 })], null],
    [
      'as an owner of more than is left is refused',
      claim({ sharePercent: 51 }),
      [claim({ partyId: 'b', sharePercent: 50 })],
      'SHARES_ABOVE_WHOLE',
    ],
    [
      'as an owner of what is left at every instant stands',
      claim({ sharePercent: 50 }),
      [claim({ partyId: 'b', sharePercent: 50, days: [0, 5] }), claim({ partyId: 'c', sharePercent: 50, days: [5, null] })],
      null,
    ],
    [
      'over a site counts its batteries one by one',
      claim({ sharePercent: 40, batteryId: null }),
      [claim({ partyId: 'b', sharePercent: 60 }), claim({ partyId: 'c', sharePercent: 60, batteryId: 'two' })],
      null,
    ],
    [
      'over a site that is too much for one battery is refused',
      claim({ sharePercent: 41, batteryId: null }),
      [claim({ partyId: 'b', sharePercent: 60 })],
      'SHARES_ABOVE_WHOLE',
    ],
  ])('%s', (_what, wanted, others, reason) => {
    expect(refuseAgreement(wanted, others)?.reason ?? null).toBe(reason);
  });
});

const drawn: fc.Arbitrary<AgreementClaim> = fc
  .record({
    partyId: fc.constantFrom('a', 'b', 'c'),
    role: fc.constantFrom(...AGREEMENT_ROLES, 'OWNER' as const, 'OWNER' as const),
    batteryId: fc.constantFrom('one', 'two', null),
    from: fc.integer({ min: 0, max: 8 }),
    length: fc.option(fc.integer({ min: -1, max: 5 })),
    sharePercent: fc.option(fc.integer({ min: 10, max: 70 })),
  })
  .map(({ from, length, ...one }) => claim({ ...one, days: [from, length === null ? null : from + length] }));

test('whatever is asked for in whatever order, what stands never contradicts itself on any day', () => {
  fc.assert(
    fc.property(fc.array(drawn, { maxLength: 14 }), (wanted) => {
      const standing: AgreementClaim[] = [];
      for (const one of wanted) if (refuseAgreement(one, standing) === null) standing.push(one);
      for (let day = 0; day < 16; day += 1) {
        for (const batteryId of ['one', 'two', 'three']) {
          const there = standing.filter(
            (one) =>
              (one.batteryId === null || one.batteryId === batteryId) &&
              one.validFrom <= dayAt(day) &&
              (one.validUntil === null || one.validUntil > dayAt(day)),
          );
          for (const role of ['LESSEE', 'OPERATOR', 'OPTIMISER', 'OFFTAKER']) {
            expect(there.filter((one) => one.role === role).length).toBeLessThan(2);
          }
          const owners = there.filter(({ role }) => role === 'OWNER');
          const shares = owners.map((one) => one.sharePercent ?? 100).reduce((sum, share) => sum + share, 0);
          expect(shares).toBeLessThanOrEqual(100);
          expect(new Set(there.map((one) => `${one.partyId} ${one.role}`)).size).toBe(there.length);
        }
      }
    }),
    { numRuns: 500 },
  );
});

test('what is refused for another would have contradicted it on some day', () => {
  fc.assert(
    fc.property(drawn, drawn, (one, other) => {
      fc.pre(refuseAgreement(one, []) === null && refuseAgreement(other, []) === null);
      if (refuseAgreement(one, [other]) === null) return;
      const isThere = (each: AgreementClaim, day: number): boolean =>
        each.validFrom <= dayAt(day) && (each.validUntil === null || each.validUntil > dayAt(day));
      expect(one.role).toBe(other.role);
      expect(Array.from({ length: 20 }, (_, day) => isThere(one, day) && isThere(other, day))).toContain(true);
    }),
    { numRuns: 500 },
  );
});
