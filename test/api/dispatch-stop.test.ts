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
  await world.publishPrices('alder', '2026-05-13');
  for (const place of [ONE, THREE]) await world.storeReading(place);
  await world.workOff();
});
afterAll(() => world.close());

interface Setpoint {
  readonly fromAt: string;
  readonly untilAt: string;
  readonly powerKw: number;
  readonly source: string;
}

const NEWEST = `query($id: ID!) { battery(id: $id) { instructions(first: 1) { nodes { setpoints { fromAt untilAt powerKw source } } } } }`;
const OVERRIDE = `mutation($input: OverrideBatteryInput!) { overrideBattery(input: $input) { __typename ... on OverrideRefused { reason } } }`;
const SET_INTENT = 'mutation($input: SetIntentInput!) { setIntent(input: $input) { __typename } }';
const newest = async (place: Place): Promise<{ setpoints: Setpoint[] }> =>
  (await world.ask(operator, NEWEST, { id: globalBattery(place) })).data.battery.instructions.nodes[0];
const override = async (fields: object) => {
  const input = { idempotencyKey: newKey(), batteryId: globalBattery(ONE), reason: 'a test', ...fields };
  return (await world.ask(operator, OVERRIDE, { input })).data.overrideBattery;
};
const at = (setpoints: readonly Setpoint[], instant: string): Setpoint | undefined =>
  setpoints.find(({ fromAt, untilAt }) => fromAt <= instant && instant < untilAt);
const STOP = `mutation($input: StopDispatchInput!) { stopDispatch(input: $input) {
  __typename ... on DispatchStopped { stop { id kind reason untilAt liftedAt battery { id } site { id } viewerCan { action allowed } } }
  ... on StopRefused { reason } } }`;
const RESUME = `mutation($input: ResumeDispatchInput!) { resumeDispatch(input: $input) { ... on DispatchResumed { stop { liftedAt } } } }`;
const HELD = 'query($id: ID!) { battery(id: $id) { dispatchStops { id kind } } }';
const stop = async (fields: object, credential = operator) =>
  world.ask(credential, STOP, { input: { idempotencyKey: newKey(), kind: 'EMERGENCY', reason: 'smoke', ...fields } });
const resume = async (stopId: string) => world.ask(operator, RESUME, { input: { idempotencyKey: newKey(), stopId } });
const stopsOf = async (place: Place) =>
  (await world.ask(operator, HELD, { id: globalBattery(place) })).data.battery.dispatchStops;
const sources = async (place: Place) => {
  await world.workOff();
  const { setpoints } = await newest(place);
  return [...new Set(setpoints.map(({ source, powerKw }: Setpoint) => (source === 'STOP' ? `${source} ${powerKw}` : source)))];
};

test('a stop of a site or of everything is in the trail of each battery that it held, and no other and no refusal', async () => {
  const trail = async (credential: string, place: Place) => {
    const document = `query($id: ID!) { battery(id: $id) { auditEntries { nodes { id operation decision after } } } }`;
    const { data } = await world.ask(credential, document, { id: globalBattery(place) });
    return data.battery.auditEntries.nodes;
  };
  const [owner, former] = [await world.key('alder', 'OWNER', 'owner'), await world.key('alder', 'OWNER', 'former')];
  const before = { one: await trail(owner, ONE), three: await trail(former, THREE) };
  await stop({ siteId: globalSite(ONE) }, await world.key('alder', 'VIEWER'));
  const ofSite = (await stop({ siteId: globalSite(ONE), reason: 'of the site' })).data.stopDispatch.stop.id;
  const ofAll = (await stop({ reason: 'of everything' })).data.stopDispatch.stop.id;
  const enrol = `mutation($input: EnrolEdgeAgentInput!) { enrolEdgeAgent(input: $input) { __typename } }`;
  await world.ask(await world.key('alder', 'ADMIN'), enrol, { input: { idempotencyKey: newKey(), siteId: globalSite(ONE) } });
  for (const stopId of [ofSite, ofAll]) await resume(stopId);
  const news = async (credential: string, place: Place, known: readonly object[]) =>
    (await trail(credential, place)).slice(0, -known.length || undefined);
  const ofOne = await news(owner, ONE, before.one);
  const done = (entries: readonly { operation: string; decision: string }[]) =>
    entries.map(({ operation, decision }) => `${operation} ${decision}`);
  const [stopped, resumed] = ['stopDispatch ALLOWED', 'resumeDispatch ALLOWED'];
  expect(done(ofOne)).toEqual([resumed, resumed, stopped, stopped]);
  expect(done(await news(former, THREE, before.three))).toEqual([resumed, stopped]);
  expect(ofOne.map(({ after }: { after: string }) => JSON.parse(after).reason)).toEqual([
    undefined,
    undefined,
    'of everything',
    'of the site',
  ]);
  const nodeOf = async (credential: string, { id }: { id: string }) =>
    (await world.ask(credential, 'query($id: ID!) { node(id: $id) { id } }', { id })).data.node;
  const [, , everywhere, northOnly] = ofOne;
  expect(await Promise.all([nodeOf(owner, northOnly), nodeOf(former, everywhere)])).toEqual([
    { id: northOnly.id },
    { id: everywhere.id },
  ]);
  const stranger = await world.key('alder', 'OWNER', 'stranger');
  expect(await Promise.all([nodeOf(former, northOnly), nodeOf(stranger, everywhere)])).toEqual([null, null]);
});

