import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyAssets } from '../../src/modules/assets/index.ts';
import { fileOf, globalBattery, globalSite, newKey, openWorld, type Place, type World } from '../harness/world.ts';

/** What a site was told must not outlive what it was told for. */

let world: World;
let operator: string;
let admin: string;
const ONE: Place = { tenant: 'alder', site: 'north', battery: 'one' };
const TWO: Place = { tenant: 'alder', site: 'north', battery: 'two' };
const THREE: Place = { tenant: 'alder', site: 'south', battery: 'three' };

beforeAll(async () => {
  world = await openWorld({ at: '2026-05-12T23:00:00Z' });
  operator = await world.key('alder', 'OPERATOR');
  admin = await world.key('alder', 'ADMIN');
  await world.publishPrices('alder', '2026-05-13');
  for (const place of [ONE, TWO, THREE]) await world.storeReading(place);
  await world.workOff();
});
afterAll(() => world.close());

const LIMITS = `query($id: ID!) { battery(id: $id) { instructions(first: 1) { nodes {
  instructionSequence state limits { chargePowerKwMax dischargePowerKwMax } } } } }`;
const newest = async (place: Place) =>
  (await world.ask(operator, LIMITS, { id: globalBattery(place) })).data.battery.instructions.nodes[0];

test('a smaller grid connection in the tenant’s file reaches every battery of the site, and of no other', async () => {
  const [one, two, three] = [await newest(ONE), await newest(TWO), await newest(THREE)];
  const file = fileOf('alder');
  const sites = file.sites.map((site) => (site.key === 'north' ? { ...site, exportLimitKw: site.exportLimitKw / 100 } : site));
  await applyAssets(world.services, { ...file, sites });
  await world.workOff();
  expect((await newest(ONE)).limits.dischargePowerKwMax).toBeLessThan(one.limits.dischargePowerKwMax);
  expect((await newest(TWO)).limits.dischargePowerKwMax).toBeLessThan(two.limits.dischargePowerKwMax);
  expect(await newest(THREE)).toEqual(three);
});

test('another battery at a site leaves the others a smaller share of the grid connection', async () => {
  const before = await newest(ONE);
  const input = {
    idempotencyKey: newKey(),
    siteId: globalSite(ONE),
    name: 'A newcomer',
    chargePowerKwMax: 1_000,
    dischargePowerKwMax: 1_000,
    energyCapacityKwh: 2_000,
    chargeEfficiencyPercent: 95,
    dischargeEfficiencyPercent: 95,
  };
  await world.ask(admin, 'mutation($input: RegisterBatteryInput!) { registerBattery(input: $input) { __typename } }', { input });
  await world.workOff();
  expect((await newest(ONE)).limits.dischargePowerKwMax).toBeLessThan(before.limits.dischargePowerKwMax);
});

test('a site that holds a higher sequence than the platform has given is told everything anew, above it', async () => {
  const before = await newest(THREE);
  const agent = await world.agent('alder', 'south');
  const ahead = before.instructionSequence + 1_000;
  const stream = world.follow(
    agent,
    'subscription($after: Int!) { siteInstructions(afterSequence: $after) { instructionSequence battery { id } } }',
    {
      after: ahead,
    },
  );
  await expect
    .poll(async () => {
      await world.workOff();
      return (await newest(THREE)).instructionSequence;
    })
    .toBeGreaterThan(ahead);
  const told = await stream.next();
  expect(told.data.siteInstructions).toEqual({
    instructionSequence: (await newest(THREE)).instructionSequence,
    battery: { id: globalBattery(THREE) },
  });
});

test('the hundred-and-first override is refused, so that none is ever forgotten', async () => {
  const wish = (powerKw: number) => ({
    input: {
      idempotencyKey: newKey(),
      batteryId: globalBattery(TWO),
      powerKw,
      untilAt: '2026-05-13T12:00:00Z',
      reason: 'a test',
    },
  });
  const OVERRIDE = `mutation($input: OverrideBatteryInput!) { overrideBattery(input: $input) {
    __typename ... on OverrideRefused { reason } } }`;
  for (let count = 0; count < 100; count += 1) await world.ask(operator, OVERRIDE, wish(0));
  const answer = await world.ask(operator, OVERRIDE, wish(0.01));
  expect(answer.data.overrideBattery).toEqual({ __typename: 'OverrideRefused', reason: 'TOO_MANY' });
});
