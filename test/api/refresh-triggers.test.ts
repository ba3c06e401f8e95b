import { afterAll, beforeAll, expect, test } from 'vitest';
import { announce } from '../../src/platform/platform.ts';
import { batteryIdOf, fileOf, globalBattery, newKey, openWorld, type Place, type World } from '../harness/world.ts';

let world: World;
let operator: string;
const ONE: Place = { tenant: 'alder', site: 'north', battery: 'one' };
const { tenantId } = fileOf('alder');

beforeAll(async () => {
  world = await openWorld({ at: '2026-05-12T23:00:00Z' });
  operator = await world.key('alder', 'OPERATOR');
  await world.publishPrices('alder', '2026-05-13');
  await world.storeReading(ONE);
  await world.workOff();
});
afterAll(() => world.close());

const NEWEST = `query($id: ID!) { battery(id: $id) { instructions(first: 1) { nodes { id instructionSequence state } } } }`;
const ACKNOWLEDGE = `mutation($input: AcknowledgeInstructionInput!) { acknowledgeInstruction(input: $input) { __typename } }`;
const newest = async () => (await world.ask(operator, NEWEST, { id: globalBattery(ONE) })).data.battery.instructions.nodes[0];
test('a thousand triggers of one battery are one run, which says nothing that the site holds already', async () => {
  const before = await newest();
  const trigger = () =>
    world.services.db.write(tenantId, (tx) =>
      announce(world.services, tx, { announcement: 'override-changed', batteryIds: [batteryIdOf(ONE)] }),
    );
  for (let round = 0; round < 100; round += 1) await Promise.all(Array.from({ length: 10 }, trigger));
  expect(await world.workOff()).toEqual(['refresh-setpoint']);
  expect(await newest()).toEqual(before);
});

test('a battery that is heard again is decided anew: what its site refused before is sent again', async () => {
  const { id, instructionSequence } = await newest();
  const input = { idempotencyKey: newKey(), instructionId: id, outcome: 'REFUSED', happenedAt: world.clock.now() };
  await world.ask(await world.agent('alder', 'north'), ACKNOWLEDGE, { input: { ...input, refusalReason: 'off for repair' } });
  // So long that it is offline, and then a reading.
  world.clock.advance({ minutes: 20 });
  await world.runTimer('watch-connectivity');
  await world.workOff();
  await world.storeReading(ONE);
  await world.runTimer('watch-connectivity');
  expect(await world.workOff()).toContain('refresh-setpoint');
  const again = await newest();
  expect(again.state).toBe('ISSUED');
  expect(again.instructionSequence).toBeGreaterThan(instructionSequence);
});
