import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HANDOVER_AT } from '../harness/two-tenants.ts';
import { globalBattery, newKey, openWorld, type World } from '../harness/world.ts';
import { printGlobalId } from '../../src/wire/global-id.ts';

let world: World;

const PLACES = { one: 'north', two: 'north', three: 'south' } as const;
type Name = keyof typeof PLACES;
const NAMES: readonly Name[] = ['one', 'three', 'two'];
const placeOf = (battery: Name) => ({ tenant: 'alder', site: PLACES[battery], battery }) as const;
const idOf = (battery: Name): string => globalBattery(placeOf(battery));

beforeAll(async () => {
  world = await openWorld();
  await world.publishPrices('alder', '2026-05-12');
  for (const name of NAMES) await world.storeReading(placeOf(name));
  await world.workOff();
});
afterAll(() => world.close());

const VIEWS = `query($ids: [ID!]!) { batteries(first: 50) { nodes { id plan { id } instructions { nodes { id } } } }
  nodes(ids: $ids) { id } sites(first: 50) { nodes { name batteries { id } } } }`;
const READINGS = 'subscription { readings { battery { id } } }';

interface Onlooker {
  readonly who: string;
  readonly credential: () => Promise<string>;
  readonly sees: readonly Name[];
  /** Sees only that a battery exists: no plans, no instructions, no streams. */
  readonly outline?: boolean;
}

const WHO: readonly Onlooker[] = [
  { who: 'ADMIN', credential: () => world.key('alder', 'ADMIN'), sees: ['one', 'three', 'two'] },
  { who: 'OPERATOR', credential: () => world.key('alder', 'OPERATOR'), sees: ['one', 'three', 'two'] },
  { who: 'VIEWER', credential: () => world.key('alder', 'VIEWER'), sees: ['one', 'three', 'two'] },
  { who: 'an owner', credential: () => world.key('alder', 'OWNER', 'owner'), sees: ['one'] },
  { who: 'a lessor', credential: () => world.key('alder', 'OWNER', 'lessor'), sees: ['two'], outline: true },
  { who: 'a lessee', credential: () => world.key('alder', 'OWNER', 'lessee'), sees: ['two'] },
  { who: 'a lessee, through all its agreements', credential: () => world.key('alder', 'PARTY', 'lessee'), sees: ['two'] },
  { who: 'an optimiser', credential: () => world.key('alder', 'OPTIMISER', 'optimiser'), sees: ['one'] },
  {
    who: 'a supplier that only buys and operates, as an owner',
    credential: () => world.key('alder', 'OWNER', 'supplier'),
    sees: [],
  },
  { who: 'an owner, as an optimiser', credential: () => world.key('alder', 'OPTIMISER', 'owner'), sees: [] },
  { who: 'a party without agreements', credential: () => world.key('alder', 'OWNER', 'stranger'), sees: [] },
  { who: 'an owner until next month', credential: () => world.key('alder', 'OWNER', 'former'), sees: ['three'] },
  { who: 'an owner from next month on', credential: () => world.key('alder', 'OWNER', 'coming'), sees: [] },
  { who: 'the agent of the northern site', credential: () => world.agent('alder', 'north'), sees: ['one', 'two'] },
  { who: 'the agent of the southern site', credential: () => world.agent('alder', 'south'), sees: ['three'] },
  { who: 'a viewer of another tenant', credential: () => world.key('birch', 'VIEWER'), sees: [] },
];

describe.each(WHO)('$who', ({ credential, sees, outline = false }) => {
  const seen = sees.map(idOf);
  const seenInside = outline ? [] : seen;

  test(`sees ${sees.join(' and ') || 'nothing'} in lists, by id, through sites and in streams, with plans and instructions`, async () => {
    const key = await credential();
    const admin = await world.key('alder', 'ADMIN');
    const everything = (await world.ask(admin, VIEWS, { ids: [] })).data.batteries.nodes;
    const inside = everything.map(({ plan, instructions }: Battery) => [plan.id, ...instructions.nodes.map(({ id }) => id)]);
    const ids = NAMES.map(idOf);
    const { data, codes } = await world.ask(key, VIEWS, { ids: [...ids, ...inside.flat()] });
    expect(codes).toEqual([]);
    const listed = data.batteries.nodes.filter(({ id }: Battery) => ids.includes(id));
    expect(listed.map(({ id }: Battery) => id)).toEqual(seen);
    expect(
      data.sites.nodes
        .flatMap((site: { batteries: Battery[] }) => site.batteries.map(({ id }) => id))
        .filter((id: string) => ids.includes(id))
        .toSorted(),
    ).toEqual(seen.toSorted());
    const reachable = NAMES.flatMap((name) => (sees.includes(name) ? [idOf(name)] : [null]));
    const reachableInside = everything.flatMap(({ id }: Battery, index: number) =>
      inside[index].map((inner: string) => (seenInside.includes(id) ? inner : null)),
    );
    expect(data.nodes.map((node: { id: string } | null) => node?.id ?? null)).toEqual([...reachable, ...reachableInside]);
  });

  test('follows exactly those, and no other one by name', async () => {
    const key = await credential();
    const followed = world.follow(key, READINGS);
    const arrived: string[] = [];
    for (const _ of seenInside) arrived.push((await followed.next()).data.readings.battery.id);
    expect(arrived.toSorted()).toEqual(seenInside.toSorted());
    for (const name of NAMES.filter((one) => !sees.includes(one))) {
      const refused = world.follow(key, 'subscription($ids: [ID!]) { readings(batteryIds: $ids) { socPercent } }', {
        ids: [idOf(name)],
      });
      expect((await refused.next()).codes).toEqual(['NOT_FOUND']);
      refused.end();
    }
    followed.end();
  });
});

