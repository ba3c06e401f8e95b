import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runWorker } from '../../src/main/run-worker.ts';
import { globalBattery, newKey, openWorld, type Place, type World } from '../harness/world.ts';

let world: World;
let operator: string;
let agent: string;
const ONE: Place = { tenant: 'alder', site: 'north', battery: 'one' };
const TWO: Place = { tenant: 'alder', site: 'north', battery: 'two' };
const THREE: Place = { tenant: 'alder', site: 'south', battery: 'three' };

beforeAll(async () => {
  world = await openWorld({ at: '2026-05-12T23:00:00Z' });
  operator = await world.key('alder', 'OPERATOR');
  agent = await world.agent('alder', 'north');
  await world.publishPrices('alder', '2026-05-13');
  for (const place of [ONE, THREE]) await world.storeReading(place);
  await world.workOff();
});
afterAll(() => world.close());

const INSTRUCTION = `id instructionSequence issuedAt validFrom validUntil state refusalReason deliveredAt appliedAt battery { id }
  setpoints { fromAt untilAt powerKw source limitedBy } limits { chargePowerKwMax dischargePowerKwMax socPercentMin socPercentMax }`;
const NEWEST = `query($id: ID!) { battery(id: $id) { instructions(first: 100) { nodes { ${INSTRUCTION} } }
  overrides { id powerKw } plan { periods { powerKw period { startAt endAt } } } } }`;
const SITE = `subscription($after: Int!) { siteInstructions(afterSequence: $after) { ${INSTRUCTION} } }`;
const ACKNOWLEDGE = `mutation($input: AcknowledgeInstructionInput!) { acknowledgeInstruction(input: $input) {
  ... on InstructionAcknowledged { instruction { state deliveredAt appliedAt refusalReason } } } }`;
const OVERRIDE = `mutation($input: OverrideBatteryInput!) { overrideBattery(input: $input) {
  __typename ... on BatteryOverridden { override { id } } ... on OverrideRefused { reason message } } }`;
const CANCEL = `mutation($input: CancelOverrideInput!) { cancelOverride(input: $input) { ... on OverrideCancelled { override { id cancelledAt } } } }`;
const SET_INTENT = 'mutation($input: SetIntentInput!) { setIntent(input: $input) { __typename } }';

interface Setpoint {
  readonly fromAt: string;
  readonly untilAt: string;
  readonly powerKw: number;
  readonly source: string;
  readonly limitedBy: string | null;
}

const battery = async (place = ONE) => (await world.ask(operator, NEWEST, { id: globalBattery(place) })).data.battery;
const newest = async (place = ONE) => (await battery(place)).instructions.nodes[0];
const acknowledge = async (instructionId: string, outcome: string, fields: object = {}) => {
  const input = { idempotencyKey: newKey(), instructionId, outcome, happenedAt: world.clock.now(), ...fields };
  return world.ask(agent, ACKNOWLEDGE, { input });
};
const override = async (fields: object, place = ONE) =>
  (
    await world.ask(operator, OVERRIDE, {
      input: { idempotencyKey: newKey(), batteryId: globalBattery(place), reason: 'a test', ...fields },
    })
  ).data.overrideBattery;
const at = (setpoints: readonly Setpoint[], instant: string): Setpoint | undefined =>
  setpoints.find(({ fromAt, untilAt }) => fromAt <= instant && instant < untilAt);

