import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agentName } from '../../src/wire/agent-name.ts';
import { telemetryTopic } from '../../src/wire/topics.ts';
import {
  batteryIdOf,
  enrolled,
  globalBattery,
  globalSite,
  newKey,
  openWorld,
  siteIdOf,
  topicOf,
  type World,
} from '../harness/world.ts';

let world: World;
let operator: string;
const ONE = { tenant: 'alder', site: 'north', battery: 'one' } as const;
const TWO = { tenant: 'alder', site: 'north', battery: 'two' } as const;
const THREE = { tenant: 'alder', site: 'south', battery: 'three' } as const;

beforeAll(async () => {
  world = await openWorld();
  operator = await world.key('alder', 'OPERATOR');
});
afterAll(() => world.close());

const LETTERS = '{ deadLetters(first: 100) { nodes { id source payload reason receivedAt replayedAt } } }';
const REPLAY = `mutation($input: ReplayDeadLetterInput!) { replayDeadLetter(input: $input) {
  __typename ... on DeadLetterReplayed { deadLetter { id replayedAt } } ... on DeadLetterRefused { deadLetter { id replayedAt } message } } }`;
const READINGS = `query($id: ID!, $from: DateTime!, $until: DateTime!, $max: Int) { battery(id: $id) {
  latestReading { measuredAt socPercent } readings(from: $from, until: $until, pointCountMax: $max) { measuredAt socPercent quality qualityReason } } }`;

const letters = async () => (await world.ask(operator, LETTERS)).data.deadLetters.nodes;
const replay = async (deadLetterId: string) =>
  (await world.ask(operator, REPLAY, { input: { idempotencyKey: newKey(), deadLetterId } })).data.replayDeadLetter;

function batch(changes: object = {}, reading: object = {}): string {
  return JSON.stringify({
    version: 1,
    siteId: siteIdOf(ONE),
    bootId: 'boot-x',
    batchSequence: 1,
    readings: [
      {
        batteryId: batteryIdOf(ONE),
        measuredAtMs: world.clock.nowMs(),
        activePowerKw: 1,
        socPercent: 50,
        exportedKwh: 1,
        importedKwh: 1,
        instructionSequence: null,
        ...reading,
      },
    ],
    ...changes,
  });
}

describe('a message that cannot be believed', () => {
  test.each([
    ['not JSON', () => '{"version":', /not JSON/],
    ['bytes that are no text', () => Buffer.from([0xff, 0xfe, 0x00]), /not JSON/],
    ['another version', () => batch({ version: 2 }), /version/],
    ['a field too many', () => batch({ extra: 1 }), /./],
    ['no readings', () => batch({ readings: [] }), /readings/],
    ['a number as text', () => batch({}, { socPercent: '50' }), /socPercent/],
    ['the claim of another site', () => batch({ siteId: siteIdOf(THREE) }), /another site/],
    ['a battery there is not', () => batch({}, { batteryId: '00000000-0000-4000-8000-000000000000' }), /no battery/],
    ['the battery of another site', () => batch({}, { batteryId: batteryIdOf(THREE) }), /no battery/],
    ['the battery of another tenant', () => batch({}, { batteryId: batteryIdOf({ ...ONE, tenant: 'birch' }) }), /no battery/],
    ['a battery id that is no UUID', () => batch({}, { batteryId: 'x'.repeat(36) }), /no battery/],
    ['an instant in the future', () => batch({}, { measuredAtMs: world.clock.nowMs() + 121_000 }), /future/],
    [
      'a custom metric that nobody has declared',
      () => batch({}, { customMetrics: { unheardOf: 1 } }),
      /unheardOf is not declared/,
    ],
    ['an operating state there is not', () => batch({}, { operatingState: 'DANCING' }), /operatingState/],
    ['an instant long past', () => batch({}, { measuredAtMs: world.clock.nowMs() - 49 * 3_600_000 }), /48 hours/],
  ])('%s: is kept as it came, with the reason and its topic', async (_what, payload, reason) => {
    const before = await letters();
    await world.deliver(topicOf(ONE), payload());
    const after = await letters();
    expect(after).toHaveLength(before.length + 1);
    const letter = after.find(({ id }: { id: string }) => !before.some((one: { id: string }) => one.id === id));
    expect(letter).toMatchObject({ source: topicOf(ONE), receivedAt: '2026-05-12T10:00:00Z', replayedAt: null });
    expect(letter.reason).toMatch(reason);
    const sent = payload();
    expect(letter.payload).toBe(typeof sent === 'string' ? sent : sent.toString('base64'));
    expect(await world.owner`select 1 from reading`).toHaveLength(0);
  });

  test('is another tenant’s letter nowhere', async () => {
    const theirs = await world.ask(await world.key('birch', 'OPERATOR'), LETTERS);
    expect(theirs.data.deadLetters.nodes).toEqual([]);
  });

  test('stores nothing of a topic that belongs to no tenant', async () => {
    const before = await letters();
    await world.deliver(telemetryTopic({ tenantSlug: 'nobody', siteId: siteIdOf(ONE) }), batch());
    expect(await letters()).toEqual(before);
  });
});

