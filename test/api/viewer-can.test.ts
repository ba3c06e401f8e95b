import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { idOfKey } from '../../src/modules/tenancy/index.ts';
import { printGlobalId } from '../../src/wire/global-id.ts';
import {
  batteryIdOf,
  fileOf,
  globalBattery,
  globalSite,
  newKey,
  openWorld,
  siteIdOf,
  topicOf,
  type World,
} from '../harness/world.ts';

let world: World;
const { tenantId } = fileOf('alder');
const NORTH = { tenant: 'alder', site: 'north' } as const;
const ONE = { ...NORTH, battery: 'one' } as const;
const TWO = { ...NORTH, battery: 'two' } as const;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.owner`delete from agreement_version where party_id = ${partyId()}`;
  await world.owner`delete from agreement where party_id = ${partyId()}`;
});

const partyId = (): string => idOfKey<string>(tenantId, 'party', 'stranger');
const stranger = (): Promise<string> => world.key('alder', 'PARTY', 'stranger');
const agree = (role: string, place: typeof ONE | typeof TWO | null, validUntil: string | null = null) => world.owner`
  insert into agreement (tenant_id, agreement_id, party_id, site_id, battery_id, role, valid_from, valid_until, version_sequence,
    changed_by, changed_at, change_reason)
  values (${tenantId}, ${randomUUID()}, ${partyId()}, ${siteIdOf(NORTH)}, ${place && batteryIdOf(place)}, ${role}, '2026-01-01',
    ${validUntil}, 1, ${tenantId}, '2026-01-01', 'a test')`;

const change = (credential: string, mutation: string, input: object) =>
  world.ask(
    credential,
    `mutation($input: ${mutation.slice(0, 1).toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { __typename } }`,
    { input: { idempotencyKey: newKey(), ...input } },
  );

interface Told {
  readonly action: string;
  readonly allowed: boolean;
  readonly missing: string | null;
}

const SITE = `query($id: ID!) { site(id: $id) { edgeAgents { id revokedAt certificates { serial validUntil } } enrolment { expiresAt }
  viewerCan { action allowed reason missing missingRoles } } }`;
const siteFor = async (credential: string) => (await world.ask(credential, SITE, { id: globalSite(NORTH) })).data.site;

