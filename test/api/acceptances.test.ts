import { afterAll, beforeAll, expect, test } from 'vitest';
import { globalBattery, newKey, openWorld, type Place, type World } from '../harness/world.ts';

let world: World;
let operator: string;
const ONE: Place = { tenant: 'alder', site: 'north', battery: 'one' };
const THREE: Place = { tenant: 'alder', site: 'south', battery: 'three' };

beforeAll(async () => {
  world = await openWorld({ at: '2026-05-13T10:00:00Z' });
  operator = await world.key('alder', 'OPERATOR');
  await world.publishPrices('alder', '2026-05-13');
  await world.storeReading(ONE);
  await world.workOff();
});
afterAll(() => world.close());

const TAKE = `mutation($input: TakeAcceptancesInput!) { takeAcceptances(input: $input) {
  ... on AcceptancesTaken { answers { acceptanceNumber outcome reason message } } } }`;
const BATTERY = `query($id: ID!, $from: DateTime!, $until: DateTime!) { battery(id: $id) {
  acceptances { acceptanceNumber amendment points { at powerKw } }
  dispatchPeriods(from: $from, until: $until) { wishes { source powerKw fromAt untilAt } }
  instructions(first: 1) { nodes { instructionSequence setpoints { powerKw source fromAt untilAt } } } } }`;
const LEVEL = [
  { at: '2026-05-13T10:10:00Z', powerKw: 20 },
  { at: '2026-05-13T10:20:00Z', powerKw: 20 },
];
const acceptance = (change: object = {}) => ({
  acceptanceNumber: 1,
  acceptedAt: '2026-05-13T09:59:00Z',
  points: LEVEL,
  ...change,
});

const take = async (acceptances: object[], credential = operator, place = ONE) =>
  world.ask(credential, TAKE, { input: { idempotencyKey: newKey(), batteryId: globalBattery(place), acceptances } });
const outcomes = async (acceptances: object[]): Promise<unknown[]> =>
  (await take(acceptances)).data.takeAcceptances.answers.map(({ outcome, reason }: { outcome: string; reason: string | null }) =>
    reason === null ? outcome : reason,
  );
const battery = async (credential = operator, place = ONE) => {
  await world.workOff();
  const from = '2026-05-13T10:00:00Z';
  return (await world.ask(credential, BATTERY, { id: globalBattery(place), from, until: '2026-05-13T10:30:00Z' })).data.battery;
};
const accepted = (found: { instructions: { nodes: { setpoints: { source: string }[] }[] } }) =>
  found.instructions.nodes[0]?.setpoints.filter(({ source }) => source === 'ACCEPTANCE');
const told = (powerKw: number) => ({
  powerKw,
  source: 'ACCEPTANCE',
  fromAt: '2026-05-13T10:10:00Z',
  untilAt: '2026-05-13T10:20:00Z',
});

test('an acceptance goes before the plan at once; the same again changes nothing', async () => {
  expect(await outcomes([acceptance()])).toEqual(['TAKEN']);
  const first = await battery();
  expect(accepted(first)).toEqual([told(20)]);
  expect(first.acceptances).toMatchObject([{ acceptanceNumber: 1, amendment: 'ORIGINAL' }]);
  expect(first.dispatchPeriods[0].wishes).toContainEqual(told(20));
  expect(await outcomes([acceptance(), acceptance()])).toEqual(['KNOWN', 'KNOWN']);
  expect((await battery()).instructions).toEqual(first.instructions);
});

test('an amendment takes its place, what comes late does not, and what is deleted gives the plan its time back', async () => {
  const updated = acceptance({ amendment: 'UPDATED', points: LEVEL.map((point) => ({ ...point, powerKw: -10 })) });
  expect(await outcomes([updated, acceptance()])).toEqual(['TAKEN', 'KNOWN']);
  expect(accepted(await battery())).toEqual([told(-10)]);
  expect(await outcomes([acceptance({ amendment: 'DELETED', points: [] }), updated])).toEqual(['TAKEN', 'KNOWN']);
  const after = await battery();
  expect([accepted(after), after.acceptances]).toEqual([[], []]);
});

test('hundreds at once are each answered, and what the battery cannot follow is told with its reason', async () => {
  const many = Array.from({ length: 100 }, (_, index) => acceptance({ acceptanceNumber: 100 + index }));
  expect(new Set(await outcomes(many))).toEqual(new Set(['TAKEN']));
  expect(await outcomes([acceptance({ acceptanceNumber: 300 })])).toEqual(['TOO_MANY']);
  expect(await outcomes(many.map((one) => ({ ...one, amendment: 'DELETED', points: [] })))).toHaveLength(100);
  const beyond = acceptance({ acceptanceNumber: 301, points: LEVEL.map((point) => ({ ...point, powerKw: 1_000 })) });
  const late = acceptance({
    acceptanceNumber: 302,
    points: LEVEL.map(({ at }) => ({ at: at.replace('T10', 'T09'), powerKw: 1 })),
  });
  const changed = acceptance({ acceptanceNumber: 303, acceptedAt: '2026-05-13T09:58:00Z' });
  expect(await outcomes([beyond, late, acceptance({ acceptanceNumber: 303 }), changed])).toEqual([
    'BEYOND_LIMITS',
    'BAD_PROFILE',
    'TAKEN',
    'CONTRADICTION',
  ]);
  await world.ask(operator, `mutation($input: StopDispatchInput!) { stopDispatch(input: $input) { __typename } }`, {
    input: { idempotencyKey: newKey(), kind: 'EMERGENCY', batteryId: globalBattery(ONE), reason: 'a test' },
  });
  expect(await outcomes([acceptance({ acceptanceNumber: 304 })])).toEqual(['STOPPED']);
  expect((await battery()).acceptances).toMatchObject([{ acceptanceNumber: 303 }]);
});

test('whoever may not ask for plans takes none, and of another supplier’s battery nothing is known', async () => {
  const codes = async (credential: string) => (await take([acceptance()], credential)).codes;
  expect(await codes(await world.key('alder', 'VIEWER'))).toEqual(['FORBIDDEN']);
  expect(await codes(await world.key('alder', 'OWNER', 'owner'))).toEqual(['FORBIDDEN']);
  expect(await codes(await world.key('birch', 'OPERATOR'))).toEqual(['NOT_FOUND']);
  expect(await codes(await world.key('alder', 'OPTIMISER', 'optimiser'))).toEqual([]);
});

test('a later owner sees none that was taken before its time, nor a former one what was taken after', async () => {
  const far = (day: string) => [
    { at: `2026-${day}T10:00:00Z`, powerKw: 1 },
    { at: `2026-${day}T11:00:00Z`, powerKw: 1 },
  ];
  const count = async (party: string) =>
    (await battery(await world.key('alder', 'OWNER', party), THREE))?.acceptances.length ?? null;
  await take([acceptance({ points: far('05-20') })], operator, THREE);
  expect([await count('former'), await count('coming')]).toEqual([1, null]);
  world.clock.setTo('2026-06-01T12:00:00Z');
  await take([acceptance({ acceptanceNumber: 2, points: far('06-02') })], operator, THREE);
  expect([await count('former'), await count('coming')]).toEqual([0, 1]);
});
