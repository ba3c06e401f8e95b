import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseGlobalId } from '../../src/wire/global-id.ts';
import { globalSite, newKey, nobody, openWorld, type World } from '../harness/world.ts';
import { type Ids, stageTenant } from './stage.ts';

let world: World;
let operator: string;
let ids: Ids;

beforeAll(async () => {
  world = await openWorld();
  operator = await world.key('alder', 'OPERATOR');
  ids = await stageTenant(world, 'alder');
});
afterAll(() => world.close());

const REGISTER_BATTERY = `mutation($input: RegisterBatteryInput!) { registerBattery(input: $input) {
  __typename ... on BatteryRegistered { battery { id name } } ... on BatteryRefused { reason message } } }`;
const REGISTER_SITE = `mutation($input: RegisterSiteInput!) { registerSite(input: $input) {
  __typename ... on SiteRegistered { site { id } } ... on SiteRefused { reason message } } }`;

const SIZES = {
  chargePowerKwMax: 5,
  dischargePowerKwMax: 4,
  energyCapacityKwh: 10,
  chargeEfficiencyPercent: 95,
  dischargeEfficiencyPercent: 94,
};

async function registerBattery(name: string, site = 'north') {
  const input = { idempotencyKey: newKey(), siteId: globalSite({ tenant: 'alder', site }), name, ...SIZES };
  return (await world.ask(operator, REGISTER_BATTERY, { input })).data.registerBattery;
}

async function registerSite(name: string) {
  const input = { idempotencyKey: newKey(), name, timeZone: 'Europe/London', market: 'GB', importLimitKw: 1, exportLimitKw: 2 };
  return (await world.ask(operator, REGISTER_SITE, { input })).data.registerSite;
}

describe('node and nodes', () => {
  const TYPES = [
    'Tenant',
    'Party',
    'Agreement',
    'ApiKey',
    'Site',
    'Battery',
    'DeadLetter',
    'Plan',
    'Instruction',
    'Override',
  ] as const;

  test.each(TYPES)('find a %s by its id, which is the id the object itself tells', async (type) => {
    const admin = await world.key('alder', 'ADMIN');
    const id = ids[type];
    const fields = `__typename id ... on ${type} { same: id }`;
    const one = await world.ask(admin, `query($id: ID!) { node(id: $id) { ${fields} } }`, { id });
    expect(one.data.node).toEqual({ __typename: type, id, same: id });
    const several = await world.ask(admin, `query($ids: [ID!]!) { nodes(ids: $ids) { ${fields} } }`, {
      ids: [nobody(type), id, id],
    });
    expect(several.data.nodes).toEqual([null, one.data.node, one.data.node]);
  });

  test.each([
    ['nonsense', () => 'nonsense'],
    ['nothing at all', () => ''],
    ['the id of an object under the name of another type', () => swapped('Site', ids.Battery)],
    ['a type there is not', () => swapped('Emperor', ids.Battery)],
    ['a type that is no node', () => swapped('Viewer', ids.Battery)],
    ['another spelling of a good id', () => `${ids.Battery}=`],
  ])('answer null for %s', async (_what, id) => {
    const { data, codes } = await world.ask(operator, 'query($id: ID!) { node(id: $id) { id } }', { id: id() });
    expect([data, codes]).toEqual([{ node: null }, []]);
  });

  const swapped = (type: string, globalId: string): string =>
    Buffer.from(`${type}:${parseGlobalId(globalId)?.id}`).toString('base64url');
});

describe('names', () => {
  test('of two batteries of one site differ; another site may have the same', async () => {
    expect(await registerBattery('Twin')).toMatchObject({ __typename: 'BatteryRegistered', battery: { name: 'Twin' } });
    expect(await registerBattery('Twin')).toEqual({
      __typename: 'BatteryRefused',
      reason: 'NAME_TAKEN',
      message: 'Another battery of the site is called Twin.',
    });
    expect(await registerBattery('Twin', 'south')).toMatchObject({ __typename: 'BatteryRegistered' });
  });

  test('of two sites of one tenant differ; another tenant may have the same', async () => {
    expect(await registerSite('Manor')).toMatchObject({ __typename: 'SiteRegistered' });
    expect(await registerSite('Manor')).toMatchObject({ __typename: 'SiteRefused', reason: 'NAME_TAKEN' });
    expect(await registerSite('Birch Energy north')).toMatchObject({ __typename: 'SiteRegistered' });
  });

  test('are trimmed, so that two names that look alike are alike', async () => {
    expect(await registerBattery('Trimmed')).toMatchObject({ __typename: 'BatteryRegistered' });
    expect(await registerBattery('  Trimmed ')).toMatchObject({ reason: 'NAME_TAKEN' });
  });
});

