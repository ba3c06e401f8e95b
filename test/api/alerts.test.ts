import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { globalBattery, newKey, openWorld, type Place, type World } from '../harness/world.ts';

let world: World;
let operator: string;
let agent: string;
const ONE: Place = { tenant: 'alder', site: 'north', battery: 'one' };
const THREE: Place = { tenant: 'alder', site: 'south', battery: 'three' };

beforeAll(async () => {
  world = await openWorld({ at: '2026-05-12T23:00:00Z' });
  operator = await world.key('alder', 'OPERATOR');
  agent = await world.agent('alder', 'north');
  await world.publishPrices('alder', '2026-05-13');
  await world.storeReading(ONE);
  await world.workOff();
});
afterAll(() => world.close());

const ALERT = 'kind sinceAt raisedAt clearedAt acknowledgedAt';
const OF_BATTERY = `query($id: ID!) { battery(id: $id) { alerts(openOnly: true) { nodes { id ${ALERT} instruction { id } } }
  instructions(first: 1) { nodes { id instructionSequence state executingAt setpoints { fromAt untilAt powerKw } } } } }`;
const ALL = `{ alerts { nodes { ${ALERT} battery { id } } } }`;
const STREAM = `subscription($id: ID) { alerts(batteryId: $id) { ${ALERT} } }`;
const ACKNOWLEDGE_INSTRUCTION = `mutation($input: AcknowledgeInstructionInput!) { acknowledgeInstruction(input: $input) { __typename } }`;
const ACKNOWLEDGE_ALERT = `mutation($input: AcknowledgeAlertInput!) { acknowledgeAlert(input: $input) { ... on AlertAcknowledged { alert { acknowledgedAt } } } }`;
const OVERRIDE = `mutation($input: OverrideBatteryInput!) { overrideBattery(input: $input) { __typename } }`;

const battery = async (place = ONE) => (await world.ask(operator, OF_BATTERY, { id: globalBattery(place) })).data.battery;
const newest = async () => (await battery()).instructions.nodes[0];
const open = async () => (await battery()).alerts.nodes.map(({ kind }: { kind: string }) => kind);
const report = async (instructionId: string, outcome: string) =>
  world.ask(agent, ACKNOWLEDGE_INSTRUCTION, {
    input: { idempotencyKey: newKey(), instructionId, outcome, happenedAt: world.clock.now() },
  });
const override = async (powerKw: number) => {
  const input = { idempotencyKey: newKey(), batteryId: globalBattery(ONE), reason: 'a test', powerKw };
  await world.ask(operator, OVERRIDE, { input: { ...input, untilAt: '2026-05-13T06:00:00Z' } });
  await world.workOff();
  return newest();
};
const pass = async (seconds: number) => {
  world.clock.advance({ seconds });
  await world.runTimer('watch-execution');
};

describe('an instruction that the site does not confirm', () => {
  test('is undeliverable after its time, raises one alert however often it is replaced, and streams tell of it', async () => {
    const all = world.follow(operator, STREAM, {});
    const one = world.follow(await world.key('alder', 'OWNER', 'owner'), STREAM, { id: globalBattery(ONE) });
    await pass(119);
    expect([await open(), (await newest()).state]).toEqual([[], 'ISSUED']);
    await pass(1);
    expect([await open(), (await newest()).state]).toEqual([['NOT_DELIVERED'], 'UNDELIVERABLE']);
    for (const stream of [all, one]) {
      expect((await stream.next()).data.alerts).toEqual({
        kind: 'NOT_DELIVERED',
        sinceAt: '2026-05-12T23:00:00Z',
        raisedAt: '2026-05-12T23:02:00Z',
        clearedAt: null,
        acknowledgedAt: null,
      });
    }
    await override(10);
    await pass(60);
    await pass(60);
    expect([await open(), (await newest()).state]).toEqual([['NOT_DELIVERED'], 'UNDELIVERABLE']);
    expect([await all.isQuiet(), await one.isQuiet()]).toEqual([true, true]);
    const { id } = (await battery()).alerts.nodes[0];
    const seen = await world.ask(operator, ACKNOWLEDGE_ALERT, { input: { idempotencyKey: newKey(), alertId: id } });
    expect(seen.data.acknowledgeAlert.alert.acknowledgedAt).toBe('2026-05-12T23:04:00Z');
    for (const stream of [all, one]) expect((await stream.next()).data.alerts.acknowledgedAt).toBe('2026-05-12T23:04:00Z');
    await report((await newest()).id, 'DELIVERED');
    for (const stream of [all, one]) {
      expect((await stream.next()).data.alerts.clearedAt).toBe('2026-05-12T23:04:00Z');
      stream.end();
    }
    expect([await open(), (await newest()).state]).toEqual([[], 'DELIVERED']);
  });

  test('that is on site and not applied raises another one, until it is applied', async () => {
    await pass(120);
    expect(await open()).toEqual(['NOT_APPLIED']);
    await report((await newest()).id, 'APPLIED');
    expect(await open()).toEqual([]);
  });
});