describe('an instruction', () => {
  test('says for a day, without gaps, what the plan says, within the battery’s bounds', async () => {
    const instruction = await newest();
    expect(instruction).toMatchObject({
      instructionSequence: 1,
      state: 'ISSUED',
      validFrom: '2026-05-12T23:00:00Z',
      validUntil: '2026-05-13T23:00:00Z',
      limits: { chargePowerKwMax: 75, dischargePowerKwMax: 60, socPercentMin: 15, socPercentMax: 90 },
      deliveredAt: null,
      appliedAt: null,
    });
    const { setpoints }: { setpoints: Setpoint[] } = instruction;
    expect([setpoints[0]?.fromAt, setpoints.at(-1)?.untilAt]).toEqual([instruction.validFrom, instruction.validUntil]);
    for (const [index, { fromAt }] of setpoints.entries()) if (index > 0) expect(fromAt).toBe(setpoints[index - 1]?.untilAt);
    for (const { powerKw, period } of (await battery()).plan.periods) {
      expect(at(setpoints, period.startAt)).toMatchObject({ powerKw, source: 'PLAN', limitedBy: null });
    }
  });

  test('is not sent again while it says what a new one would', async () => {
    const before = await battery();
    world.clock.advance({ minutes: 5 });
    await world.runTimer('watch-instructions');
    expect(await world.workOff()).toEqual([]);
    expect((await battery()).instructions).toEqual(before.instructions);
  });

  test('reaches its site’s agent and no other one, and is not repeated to one that has it', async () => {
    const north = world.follow(agent, SITE, { after: 0 });
    const south = world.follow(await world.agent('alder', 'south'), SITE, { after: 0 });
    const theirs = world.follow(await world.agent('birch', 'north'), SITE, { after: 0 });
    expect((await north.next()).data.siteInstructions).toMatchObject({
      instructionSequence: 1,
      battery: { id: globalBattery(ONE) },
    });
    expect((await south.next()).data.siteInstructions).toMatchObject({
      instructionSequence: 1,
      battery: { id: globalBattery(THREE) },
    });
    expect([await north.isQuiet(), await south.isQuiet(), await theirs.isQuiet()]).toEqual([true, true, true]);
    const resumed = world.follow(agent, SITE, { after: 1 });
    expect(await resumed.isQuiet()).toBe(true);
    await override({ powerKw: 1, untilAt: '2026-05-13T00:00:00Z' }, TWO);
    await world.workOff();
    for (const stream of [north, resumed]) {
      expect((await stream.next()).data.siteInstructions).toMatchObject({
        instructionSequence: 2,
        battery: { id: globalBattery(TWO) },
      });
    }
    expect([await south.isQuiet(), await theirs.isQuiet()]).toEqual([true, true]);
    for (const stream of [north, south, theirs, resumed]) stream.end();
  });

  test('goes from issued to delivered to applied; late and repeated reports change nothing, and streams see each step', async () => {
    const { id } = await newest();
    const followed = world.follow(operator, `subscription($id: ID!) { instructions(batteryId: $id) { id state } }`, {
      id: globalBattery(ONE),
    });
    expect((await followed.next()).data.instructions).toEqual({ id, state: 'ISSUED' });
    const delivered = await acknowledge(id, 'DELIVERED', { happenedAt: '2026-05-12T23:05:01Z' });
    expect(delivered.data.acknowledgeInstruction.instruction).toEqual({
      state: 'DELIVERED',
      deliveredAt: '2026-05-12T23:05:01Z',
      appliedAt: null,
      refusalReason: null,
    });
    expect((await followed.next()).data.instructions.state).toBe('DELIVERED');
    const applied = await acknowledge(id, 'APPLIED', { happenedAt: '2026-05-12T23:05:02Z' });
    expect(applied.data.acknowledgeInstruction.instruction).toMatchObject({
      state: 'APPLIED',
      appliedAt: '2026-05-12T23:05:02Z',
    });
    expect((await followed.next()).data.instructions.state).toBe('APPLIED');
    for (const [outcome, happenedAt] of [
      ['DELIVERED', '2026-05-12T23:06:00Z'],
      ['APPLIED', '2026-05-12T23:06:01Z'],
      ['REFUSED', '2026-05-12T23:06:02Z'],
    ] as const) {
      const late = await acknowledge(id, outcome, { happenedAt, refusalReason: outcome === 'REFUSED' ? 'too late' : null });
      expect(late.data.acknowledgeInstruction.instruction).toEqual({
        state: 'APPLIED',
        deliveredAt: '2026-05-12T23:05:01Z',
        appliedAt: '2026-05-12T23:05:02Z',
        refusalReason: null,
      });
    }
    followed.end();
  });

  test('is acknowledged by nobody but its own site’s agent', async () => {
    const { id } = await newest();
    const input = { idempotencyKey: newKey(), instructionId: id, outcome: 'APPLIED', happenedAt: world.clock.now() };
    for (const [credential, code] of [
      [await world.agent('alder', 'south'), 'NOT_FOUND'],
      [await world.agent('birch', 'north'), 'NOT_FOUND'],
      [await world.key('alder', 'ADMIN'), 'FORBIDDEN'],
    ] as const) {
      expect((await world.ask(credential, ACKNOWLEDGE, { input })).codes).toEqual([code]);
    }
  });

  test('that its site refuses keeps the reason, and is decided anew', async () => {
    await override({ powerKw: 2, untilAt: '2026-05-13T00:00:00Z' }, TWO);
    await world.workOff();
    const { id } = await newest(TWO);
    const refused = await acknowledge(id, 'REFUSED', { refusalReason: '  the inverter is off  ' });
    expect(refused.data.acknowledgeInstruction.instruction).toMatchObject({
      state: 'REFUSED',
      refusalReason: 'the inverter is off',
      deliveredAt: null,
    });
    const quiet = world.follow(agent, SITE, { after: 2 });
    expect(await quiet.isQuiet()).toBe(true);
    quiet.end();
    await override({ powerKw: 2, untilAt: '2026-05-13T00:00:00Z' }, TWO);
    await world.workOff();
    expect(await newest(TWO)).toMatchObject({ state: 'ISSUED' });
    expect((await newest(TWO)).id).not.toBe(id);
  });
});

