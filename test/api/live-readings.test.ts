import { afterEach, describe, expect, test } from 'vitest';
import { openWorld, globalBattery, globalSite, newKey, type World } from '../harness/world.ts';

const ONE = { tenant: 'alder', site: 'north', battery: 'one' } as const;
const TWO = { tenant: 'alder', site: 'north', battery: 'two' } as const;
const THREE = { tenant: 'alder', site: 'south', battery: 'three' } as const;
const FIELDS = 'battery { id } socPercent streamPlace { phase cursor gap { fromAt untilAt readingCount } }';
const ALL = `subscription($after: String) { readings(intervalSeconds: 0.25, after: $after) { ${FIELDS} } }`;

let world: World;
afterEach(() => world.close());

async function open(): Promise<string> {
  world = await openWorld();
  return world.key('alder', 'OPERATOR');
}

interface Told {
  readonly battery: { readonly id: string };
  readonly socPercent: number;
  readonly streamPlace: { readonly phase: string; readonly cursor: string | null; readonly gap: object | null };
}

/** Takes so many readings from a stream. */
async function take(followed: ReturnType<World['follow']>, count: number): Promise<Told[]> {
  const told: Told[] = [];
  while (told.length < count) {
    const { data, codes } = await followed.next();
    expect(codes).toEqual([]);
    told.push(data.readings);
  }
  return told;
}

const socOf = (told: readonly Told[]): number[] => told.map(({ socPercent }) => socPercent);

async function store(place: typeof ONE | typeof TWO | typeof THREE, socPercent: number): Promise<void> {
  world.clock.advance({ seconds: 30 });
  await world.storeReading(place, { socPercent });
}

describe('a stream of readings', () => {
  test('begins with the latest of each battery, gives a cursor with the last of them, and goes on with what is new', async () => {
    const operator = await open();
    await store(ONE, 10);
    await store(THREE, 30);
    const followed = world.follow(operator, ALL);
    const snapshot = await take(followed, 2);
    expect(socOf(snapshot).toSorted((one, other) => one - other)).toEqual([10, 30]);
    expect(snapshot.map(({ streamPlace }) => [streamPlace.phase, streamPlace.cursor !== null, streamPlace.gap])).toEqual([
      ['SNAPSHOT', false, null],
      ['SNAPSHOT', true, null],
    ]);
    await store(ONE, 11);
    const [change] = await take(followed, 1);
    expect(change).toMatchObject({
      socPercent: 11,
      battery: { id: globalBattery(ONE) },
      streamPlace: { phase: 'CHANGE', gap: null },
    });
    expect(change?.streamPlace.cursor).toEqual(expect.any(String));
    followed.end();
  });

  test('tells of one site, and of readings that pass its filter, alone', async () => {
    const operator = await open();
    for (const [place, soc] of [
      [ONE, 10],
      [TWO, 80],
      [THREE, 85],
    ] as const)
      await store(place, soc);
    const document = `subscription($siteId: ID, $where: ReadingFilter) { readings(siteId: $siteId, where: $where, intervalSeconds: 0.25) { ${FIELDS} } }`;
    const followed = world.follow(operator, document, { siteId: globalSite(ONE), where: { socPercentMin: 50 } });
    expect(socOf(await take(followed, 1))).toEqual([80]);
    await store(THREE, 90);
    await store(ONE, 20);
    expect(await followed.isQuiet()).toBe(true);
    await store(ONE, 60);
    expect(socOf(await take(followed, 1))).toEqual([60]);
    followed.end();
  });

  test('tells the newest of a battery at the rate that was asked for', async () => {
    const operator = await open();
    await store(ONE, 10);
    const slow = world.follow(operator, `subscription { readings(intervalSeconds: 5) { ${FIELDS} } }`);
    await take(slow, 1);
    for (const soc of [11, 12, 13, 14]) await store(ONE, soc);
    expect(socOf(await take(slow, 1))).toEqual([11]);
    expect(await slow.isQuiet()).toBe(true);
    world.letTrustLapse();
    expect(socOf(await take(slow, 1))).toEqual([14]);
    slow.end();
  });

  test.each([
    ['a rate that is too high', { intervalSeconds: 0.1 }],
    ['a rate that is too low', { intervalSeconds: 301 }],
    ['a cursor that is none', { after: 'nonsense' }],
    ['a cursor of the future', { after: Buffer.from(`r1:${Date.UTC(2100, 0).toString(36)}`).toString('base64url') }],
  ])('refuses %s', async (_what, variables) => {
    const operator = await open();
    const document = `subscription($intervalSeconds: Float, $after: String) { readings(intervalSeconds: $intervalSeconds, after: $after) { socPercent } }`;
    const followed = world.follow(operator, document, variables);
    expect((await followed.next()).codes).toEqual(['BAD_USER_INPUT']);
    followed.end();
  });
});