test('a stop of a battery has it stand still at once and stay so, until it is lifted', async () => {
  const { data } = await stop({ batteryId: globalBattery(ONE) });
  expect(data.stopDispatch.stop).toMatchObject({
    kind: 'EMERGENCY',
    site: null,
    battery: { id: globalBattery(ONE) },
    liftedAt: null,
  });
  expect(await sources(ONE)).toEqual(['STOP 0']);
  expect(await stopsOf(ONE)).toHaveLength(1);
  expect(await override({ powerKw: 1, untilAt: '2026-05-13T01:00:00Z' })).toMatchObject({ reason: 'STOPPED' });
  await world.ask(operator, SET_INTENT, {
    input: { idempotencyKey: newKey(), batteryId: globalBattery(ONE), socPercentMin: 5, socPercentMax: 95 },
  });
  expect(await sources(ONE)).toEqual(['STOP 0']);
  expect(await sources(THREE)).not.toContain('STOP 0');
  await resume(data.stopDispatch.stop.id);
  expect(await sources(ONE)).not.toContain('STOP 0');
  expect(await stopsOf(ONE)).toEqual([]);
});

test('a stop of a site holds every battery there, and of everything every battery of the tenant and no other', async () => {
  const ofSite = (await stop({ kind: 'VISIT', siteId: globalSite(ONE) })).data.stopDispatch.stop;
  expect([await sources(ONE), await stopsOf(TWO)]).toEqual([['STOP 0'], [{ id: ofSite.id, kind: 'VISIT' }]]);
  expect(await stopsOf(THREE)).toEqual([]);
  await resume(ofSite.id);
  const ofAll = (await stop({})).data.stopDispatch.stop;
  expect([await sources(ONE), await sources(THREE)]).toEqual([['STOP 0'], ['STOP 0']]);
  const theirs = await world.ask(
    await world.key('birch', 'VIEWER'),
    '{ dispatchStops { nodes { id } } batteries { nodes { dispatchStops { id } } } }',
  );
  expect(theirs.data.dispatchStops.nodes).toEqual([]);
  expect(theirs.data.batteries.nodes.every(({ dispatchStops }: { dispatchStops: unknown[] }) => dispatchStops.length === 0)).toBe(
    true,
  );
  await resume(ofAll.id);
  expect(await sources(THREE)).not.toContain('STOP 0');
});

test('a stop with an end gives way to the plan by itself, in the same instruction', async () => {
  const { data } = await stop({ kind: 'VISIT', batteryId: globalBattery(ONE), untilAt: '2026-05-13T04:00:00Z' });
  await world.workOff();
  const { setpoints } = await newest(ONE);
  expect(at(setpoints, '2026-05-13T03:59:59Z')).toMatchObject({ source: 'STOP', powerKw: 0 });
  expect(at(setpoints, '2026-05-13T04:00:00Z')?.source).not.toBe('STOP');
  await resume(data.stopDispatch.stop.id);
  expect((await stop({ batteryId: globalBattery(ONE), untilAt: '2026-05-12T00:00:00Z' })).data.stopDispatch).toMatchObject({
    reason: 'BAD_TIME_SPAN',
  });
  expect((await stop({ batteryId: globalBattery(ONE), siteId: globalSite(ONE) })).codes).toEqual(['BAD_USER_INPUT']);
});

test('a stop of one battery is for whoever may override it, of more for the control room alone', async () => {
  const viewer = await world.key('alder', 'VIEWER');
  expect((await stop({ batteryId: globalBattery(ONE) }, viewer)).codes).toEqual(['FORBIDDEN']);
  expect((await stop({}, await world.key('alder', 'PARTY', 'supplier'))).codes).toEqual(['FORBIDDEN']);
  const { data } = await stop({ batteryId: globalBattery(ONE) });
  const seen = await world.ask(viewer, '{ dispatchStops { nodes { reason viewerCan { action allowed } } } }');
  expect(seen.data.dispatchStops.nodes).toEqual([
    { reason: 'smoke', viewerCan: [{ action: 'RESUME_DISPATCH', allowed: false }] },
  ]);
  await resume(data.stopDispatch.stop.id);
});
