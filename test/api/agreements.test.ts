import { afterAll, beforeAll, expect, test } from 'vitest';
import { globalBattery, globalParty, globalSite, newKey, openWorld, type World } from '../harness/world.ts';

let world: World;
let admin: string;
const ONE = { tenant: 'alder', site: 'north', battery: 'one' } as const;

beforeAll(async () => {
  world = await openWorld();
  admin = await world.key('alder', 'ADMIN');
});
afterAll(() => world.close());

const MAKE = `mutation($input: MakeAgreementInput!) { makeAgreement(input: $input) { __typename
  ... on AgreementMade { agreement { id } } ... on AgreementRefused { reason } } }`;
const END = `mutation($input: EndAgreementInput!) { endAgreement(input: $input) { __typename
  ... on AgreementEnded { agreement { validUntil history { versionSequence validUntil changeReason } } } ... on AgreementRefused { reason } } }`;
const NAMES = '{ batteries(first: 50) { nodes { name latestReading { socPercent } } } }';

const wish = (fields: object) => ({
  input: { idempotencyKey: newKey(), partyId: globalParty('alder', 'stranger'), reason: 'a test', ...fields },
});

test('a contradiction is refused with its reason, and nothing is changed', async () => {
  const before = await world.owner`select count(*) from agreement_version`;
  const { data } = await world.ask(
    admin,
    MAKE,
    wish({ role: 'OPTIMISER', batteryId: globalBattery(ONE), validFrom: '2026-01-01T00:00:00Z' }),
  );
  expect(data.makeAgreement).toEqual({ __typename: 'AgreementRefused', reason: 'ROLE_TAKEN' });
  expect(await world.owner`select count(*) from agreement_version`).toEqual(before);
});

test('of two contradicting agreements made at the same time one stands', async () => {
  const make = (party: string) =>
    world.ask(
      admin,
      MAKE,
      wish({
        partyId: globalParty('alder', party),
        role: 'OPERATOR',
        batteryId: globalBattery(ONE),
        validFrom: '2026-01-01T00:00:00Z',
      }),
    );
  const answers = await Promise.all(['owner', 'lessee', 'coming', 'former'].map(make));
  const outcomes = answers.map(({ data }) => data.makeAgreement.__typename);
  expect(outcomes.filter((outcome) => outcome === 'AgreementMade')).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome === 'AgreementRefused')).toHaveLength(3);
});

test('rights follow an agreement over a site at once, reach what is registered there later, and end with it; every version is kept', async () => {
  const stranger = await world.key('alder', 'PARTY', 'stranger');
  const names = async () => (await world.ask(stranger, NAMES)).data.batteries.nodes.map(({ name }: { name: string }) => name);
  await world.storeReading(ONE);
  expect(await names()).toEqual([]);
  const made = await world.ask(
    admin,
    MAKE,
    wish({ role: 'SITE_HOST', siteId: globalSite(ONE), validFrom: '2026-01-01T00:00:00Z' }),
  );
  const agreementId = made.data.makeAgreement.agreement.id;
  expect(await names()).toEqual(['Battery one', 'Battery two']);
  const sizes = {
    chargePowerKwMax: 5,
    dischargePowerKwMax: 5,
    energyCapacityKwh: 10,
    chargeEfficiencyPercent: 95,
    dischargeEfficiencyPercent: 95,
  };
  const input = { idempotencyKey: newKey(), siteId: globalSite(ONE), name: 'A late one', ...sizes };
  await world.ask(admin, 'mutation($input: RegisterBatteryInput!) { registerBattery(input: $input) { __typename } }', { input });
  expect(await names()).toEqual(['A late one', 'Battery one', 'Battery two']);
  await world.owner`update battery set name = 'Renamed' where name = 'A late one'`;
  expect(await names()).toEqual(['Battery one', 'Battery two', 'Renamed']);
  const end = { input: { idempotencyKey: newKey(), agreementId, reason: 'sold the ground' } };
  const ended = await world.ask(admin, END, end);
  expect(ended.data.endAgreement.agreement).toEqual({
    validUntil: '2026-05-12T10:00:00Z',
    history: [
      { versionSequence: 1, validUntil: null, changeReason: 'a test' },
      { versionSequence: 2, validUntil: '2026-05-12T10:00:00Z', changeReason: 'sold the ground' },
    ],
  });
  expect((await world.ask(admin, END, end)).body).toBe(ended.body);
  const after = (await world.ask(stranger, NAMES)).data.batteries.nodes;
  expect(after.map(({ latestReading }: { latestReading: unknown }) => latestReading)).toEqual([null, null, null]);
  const again = await world.ask(admin, END, { input: { idempotencyKey: newKey(), agreementId, reason: 'a test' } });
  expect(again.data.endAgreement).toEqual({ __typename: 'AgreementRefused', reason: 'ENDED_ALREADY' });
});

