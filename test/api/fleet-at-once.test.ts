import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { runWorker } from '../../src/main/run-worker.ts';
import { refreshSetpoints } from '../../src/modules/control/refresh-setpoint.ts';
import { verifyChain } from '../../src/modules/tenancy/index.ts';
import { batteryIdOf, fileOf, globalBattery, newKey, openWorld, type Place, type World } from '../harness/world.ts';

let world: World;
let operator: string;
const ONE: Place = { tenant: 'alder', site: 'north', battery: 'one' };
const TWO: Place = { tenant: 'alder', site: 'north', battery: 'two' };
const THREE: Place = { tenant: 'alder', site: 'south', battery: 'three' };
const ALL = [ONE, TWO, THREE];
const THEIRS: Place = { ...ONE, tenant: 'birch' };
const { tenantId } = fileOf('alder');

beforeAll(async () => {
  world = await openWorld({ at: '2026-05-12T23:00:00Z' });
  operator = await world.key('alder', 'OPERATOR');
});
afterAll(() => world.close());

const NEWEST = `query($id: ID!) { battery(id: $id) { instructions(first: 1) { nodes {
  id instructionSequence state setpoints { powerKw source } } } } }`;
const STOP = `mutation($input: StopDispatchInput!) { stopDispatch(input: $input) { ... on DispatchStopped { stop { id } } } }`;
const RESUME = 'mutation($input: ResumeDispatchInput!) { resumeDispatch(input: $input) { __typename } }';
const OVERRIDE = 'mutation($input: OverrideBatteryInput!) { overrideBattery(input: $input) { __typename } }';
const ACKNOWLEDGE = `mutation($input: AcknowledgeInstructionInput!) { acknowledgeInstruction(input: $input) {
  ... on InstructionAcknowledged { instruction { id state } } } }`;
const SITE = 'subscription($after: Int!) { siteInstructions(afterSequence: $after) { id battery { id } } }';

const newest = async (place: Place, token = operator) =>
  (await world.ask(token, NEWEST, { id: globalBattery(place) })).data.battery.instructions.nodes[0];
const refreshAll = () => refreshSetpoints(world.services, tenantId, ALL.map(batteryIdOf));
const stopAll = async () =>
  (await world.ask(operator, STOP, { input: { idempotencyKey: newKey(), kind: 'EMERGENCY', reason: 'a test' } })).data
    .stopDispatch.stop.id;
const resume = (stopId: string) => world.ask(operator, RESUME, { input: { idempotencyKey: newKey(), stopId } });

describe('batteries that are decided together', () => {
  test('each get what is wished of them, with sequences of their own site', async () => {
    const input = {
      idempotencyKey: newKey(),
      batteryId: globalBattery(TWO),
      reason: 'a test',
      powerKw: -3,
      untilAt: '2026-05-13T02:00:00Z',
    };
    await world.ask(operator, OVERRIDE, { input });
    await refreshAll();
    const issued = await Promise.all(ALL.map((place) => newest(place)));
    expect(issued.map(({ setpoints }) => setpoints[0])).toEqual([
      { powerKw: 0, source: 'STANDBY' },
      { powerKw: -3, source: 'OVERRIDE' },
      { powerKw: 0, source: 'STANDBY' },
    ]);
    expect(
      issued
        .slice(0, 2)
        .map(({ instructionSequence }) => instructionSequence)
        .toSorted((a, b) => a - b),
    ).toEqual([1, 2]);
    expect(issued[2].instructionSequence).toBe(1);
    await refreshAll();
    expect(await Promise.all(ALL.map((place) => newest(place)))).toEqual(issued);
  });

  test('are told once however often they are named, and those of another tenant are left alone', async () => {
    const before = await newest(THREE);
    const stopId = await stopAll();
    await refreshSetpoints(world.services, tenantId, [batteryIdOf(THREE), batteryIdOf(THREE), batteryIdOf(THEIRS)]);
    const stopped = await newest(THREE);
    expect(stopped).toMatchObject({
      instructionSequence: before.instructionSequence + 1,
      setpoints: [{ powerKw: 0, source: 'STOP' }],
    });
    expect(await newest(THEIRS, await world.key('birch', 'OPERATOR'))).toBeUndefined();
    await resume(stopId);
    await world.workOff();
  });
});

describe('reports that come together', () => {
  test('are each judged by the rights of their own agent, and each answered', async () => {
    const [north, south, theirs] = await Promise.all([
      world.agent('alder', 'north'),
      world.agent('alder', 'south'),
      world.agent('birch', 'north'),
    ]);
    const [one, two, three] = await Promise.all(ALL.map((place) => newest(place)));
    const report = (token: string, { id }: { id: string }, outcome = 'DELIVERED') =>
      world.ask(token, ACKNOWLEDGE, {
        input: { idempotencyKey: newKey(), instructionId: id, outcome, happenedAt: world.clock.now() },
      });
    const answers = await Promise.all([
      report(north, one),
      report(north, two),
      report(south, three),
      report(north, three),
      report(south, one),
      report(theirs, two),
      report(operator, two),
      report(north, one, 'APPLIED'),
    ]);
    const stateOf = ({ data, codes }: (typeof answers)[number]) => codes[0] ?? data.acknowledgeInstruction.instruction.state;
    // The first is answered before or after the last, which is about the same one.
    expect(answers.slice(1).map(stateOf)).toEqual([
      'DELIVERED',
      'DELIVERED',
      'NOT_FOUND',
      'NOT_FOUND',
      'NOT_FOUND',
      'FORBIDDEN',
      'APPLIED',
    ]);
    expect(answers[0]?.data.acknowledgeInstruction.instruction.id).toBe(one.id);
    expect((await Promise.all(ALL.map((place) => newest(place)))).map(({ state }) => state)).toEqual([
      'APPLIED',
      'DELIVERED',
      'DELIVERED',
    ]);
    expect((await world.services.db.read(tenantId, (tx) => verifyChain(tx))).problems).toEqual([]);
  });
});

describe('the real worker', () => {
  test('issues to the others what one battery of a fleet cannot be told', async () => {
    const ending = new AbortController();
    const south = world.follow(await world.agent('alder', 'south'), SITE, { after: (await newest(THREE)).instructionSequence });
    // As if its course could not be stored.
    await world.owner.unsafe(`
      create function refuse() returns trigger language plpgsql as $$ begin raise exception 'not this one'; end $$;
      create trigger refuse before insert on instruction for each row
        when (new.battery_id = '${batteryIdOf(ONE)}') execute function refuse()`);
    const before = await newest(ONE);
    await stopAll();
    await runWorker(world.services, ending.signal);
    expect((await south.next()).data.siteInstructions.battery).toEqual({ id: globalBattery(THREE) });
    await vi.waitUntil(async () => (await newest(TWO)).setpoints[0].source === 'STOP', { timeout: 10_000 });
    expect(await newest(ONE)).toEqual(before);
    // What is tried again in the end finds the battery as it is by then.
    await world.owner.unsafe('drop trigger refuse on instruction');
    await vi.waitUntil(async () => (await newest(ONE)).setpoints[0].source === 'STOP', { timeout: 20_000 });
    south.end();
    ending.abort();
  }, 40_000);
});
