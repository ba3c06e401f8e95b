import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appendEntry, idOfKey } from '../../src/modules/tenancy/index.ts';
import { printGlobalId } from '../../src/wire/global-id.ts';
import { batteryIdOf, fileOf, globalBattery, globalSite, openWorld, siteIdOf, type World } from '../harness/world.ts';

/**
 * The rights of parties held against an oracle that knows nothing of rules: a table of letters, and the agreements as
 * they were drawn. Facts stand at noon of the first ten days; whoever asks does so on a later day.
 */
let world: World;
const { tenantId } = fileOf('alder');
const PLACES = [
  { tenant: 'alder', site: 'north', battery: 'one' },
  { tenant: 'alder', site: 'north', battery: 'two' },
  { tenant: 'alder', site: 'south', battery: 'three' },
] as const;
const MODEL_OF = ['merchant', 'lease', 'home'] as const;
const FACT_DAYS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const SPAN = { from: '2026-05-01T00:00:00Z', until: '2026-05-11T00:00:00Z' };
const noon = (day: number): Date => new Date(Date.UTC(2026, 4, day, 12));
const midnight = (day: number): Date => new Date(Date.UTC(2026, 4, day));

/** identity I, location L, live l, history h, intent i (write W), plan p, override o, instructions n, revenue r, device credentials d (write D), audit a. */
const TABLE: Record<(typeof MODEL_OF)[number], Record<string, string>> = {
  merchant: {
    OWNER: 'ILlhiWponrda',
    LESSOR: 'ILh',
    LESSEE: 'ILlhiWponrda',
    OPERATOR: 'ILlhipondD',
    OPTIMISER: 'IlhiWponr',
    OFFTAKER: 'Ihr',
    SITE_HOST: 'ILl',
    AUDITOR: 'Ihpnra',
  },
  lease: {
    OWNER: 'ILha',
    LESSOR: 'ILh',
    LESSEE: 'ILlhiWponrda',
    OPERATOR: 'ILlhipondD',
    OPTIMISER: 'IlhiWponr',
    OFFTAKER: 'Ihr',
    SITE_HOST: 'ILl',
    AUDITOR: 'Ihpnra',
  },
  home: {
    OWNER: 'ILlhiWponrda',
    LESSOR: 'I',
    LESSEE: 'ILlhiWponrda',
    OPERATOR: 'IlndD',
    OPTIMISER: 'IlhiWponr',
    OFFTAKER: '',
    SITE_HOST: '',
    AUDITOR: 'Ihnra',
  },
};
const ROLES = Object.keys(TABLE.merchant);
const REACH: Record<string, readonly string[]> = {
  OWNER: ['OWNER', 'LESSOR', 'LESSEE'],
  OPTIMISER: ['OPTIMISER'],
  PARTY: ROLES,
};
const KEYS = [
  ['OWNER', 'stranger'],
  ['OPTIMISER', 'stranger'],
  ['PARTY', 'stranger'],
  ['PARTY', 'supplier'],
] as const;

interface Drawn {
  readonly party: string;
  readonly role: string;
  readonly place: number;
  readonly wholeSite: boolean;
  readonly fromDay: number;
  readonly untilDay: number | null;
}

const drawn: fc.Arbitrary<Drawn> = fc
  .record({
    party: fc.constantFrom('stranger', 'stranger', 'supplier'),
    role: fc.constantFrom(...ROLES),
    place: fc.nat(2),
    wholeSite: fc.boolean(),
    fromDay: fc.integer({ min: 0, max: 18 }),
    length: fc.option(fc.integer({ min: 1, max: 9 })),
  })
  .map(({ length, ...one }) => ({ ...one, untilDay: length === null ? null : one.fromDay + length }));

beforeAll(async () => {
  world = await openWorld({ at: '2026-05-20T00:00:00Z' });
  const { owner } = world;
  await owner`select ensure_reading_partition(${noon(1)})`;
  for (const [index, place] of PLACES.entries()) {
    const [batteryId, siteId] = [batteryIdOf(place), siteIdOf(place)];
    await owner`update battery set ownership_model = ${MODEL_OF[index] ?? ''} where battery_id = ${batteryId}`;
    await owner`update site set address = ${`Road ${place.site}`} where site_id = ${siteId}`;
    for (const day of FACT_DAYS) await storeFacts({ batteryId, siteId, day, index });
    await world.services.live.setLatest([]);
  }
  for (const site of ['north', 'south']) await certifiedAgent(site);
  const { restoreLatest } = await import('../../src/modules/telemetry/index.ts');
  await restoreLatest(world.services);
});
afterAll(() => world.close());