describe('what a node says the viewer may do is what is refused to nobody else', () => {
  const SIZES = {
    chargePowerKwMax: 5,
    dischargePowerKwMax: 5,
    energyCapacityKwh: 9,
    chargeEfficiencyPercent: 95,
    dischargeEfficiencyPercent: 95,
  };
  const CHANGES: Record<string, readonly [mutation: string, input: () => object]> = {
    REGISTER_BATTERY: ['registerBattery', () => ({ ...SIZES, siteId: globalSite(NORTH), name: newKey() })],
    MAKE_AGREEMENT: [
      'makeAgreement',
      () => ({
        partyId: printGlobalId('Party', partyId()),
        role: 'AUDITOR',
        siteId: globalSite(NORTH),
        validFrom: '2020-01-01T00:00:00Z',
        validUntil: '2020-01-02T00:00:00Z',
        reason: 'a test',
      }),
    ],
    ENROL_EDGE_AGENT: ['enrolEdgeAgent', () => ({ siteId: globalSite(NORTH) })],
    REVOKE_EDGE_AGENT: ['revokeEdgeAgent', () => ({ siteId: globalSite(NORTH) })],
  };

  test.each([
    ['ADMIN', null],
    ['OPERATOR', null],
    ['VIEWER', null],
    ['PARTY', 'OPERATOR'],
    ['PARTY', 'SITE_HOST'],
  ] as const)('at a site, for %s (%s over the site)', async (role, agreed) => {
    if (agreed) await agree(agreed, null);
    const credential = agreed ? await stranger() : await world.key('alder', role);
    const told: Told[] = (await siteFor(credential)).viewerCan;
    expect(told.map(({ action }) => action).toSorted()).toEqual([...Object.keys(CHANGES), 'READ_DEVICE_CREDENTIALS'].toSorted());
    for (const [action, [mutation, input]] of Object.entries(CHANGES)) {
      const right = told.find((one) => one.action === action);
      expect([action, right?.allowed]).toEqual([action, (await change(credential, mutation, input())).codes.length === 0]);
      expect(right?.missing === null).toBe(right?.allowed);
    }
  });

  test.each([
    ['ADMIN', true, true],
    ['OPERATOR', false, true],
    ['VIEWER', false, false],
  ] as const)('of agreements, dead letters and the tenant itself, for %s', async (role, administers, operates) => {
    const credential = await world.key('alder', role);
    const { data } = await world.ask(
      credential,
      `query($id: ID!) { battery(id: $id) { agreements { viewerCan { action allowed } } } viewer { viewerCan { action allowed missing } } }`,
      { id: globalBattery(ONE) },
    );
    expect(data.battery.agreements[0].viewerCan).toEqual([{ action: 'END_AGREEMENT', allowed: administers }]);
    await world.deliver(topicOf({ ...ONE }), 'no batch');
    const letters = await world.ask(credential, '{ deadLetters(first: 1) { nodes { viewerCan { action allowed } } } }');
    expect(letters.data?.deadLetters?.nodes).toEqual(
      operates ? [{ viewerCan: [{ action: 'REPLAY_DEAD_LETTER', allowed: true }] }] : undefined,
    );
    const needs = (roles: string): string => `This needs a credential of the role ${roles}.`;
    expect(data.viewer.viewerCan).toEqual([
      { action: 'REGISTER_SITE', allowed: operates, missing: operates ? null : needs('ADMIN or OPERATOR') },
      { action: 'REGISTER_PARTY', allowed: administers, missing: administers ? null : needs('ADMIN') },
      { action: 'CREATE_API_KEY', allowed: administers, missing: administers ? null : needs('ADMIN') },
      { action: 'READ_DEAD_LETTERS', allowed: operates, missing: operates ? null : needs('ADMIN or OPERATOR') },
      { action: 'READ_AUDIT_TRAIL', allowed: administers, missing: administers ? null : needs('ADMIN') },
      { action: 'MANAGE_WEBHOOKS', allowed: administers, missing: administers ? null : needs('ADMIN') },
      { action: 'STOP_DISPATCH', allowed: operates, missing: operates ? null : expect.stringContaining('ADMIN or OPERATOR') },
    ]);
  });

  test('of keys, support sessions and overrides, for whoever may see them', async () => {
    const admin = await world.key('alder', 'ADMIN');
    await world.support('alder');
    const untilAt = new Date(world.clock.nowMs() + 3_600_000);
    await change(admin, 'overrideBattery', { batteryId: globalBattery(ONE), powerKw: 1, untilAt, reason: 'a test' });
    const { data } = await world.ask(
      admin,
      `query($id: ID!) { apiKeys { nodes { viewerCan { action allowed } } } supportSessions { nodes { viewerCan { action allowed } } }
        battery(id: $id) { overrides { viewerCan { action allowed } } } }`,
      { id: globalBattery(ONE) },
    );
    expect(data.apiKeys.nodes[0].viewerCan).toEqual([
      { action: 'ROTATE_API_KEY', allowed: true },
      { action: 'REVOKE_API_KEY', allowed: true },
    ]);
    expect(data.supportSessions.nodes[0].viewerCan).toEqual([{ action: 'END_SUPPORT_SESSION', allowed: true }]);
    expect(data.battery.overrides[0].viewerCan).toEqual([{ action: 'CANCEL_OVERRIDE', allowed: true }]);
    await agree('OPTIMISER', ONE);
    const OVERRIDES = 'query($id: ID!) { battery(id: $id) { overrides { id viewerCan { action allowed } } } }';
    const seen = await world.ask(await stranger(), OVERRIDES, { id: globalBattery(ONE) });
    const [override] = seen.data.battery.overrides;
    expect(override.viewerCan).toEqual([{ action: 'CANCEL_OVERRIDE', allowed: false }]);
    expect((await change(await stranger(), 'cancelOverride', { overrideId: override.id })).codes).toEqual(['FORBIDDEN']);
  });
});