describe('a dead letter', () => {
  test('is refused again while its cause stands, and leaves no second letter', async () => {
    await world.owner`delete from dead_letter`;
    await world.deliver(topicOf(ONE), batch({ siteId: siteIdOf(THREE) }));
    const before = await letters();
    const answer = await replay(before[0].id);
    expect(answer).toMatchObject({ __typename: 'DeadLetterRefused', deadLetter: { replayedAt: null } });
    expect(answer.message).toMatch(/another site/);
    expect(await letters()).toEqual(before);
  });

  test('is accepted when its cause is gone: its readings count from then on', async () => {
    await world.owner`delete from dead_letter`;
    const REGISTER = `mutation($input: RegisterBatteryInput!) { registerBattery(input: $input) { ... on BatteryRegistered { battery { id } } } }`;
    const sizes = {
      chargePowerKwMax: 5,
      dischargePowerKwMax: 5,
      energyCapacityKwh: 10,
      chargeEfficiencyPercent: 95,
      dischargeEfficiencyPercent: 95,
    };
    const input = { idempotencyKey: newKey(), siteId: globalSite(ONE), name: 'Heard too early', ...sizes };
    const registered = (await world.ask(operator, REGISTER, { input })).data.registerBattery.battery.id;
    const batteryId = Buffer.from(registered, 'base64url').toString().replace('Battery:', '');
    // The battery was moved to its site only after its first message had come.
    await world.owner`update battery set site_id = ${siteIdOf(THREE)} where battery_id = ${batteryId}`;
    await world.deliver(topicOf(ONE), batch({}, { batteryId, socPercent: 42 }));
    const [letter] = await letters();
    expect((await replay(letter.id)).__typename).toBe('DeadLetterRefused');
    await world.owner`update battery set site_id = ${siteIdOf(ONE)} where battery_id = ${batteryId}`;
    const accepted = await replay(letter.id);
    expect(accepted).toEqual({
      __typename: 'DeadLetterReplayed',
      deadLetter: { id: letter.id, replayedAt: '2026-05-12T10:00:00Z' },
    });
    const { data } = await world.ask(operator, READINGS, {
      id: registered,
      from: '2026-05-12T09:00:00Z',
      until: '2026-05-12T11:00:00Z',
    });
    expect(data.battery.readings).toMatchObject([{ socPercent: 42, quality: 'GOOD' }]);
    expect(data.battery.latestReading).toMatchObject({ socPercent: 42 });
  });

  test('of one reading holds that reading; the others of its batch are stored and the site may forget all', async () => {
    await world.owner`delete from dead_letter`;
    const good = JSON.parse(batch()).readings[0];
    const wrong = { ...good, batteryId: batteryIdOf(THREE) };
    await world.deliver(topicOf(ONE), batch({ batchSequence: 77, readings: [good, wrong] }));
    const [letter, ...others] = await letters();
    expect(others).toEqual([]);
    expect(JSON.parse(letter.payload).readings).toEqual([wrong]);
    expect(await world.owner`select 1 from reading where battery_id = ${batteryIdOf(ONE)}`).toHaveLength(1);
    expect(JSON.parse(world.receipts.at(-1)?.payload ?? '')).toEqual({ version: 1, bootId: 'boot-x', batchSequences: [77] });
  });

  test('pages newest first without repeats', async () => {
    await world.owner`delete from dead_letter`;
    for (const text of ['a', 'b', 'c', 'd', 'e']) {
      await world.deliver(topicOf(ONE), text);
      world.clock.advance({ seconds: text === 'c' ? 0 : 1 });
    }
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const answer: {
        data: { deadLetters: { nodes: { payload: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } } };
      } = await world.ask(
        operator,
        'query($after: String) { deadLetters(first: 2, after: $after) { nodes { payload } pageInfo { endCursor hasNextPage } } }',
        { after },
      );
      const { nodes, pageInfo } = answer.data.deadLetters;
      seen.push(...nodes.map(({ payload }) => payload));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen.toSorted()).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect([seen[0], seen.at(-1)]).toEqual(['e', 'a']);
  });
});