async function storeFacts({
  batteryId,
  siteId,
  day,
  index,
}: {
  batteryId: string;
  siteId: string;
  day: number;
  index: number;
}): Promise<void> {
  const { owner } = world;
  const [at, until] = [noon(day), new Date(noon(day).getTime() + 1_800_000)];
  const planId = idOfKey<string>(tenantId, 'test-plan', batteryId, String(day));
  const instructionId = idOfKey<string>(tenantId, 'test-instruction', batteryId, String(day));
  await owner`insert into reading values (${tenantId}, ${batteryId}, ${at}, ${at}, 1, ${day}, 1, 1, 'GOOD', null, null)`;
  await owner`
    insert into plan values (${tenantId}, ${planId}, ${batteryId}, ${at}, ${at}, ${until}, 'OPTIMAL', 'highs', 1, 'GBP', 1, '{}')`;
  await owner`
    insert into plan_period values (${tenantId}, ${planId}, ${at}, ${until}, '2026-05-01', 25, 1, ${day}, 1, 1, 1)`;
  await owner`
    insert into settled_period values (${tenantId}, ${batteryId}, ${at}, ${until}, '2026-05-01', 25, ${day}, 0, ${day}, 'GBP', ${until})`;
  for (const subject of [{ type: 'Battery', id: batteryId }, { type: 'Site', id: siteId }, null])
    await storeEntry({ at, subject, operation: `day-${day}-${subject?.type ?? 'nothing'}` });
  await owner`
    insert into instruction values (${tenantId}, ${instructionId}, ${siteId}, ${batteryId}, ${day * 10 + index}, ${at}, ${at}, ${until},
      'APPLIED', null, null, null, '[]', '{"chargePowerKwMax":1,"dischargePowerKwMax":1,"socPercentMin":1,"socPercentMax":2}')`;
}

async function certifiedAgent(site: string): Promise<void> {
  const { owner } = world;
  const [siteId, agentId, at] = [siteIdOf({ tenant: 'alder', site }), randomUUID(), noon(1)];
  await owner`insert into edge_agent values (${tenantId}, ${agentId}, ${siteId}, ${at}, null)`;
  await owner`
    insert into device_certificate values (${tenantId}, ${agentId}, ${agentId}, ${agentId}, ${at}, ${at}, ${noon(20)}, null, null)`;
}

/** An entry of the audit trail as the platform would have written it. */
async function storeEntry({
  at,
  subject,
  operation,
}: {
  at: Date;
  subject: { type: string; id: string } | null;
  operation: string;
}) {
  await world.services.db.write(tenantId, (tx) =>
    appendEntry(tx, at, {
      actorKind: 'api-key',
      credentialId: null,
      operation,
      subject,
      input: {},
      decision: 'ALLOWED',
      outcome: 'Done',
    }),
  );
}

async function agree(agreements: readonly Drawn[]): Promise<void> {
  const { owner } = world;
  await owner`delete from agreement_version where tenant_id = ${tenantId}`;
  await owner`delete from agreement where tenant_id = ${tenantId}`;
  for (const { party, role, place, wholeSite, fromDay, untilDay } of agreements) {
    const where = PLACES[place] ?? PLACES[0];
    await owner`
      insert into agreement (tenant_id, agreement_id, party_id, site_id, battery_id, role, valid_from, valid_until,
        version_sequence, changed_by, changed_at, change_reason)
      values (${tenantId}, ${randomUUID()}, ${idOfKey<string>(tenantId, 'party', party)}, ${siteIdOf(where)},
        ${wholeSite ? null : batteryIdOf(where)}, ${role}, ${midnight(fromDay)}, ${untilDay === null ? null : midnight(untilDay)},
        1, ${tenantId}, ${midnight(0)}, 'drawn')`;
  }
}

const TRUTH = `query($from: DateTime!, $until: DateTime!) { batteries(first: 10) { nodes { id name address
  latestReading { socPercent } readings(from: $from, until: $until) { socPercent }
  plan { periods { socPercent } } instructions(first: 50) { nodes { instructionSequence } }
  settledPeriods(from: $from, until: $until) { exportedKwh } currentIntent { versionSequence }
  outcomes(from: $from, until: $until) { plannedSocPercent netExportedKwh realisedRevenue { amount } }
  auditEntries(first: 50) { nodes { operation } } viewerCan { action allowed } } }
  sites(first: 10) { nodes { id edgeAgents { certificates { serial } } viewerCan { action allowed } } } }`;