describe('an override', () => {
  test('lies over the plan for its time, and cancelling it returns to the plan', async () => {
    const before = await newest();
    const { override: made } = await override({ powerKw: 33, fromAt: '2026-05-13T01:10:00Z', untilAt: '2026-05-13T02:20:00Z' });
    await world.workOff();
    const during = await newest();
    expect(during.instructionSequence).toBeGreaterThan(before.instructionSequence);
    expect(at(during.setpoints, '2026-05-13T01:10:00Z')).toEqual({
      fromAt: '2026-05-13T01:10:00Z',
      untilAt: '2026-05-13T02:20:00Z',
      powerKw: 33,
      source: 'OVERRIDE',
      limitedBy: null,
    });
    for (const instant of ['2026-05-13T01:09:59Z', '2026-05-13T02:20:00Z', '2026-05-13T16:00:00Z']) {
      expect(at(during.setpoints, instant)?.powerKw).toBe(at(before.setpoints, instant)?.powerKw);
    }
    expect((await battery()).overrides).toEqual([{ id: made.id, powerKw: 33 }]);
    const cancel = () => world.ask(operator, CANCEL, { input: { idempotencyKey: newKey(), overrideId: made.id } });
    const cancelled = await cancel();
    await world.workOff();
    const after = await newest();
    expect(after.instructionSequence).toBeGreaterThan(during.instructionSequence);
    for (let minute = 0; minute < 180; minute += 10) {
      const instant = new Date(Date.parse('2026-05-13T00:30:00Z') + minute * 60_000).toISOString();
      expect(at(after.setpoints, instant)?.powerKw).toBe(at(before.setpoints, instant)?.powerKw);
    }
    world.clock.advance({ seconds: 1 });
    expect((await cancel()).body).toBe(cancelled.body);
    expect((await battery()).overrides).toEqual([]);
  });

  test('the later of two wins where they meet', async () => {
    await override({ powerKw: 10, untilAt: '2026-05-13T04:00:00Z' });
    world.clock.advance({ seconds: 1 });
    await override({ powerKw: -20, fromAt: '2026-05-13T03:00:00Z', untilAt: '2026-05-13T05:00:00Z' });
    await world.workOff();
    const { setpoints } = await newest();
    expect(['02:59', '03:00', '04:59'].map((time) => at(setpoints, `2026-05-13T${time}:00Z`)?.powerKw)).toEqual([10, -20, -20]);
    expect(at(setpoints, '2026-05-13T05:00:00Z')?.source).toBe('PLAN');
  });

  test.each([
    ['more than the share of the grid connection', { powerKw: 60.001, untilAt: '2026-05-13T04:00:00Z' }, 'BEYOND_LIMITS'],
    ['more charge than the share of the grid connection', { powerKw: -75.001, untilAt: '2026-05-13T04:00:00Z' }, 'BEYOND_LIMITS'],
    ['an end before its start', { powerKw: 1, fromAt: '2026-05-13T04:00:00Z', untilAt: '2026-05-13T03:00:00Z' }, 'BAD_TIME_SPAN'],
    ['an end in the past', { powerKw: 1, fromAt: '2026-05-11T04:00:00Z', untilAt: '2026-05-11T05:00:00Z' }, 'BAD_TIME_SPAN'],
    ['more than a day', { powerKw: 1, fromAt: '2026-05-13T04:00:00Z', untilAt: '2026-05-14T04:00:01Z' }, 'BAD_TIME_SPAN'],
  ])('of %s is refused and changes nothing', async (_what, fields, reason) => {
    const before = await battery();
    expect(await override(fields)).toMatchObject({
      __typename: 'OverrideRefused',
      reason,
      message: expect.stringMatching(/\.$/),
    });
    await world.workOff();
    expect(await battery()).toEqual(before);
  });
});

