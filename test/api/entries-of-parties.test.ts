import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiSchema } from '../../src/graphql/resolvers.ts';
import { RIGHT_OF_OPERATION } from '../../src/modules/assets/trail/operation-rights.ts';
import { idOfKey } from '../../src/modules/tenancy/index.ts';
import { batteryIdOf, fileOf, globalBattery, newKey, openWorld, siteIdOf, type World } from '../harness/world.ts';

const place = { tenant: 'alder', site: 'north', battery: 'one' } as const;
const { tenantId } = fileOf('alder');
const PARTS = 'operation input before after onBehalfOf sourceIp party { name } credentialId';
const OF_BATTERY = `query($id: ID!) { battery(id: $id) { auditEntries { nodes { id ${PARTS} } } } }`;
const OF_ID = `query($id: ID!) { node(id: $id) { ... on AuditEntry { id ${PARTS} } } }`;
const FILE_OPERATIONS = ['applyAgreement', 'applyBattery', 'applySite'];
const GROUP_OF: Readonly<Record<string, string>> = {
  setIntent: 'INTENT',
  overrideBattery: 'OVERRIDE',
  setPowerLimit: 'OVERRIDE',
};

interface Entry {
  readonly id: string;
  readonly operation: string;
  readonly input: string | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly sourceIp: string | null;
}

let world: World;
let admin: string;

/** Battery one is leased: its owner may read its trail, and neither its intent nor its overrides. */
beforeAll(async () => {
  world = await openWorld();
  admin = await world.key('alder', 'ADMIN');
  await world.owner`update battery set ownership_model = 'lease' where battery_id = ${batteryIdOf(place)}`;
  await world.owner`
    insert into agreement (tenant_id, agreement_id, party_id, site_id, battery_id, role, valid_from, version_sequence, changed_by,
      changed_at, change_reason)
    values (${tenantId}, ${randomUUID()}, ${idOfKey<string>(tenantId, 'party', 'lessee')}, ${siteIdOf(place)},
      ${batteryIdOf(place)}, 'LESSEE', '2026-01-01', 1, ${tenantId}, '2026-01-01', 'a test')`;
  const lessee = await world.key('alder', 'OWNER', 'lessee');
  const untilAt = new Date(world.clock.nowMs() + 3_600_000);
  const intent = { socPercentMin: 21, socPercentMax: 80, reservePercent: 5, wearCostPerMwh: '4' };
  await change(lessee, 'setIntent', intent);
  await change(lessee, 'setIntent', { ...intent, socPercentMin: 22 });
  await change(lessee, 'overrideBattery', { powerKw: 1, untilAt, reason: 'a test' });
  await change(admin, 'setPowerLimit', { role: 'MARKET', chargePowerKwMax: 7, untilAt, reason: 'a test' });
});
afterAll(() => world.close());

async function change(credential: string, mutation: string, fields: object): Promise<void> {
  const type = `${mutation.slice(0, 1).toUpperCase()}${mutation.slice(1)}Input`;
  const document = `mutation($input: ${type}!) { ${mutation}(input: $input) { __typename } }`;
  const input = { idempotencyKey: newKey(), batteryId: globalBattery(place), ...fields };
  expect(await world.ask(credential, document, { input })).toMatchObject({ codes: [] });
}

interface Told {
  readonly data: { readonly battery: { readonly auditEntries: { readonly nodes: readonly Entry[] } } };
  readonly extensions: { readonly withheld?: readonly { readonly group: string; readonly path: readonly string[] }[] };
}

async function trailOf(credential: string): Promise<Told & { entries: readonly Entry[] }> {
  const { body } = await world.ask(credential, OF_BATTERY, { id: globalBattery(place) });
  const told: Told = JSON.parse(body);
  // What the tenant's file said came first.
  const entries = told.data.battery.auditEntries.nodes.filter(({ operation }) => !FILE_OPERATIONS.includes(operation));
  return { ...told, entries };
}

test('an owner whose battery is leased sees that things were done, and not what the lessee wishes or who and where others are', async () => {
  const { entries, extensions } = await trailOf(await world.key('alder', 'OWNER', 'owner'));
  expect(entries.map(({ operation }) => operation)).toEqual(['setPowerLimit', 'overrideBattery', 'setIntent', 'setIntent']);
  for (const entry of entries)
    expect(entry).toMatchObject({ input: null, before: null, after: null, onBehalfOf: null, sourceIp: null });
  for (const [index, { operation }] of entries.entries()) {
    const withheld = extensions.withheld?.filter(({ path }) => String(path[3]) === String(index));
    const groupOf = (field: string): unknown => withheld?.find(({ path }) => path[4] === field)?.group;
    const group = GROUP_OF[operation];
    expect([groupOf('input'), groupOf('after')]).toEqual([group, group]);
    expect(groupOf('sourceIp')).toBe('AUDIT');
  }
});

test('the same entries asked for by their ids withhold the same', async () => {
  const owner = await world.key('alder', 'OWNER', 'owner');
  for (const entry of (await trailOf(owner)).entries)
    expect((await world.ask(owner, OF_ID, { id: entry.id })).data.node).toEqual(entry);
});

test('a lessee sees what they asked for themselves and what was asked of their battery, and no address but their own', async () => {
  const { entries } = await trailOf(await world.key('alder', 'OWNER', 'lessee'));
  const [limit, , second] = entries;
  expect(limit).toMatchObject({ operation: 'setPowerLimit', input: expect.stringContaining('7'), sourceIp: null });
  expect(second).toMatchObject({
    before: expect.stringContaining('"socPercentMin":21'),
    after: expect.stringContaining('"socPercentMin":22'),
    sourceIp: '127.0.0.1',
  });
});

test('nothing of an entry is shown whose instant lies outside of the agreement that gives its group', async () => {
  const other = await world.key('alder', 'PARTY', 'stranger');
  const agree = (role: string, from: string) => world.owner`
    insert into agreement (tenant_id, agreement_id, party_id, site_id, battery_id, role, valid_from, version_sequence, changed_by,
      changed_at, change_reason)
    values (${tenantId}, ${randomUUID()}, ${idOfKey<string>(tenantId, 'party', 'stranger')}, ${siteIdOf(place)},
      ${batteryIdOf(place)}, ${role}, ${from}, 1, ${tenantId}, '2026-01-01', 'a test')`;
  await agree('OWNER', '2026-01-01');
  await agree('OFFTAKER', '2026-01-01');
  world.clock.advance({ hours: 1 });
  await agree('LESSEE', world.clock.now().toISOString());
  const { entries, extensions } = await trailOf(other);
  expect(entries.map(({ input }) => input)).toEqual([null, null, null, null]);
  expect(extensions.withheld).toContainEqual(expect.objectContaining({ group: 'INTENT', reason: 'OUTSIDE_AGREEMENT' }));
});

test('whoever reads the trail of the tenant sees all of it', async () => {
  const { entries, extensions } = await trailOf(admin);
  for (const entry of entries) expect(entry).toMatchObject({ input: expect.any(String), sourceIp: '127.0.0.1' });
  expect(extensions.withheld).toBeUndefined();
});

test('every operation of the schema and of files says whose right shows what it was asked for', () => {
  const operations = Object.keys(apiSchema().getMutationType()?.getFields() ?? {});
  expect(Object.keys(RIGHT_OF_OPERATION).toSorted()).toEqual([...operations, ...FILE_OPERATIONS].toSorted());
});