describe('the credentials of a site’s agent', () => {
  test('are seen and changed by whoever may for every battery there; the token is waiting until it is used', async () => {
    await world.agent('alder', 'north');
    await agree('OPERATOR', null);
    const before = await siteFor(await stranger());
    expect(before.enrolment).toBeNull();
    expect(before.edgeAgents[0]).toMatchObject({
      revokedAt: null,
      certificates: [{ serial: expect.stringMatching(/^[0-9a-f]+$/i) }],
    });
    expect((await change(await stranger(), 'enrolEdgeAgent', { siteId: globalSite(NORTH) })).data).toEqual({
      enrolEdgeAgent: { __typename: 'EdgeAgentEnrolled' },
    });
    expect((await siteFor(await stranger())).enrolment).toEqual({ expiresAt: expect.any(String) });
    const NODE = 'query($id: ID!) { node(id: $id) { ... on EdgeAgent { site { id } } } }';
    const { id } = before.edgeAgents[0];
    expect((await world.ask(await stranger(), NODE, { id })).data.node).toEqual({ site: { id: globalSite(NORTH) } });
    expect((await world.ask(await world.key('birch', 'ADMIN'), NODE, { id })).data.node).toBeNull();
    expect((await world.ask(await world.key('alder', 'OPTIMISER', 'optimiser'), NODE, { id })).data.node).toBeNull();
  });

  test('are not changed by whoever may for some of the batteries only: one agent drives them all', async () => {
    await agree('OPERATOR', ONE);
    await agree('SITE_HOST', TWO);
    expect((await siteFor(await stranger())).edgeAgents).not.toBeNull();
    const { codes, messages } = await change(await stranger(), 'enrolEdgeAgent', { siteId: globalSite(NORTH) });
    expect(codes).toEqual(['FORBIDDEN']);
    expect(messages.join()).toContain('this needs an agreement over all of them');
  });

  test('are left out, with what is missing, for everybody else, and after the end of the agreement', async () => {
    await agree('SITE_HOST', null);
    const missing = async (): Promise<Told | undefined> =>
      (await siteFor(await stranger())).viewerCan.find(({ action }: Told) => action === 'READ_DEVICE_CREDENTIALS');
    expect(await siteFor(await stranger())).toMatchObject({ edgeAgents: null, enrolment: null });
    const { body } = await world.ask(await stranger(), SITE, { id: globalSite(NORTH) });
    expect(JSON.parse(body).extensions.withheld).toMatchObject([
      { path: ['site', 'edgeAgents'], group: 'DEVICE_CREDENTIALS', reason: 'NO_AGREEMENT' },
      { path: ['site', 'enrolment'], group: 'DEVICE_CREDENTIALS', reason: 'NO_AGREEMENT' },
    ]);
    expect(await missing()).toMatchObject({ reason: 'NO_AGREEMENT', missingRoles: expect.arrayContaining(['OPERATOR']) });
    await agree('OPERATOR', null, '2026-05-01');
    expect(await siteFor(await stranger())).toMatchObject({ edgeAgents: null });
    expect(await missing()).toMatchObject({ reason: 'AGREEMENT_ENDED' });
  });
});