test('a battery that is registered twice at once is registered once', async () => {
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => registerBattery('Contested')));
  expect(outcomes.filter(({ __typename }) => __typename === 'BatteryRegistered')).toHaveLength(1);
});

describe('pages', () => {
  const COUNT = 17;
  const PAGE = `($first: Int, $after: String, $last: Int, $before: String, $siteId: ID)`;
  const CONNECTION = `edges { cursor node { id name } } nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }`;
  const LISTS = {
    batteries: `query${PAGE} { list: batteries(first: $first, after: $after, last: $last, before: $before, siteId: $siteId) { ${CONNECTION} } }`,
    sites: `query($first: Int, $after: String, $last: Int, $before: String) { list: sites(first: $first, after: $after, last: $last, before: $before) { ${CONNECTION} } }`,
  };
  interface Page {
    readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string; readonly name: string } }[];
    readonly nodes: readonly { readonly id: string }[];
    readonly pageInfo: {
      readonly hasNextPage: boolean;
      readonly hasPreviousPage: boolean;
      readonly startCursor: string | null;
      readonly endCursor: string | null;
    };
  }
  const page = async (document: string, variables: object): Promise<Page> =>
    (await world.ask(operator, document, variables)).data.list;

  beforeAll(async () => {
    // The same names at two sites, so that the name alone does not order them.
    for (let index = 0; index < COUNT; index += 1) {
      await registerBattery(`Page ${index % 9}`, index < 9 ? 'north' : 'south');
      await registerSite(`Page ${index}`);
    }
  });

  describe.each(Object.entries(LISTS))('of %s', (_name, document) => {
    test.each([1, 2, 5, 100])('of %i forwards, one after the other, are the whole list in its order', async (first) => {
      const whole = await page(document, { first: 100 });
      const walked: Page['edges'][number][] = [];
      let after: string | null = null;
      for (;;) {
        const { edges, nodes, pageInfo }: Page = await page(document, { first, after });
        expect(nodes.map(({ id }) => id)).toEqual(edges.map(({ node }) => node.id));
        expect(pageInfo.hasPreviousPage).toBe(after !== null);
        expect([pageInfo.startCursor, pageInfo.endCursor]).toEqual([edges.at(0)?.cursor, edges.at(-1)?.cursor]);
        walked.push(...edges);
        if (!pageInfo.hasNextPage) break;
        after = pageInfo.endCursor;
      }
      expect(walked).toEqual(whole.edges);
      expect(walked.map(({ node }) => node.name)).toEqual(walked.map(({ node }) => node.name).toSorted());
    });

    test.each([1, 4, 100])('of %i backwards, one before the other, are the whole list in its order', async (last) => {
      const whole = await page(document, { first: 100 });
      const walked: Page['edges'][number][] = [];
      let before: string | null = null;
      for (;;) {
        const { edges, pageInfo }: Page = await page(document, { last, before });
        walked.unshift(...edges);
        if (!pageInfo.hasPreviousPage) break;
        before = pageInfo.startCursor;
      }
      expect(walked).toEqual(whole.edges);
    });
  });

  test('hold still while others are added before the place where one reads', async () => {
    const start = await page(LISTS.batteries, { first: 5 });
    const rest = (await page(LISTS.batteries, { first: 100, after: start.pageInfo.endCursor })).nodes;
    await registerBattery('AAA before all others');
    expect((await page(LISTS.batteries, { first: 100, after: start.pageInfo.endCursor })).nodes).toEqual(rest);
  });

  test('of one site hold that site’s batteries only', async () => {
    const { edges } = await page(LISTS.batteries, { first: 100, siteId: globalSite({ tenant: 'alder', site: 'south' }) });
    const names = edges.map(({ node }) => node.name);
    expect(names).toContain('Battery three');
    expect(names).not.toContain('Battery one');
  });

  test('a cursor of one list is refused by another', async () => {
    const { pageInfo } = await page(LISTS.sites, { first: 1 });
    expect((await world.ask(operator, LISTS.batteries, { first: 1, after: pageInfo.endCursor })).codes).toEqual([
      'BAD_USER_INPUT',
    ]);
  });
});