describe('an instruction that is applied', () => {
  test('is executing as soon as a reading shows it followed', async () => {
    const { instructionSequence } = await newest();
    await world.storeReading(ONE, { activePowerKw: 9, instructionSequence });
    await pass(0);
    expect(await newest()).toMatchObject({
      state: 'EXECUTING',
      executingAt: world.clock.now().toISOString().replace('.000', ''),
    });
  });

  test('and not followed for too long raises an alert and asks for a new decision; followed again, it is cleared', async () => {
    const { instructionSequence } = await newest();
    const stray = async (seconds: number, importedKwh: number) => {
      world.clock.advance({ seconds });
      await world.storeReading(ONE, { activePowerKw: -30, importedKwh, instructionSequence });
      await pass(0);
      return open();
    };
    expect(await stray(10, 1_000.1)).toEqual([]);
    expect(await stray(119, 1_001.1)).toEqual([]);
    expect(await stray(1, 1_001.11)).toEqual(['OUT_OF_TOLERANCE']);
    expect(await world.workOff()).toEqual(['refresh-setpoint']);
    expect((await newest()).instructionSequence).toBe(instructionSequence);
    world.clock.advance({ seconds: 1 });
    await world.storeReading(ONE, { activePowerKw: 10, importedKwh: 1_001.11, instructionSequence });
    await pass(0);
    expect(await open()).toEqual([]);
  });
});

test('alerts are told to whoever may read the instructions, dated by when they were raised, and to no other tenant', async () => {
  const all = await world.ask(operator, ALL);
  expect(all.data.alerts.nodes).toEqual([]);
  const everything = await world.ask(operator, ALL.replace('alerts {', 'alerts(openOnly: false) {'));
  expect(everything.data.alerts.nodes.map(({ kind }: { kind: string }) => kind)).toEqual([
    'OUT_OF_TOLERANCE',
    'NOT_APPLIED',
    'NOT_DELIVERED',
  ]);
  const theirs = await world.ask(await world.key('birch', 'VIEWER'), ALL.replace('alerts {', 'alerts(openOnly: false) {'));
  expect(theirs.data.alerts.nodes).toEqual([]);
  const mine = `query($id: ID!) { battery(id: $id) { alerts { nodes { kind } } } }`;
  await world.storeReading(THREE);
  await world.workOff();
  await pass(120);
  const told = async (party: string) =>
    (await world.ask(await world.key('alder', 'OWNER', party), mine, { id: globalBattery(THREE) })).data?.battery?.alerts.nodes ??
    null;
  expect([await told('former'), await told('coming')]).toEqual([[{ kind: 'NOT_DELIVERED' }], null]);
  world.clock.setTo('2026-06-02T00:00:00Z');
  expect([await told('former'), await told('coming')]).toEqual([[{ kind: 'NOT_DELIVERED' }], []]);
});