describe('the audit entries of a battery', () => {
  const ENTRIES = 'query($id: ID!) { battery(id: $id) { auditEntries { nodes { id operation subjectId } } } }';
  const entriesFor = async (credential: string, place: typeof ONE | typeof TWO = ONE) =>
    (await world.ask(credential, ENTRIES, { id: globalBattery(place) })).data.battery.auditEntries.nodes;

  test('are the auditor’s, each by its id too, and no other battery’s', async () => {
    const owner = await world.key('alder', 'OWNER', 'owner');
    const untilAt = new Date(world.clock.nowMs() + 3_600_000);
    const admin = await world.key('alder', 'ADMIN');
    for (const place of [ONE, TWO])
      await change(admin, 'overrideBattery', { batteryId: globalBattery(place), powerKw: 1, untilAt, reason: 'a test' });
    await agree('AUDITOR', ONE);
    const entries = await entriesFor(await stranger());
    expect(entries.length).toBeGreaterThan(0);
    for (const { operation, subjectId } of entries) {
      if (operation === 'overrideBattery') expect(subjectId).toBe(globalBattery(ONE));
    }
    expect(await entriesFor(owner)).toEqual(entries);
    const told = new Set(entries.map(({ id }: { id: string }) => id));
    const NODES = 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }';
    const all: { id: string }[] = (await world.ask(admin, '{ auditEntries(first: 100) { nodes { id } } }')).data.auditEntries
      .nodes;
    const { data } = await world.ask(await stranger(), NODES, { ids: all.map(({ id }) => id) });
    expect(data.nodes).toEqual(all.map(({ id }) => (told.has(id) ? { id } : null)));
  });

  test('are those about its overrides and about the agreements over it and its site too, and can be searched by time', async () => {
    const admin = await world.key('alder', 'ADMIN');
    const untilAt = new Date(world.clock.nowMs() + 3_600_000);
    const make = async (mutation: string, gives: string, input: object) => {
      const type = `${mutation.slice(0, 1).toUpperCase()}${mutation.slice(1)}Input`;
      const document = `mutation($input: ${type}!) { ${mutation}(input: $input) { ${gives} } }`;
      return (await world.ask(admin, document, { input: { idempotencyKey: newKey(), ...input } })).data[mutation];
    };
    const overridden = '... on BatteryOverridden { override { id } }';
    const { override } = await make('overrideBattery', overridden, {
      batteryId: globalBattery(ONE),
      powerKw: 1,
      untilAt,
      reason: 'a test',
    });
    await make('cancelOverride', '__typename', { overrideId: override.id });
    const audits = {
      partyId: printGlobalId('Party', partyId()),
      role: 'AUDITOR',
      validFrom: '2026-02-01T00:00:00Z',
      reason: 'a test',
    };
    const agreed = '... on AgreementMade { agreement { id } }';
    const { agreement } = await make('makeAgreement', agreed, { ...audits, siteId: globalSite(NORTH) });
    await make('endAgreement', '__typename', { agreementId: agreement.id, endsAt: '2026-12-01T00:00:00Z', reason: 'a test' });
    const subjects = async (place: typeof ONE | typeof TWO): Promise<[string, string][]> =>
      (await entriesFor(await stranger(), place)).map((one: Record<string, string>) => [one['operation'], one['subjectId']]);
    const ofSite = [
      ['endAgreement', agreement.id],
      ['makeAgreement', agreement.id],
    ];
    expect((await subjects(ONE)).slice(0, 4)).toEqual([
      ...ofSite,
      ['cancelOverride', override.id],
      ['overrideBattery', globalBattery(ONE)],
    ]);
    expect((await subjects(TWO)).slice(0, 2)).toEqual(ofSite);
    expect(await subjects(TWO)).not.toContainEqual(['cancelOverride', override.id]);
    const SEARCH = `query($id: ID!, $from: DateTime, $until: DateTime) {
      battery(id: $id) { auditEntries(from: $from, until: $until) { nodes { happenedAt operation } } } }`;
    const search = async (span: object) => {
      const { data, codes } = await world.ask(admin, SEARCH, { id: globalBattery(ONE), ...span });
      return codes.length > 0 ? codes : data.battery.auditEntries.nodes;
    };
    const [{ happenedAt }] = await search({});
    const next = new Date(Date.parse(happenedAt) + 1);
    expect(await search({ from: happenedAt, until: next })).toContainEqual({ happenedAt, operation: 'endAgreement' });
    expect(await search({ until: happenedAt })).not.toContainEqual({ happenedAt, operation: 'endAgreement' });
    expect(await search({ from: next })).toEqual([]);
    expect(await search({ from: next, until: happenedAt })).toEqual(['BAD_USER_INPUT']);
  });

  test('are nobody’s who has no right to them, of the tenant’s own keys none’s but an ADMIN’s', async () => {
    await agree('SITE_HOST', ONE);
    expect(await entriesFor(await stranger())).toEqual([]);
    for (const role of ['OPERATOR', 'VIEWER'] as const) expect(await entriesFor(await world.key('alder', role))).toEqual([]);
    expect((await entriesFor(await world.key('alder', 'ADMIN'))).length).toBeGreaterThan(0);
  });
});
