import { afterAll, beforeAll, expect, test } from 'vitest';
import { globalBattery, newKey, openWorld, type Place, type World } from '../harness/world.ts';

let world: World;
let operator: string;
const ONE: Place = { tenant: 'alder', site: 'north', battery: 'one' };
const THREE: Place = { tenant: 'alder', site: 'south', battery: 'three' };

beforeAll(async () => {
  world = await openWorld({ at: '2026-05-12T23:00:00Z' });
  operator = await world.key('alder', 'OPERATOR');
  await world.publishPrices('alder', '2026-05-13');
  await world.storeReading(ONE);
  await world.workOff();
});
afterAll(() => world.close());

const RESPONSE = 'id service direction contractedPowerKw baselinePowerKw untilAt disabledAt state';
const ENABLE = `mutation($input: EnableResponseInput!) { enableResponse(input: $input) { __typename
  ... on ResponseEnabled { response { ${RESPONSE} } } ... on ResponseRefused { reason } } }`;
const DISABLE = `mutation($input: DisableResponseInput!) { disableResponse(input: $input) { ... on ResponseDisabled { response { ${RESPONSE} } } } }`;
const BATTERY = `query($id: ID!) { battery(id: $id) { enabledResponses { ${RESPONSE} viewerCan { action allowed } } instructions(first: 1) { nodes {
  id instructionSequence setpoints { powerKw source } responses { service direction contractedPowerKw fromAt untilAt } } } } }`;
const ACKNOWLEDGE = `mutation($input: AcknowledgeInstructionInput!) { acknowledgeInstruction(input: $input) { __typename } }`;
const SPAN = { fromAt: '2026-05-13T02:00:00Z', untilAt: '2026-05-13T06:00:00Z' };

const battery = async (credential = operator, place = ONE) => {
  await world.workOff();
  return (await world.ask(credential, BATTERY, { id: globalBattery(place) })).data.battery;
};
const enable = async (fields: object, credential = operator) => {
  const input = { batteryId: globalBattery(ONE), service: 'DC', direction: 'LOW', contractedPowerKw: 30, ...SPAN };
  return world.ask(credential, ENABLE, { input: { idempotencyKey: newKey(), ...input, ...fields } });
};
const carried = { service: 'DC', direction: 'LOW', contractedPowerKw: 30, ...SPAN };

test('an enabled response is carried in the instruction, and a new plan leaves it as it is', async () => {
  const { data } = await enable({ baselinePowerKw: -5 });
  expect(data.enableResponse.response).toMatchObject({ service: 'DC', baselinePowerKw: -5, state: 'WAITING', disabledAt: null });
  const told = (await battery()).instructions.nodes[0];
  expect(told.responses).toEqual([carried]);
  expect(told.setpoints).toContainEqual({ powerKw: -5, source: 'FREQUENCY_RESPONSE' });
  world.clock.advance({ minutes: 1 });
  await world.publishPrices('alder', '2026-05-13', ({ periodIndex }) => {
    const price = String(200 - periodIndex);
    return { importPricePerMwh: price, exportPricePerMwh: price };
  });
  const again = (await battery()).instructions.nodes[0];
  expect(again.instructionSequence).toBeGreaterThan(told.instructionSequence);
  expect(again.responses).toEqual([carried]);
});

test('it is armed once the site has applied it, and ended when it is disabled', async () => {
  const { instructions, enabledResponses } = await battery();
  const input = { idempotencyKey: newKey(), instructionId: instructions.nodes[0].id, outcome: 'APPLIED' };
  const agent = await world.agent('alder', 'north');
  await world.ask(agent, ACKNOWLEDGE, { input: { ...input, happenedAt: world.clock.now() } });
  const [armed] = (await battery()).enabledResponses;
  expect(armed).toMatchObject({ state: 'ARMED', viewerCan: [{ action: 'DISABLE_RESPONSE', allowed: true }] });
  const ended = await world.ask(operator, DISABLE, {
    input: { idempotencyKey: newKey(), responseId: enabledResponses[0].id },
  });
  expect(ended.data.disableResponse.response).toMatchObject({ state: 'DISABLED', disabledAt: '2026-05-12T23:01:00Z' });
  const without = await battery();
  expect([without.enabledResponses, without.instructions.nodes[0].responses]).toEqual([[], []]);
});

test('what does not fit is refused, and what is not allowed is not done', async () => {
  expect((await enable({ contractedPowerKw: 61 })).data.enableResponse).toMatchObject({ reason: 'BEYOND_LIMITS' });
  expect((await enable({ untilAt: SPAN.fromAt })).data.enableResponse).toMatchObject({ reason: 'BAD_TIME_SPAN' });
  expect((await enable({ contractedPowerKw: 0 })).codes).toEqual(['BAD_USER_INPUT']);
  expect((await enable({}, await world.key('alder', 'VIEWER'))).codes).toEqual(['FORBIDDEN']);
  expect((await enable({}, await world.key('alder', 'OWNER', 'owner'))).codes).toEqual(['FORBIDDEN']);
  expect((await enable({}, await world.key('birch', 'OPERATOR'))).codes).toEqual(['NOT_FOUND']);
  expect((await enable({}, await world.key('alder', 'OPTIMISER', 'optimiser'))).data.enableResponse.__typename).toBe(
    'ResponseEnabled',
  );
});

test('a later owner sees none that was enabled before its time, nor a former one what was enabled after', async () => {
  await world.storeReading(THREE);
  const place = { batteryId: globalBattery(THREE), contractedPowerKw: 10 };
  await enable({ ...place, fromAt: '2026-05-20T00:00:00Z', untilAt: '2026-05-22T00:00:00Z' });
  const count = async (party: string) =>
    (await battery(await world.key('alder', 'OWNER', party), THREE))?.enabledResponses.length ?? null;
  expect([await count('former'), await count('coming')]).toEqual([1, null]);
  world.clock.setTo('2026-06-01T12:00:00Z');
  await enable({ ...place, fromAt: '2026-06-02T00:00:00Z', untilAt: '2026-06-03T00:00:00Z' });
  expect([await count('former'), await count('coming')]).toEqual([0, 1]);
});