interface Asker {
  readonly role: string;
  readonly party: string;
  readonly today: number;
}

/** Which letters a key has over one of the places, ever up to today and on a day. */
function lettersOf(agreements: readonly Drawn[], { role, party, today, index }: Asker & { index: number }) {
  const mine = agreements.filter(
    (one) =>
      one.party === party &&
      REACH[role]?.includes(one.role) &&
      one.fromDay <= today &&
      (one.place === index || (one.wholeSite && PLACES[one.place]?.site === PLACES[index]?.site)),
  );
  const letters = (one: Drawn): string => TABLE[MODEL_OF[index] ?? 'merchant'][one.role] ?? '';
  return {
    ever: (letter: string): boolean => mine.some((one) => letters(one).includes(letter)),
    on: (letter: string, day: number): boolean =>
      mine.some((one) => letters(one).includes(letter) && one.fromDay <= day && (one.untilDay === null || day < one.untilDay)),
  };
}

/** The agent of a site is seen by whoever may see it for one battery there, and changed by whoever may for all of them. */
function oracleOfSites(agreements: readonly Drawn[], asker: Asker): unknown[] {
  return ['north', 'south'].flatMap((site) => {
    const there = PLACES.flatMap((place, index) => (place.site === site ? [lettersOf(agreements, { ...asker, index })] : []));
    if (!there.some(({ ever }) => ever('I'))) return [];
    const sees = there.some(({ on }) => on('d', asker.today));
    const changes = there.every(({ on }) => on('D', asker.today));
    return [
      {
        id: globalSite({ tenant: 'alder', site }),
        edgeAgents: sees ? [{ certificates: [{ serial: expect.any(String) }] }] : null,
        viewerCan: [
          { action: 'REGISTER_BATTERY', allowed: false },
          { action: 'MAKE_AGREEMENT', allowed: false },
          { action: 'READ_DEVICE_CREDENTIALS', allowed: sees },
          { action: 'ENROL_EDGE_AGENT', allowed: changes },
          { action: 'REVOKE_EDGE_AGENT', allowed: changes },
        ],
      },
    ];
  });
}

/** What a key may see on a day, from the drawn agreements and the table of letters alone. */
function oracle(agreements: readonly Drawn[], asker: Asker): unknown[] {
  const { today } = asker;
  return PLACES.flatMap((place, index) => {
    const { ever, on } = lettersOf(agreements, { ...asker, index });
    const days = (letter: string): number[] => FACT_DAYS.filter((day) => on(letter, day));
    if (!ever('I')) return [];
    const either = FACT_DAYS.filter((day) => on('p', day) || on('h', day) || on('r', day));
    return [
      {
        id: globalBattery(place),
        name: `Battery ${place.battery}`,
        address: on('L', today) ? `Road ${place.site}` : null,
        latestReading: on('l', today) && on('l', 10) ? { socPercent: 10 } : null,
        readings: days('h').map((day) => ({ socPercent: day })),
        plan: on('p', 10) ? { periods: [{ socPercent: 10 }] } : null,
        instructions: {
          nodes: days('n')
            .map((day) => ({ instructionSequence: day * 10 + index }))
            .toReversed(),
        },
        settledPeriods: days('r').map((day) => ({ exportedKwh: day })),
        currentIntent: on('i', today) ? { versionSequence: 1 } : null,
        outcomes: either.map((day) => ({
          plannedSocPercent: on('p', day) ? day : null,
          netExportedKwh: on('h', day) ? day : null,
          realisedRevenue: on('r', day) ? { amount: expect.stringMatching(new RegExp(`^${day}(\\.0*)?$`)) } : null,
        })),
        auditEntries: {
          nodes: days('a')
            .map((day) => ({ operation: `day-${day}-Battery` }))
            .toReversed(),
        },
        viewerCan: expect.arrayContaining([
          { action: 'READ_LOCATION', allowed: on('L', today) },
          { action: 'READ_LIVE', allowed: on('l', today) },
          { action: 'READ_HISTORY', allowed: ever('h') },
          { action: 'READ_INTENT', allowed: on('i', today) },
          { action: 'SET_INTENT', allowed: on('W', today) },
          { action: 'READ_PLAN', allowed: ever('p') },
          { action: 'READ_INSTRUCTIONS', allowed: ever('n') },
          { action: 'READ_REVENUE', allowed: ever('r') },
          { action: 'READ_AUDIT', allowed: ever('a') },
        ]),
      },
    ];
  });
}

