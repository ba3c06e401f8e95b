import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  agree,
  AGREED_NODES,
  agreedNodes,
  datedNodes,
  type Drawn,
  drawn,
  entryNodes,
  FACTS_UNTIL_DAY,
  holdsOn,
  KEYS,
  MODELS,
  namePlaces,
  noon,
  PLACES,
  SPAN,
  storeAllFacts,
  today,
  TRUTH,
  truthFor,
  truthIn,
  withModels,
} from '../harness/agreements-oracle.ts';
import { TWO_TENANTS } from '../harness/two-tenants.ts';
import { globalBattery, openWorld, type World } from '../harness/world.ts';

/** The rights of parties held against an oracle that knows nothing of rules. */
let world: World;

beforeAll(async () => {
  world = await openWorld({ at: '2026-05-20T00:00:00Z', tenantFiles: TWO_TENANTS.map(withModels) });
  await storeAllFacts(world);
});
afterAll(() => world.close());

interface Arranged {
  readonly agreements: readonly Drawn[];
  readonly day: number;
  readonly models: (typeof MODELS)[number];
}

/** On that day these are all the agreements that there are, over batteries of these models. */
async function arrange({ agreements, day, models }: Arranged): Promise<void> {
  await namePlaces(world, models);
  await agree(world, agreements);
  world.clock.setTo(noon(day));
}

/** Who reads the intent now, and of the time of the plans only the plans. */
const INTENT_CAME_LATER: Drawn[] = [
  { party: 'stranger', role: 'AUDITOR', place: 0, wholeSite: false, fromDay: 0, untilDay: 12 },
  { party: 'stranger', role: 'OPTIMISER', place: 0, wholeSite: false, fromDay: 12, untilDay: null },
];

test('for any agreements on any day, lists and fields hold exactly what an oracle of the agreements says', async () => {
  let seenCount = 0;
  const keys = await Promise.all(KEYS.map(([role, party]) => world.key('alder', role, party)));
  await fc.assert(
    fc.asyncProperty(
      fc.array(drawn, { minLength: 1, maxLength: 7 }),
      today,
      fc.constantFrom(...MODELS),
      async (agreements, day, models) => {
        await arrange({ agreements, day, models });
        for (const [index, [role, party]] of KEYS.entries()) {
          const { data, codes } = await world.ask(keys[index] ?? '', TRUTH, SPAN);
          expect(codes).toEqual([]);
          const expected = truthFor(agreements, { role, party, today: day, models });
          expect(truthIn(data)).toEqual(expected);
          const agreed = agreedNodes(agreements, { role, party, today: day, models });
          const answer = await world.ask(keys[index] ?? '', AGREED_NODES, { ids: agreed.map(({ id }) => id) });
          expect(answer.data.nodes).toEqual(agreed.map(({ node }) => node));
          seenCount += expected.batteries.length;
        }
      },
    ),
    { numRuns: 60, examples: [[INTENT_CAME_LATER, 14, MODELS[0]]] },
  );
  expect(seenCount).toBeGreaterThan(60);
}, 60_000);

test('for any agreements, each plan, instruction, override, entry and agreement by its id, and each stream, is there exactly when the oracle says so', async () => {
  const viewer = { role: 'PARTY', party: 'stranger' } as const;
  const key = await world.key('alder', viewer.role, viewer.party);
  await fc.assert(
    fc.asyncProperty(
      fc.array(drawn, { minLength: 1, maxLength: 5 }),
      today,
      fc.constantFrom(...MODELS),
      async (agreements, day, models) => {
        await arrange({ agreements, day, models });
        const at = { ...viewer, today: day, models };
        for (const asked of [datedNodes(agreements, at), await entryNodes(world, { agreements, viewer: at })]) {
          const ids = asked.map(({ id }) => id);
          const { data } = await world.ask(key, 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids });
          expect(data.nodes).toEqual(asked.map(({ id, isSeen }) => (isSeen ? { id } : null)));
        }
        for (const [place, battery] of PLACES.entries()) {
          const isLiveOn = (on: number): boolean => holdsOn(agreements, at, { place, letter: 'l', day: on });
          const followed = world.follow(key, 'subscription($ids: [ID!]) { readings(batteryIds: $ids) { socPercent } }', {
            ids: [globalBattery(battery)],
          });
          if (isLiveOn(day) && !isLiveOn(FACTS_UNTIL_DAY - 1)) expect(await followed.isQuiet()).toBe(true);
          else {
            const answer = await followed.next();
            if (isLiveOn(day)) expect(answer.data).toEqual({ readings: { socPercent: 10 } });
            else expect(['NOT_FOUND', 'FORBIDDEN']).toContain(answer.codes[0]);
          }
          followed.end();
        }
      },
    ),
    { numRuns: 25 },
  );
}, 60_000);

