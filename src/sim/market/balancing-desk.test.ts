import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { connectorOf, createHttpOperator, readMarketTerms, type UnitDeclaration } from '../../modules/markets/index.ts';
import { type BalancingDesk, openBalancingDesk } from './balancing-desk.ts';

const [FROM, UNTIL] = [new Date('2026-05-13T11:00:00Z'), new Date('2026-05-13T11:30:00Z')];
const level = (powerMw: number) => ({ fromAt: FROM, untilAt: UNTIL, fromPowerMw: powerMw, untilPowerMw: powerMw });
const pair = (pairId: number, offerPerMwh: string, bidPerMwh: string) => ({
  pairId,
  rangeMw: Math.sign(pairId) * 10,
  offerPerMwh,
  bidPerMwh,
});
let now = new Date('2026-05-13T09:00:00Z');
let desk: BalancingDesk;

beforeAll(async () => {
  const terms = await readMarketTerms(path.resolve(import.meta.dirname, '../../../markets'));
  desk = await openBalancingDesk({ now: () => now, connector: connectorOf('GB', terms.GB) });
});
beforeEach(() => {
  desk.reset();
  now = new Date('2026-05-13T09:00:00Z');
});
afterAll(() => desk.close());

interface Given extends Partial<Omit<UnitDeclaration, 'periods'>> {
  readonly notifiedMw?: number;
  readonly pairs?: UnitDeclaration['periods'][number]['pairs'];
}

function declare({ notifiedMw = 20, pairs = [pair(-1, '56', '36'), pair(1, '56', '54')], ...change }: Given = {}) {
  const period = { settlementDate: '2026-05-13', periodIndex: 25, fromAt: FROM, untilAt: UNTIL };
  return createHttpOperator({ url: desk.url, token: null }).declare({
    unit: 'T_NORTH-1',
    sequence: 1,
    declaredAt: now,
    periods: [{ period, notification: [level(notifiedMw)], pairs }],
    exportLimit: [level(50)],
    importLimit: [level(-50)],
    ...change,
  });
}

test.each<[string, Given]>([
  ['a level between the steps', { notifiedMw: 20.5 }],
  ['a notification beyond the limits', { notifiedMw: 51 }],
  ['an export limit below zero', { exportLimit: [level(-1)], notifiedMw: -2 }],
  ['an import limit above zero', { importLimit: [level(1)] }],
  ['an offer below its bid', { pairs: [pair(1, '50', '51')] }],
  ['prices that fall upwards', { pairs: [pair(-1, '60', '36'), pair(1, '56', '54')] }],
  ['a pair that stands on nothing', { pairs: [pair(2, '56', '54')] }],
  ['a pair beyond the fifth', { pairs: [pair(6, '56', '54')] }],
  ['a range of the other sign', { pairs: [{ ...pair(1, '56', '54'), rangeMw: -10 }] }],
])('%s is refused', async (_what, given) => {
  expect(await declare()).toEqual({ kind: 'accepted' });
  expect(await declare({ sequence: 2, ...given })).toMatchObject({ kind: 'refused' });
});

test('behind the gate the same is taken and another notification is not', async () => {
  await declare();
  now = new Date('2026-05-13T10:00:00Z');
  expect(await declare({ sequence: 2, notifiedMw: 21 })).toMatchObject({ kind: 'refused' });
  expect(await declare({ sequence: 3, exportLimit: [level(30)] })).toEqual({ kind: 'accepted' });
  expect(desk.inForce('T_NORTH-1', FROM)).toEqual({ notifiedMw: 20, exportMw: 30, importMw: -50 });
});

test('of two declarations the greater number counts, whichever came first', async () => {
  await declare({ sequence: 2, notifiedMw: 22 });
  await declare({ sequence: 1, notifiedMw: 21 });
  expect(desk.inForce('T_NORTH-1', FROM)?.notifiedMw).toBe(22);
});