interface Battery {
  readonly id: string;
  readonly plan: { readonly id: string };
  readonly instructions: { readonly nodes: readonly { readonly id: string }[] };
}

const AGREEMENTS = 'query($id: ID!) { battery(id: $id) { agreements { role validFrom validUntil party { name } } } }';
const SET_INTENT = 'mutation($input: SetIntentInput!) { setIntent(input: $input) { __typename } }';
const REQUEST_PLAN = 'mutation($input: RequestPlanInput!) { requestPlan(input: $input) { __typename } }';
const OVERRIDE = 'mutation($input: OverrideBatteryInput!) { overrideBattery(input: $input) { __typename } }';
const CHANGES = {
  'set its intent': [SET_INTENT, { socPercentMin: 10, socPercentMax: 90 }],
  'ask for a plan': [REQUEST_PLAN, {}],
  'override it': [OVERRIDE, { powerKw: 1, untilAt: '2026-05-12T11:00:00Z', reason: 'a test' }],
} as const;

const MAY: readonly (readonly [
  who: string,
  credential: () => Promise<string>,
  battery: Name,
  may: readonly (keyof typeof CHANGES)[],
])[] = [
  ['ADMIN', () => world.key('alder', 'ADMIN'), 'one', ['set its intent', 'ask for a plan', 'override it']],
  ['OPERATOR', () => world.key('alder', 'OPERATOR'), 'two', ['set its intent', 'ask for a plan', 'override it']],
  ['an optimiser', () => world.key('alder', 'OPTIMISER', 'optimiser'), 'one', ['set its intent', 'ask for a plan']],
  ['an owner', () => world.key('alder', 'OWNER', 'owner'), 'one', ['set its intent']],
  ['a lessee', () => world.key('alder', 'OWNER', 'lessee'), 'two', ['set its intent']],
  ['a lessor', () => world.key('alder', 'OWNER', 'lessor'), 'two', []],
  ['VIEWER', () => world.key('alder', 'VIEWER'), 'one', []],
  ['an agent', () => world.agent('alder', 'north'), 'one', []],
];

describe.each(MAY)('%s', (_who, credential, battery, may) => {
  test.each(Object.entries(CHANGES))(
    `may%s exactly as its role says`.replace('%s', ' %s'),
    async (change, [document, fields]) => {
      const input = { idempotencyKey: newKey(), batteryId: idOf(battery), ...fields };
      const { codes } = await world.ask(await credential(), document, { input });
      expect(codes).toEqual((may as readonly string[]).includes(change) ? [] : ['FORBIDDEN']);
    },
  );
});

test('a battery tells the agreements of the viewer’s times, oldest first, with their parties', async () => {
  const tell = async (key: string) => (await world.ask(key, AGREEMENTS, { id: idOf('three') })).data.battery.agreements;
  const former = {
    role: 'OWNER',
    validFrom: '2023-01-01T00:00:00Z',
    validUntil: '2026-06-01T00:00:00Z',
    party: { name: 'The former of Alder Power' },
  };
  const coming = {
    role: 'OWNER',
    validFrom: '2026-06-01T00:00:00Z',
    validUntil: null,
    party: { name: 'The coming of Alder Power' },
  };
  expect(await tell(await world.key('alder', 'VIEWER'))).toEqual([former, coming]);
  expect(await tell(await world.key('alder', 'OWNER', 'former'))).toEqual([former]);
});

test('an agreement of a battery one does not see is not there', async () => {
  const [row] = await world.owner<{ id: string }[]>`
    select agreement_id as id from agreement where role = 'OPTIMISER' and tenant_id = ${world.services.tenants.bySlug('alder')?.tenantId ?? ''}`;
  const id = printGlobalId('Agreement', row?.id ?? '');
  const answer = async (key: string) => (await world.ask(key, 'query($id: ID!) { node(id: $id) { id } }', { id })).data.node;
  expect(await answer(await world.key('alder', 'OWNER', 'owner'))).toEqual({ id });
  expect(await answer(await world.key('alder', 'OWNER', 'lessee'))).toBeNull();
});

// Last: the clock only goes forward.
test('an agreement gives nothing before its first instant and nothing from its last one on, also in open streams', async () => {
  const former = await world.key('alder', 'OWNER', 'former');
  const coming = await world.key('alder', 'OWNER', 'coming');
  const names = async (key: string): Promise<string[]> =>
    (await world.ask(key, '{ batteries(first: 9) { nodes { name } } }')).data.batteries.nodes.map(
      ({ name }: { name: string }) => name,
    );
  world.clock.setTo(new Date(HANDOVER_AT.getTime() - 1));
  expect([await names(former), await names(coming)]).toEqual([['Battery three'], []]);
  const before = world.follow(former, READINGS);
  const after = world.follow(coming, READINGS);
  expect((await before.next()).codes).toEqual([]);
  expect(await after.isQuiet()).toBe(true);
  world.clock.setTo(HANDOVER_AT);
  // The former owner keeps knowing that it exists; what happens there now is no longer its own.
  expect([await names(former), await names(coming)]).toEqual([['Battery three'], ['Battery three']]);
  world.letTrustLapse();
  await world.storeReading(placeOf('three'), { socPercent: 61 });
  expect((await after.next()).data.readings.battery.id).toBe(idOf('three'));
  expect(await before.isQuiet()).toBe(true);
  before.end();
  after.end();
});