test('for any agreements on any day, lists and fields hold exactly what an oracle of the agreements says', async () => {
  let seenCount = 0;
  const keys = await Promise.all(KEYS.map(([role, party]) => world.key('alder', role, party)));
  await fc.assert(
    fc.asyncProperty(
      fc.array(drawn, { minLength: 1, maxLength: 7 }),
      fc.integer({ min: 11, max: 19 }),
      async (agreements, today) => {
        await agree(agreements);
        world.clock.setTo(noon(today));
        for (const [index, [role, party]] of KEYS.entries()) {
          const { data, codes } = await world.ask(keys[index] ?? '', TRUTH, SPAN);
          expect(codes).toEqual([]);
          const expected = oracle(agreements, { role, party, today });
          expect(data.batteries.nodes.toSorted(byName)).toEqual(expected.toSorted(byName));
          expect(data.sites.nodes).toEqual(oracleOfSites(agreements, { role, party, today }));
          seenCount += expected.length;
        }
      },
    ),
    { numRuns: 60 },
  );
  expect(seenCount).toBeGreaterThan(60);
}, 60_000);

test('for any agreements, each plan, instruction and battery by its id, and each stream, is there exactly when the oracle says so', async () => {
  const key = await world.key('alder', 'PARTY', 'stranger');
  const ids = PLACES.flatMap((place) =>
    FACT_DAYS.flatMap((day) => [
      printGlobalId('Plan', idOfKey<string>(tenantId, 'test-plan', batteryIdOf(place), String(day))),
      printGlobalId('Instruction', idOfKey<string>(tenantId, 'test-instruction', batteryIdOf(place), String(day))),
    ]),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(drawn, { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 11, max: 19 }),
      async (agreements, today) => {
        await agree(agreements);
        world.clock.setTo(noon(today));
        const on = (place: number, letter: string, day: number): boolean =>
          agreements.some(
            (one) =>
              one.party === 'stranger' &&
              one.fromDay <= today &&
              one.fromDay <= day &&
              (one.untilDay === null || day < one.untilDay) &&
              (TABLE[MODEL_OF[place] ?? 'home'][one.role] ?? '').includes(letter) &&
              (one.place === place || (one.wholeSite && PLACES[one.place]?.site === PLACES[place]?.site)),
          );
        const wanted = PLACES.flatMap((_place, index) => FACT_DAYS.flatMap((day) => [on(index, 'p', day), on(index, 'n', day)]));
        const { data } = await world.ask(key, 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids });
        expect(data.nodes).toEqual(ids.map((id, index) => (wanted[index] ? { id } : null)));
        for (const [index, place] of PLACES.entries()) {
          const followed = world.follow(key, 'subscription($ids: [ID!]) { readings(batteryIds: $ids) { socPercent } }', {
            ids: [globalBattery(place)],
          });
          const isLive = on(index, 'l', today);
          if (isLive && !on(index, 'l', 10)) expect(await followed.isQuiet()).toBe(true);
          else {
            const answer = await followed.next();
            if (isLive) expect(answer.data).toEqual({ readings: { socPercent: 10 } });
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
    await agree([{ ...one, role: 'SITE_HOST', fromDay: 0, untilDay: null }]);
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
    await agree([{ ...one, role: 'LESSEE', fromDay: 3, untilDay: 6 }]);
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
    await agree([{ ...one, role: 'OWNER', fromDay: 0, untilDay: null }]);
    const { extensions } = await ask('query($id: ID!) { battery(id: $id) { address currentIntent { setAt } } }');
    expect(Object.keys(extensions ?? {})).toEqual(['cost']);
  });

  test('where it cannot be null is an error, and a refused change names what is missing', async () => {
    await agree([{ ...one, role: 'OFFTAKER', fromDay: 0, untilDay: null }]);
    const { errors } = await ask('query($id: ID!) { battery(id: $id) { intent { setAt } } }');
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const change = await ask(
      'mutation($id: ID!) { setIntent(input: { idempotencyKey: "a-key-of-a-test", batteryId: $id, socPercentMin: 1, socPercentMax: 2 }) { __typename } }',
    );
    expect(change.errors?.[0]?.message).toMatch(/needs an agreement in force as OWNER, LESSEE or OPTIMISER over the battery\.$/);
  });
});

function byName(left: unknown, right: unknown): number {
  return JSON.stringify(left) < JSON.stringify(right) ? -1 : 1;
}
