import { afterAll, beforeAll, expect, test } from 'vitest';
import { globalBattery, globalSite, newKey, openWorld, type Place, type World } from '../harness/world.ts';

let world: World;
let operator: string;
const ONE: Place = { tenant: 'alder', site: 'north', battery: 'one' };
const TWO: Place = { tenant: 'alder', site: 'north', battery: 'two' };
const THREE: Place = { tenant: 'alder', site: 'south', battery: 'three' };

beforeAll(async () => {
  world = await openWorld({ at: '2026-05-12T23:00:00Z' });
  operator = await world.key('alder', 'OPERATOR');
  // No two periods cost the same: the cheapest are charged in with all there is.
  await world.publishPrices('alder', '2026-05-13', ({ periodIndex }) => {
    const price = periodIndex <= 24 ? 30 + periodIndex / 10 : periodIndex >= 35 && periodIndex <= 40 ? 200 : 80;
    return { importPricePerMwh: String(price + 2), exportPricePerMwh: String(price) };
  });
  for (const place of [ONE, TWO, THREE]) await world.storeReading(place);
  await world.workOff();
});
afterAll(() => world.close());

const SET = `mutation($input: SetPowerLimitInput!) { setPowerLimit(input: $input) { __typename
  ... on PowerLimitSet { limit { id viewerCan { action allowed } } } ... on PowerLimitRefused { reason } } }`;
const LIFT = `mutation($input: LiftPowerLimitInput!) { liftPowerLimit(input: $input) { ... on PowerLimitLifted { limit { liftedAt } } } }`;
const NEWEST = `query($id: ID!) { battery(id: $id) { powerLimits { id role } plan { periods { powerKw } } instructions(first: 1) { nodes {
  instructionSequence limits { chargePowerKwMax dischargePowerKwMax } setpoints { fromAt untilAt powerKw limitedBy limit { id } } } } } }`;

interface Setpoint {
  readonly fromAt: string;
  readonly powerKw: number;
  readonly limitedBy: string | null;
  readonly limit: { readonly id: string } | null;
}

const battery = async (place: Place) => (await world.ask(operator, NEWEST, { id: globalBattery(place) })).data.battery;
const setpoints = async (place = ONE): Promise<readonly Setpoint[]> => {
  // Of two plans made at one instant neither is the newer.
  world.clock.advance({ seconds: 1 });
  await world.workOff();
  return (await battery(place)).instructions.nodes[0].setpoints;
};
const limit = async (fields: object, credential = operator) => {
  const input = { idempotencyKey: newKey(), role: 'OPERATOR', reason: 'a test', ...fields };
  return world.ask(credential, SET, { input });
};
const limited = async (fields: object): Promise<string> => (await limit(fields)).data.setPowerLimit.limit.id;
const lift = async (limitId: string) => world.ask(operator, LIFT, { input: { idempotencyKey: newKey(), limitId } });
const chargeOf = (all: readonly Setpoint[]): number => Math.round(Math.max(...all.map(({ powerKw }) => -powerKw)));

test('a limit holds the battery back at once and until it is lifted; the plan is made again within it', async () => {
  expect(chargeOf(await setpoints())).toBe(75);
  const id = await limited({ batteryId: globalBattery(ONE), chargePowerKwMax: 20 });
  const held = await setpoints();
  expect(chargeOf(held)).toBe(20);
  const planned: readonly { powerKw: number }[] = (await battery(ONE)).plan.periods;
  expect(Math.max(...planned.map(({ powerKw }) => -powerKw))).toBe(20);
  expect((await battery(ONE)).instructions.nodes[0].limits).toEqual({ chargePowerKwMax: 20, dischargePowerKwMax: 60 });
  expect((await battery(ONE)).powerLimits).toEqual([{ id, role: 'OPERATOR' }]);
  await lift(id);
  expect(chargeOf(await setpoints())).toBe(75);
  expect((await battery(ONE)).powerLimits).toEqual([]);
});

test('what a wish is held back by is told, and which of the limits it was', async () => {
  const input = { idempotencyKey: newKey(), batteryId: globalBattery(ONE), powerKw: 30, untilAt: '2026-05-13T01:00:00Z' };
  const override = `mutation($input: OverrideBatteryInput!) { overrideBattery(input: $input) { __typename } }`;
  await world.ask(operator, override, { input: { ...input, reason: 'a test' } });
  const wider = await limited({ batteryId: globalBattery(ONE), dischargePowerKwMax: 25, role: 'MARKET' });
  const narrower = await limited({
    batteryId: globalBattery(ONE),
    dischargePowerKwMax: 10,
    role: 'OWNER',
    fromAt: '2026-05-13T00:00:00Z',
  });
  const [first, second] = await setpoints();
  expect(first).toMatchObject({ powerKw: 25, limitedBy: 'MARKET', limit: { id: wider } });
  expect(second).toMatchObject({ fromAt: '2026-05-13T00:00:00Z', powerKw: 10, limitedBy: 'OWNER', limit: { id: narrower } });
  for (const id of [wider, narrower]) await lift(id);
});

test('a limit on a site is shared by its batteries, and no other site’s', async () => {
  const id = await limited({ siteId: globalSite(ONE), chargePowerKwMax: 40 });
  expect([chargeOf(await setpoints(ONE)), chargeOf(await setpoints(TWO)), chargeOf(await setpoints(THREE))]).toEqual([
    20, 20, 100,
  ]);
  await lift(id);
});

test('a limit that begins later tightens the bounds the site keeps by then, by the clock alone', async () => {
  const id = await limited({ batteryId: globalBattery(ONE), dischargePowerKwMax: 5, fromAt: '2026-05-13T03:00:00Z' });
  await world.workOff();
  const bounds = async () => (await battery(ONE)).instructions.nodes[0].limits.dischargePowerKwMax;
  expect(await bounds()).toBe(60);
  world.clock.setTo('2026-05-13T02:46:00Z');
  await world.runTimer('watch-instructions');
  await world.workOff();
  expect(await bounds()).toBe(5);
  await lift(id);
});

test('each limits as what they may: the owner for the owner, and a whole site the control room alone', async () => {
  const owner = await world.key('alder', 'OWNER', 'owner');
  const here = { batteryId: globalBattery(ONE), chargePowerKwMax: 20, untilAt: '2026-05-14T00:00:00Z' };
  const set = await limit({ ...here, role: 'OWNER' }, owner);
  expect(set.data.setPowerLimit.limit.viewerCan).toEqual([{ action: 'LIFT_POWER_LIMIT', allowed: true }]);
  expect((await limit(here, owner)).codes).toEqual(['FORBIDDEN']);
  expect((await limit({ ...here, role: 'MARKET' }, owner)).codes).toEqual(['FORBIDDEN']);
  expect((await limit({ ...here, role: 'MARKET' }, await world.key('alder', 'OPTIMISER', 'optimiser'))).codes).toEqual([]);
  expect((await limit({ ...here, batteryId: null, siteId: globalSite(ONE) }, owner)).codes).toEqual(['FORBIDDEN']);
  expect((await limit({ batteryId: globalBattery(ONE) })).data.setPowerLimit).toMatchObject({ reason: 'NO_LIMIT' });
  expect((await limit({ ...here, untilAt: '2026-05-12T00:00:00Z' })).data.setPowerLimit).toMatchObject({
    reason: 'BAD_TIME_SPAN',
  });
});