test('the history of agreements can be added to and read, nothing else', async () => {
  const tenantId = world.services.tenants.all()[0]?.tenantId;
  if (!tenantId) throw new Error('there is no tenant');
  for (const change of [
    'update agreement_version set terms = null',
    'delete from agreement_version',
    'truncate agreement_version',
  ]) {
    await expect(world.services.db.write(tenantId, ({ sql }) => sql.unsafe(change))).rejects.toThrow(/permission denied/);
  }
});

const TOLD = `query($id: ID!) { node(id: $id) { ... on Agreement { site { id } battery { id } versionSequence
  history { versionSequence actorKind credentialId terms changeReason } } } }`;

test('a version tells its terms and who made it as the audit trail does, and an agreement over a site names it', async () => {
  const siteId = globalSite({ tenant: 'alder', site: 'south' });
  const agreed = { role: 'AUDITOR', siteId, validFrom: '2026-01-01T00:00:00Z', terms: 'the books of May' };
  const made = await world.ask(admin, MAKE, wish(agreed));
  const { id } = made.data.makeAgreement.agreement;
  const trail = await world.ask(
    admin,
    'query($id: ID!) { auditEntries(first: 1, subjectId: $id) { nodes { actorKind credentialId } } }',
    { id },
  );
  const [by] = trail.data.auditEntries.nodes;
  expect(by).toEqual({ actorKind: 'api-key', credentialId: expect.any(String) });
  expect((await world.ask(admin, TOLD, { id })).data.node).toEqual({
    site: { id: siteId },
    battery: null,
    versionSequence: 1,
    history: [{ versionSequence: 1, ...by, terms: 'the books of May', changeReason: 'a test' }],
  });
  const ofFile = (
    await world.ask(admin, 'query($id: ID!) { battery(id: $id) { agreements { id role } } }', { id: globalBattery(ONE) })
  ).data.battery.agreements.find(({ role }: { role: string }) => role === 'OPTIMISER');
  expect((await world.ask(admin, TOLD, { id: ofFile.id })).data.node).toMatchObject({
    site: null,
    battery: { id: globalBattery(ONE) },
    history: [{ actorKind: 'platform', credentialId: null, terms: null, changeReason: "as the tenant's file says" }],
  });
});

test('of a long history the newest hundred versions are told, oldest first', async () => {
  const made = await world.ask(
    admin,
    MAKE,
    wish({ role: 'AUDITOR', batteryId: globalBattery(ONE), validFrom: '2026-01-01T00:00:00Z', terms: 'long' }),
  );
  const { id } = made.data.makeAgreement.agreement;
  await world.owner`
    insert into agreement_version (tenant_id, agreement_id, version_sequence, party_id, site_id, role, valid_from, terms, changed_by,
      changed_at, change_reason)
    select tenant_id, agreement_id, later, party_id, site_id, role, valid_from, terms, changed_by, changed_at, change_reason
    from agreement_version, generate_series(2, 120) later where terms = 'long'`;
  const { versionSequence, history } = (await world.ask(admin, TOLD, { id })).data.node;
  const sequences = history.map((version: { versionSequence: number }) => version.versionSequence);
  expect(versionSequence).toBe(120);
  expect(sequences).toEqual(Array.from({ length: 100 }, (_, index) => index + 21));
});