describe('what is left out', () => {
  beforeAll(() => namePlaces(world));
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

const PERIODS = `query($id: ID!, $plans: [ID!]!, $from: DateTime!, $until: DateTime!) { battery(id: $id) {
  settledPeriods(from: $from, until: $until) { exportedKwh } positions(from: $from, until: $until) { powerKw }
  responsePositions(from: $from, until: $until) { powerKw }
  earnings(from: $from, until: $until) { total { amount } }
  outcomes(from: $from, until: $until) { plannedSocPercent netExportedKwh realisedRevenue { amount } }}
  nodes(ids: $plans) { ... on Plan { periods { socPercent } } } }`;

test.each([
  ['ends in the middle of a period', { fromAt: '2026-05-03T00:00:00Z', untilAt: '2026-05-05T12:15:00Z' }, [3, 4]],
  ['ends with a period', { fromAt: '2026-05-03T00:00:00Z', untilAt: '2026-05-05T12:30:00Z' }, [3, 4, 5]],
  ['begins in the middle of a period', { fromAt: '2026-05-03T12:15:00Z', untilAt: '2026-05-06T00:00:00Z' }, [4, 5]],
  ['begins with a period', { fromAt: '2026-05-03T12:00:00Z', untilAt: '2026-05-06T00:00:00Z' }, [3, 4, 5]],
])('of an agreement that %s, what was planned, metered and earned is told for whole periods', async (_what, times, days) => {
  world.clock.setTo(noon(15));
  await agree(world, [{ place: 0, wholeSite: false, party: 'stranger', role: 'LESSEE', fromDay: 3, untilDay: 6 }]);
  await world.owner`update agreement set valid_from = ${times.fromAt}, valid_until = ${times.untilAt}`;
  const viewer = { role: 'PARTY', party: 'stranger', today: 15 };
  const plans = datedNodes([], viewer).filter(({ id }) => atob(id).startsWith('Plan:'));
  const key = await world.key('alder', 'PARTY', 'stranger');
  const { data, codes } = await world.ask(key, PERIODS, {
    id: globalBattery(PLACES[0]),
    plans: plans.slice(0, 10).map(({ id }) => id),
    ...SPAN,
  });
  expect(codes).toEqual([]);
  const { settledPeriods, positions, responsePositions, earnings, outcomes } = data.battery;
  expect(settledPeriods).toEqual(days.map((exportedKwh) => ({ exportedKwh })));
  expect(positions).toEqual(days.map((powerKw) => ({ powerKw })));
  expect(responsePositions).toEqual(days.map((powerKw) => ({ powerKw })));
  expect(earnings).toEqual(days.map((day) => ({ total: { amount: `${day}.00` } })));
  expect(outcomes).toEqual(
    days.map((day) => ({ plannedSocPercent: day, netExportedKwh: day, realisedRevenue: { amount: `${day}.000000` } })),
  );
  const planned = data.nodes.flatMap((plan: { periods?: object[] } | null) => plan?.periods ?? []);
  expect(planned).toEqual(days.map((socPercent) => ({ socPercent })));
});