describe('readings', () => {
  const span = { from: '2026-05-13T00:00:00Z', until: '2026-05-13T01:00:00Z' };

  beforeAll(async () => {
    world.clock.setTo('2026-05-13T01:00:00Z');
    const fromMs = Date.parse(span.from);
    const readings = Array.from({ length: 60 }, (_, minute) => ({ measuredAtMs: fromMs + minute * 60_000, socPercent: minute }));
    await world.storeReadings(ONE, readings.toReversed());
  });

  test('come oldest first, whatever order they arrived in, and the newest is the latest', async () => {
    const { data } = await world.ask(operator, READINGS, { id: globalBattery(ONE), ...span });
    expect(data.battery.readings.map((reading: { socPercent: number }) => reading.socPercent)).toEqual(
      Array.from({ length: 60 }, (_, minute) => minute),
    );
    expect(data.battery.latestReading).toEqual({ measuredAt: '2026-05-13T00:59:00Z', socPercent: 59 });
  });

  test('that come a second time, or late, change nothing of what is known', async () => {
    const before = (await world.ask(operator, READINGS, { id: globalBattery(ONE), ...span })).body;
    await world.storeReading(ONE, { measuredAtMs: Date.parse(span.from), socPercent: 99 });
    expect((await world.ask(operator, READINGS, { id: globalBattery(ONE), ...span })).body).toBe(before);
  });

  test.each([2, 7, 59, 60, 2000])('are thinned out to at most %i, evenly', async (max) => {
    const { data } = await world.ask(operator, READINGS, { id: globalBattery(ONE), ...span, max });
    expect(data.battery.readings.length).toBe(Math.min(60, max));
  });

  test.each([1, 2001])('cannot be asked for as %i points', async (max) => {
    expect((await world.ask(operator, READINGS, { id: globalBattery(ONE), ...span, max })).codes).toEqual(['BAD_USER_INPUT']);
  });

  test('beyond the nameplate are stored as they came, and marked', async () => {
    await world.storeReading(ONE, { activePowerKw: 150, socPercent: 77 });
    const { data } = await world.ask(operator, READINGS, {
      id: globalBattery(ONE),
      from: '2026-05-13T01:00:00Z',
      until: '2026-05-13T01:01:00Z',
    });
    expect(data.battery.readings).toEqual([
      {
        measuredAt: '2026-05-13T01:00:00Z',
        socPercent: 77,
        quality: 'SUSPECT',
        qualityReason: expect.stringMatching(/nameplate/),
      },
    ]);
  });

  test('reach a stream: first the latest, then what is new, and nothing of other batteries', async () => {
    const followed = world.follow(
      operator,
      'subscription($ids: [ID!]) { readings(batteryIds: $ids) { socPercent battery { name } } }',
      {
        ids: [globalBattery(ONE)],
      },
    );
    expect((await followed.next()).data.readings).toEqual({ socPercent: 77, battery: { name: 'Battery one' } });
    await world.storeReading(THREE, { socPercent: 11 });
    world.clock.advance({ seconds: 10 });
    await world.storeReading(ONE, { socPercent: 78 });
    expect((await followed.next()).data.readings).toEqual({ socPercent: 78, battery: { name: 'Battery one' } });
    expect(await followed.isQuiet()).toBe(true);
    followed.end();
  });

  test('hold all that a battery tells, and null where it does not', async () => {
    const told = {
      storedEnergyKwh: 101.5,
      availableChargePowerKw: 90,
      availableDischargePowerKw: 80,
      frequencyHertz: 50.02,
      voltageVolts: 231.4,
      temperatureCelsius: -3.5,
      operatingState: 'STANDBY' as const,
      alarmCodes: ['E7 ü', 'W12'],
    };
    world.clock.advance({ seconds: 60 });
    await world.storeReading(TWO, { ...told, customMetrics: { cellVoltageVoltsMin: 3.31 } });
    const WIDE = `query($id: ID!) { battery(id: $id) { latestReading { quality ${Object.keys(told).join(' ')} customMetrics { name unit value } }
      readings(from: "2026-05-13T01:00:00Z", until: "2026-05-13T02:00:00Z") { quality ${Object.keys(told).join(' ')} customMetrics { name unit value } } } }`;
    const { data } = await world.ask(operator, WIDE, { id: globalBattery(TWO) });
    const whole = { quality: 'GOOD', ...told, customMetrics: [{ name: 'cellVoltageVoltsMin', unit: 'V', value: 3.31 }] };
    expect(data.battery).toEqual({ latestReading: whole, readings: [whole] });
    world.clock.advance({ seconds: 60 });
    await world.storeReading(TWO);
    const bare = (await world.ask(operator, WIDE, { id: globalBattery(TWO) })).data.battery.latestReading;
    const nothing = Object.fromEntries(Object.keys(told).map((name) => [name, null]));
    expect(bare).toEqual({ quality: 'GOOD', ...nothing, customMetrics: [] });
  });
});