describe('a stream that is resumed', () => {
  test('tells everything that was stored since the cursor, from PostgreSQL, in place of a snapshot', async () => {
    const operator = await open();
    await store(ONE, 10);
    const before = world.follow(operator, ALL);
    const [{ streamPlace } = { streamPlace: { cursor: null } }] = await take(before, 1);
    before.end();
    for (const soc of [11, 12]) await store(ONE, soc);
    await store(THREE, 30);
    const after = world.follow(operator, ALL, { after: streamPlace.cursor });
    const missed = await take(after, 4);
    // What was told shortly before the cursor may come again.
    expect(socOf(missed).filter((soc) => soc !== 10)).toEqual([11, 12, 30]);
    expect(new Set(missed.map((told) => told.streamPlace.phase))).toEqual(new Set(['MISSED']));
    expect(missed.at(-1)?.streamPlace.cursor).toEqual(expect.any(String));
    await store(TWO, 20);
    expect(await take(after, 1)).toMatchObject([{ socPercent: 20, streamPlace: { phase: 'CHANGE' } }]);
    after.end();
  });

  test('after more than an hour begins with a snapshot, and says which time it says nothing of', async () => {
    const operator = await open();
    await store(ONE, 10);
    const before = world.follow(operator, ALL);
    const [first] = await take(before, 1);
    before.end();
    world.clock.advance({ hours: 2 });
    await store(ONE, 12);
    const after = world.follow(operator, ALL, { after: first?.streamPlace.cursor });
    const gap = { fromAt: '2026-05-12T10:00:30Z', untilAt: '2026-05-12T12:01:00Z', readingCount: null };
    expect(await take(after, 1)).toMatchObject([{ socPercent: 12, streamPlace: { phase: 'SNAPSHOT', gap } }]);
    after.end();
  });
});

test('readings that are lost on their way to the streams are marked as a gap, and counted for who follows all', async () => {
  const operator = await open();
  await store(ONE, 10);
  const followed = world.follow(operator, ALL);
  const chosen = world.follow(operator, `subscription($ids: [ID!]) { readings(batteryIds: $ids) { ${FIELDS} } }`, {
    ids: [globalBattery(ONE)],
  });
  for (const one of [followed, chosen]) await take(one, 1);
  await store(ONE, 11);
  for (const one of [followed, chosen]) await take(one, 1);
  const { live } = world.services;
  const publish = live.publish;
  Object.assign(live, { publish: () => Promise.reject(new Error('away')) });
  await store(ONE, 12);
  await store(TWO, 22);
  Object.assign(live, { publish });
  world.letTrustLapse();
  await store(ONE, 13);
  const gap = { fromAt: '2026-05-12T10:01:00Z', untilAt: '2026-05-12T10:02:30Z' };
  expect(await take(followed, 1)).toMatchObject([{ socPercent: 13, streamPlace: { gap: { ...gap, readingCount: 2 } } }]);
  expect(await take(chosen, 1)).toMatchObject([{ socPercent: 13, streamPlace: { gap: { ...gap, readingCount: null } } }]);
  for (const one of [followed, chosen]) one.end();
});

describe('who shares a stream', () => {
  test('hears what their own view shows: a party never hears of a battery that another may see', async () => {
    const operator = await open();
    const owner = await world.key('alder', 'OWNER', 'owner');
    await store(ONE, 10);
    await store(THREE, 30);
    const streams = [operator, owner, owner].map((key) => world.follow(key, ALL));
    const [all, first, second] = streams;
    if (!all || !first || !second) throw new Error('three streams');
    expect(socOf(await take(all, 2)).toSorted((one, other) => one - other)).toEqual([10, 30]);
    for (const own of [first, second]) expect(socOf(await take(own, 1))).toEqual([10]);
    await store(THREE, 31);
    expect(socOf(await take(all, 1))).toEqual([31]);
    for (const own of [first, second]) expect(await own.isQuiet()).toBe(true);
    await store(ONE, 11);
    for (const one of streams) expect(socOf(await take(one, 1))).toEqual([11]);
    for (const one of streams) one.end();
  });

  test('hears nothing more when the agreement ends, whoever else goes on', async () => {
    const operator = await open();
    const owner = await world.key('alder', 'OWNER', 'owner');
    await store(ONE, 10);
    const streams = [operator, owner, owner].map((key) => world.follow(key, ALL));
    for (const one of streams) await take(one, 1);
    await world.owner`update agreement set valid_until = ${new Date(world.clock.nowMs() + 60_000)} where valid_from <= ${world.clock.now()} and valid_until is null`;
    world.letTrustLapse();
    await store(ONE, 11);
    for (const one of streams) expect(socOf(await take(one, 1))).toEqual([11]);
    world.clock.advance({ minutes: 5 });
    await store(ONE, 12);
    const [all, ...own] = streams;
    expect(all && socOf(await take(all, 1))).toEqual([12]);
    for (const one of own) expect(await one.isQuiet()).toBe(true);
    for (const one of streams) one.end();
  });

  test('is out when the own credential is revoked, whoever else goes on', async () => {
    world = await openWorld({ recheckSeconds: 0.05 });
    const admin = await world.key('alder', 'ADMIN');
    await store(ONE, 10);
    const CREATE = `mutation($input: CreateApiKeyInput!) { createApiKey(input: $input) { ... on ApiKeyCreated { secret apiKey { id } } } }`;
    const made = (await world.ask(admin, CREATE, { input: { idempotencyKey: newKey(), name: 'leaving', role: 'ADMIN' } })).data
      .createApiKey;
    const [staying, leaving] = [world.follow(admin, ALL), world.follow(made.secret, ALL)];
    for (const one of [staying, leaving]) await take(one, 1);
    const REVOKE = `mutation($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) { __typename } }`;
    await world.ask(admin, REVOKE, { input: { idempotencyKey: newKey(), apiKeyId: made.apiKey.id } });
    world.letTrustLapse();
    expect((await leaving.next()).codes).toEqual(['4403']);
    await store(ONE, 11);
    expect(socOf(await take(staying, 1))).toEqual([11]);
    staying.end();
  });
});
