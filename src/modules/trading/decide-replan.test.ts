import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideReplan, type SocExpectation } from './decide-replan.ts';

const at = (time: string): Date => new Date(`2026-05-12T${time}Z`);
const expectation: SocExpectation = {
  madeAt: at('09:12:00'),
  fromAt: at('10:00:00'),
  untilAt: at('10:30:00'),
  socPercentAtStart: 40,
  socPercentAtEnd: 70,
  isOfOlderIntent: false,
};
const reading = { measuredAt: at('10:10:00'), socPercent: 50 };

test.each<[string, Partial<Parameters<typeof decideReplan>[0]>, boolean]>([
  ['on its course: no', {}, false],
  ['at the edge of the tolerance: no', { reading: { ...reading, socPercent: 52 } }, false],
  ['above its course: yes', { reading: { ...reading, socPercent: 52.1 } }, true],
  ['below its course: yes', { reading: { ...reading, socPercent: 47.9 } }, true],
  ['without a plan for now: yes', { expectation: null }, true],
  ['with a plan for an intent that was replaced: yes', { expectation: { ...expectation, isOfOlderIntent: true } }, true],
  [
    'strayed, but planned within this period: no',
    { expectation: { ...expectation, madeAt: at('10:00:00') }, reading: { ...reading, socPercent: 90 } },
    false,
  ],
  [
    'strayed by a reading of the period before: no',
    { now: at('10:01:00'), reading: { measuredAt: at('09:59:59'), socPercent: 90 } },
    false,
  ],
  ['strayed by an old reading: no', { now: at('10:15:01'), reading: { ...reading, socPercent: 90 } }, false],
  ['strayed by a reading of five minutes ago: yes', { now: at('10:15:00'), reading: { ...reading, socPercent: 90 } }, true],
  [
    'at the start of the period: its start counts',
    { now: at('10:00:00'), reading: { measuredAt: at('10:00:00'), socPercent: 42.5 } },
    true,
  ],
  ['at its end: its end counts', { now: at('10:30:00'), reading: { measuredAt: at('10:30:00'), socPercent: 71 } }, false],
])('%s', (_guarantee, change, replan) => {
  expect(decideReplan({ now: at('10:11:00'), reading, expectation, ...change })).toBe(replan);
});

test('a battery that does as its plan says is left alone, at any instant of any period', () => {
  const percent = fc.double({ min: 0, max: 100, noNaN: true });
  fc.assert(
    fc.property(percent, percent, fc.double({ min: 0, max: 1, noNaN: true }), (socPercentAtStart, socPercentAtEnd, share) => {
      const measuredAt = new Date(expectation.fromAt.getTime() + Math.round(share * 1_800_000));
      const exact = (measuredAt.getTime() - expectation.fromAt.getTime()) / 1_800_000;
      const socPercent = socPercentAtStart + (socPercentAtEnd - socPercentAtStart) * exact;
      const plan = { ...expectation, socPercentAtStart, socPercentAtEnd };
      expect(decideReplan({ now: measuredAt, reading: { measuredAt, socPercent }, expectation: plan })).toBe(false);
      expect(decideReplan({ now: measuredAt, reading: { measuredAt, socPercent: socPercent + 2.01 }, expectation: plan })).toBe(
        true,
      );
    }),
  );
});