test('a new intent tightens the bounds that the site keeps, with the same plan or a new one', async () => {
  const input = {
    idempotencyKey: newKey(),
    batteryId: globalBattery(ONE),
    socPercentMin: 30,
    socPercentMax: 60,
    reservePercent: 10,
  };
  await world.ask(operator, SET_INTENT, { input });
  await world.workOff();
  expect((await newest()).limits).toEqual({
    chargePowerKwMax: 75,
    dischargePowerKwMax: 60,
    socPercentMin: 40,
    socPercentMax: 60,
  });
});

test('an instruction that runs out is renewed in time; one that nobody took is expired', async () => {
  const before = await newest();
  world.clock.setTo('2026-05-13T12:00:00Z');
  await world.runTimer('watch-instructions');
  expect(await world.workOff()).toContain('refresh-setpoint');
  const renewed = await newest();
  expect(renewed.instructionSequence).toBeGreaterThan(before.instructionSequence);
  expect(renewed).toMatchObject({ state: 'ISSUED', validUntil: '2026-05-14T12:00:00Z' });
  // Beyond what is planned the battery stands by.
  expect(at(renewed.setpoints, '2026-05-14T00:00:00Z')).toMatchObject({ powerKw: 0, source: 'STANDBY' });
  const states = (await battery()).instructions.nodes.map(({ state }: { state: string }) => state);
  expect(new Set(states.slice(1))).toEqual(new Set(['SUPERSEDED', 'APPLIED']));
  world.clock.setTo('2026-05-14T12:00:00Z');
  await world.runTimer('watch-instructions');
  expect((await battery()).instructions.nodes[0]).toMatchObject({ id: renewed.id, state: 'EXPIRED' });
  const followed = world.follow(agent, SITE, { after: 0 });
  expect(await followed.isQuiet()).toBe(true);
  followed.end();
  await world.workOff();
  expect(await newest()).toMatchObject({ state: 'ISSUED', validUntil: '2026-05-15T12:00:00Z' });
});

test('sequences of a site grow by one for all its batteries, also when many jobs run at once', async () => {
  const rows = await world.owner<{ sequences: number[] }[]>`
    select array_agg(instruction_sequence order by instruction_sequence) as sequences from instruction group by tenant_id, site_id`;
  for (const { sequences } of rows) expect(sequences).toEqual(sequences.map((_, index) => index + 1));
});

// Last: from here on the worker takes every job.
test('the real worker turns a reading and a price into an instruction at the site', async () => {
  const ending = new AbortController();
  const followed = world.follow(await world.agent('birch', 'north'), SITE, { after: 0 });
  await runWorker(world.services, ending.signal);
  await world.publishPrices('birch', '2026-05-14');
  await world.storeReading({ ...TWO, tenant: 'birch' });
  const { siteInstructions } = (await followed.next()).data;
  expect(siteInstructions).toMatchObject({ battery: { id: globalBattery({ ...TWO, tenant: 'birch' }) }, state: 'ISSUED' });
  followed.end();
  ending.abort();
});
