import { describe, expect, test } from 'vitest';
import { type WireDeclaration, wireDeclarationOf } from './operator-format.ts';
import { readDeclarationAnswer } from './read-declaration-answer.ts';
import type { UnitDeclaration } from './system-operator.ts';

const [FROM, UNTIL] = [new Date('2026-05-13T11:00:00Z'), new Date('2026-05-13T11:30:00Z')];
const level = (powerMw: number) => ({ fromAt: FROM, untilAt: UNTIL, fromPowerMw: powerMw, untilPowerMw: powerMw });
const DECLARATION: UnitDeclaration = {
  unit: 'T_NORTH-1',
  sequence: 7,
  declaredAt: new Date('2026-05-13T09:10:00Z'),
  periods: [
    {
      period: { settlementDate: '2026-05-13', periodIndex: 25, fromAt: FROM, untilAt: UNTIL },
      notification: [level(20)],
      pairs: [
        { pairId: -1, rangeMw: -70, offerPerMwh: '56.00', bidPerMwh: '36.00' },
        { pairId: 1, rangeMw: 30, offerPerMwh: '56.00', bidPerMwh: '54.00' },
      ],
    },
  ],
  exportLimit: [level(50)],
  importLimit: [level(-50)],
};
const AS_SENT = wireDeclarationOf(DECLARATION);
const about = { bmUnit: 'T_NORTH-1', notificationSequence: 7 };
const accepted = (change: Partial<WireDeclaration>, around: object = {}): string =>
  JSON.stringify({ ...about, state: 'ACCEPTED', declaration: { ...AS_SENT, ...change }, ...around });

test('a declaration is sent as rows of the datasets', () => {
  const times = { timeFrom: '2026-05-13T11:00:00.000Z', timeTo: '2026-05-13T11:30:00.000Z' };
  const period = { settlementDate: '2026-05-13', settlementPeriod: 25 };
  const notified = { notificationTime: '2026-05-13T09:10:00.000Z', notificationSequence: 7 };
  expect(AS_SENT).toEqual({
    bmUnit: 'T_NORTH-1',
    ...notified,
    PN: [{ ...period, ...times, levelFrom: 20, levelTo: 20 }],
    MELS: [{ ...times, levelFrom: 50, levelTo: 50, ...notified }],
    MILS: [{ ...times, levelFrom: -50, levelTo: -50, ...notified }],
    BOD: [
      { ...period, ...times, levelFrom: -70, levelTo: -70, pairId: -1, offer: '56.00', bid: '36.00' },
      { ...period, ...times, levelFrom: 30, levelTo: 30, pairId: 1, offer: '56.00', bid: '54.00' },
    ],
  });
});

describe('words about a declaration', () => {
  test.each([
    ['it has it as it was sent', accepted({}), { kind: 'accepted' }],
    [
      'its rows in another order, with more in them',
      accepted({ BOD: AS_SENT.BOD.toReversed() }, { receivedAt: 'now' }),
      { kind: 'accepted' },
    ],
    [
      'instants and prices written otherwise',
      accepted({ BOD: AS_SENT.BOD.map((row) => ({ ...row, timeFrom: '2026-05-13T11:00:00Z', offer: '56' })) }),
      { kind: 'accepted' },
    ],
    [
      'it does not take it',
      JSON.stringify({ ...about, state: 'REFUSED', reason: 'The gate is closed.' }),
      { kind: 'refused', reason: 'The gate is closed.' },
    ],
    ['it has none', JSON.stringify({ ...about, state: 'UNKNOWN' }), { kind: 'not-known' }],
  ])('%s: understood', (_guarantee, payload, answer) => {
    expect(readDeclarationAnswer(payload, DECLARATION)).toEqual(answer);
  });

  test.each([
    ['another unit', JSON.stringify({ ...about, bmUnit: 'T_SOUTH-1', state: 'UNKNOWN' }), 'another declaration'],
    ['another sequence', JSON.stringify({ ...about, notificationSequence: 8, state: 'UNKNOWN' }), 'another declaration'],
    ['another level', accepted({ PN: AS_SENT.PN.map((row) => ({ ...row, levelTo: 21 })) }), 'PN of the accepted'],
    ['another price', accepted({ BOD: AS_SENT.BOD.map((row) => ({ ...row, bid: '55' })) }), 'BOD of the accepted'],
    ['a row too few', accepted({ MELS: [] }), 'MELS of the accepted'],
    ['a row too many', accepted({ MILS: [...AS_SENT.MILS, ...AS_SENT.MILS] }), 'MILS of the accepted'],
    ['another time', accepted({ notificationTime: '2026-05-13T09:11:00Z' }), 'notificationTime'],
    ['accepted without saying what', JSON.stringify({ ...about, state: 'ACCEPTED' }), '/'],
    ['a state that there is not', JSON.stringify({ ...about, state: 'MAYBE' }), '/'],
    ['a page', '<html>', 'not JSON'],
  ])('%s: not understood', (_guarantee, payload, reason) => {
    expect(readDeclarationAnswer(payload, DECLARATION)).toEqual({
      kind: 'not-understood',
      payload,
      reason: expect.stringContaining(reason),
    });
  });
});
