import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  agree,
  datedNodes,
  drawn,
  holdsOn,
  KEYS,
  noon,
  PLACES,
  SPAN,
  storeAllFacts,
  today,
  TRUTH,
  truthFor,
  truthIn,
} from '../harness/agreements-oracle.ts';
import { globalBattery, openWorld, type World } from '../harness/world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld({ at: '2026-05-20T00:00:00Z' });
  await storeAllFacts(world);
});
afterAll(() => world.close());

test('for any agreements on any day, lists and fields hold exactly what an oracle of the agreements says', async () => {
  let seenCount = 0;
  const keys = await Promise.all(KEYS.map(([role, party]) => world.key('alder', role, party)));
  await fc.assert(
    fc.asyncProperty(fc.array(drawn, { minLength: 1, maxLength: 7 }), today, async (agreements, day) => {
      await agree(world, agreements);
      world.clock.setTo(noon(day));
      for (const [index, [role, party]] of KEYS.entries()) {
        const { data, codes } = await world.ask(keys[index] ?? '', TRUTH, SPAN);
        expect(codes).toEqual([]);
        const expected = truthFor(agreements, { role, party, today: day });
        expect(truthIn(data)).toEqual(expected);
        seenCount += expected.batteries.length;
      }
    }),
    { numRuns: 60 },
  );
  expect(seenCount).toBeGreaterThan(60);
}, 60_000);

test('for any agreements, each plan, instruction and override by its id, and each stream, is there exactly when the oracle says so', async () => {
  const key = await world.key('alder', 'PARTY', 'stranger');
  await fc.assert(
    fc.asyncProperty(fc.array(drawn, { minLength: 1, maxLength: 5 }), today, async (agreements, day) => {
      await agree(world, agreements);
      world.clock.setTo(noon(day));
      const viewer = { role: 'PARTY', party: 'stranger', today: day };
      const nodes = datedNodes(agreements, viewer);
      const ids = nodes.map(({ id }) => id);
      const { data } = await world.ask(key, 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids });
      expect(data.nodes).toEqual(nodes.map(({ id, isSeen }) => (isSeen ? { id } : null)));
      for (const [index, place] of PLACES.entries()) {
        const followed = world.follow(key, 'subscription($ids: [ID!]) { readings(batteryIds: $ids) { socPercent } }', {
          ids: [globalBattery(place)],
        });
        const isLive = holdsOn(agreements, viewer, { place: index, letter: 'l', day });
        const hasFact = holdsOn(agreements, viewer, { place: index, letter: 'l', day: 10 });
        if (isLive && !hasFact) expect(await followed.isQuiet()).toBe(true);
        else {
          const answer = await followed.next();
          if (isLive) expect(answer.data).toEqual({ readings: { socPercent: 10 } });
          else expect(['NOT_FOUND', 'FORBIDDEN']).toContain(answer.codes[0]);
        }
        followed.end();
      }
    }),
    { numRuns: 25 },
  );
}, 60_000);

describe('what is left out', () => {
  const one = { place: 0, wholeSite: false, party: 'stranger' } as const;
  const ONE = PLACES[0];
  const ask = async (document: string) => {
    const response = await fetch(world.wsUrl.replace('ws:', 'http:'), {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await world.key('alder', 'PARTY', 'stranger')}` },
      body: JSON.stringify({ query: document, variables: { id: globalBattery(ONE), ...SPAN } }),
    });
    return response.json() as Promise<{
      data: unknown;
      errors?: { message: string; extensions: { code: string } }[];
      extensions?: { withheld: unknown[] };
    }>;
  };

  test('is told with its place in the answer, its group and what is missing', async () => {
    await agree(world, [{ ...one, role: 'SITE_HOST', fromDay: 0, untilDay: null }]);
    const { data, extensions } = await ask(
      'query($id: ID!, $from: DateTime!, $until: DateTime!) { mine: battery(id: $id) { address past: readings(from: $from, until: $until) { socPercent } } }',
    );
    expect(data).toEqual({ mine: { address: 'Road north', past: [] } });
    expect(extensions?.withheld).toEqual([
      {
        path: ['mine', 'past'],
        group: 'HISTORY',
        reason: 'NO_AGREEMENT',
        missingRoles: ['OWNER', 'LESSOR', 'LESSEE', 'OPERATOR', 'OPTIMISER', 'OFFTAKER', 'AUDITOR'],
        missing: expect.stringMatching(/needs an agreement as OWNER, .* or AUDITOR over the battery\.$/),
      },
    ]);
  });

  test('after an end is told as ended, and a span that reaches beyond as lying outside', async () => {
    world.clock.setTo(noon(15));
    await agree(world, [{ ...one, role: 'LESSEE', fromDay: 3, untilDay: 6 }]);
    const { data, extensions } = await ask(
      'query($id: ID!, $from: DateTime!, $until: DateTime!) { battery(id: $id) { latestReading { socPercent } readings(from: $from, until: $until) { socPercent } } }',
    );
    expect(data).toEqual({ battery: { latestReading: null, readings: [3, 4, 5].map((socPercent) => ({ socPercent })) } });
    expect(extensions?.withheld).toMatchObject([
      { path: ['battery', 'latestReading'], group: 'LIVE', reason: 'AGREEMENT_ENDED' },
      { path: ['battery', 'readings'], group: 'HISTORY', reason: 'OUTSIDE_AGREEMENT' },
    ]);
  });

  test('is nothing, and nothing is told, where all is the caller’s', async () => {
    await agree(world, [{ ...one, role: 'OWNER', fromDay: 0, untilDay: null }]);
    const { extensions } = await ask('query($id: ID!) { battery(id: $id) { address currentIntent { setAt } } }');
    expect(Object.keys(extensions ?? {})).toEqual(['cost']);
  });

  test('where it cannot be null is an error, and a refused change names what is missing', async () => {
    await agree(world, [{ ...one, role: 'OFFTAKER', fromDay: 0, untilDay: null }]);
    const { errors } = await ask('query($id: ID!) { battery(id: $id) { intent { setAt } } }');
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const change = await ask(
      'mutation($id: ID!) { setIntent(input: { idempotencyKey: "a-key-of-a-test", batteryId: $id, socPercentMin: 1, socPercentMax: 2 }) { __typename } }',
    );
    expect(change.errors?.[0]?.message).toMatch(/needs an agreement in force as OWNER, LESSEE or OPTIMISER over the battery\.$/);
  });
});