test('a battery that is heard again is told of, also when the transaction that should have told it fails', async () => {
  world.clock.advance({ seconds: 3_600 });
  const planned = async (place: typeof ONE | typeof TWO | typeof THREE): Promise<number> =>
    (
      await world.owner`
        select 1 from pgboss.job where name = 'make-plan' and state = 'created' and singleton_key = ${batteryIdOf(place)}`
    ).length;
  await world.owner`delete from pgboss.job`;
  await world.owner`alter table reading add constraint broken check (false) not valid`;
  await expect(world.storeReading(TWO)).rejects.toThrow();
  await world.owner`alter table reading drop constraint broken`;
  expect(await planned(TWO)).toBe(0);
  // The message of another battery comes first; the site of the one that failed may have gone to another process meanwhile.
  await world.storeReading(THREE);
  expect([await planned(TWO), await planned(THREE), await planned(ONE)]).toEqual([1, 1, 0]);
  await world.owner`delete from pgboss.job`;
  world.clock.advance({ seconds: 30 });
  await world.storeReading(THREE);
  expect(await planned(THREE)).toBe(0);
});

test('telemetry of a site whose agent was revoked is kept as a dead letter, and counts once another is enrolled', async () => {
  world.clock.advance({ seconds: 3_600 });
  const admin = await world.key('alder', 'ADMIN');
  const latest = async (): Promise<number> =>
    (
      await world.ask(operator, '{ batteries(first: 9) { nodes { id latestReading { socPercent } } } }')
    ).data.batteries.nodes.find(({ id }: { id: string }) => id === globalBattery(THREE)).latestReading.socPercent;
  await world.agent('alder', 'south');
  await world.storeReading(THREE, { socPercent: 51 });
  expect(await latest()).toBe(51);
  await world.ask(admin, `mutation($input: RevokeEdgeAgentInput!) { revokeEdgeAgent(input: $input) { __typename } }`, {
    input: { idempotencyKey: newKey(), siteId: globalSite(THREE) },
  });
  world.letTrustLapse();
  world.letTrustLapse();
  world.letTrustLapse();
  world.clock.advance({ seconds: 60 });
  await world.storeReading(THREE, { socPercent: 52 });
  expect(await latest()).toBe(51);
  const [letter] = await letters();
  expect(letter.reason).toBe('the edge agent of this site was revoked');
  expect(await replay(letter.id)).toMatchObject({ __typename: 'DeadLetterRefused' });
  const name = agentName({ tenantSlug: 'alder', siteId: siteIdOf(THREE) });
  await enrolled(world.url, { token: await world.enrolmentToken('alder', 'south'), name });
  expect(await replay(letter.id)).toMatchObject({ __typename: 'DeadLetterReplayed' });
  expect(await latest()).toBe(52);
  world.clock.advance({ seconds: 60 });
  await world.storeReading(THREE, { socPercent: 53 });
  expect(await latest()).toBe(53);
});
