import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { endDenialWindows, verifyChain } from '../../src/modules/tenancy/index.ts';
import { printGlobalId } from '../../src/wire/global-id.ts';
import { fileOf, globalBattery, newKey, openWorld, type Place, type World } from '../harness/world.ts';

const place: Place = { tenant: 'alder', site: 'north', battery: 'one' };
const { tenantId } = fileOf('alder');
const ENTRIES = `query($first: Int, $after: String, $operation: String, $credentialId: ID, $subjectId: ID, $decision: AuditDecision, $from: DateTime, $until: DateTime) {
  auditEntries(first: $first, after: $after, operation: $operation, credentialId: $credentialId, subjectId: $subjectId, decision: $decision, from: $from, until: $until) {
    nodes { id entrySequence happenedAt actorKind credentialId party { name } onBehalfOf operation subjectId input before after decision outcome reason
      requestId sourceIp leftOutCount entryHash }
    pageInfo { hasNextPage endCursor } } }`;
const SET_INTENT = `mutation($input: SetIntentInput!) { setIntent(input: $input) { __typename } }`;
const END = `mutation($input: EndSupportSessionInput!) { endSupportSession(input: $input) {
  ... on SupportSessionEnded { supportSession { id reason endedAt } } } }`;
const INTENT = {
  socPercentMin: 20,
  socPercentMax: 80,
  reservePercent: 5,
  cyclesPerDayCountMax: null,
  wearCostPerMwh: '4',
};

let world: World;
let admin: string;

beforeAll(async () => {
  world = await openWorld();
  admin = await world.key('alder', 'ADMIN');
});
beforeEach(() => endDenialWindows(world.services));
afterAll(() => world.close());

interface Page {
  readonly auditEntries: {
    readonly nodes: { readonly entrySequence: number; readonly happenedAt: string }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

async function entries(variables: object = {}, credential = admin) {
  const answer = await world.ask(credential, ENTRIES, variables);
  expect(answer.codes).toEqual([]);
  return answer.data.auditEntries.nodes;
}

const setIntent = (credential: string, fields: object = {}) =>
  world.ask(credential, SET_INTENT, {
    input: { idempotencyKey: newKey(), batteryId: globalBattery(place), ...INTENT, ...fields },
  });

describe('a change', () => {
  test('is in the trail with who, for whom, what, before and after, where from, and as part of which request', async () => {
    const owner = await world.key('alder', 'OWNER', 'owner');
    await setIntent(owner, { socPercentMin: 20 });
    await setIntent(owner, { socPercentMin: 25 });
    const [entry] = await entries({ first: 1, operation: 'setIntent' });
    expect(entry).toMatchObject({
      actorKind: 'api-key',
      party: { name: 'The owner of Alder Power' },
      operation: 'setIntent',
      subjectId: globalBattery(place),
      decision: 'ALLOWED',
      outcome: 'IntentSet',
      sourceIp: '127.0.0.1',
      leftOutCount: 0,
      reason: null,
    });
    expect(JSON.parse(entry.before)).toEqual({ socPercentMin: 20 });
    expect(JSON.parse(entry.after)).toEqual({ socPercentMin: 25 });
    expect(JSON.parse(entry.input)).toMatchObject({ socPercentMin: 25, batteryId: globalBattery(place) });
    expect(entry.requestId).toMatch(/^[0-9a-f-]{36}$/);
    const [key] = (await world.ask(owner, '{ viewer { role } }')).codes;
    expect(key).toBeUndefined();
    const ofKey = await entries({ credentialId: entry.credentialId });
    expect(ofKey.length).toBeGreaterThan(1);
    expect(new Set(ofKey.map((one: { credentialId: string }) => one.credentialId))).toEqual(new Set([entry.credentialId]));
  });

  test('that fails leaves none, and one replayed leaves one', async () => {
    const input = { idempotencyKey: newKey(), batteryId: globalBattery(place), ...INTENT };
    const before = (await entries({ operation: 'setIntent' })).length;
    await world.ask(admin, SET_INTENT, { input });
    await world.ask(admin, SET_INTENT, { input });
    await world.ask(admin, SET_INTENT, { input: { ...input, wearCostPerMwh: 'cheap', idempotencyKey: newKey() } });
    expect(await entries({ operation: 'setIntent' })).toHaveLength(before + 1);
  });

  test('by an agent is there too, with what the instruction was and is', async () => {
    const agent = await world.agent('alder', 'north');
    await world.publishPrices('alder', '2026-05-12');
    await world.storeReading(place);
    await world.workOff();
    const [instruction] = await world.owner<{ id: string }[]>`
      select instruction_id as id from instruction where tenant_id = ${tenantId} order by instruction_sequence desc limit 1`;
    const instructionId = printGlobalId('Instruction', instruction?.id ?? '');
    const ACKNOWLEDGE = `mutation($input: AcknowledgeInstructionInput!) { acknowledgeInstruction(input: $input) { __typename } }`;
    const input = { idempotencyKey: newKey(), instructionId, outcome: 'APPLIED', happenedAt: '2026-05-12T10:00:01Z' };
    expect((await world.ask(agent, ACKNOWLEDGE, { input })).codes).toEqual([]);
    const [entry] = await entries({ first: 1, subjectId: instructionId });
    expect(entry).toMatchObject({ actorKind: 'agent', operation: 'acknowledgeInstruction', after: '{"state":"APPLIED"}' });
  });

  test('never shows a secret, and keeps a long input as its length and hash', async () => {
    const CREATE = `mutation($input: CreateApiKeyInput!) { createApiKey(input: $input) { ... on ApiKeyCreated { secret } } }`;
    const { data } = await world.ask(admin, CREATE, { input: { idempotencyKey: newKey(), name: 'k', role: 'VIEWER' } });
    await setIntent(admin, { batteryId: '1'.repeat(20_000) });
    const all = JSON.stringify(await entries({ first: 100 }));
    expect(all).not.toContain(data.createApiKey.secret.slice(-50));
    expect(all).not.toContain('1'.repeat(1_000));
    expect(all).toContain('characterCount');
  });
});

describe('a denial', () => {
  const refused = (credential: string, batteryId = globalBattery(place)) => setIntent(credential, { batteryId });

  test('is in the trail: what may not be done, and what is not there or not theirs', async () => {
    const viewer = await world.key('alder', 'VIEWER');
    await refused(viewer);
    const theirs = globalBattery({ ...place, tenant: 'birch' });
    await refused(viewer, theirs);
    const [notTheirs, notAllowed] = await entries({ first: 2, decision: 'DENIED', operation: 'setIntent' });
    expect(notAllowed).toMatchObject({ outcome: 'FORBIDDEN', subjectId: globalBattery(place), actorKind: 'api-key' });
    expect(notTheirs).toMatchObject({ outcome: 'NOT_FOUND', subjectId: theirs });
    const birch = await world.key('birch', 'ADMIN');
    expect(JSON.stringify(await entries({ first: 100 }, birch))).not.toContain(theirs);
  });

  test('over a socket is there too', async () => {
    const followed = world.follow(await world.key('alder', 'VIEWER'), SET_INTENT, {
      input: { idempotencyKey: 'over-a-socket', batteryId: globalBattery(place), ...INTENT },
    });
    expect((await followed.next()).codes).toEqual(['FORBIDDEN']);
    followed.end();
    const [entry] = await entries({ first: 1, decision: 'DENIED' });
    expect(entry).toMatchObject({ operation: 'setIntent', sourceIp: '127.0.0.1' });
    expect(entry.input).toContain('over-a-socket');
  });

  test('repeated without end fills no disk: twenty a minute, then a count of the rest', async () => {
    const optimiser = await world.key('alder', 'OPTIMISER', 'stranger');
    for (let attempt = 0; attempt < 27; attempt += 1) await refused(optimiser);
    const denied = async () =>
      (await entries({ first: 100, decision: 'DENIED' })).filter(
        ({ party }: { party: { name: string } | null }) => party?.name === 'The stranger of Alder Power',
      );
    expect(await denied()).toHaveLength(20);
    await endDenialWindows(world.services);
    const [rest, ...others] = await denied();
    expect(others).toHaveLength(20);
    // The entry stands for itself and six others.
    expect(rest).toMatchObject({ leftOutCount: 6, outcome: 'NOT_FOUND' });
  });

  test('of a question and of a stream is there too, and repeated without end it is counted with the rest', async () => {
    const viewer = await world.key('alder', 'VIEWER');
    for (let attempt = 0; attempt < 24; attempt += 1)
      expect((await world.ask(viewer, '{ auditEntries { nodes { id } } }')).codes).toEqual(['FORBIDDEN']);
    await refused(viewer);
    const [entry, ...others] = await entries({ first: 100, decision: 'DENIED', operation: 'auditEntries' });
    expect(entry).toMatchObject({ outcome: 'FORBIDDEN', actorKind: 'api-key', leftOutCount: 0, sourceIp: '127.0.0.1' });
    expect(others).toHaveLength(19);
    await endDenialWindows(world.services);
    const [rest] = await entries({ first: 1, decision: 'DENIED' });
    expect(rest).toMatchObject({ credentialId: entry.credentialId, operation: 'setIntent', leftOutCount: 4 });
  });

  test('a log-in that names the tenant is there, from whichever of its credentials, and bounded for all together', async () => {
    const wrong = (index: number): string => `hfk_alder_${String(index).padStart(32, '0')}_${'x'.repeat(43)}`;
    const before = (await entries({ first: 100, operation: 'signIn' })).length;
    await Promise.all(Array.from({ length: 70 }, (_, index) => world.ask(wrong(index), '{ viewer { role } }')));
    expect(await entries({ first: 100, operation: 'signIn' })).toHaveLength(before + 60);
    await endDenialWindows(world.services);
    const [rest] = await entries({ first: 1, operation: 'signIn' });
    expect(rest).toMatchObject({
      actorKind: 'unknown',
      decision: 'DENIED',
      outcome: 'UNAUTHENTICATED',
      leftOutCount: 9,
      sourceIp: '127.0.0.1',
    });
    expect(rest.input).not.toContain('xxx');
    await world.ask(
      'hfk_nobody_00000000000000000000000000000000_0000000000000000000000000000000000000000000',
      '{ viewer { role } }',
    );
    expect((await entries({ first: 1, operation: 'signIn' }))[0].entrySequence).toBe(rest.entrySequence);
  });
});

test('the trail is read newest first, page by page, without repeats, gaps or what another tenant did', async () => {
  const paged: { entrySequence: number; happenedAt: string }[] = [];
  let after: string | null = null;
  do {
    const { auditEntries }: Page = (await world.ask(admin, ENTRIES, { first: 7, after })).data;
    paged.push(...auditEntries.nodes);
    after = auditEntries.pageInfo.hasNextPage ? auditEntries.pageInfo.endCursor : null;
  } while (after !== null);
  expect(paged.map(({ entrySequence }) => entrySequence)).toEqual(
    Array.from({ length: paged.length }, (_, index) => paged.length - index),
  );
  world.clock.advance({ hours: 1 });
  await setIntent(admin);
  const until = world.clock.now().toISOString();
  const from = until;
  expect((await entries({ first: 1, from }))[0]).toMatchObject({ operation: 'setIntent', happenedAt: '2026-05-12T11:00:00Z' });
  expect((await entries({ first: 1, until }))[0].happenedAt).toBe('2026-05-12T10:00:00Z');
  const [{ id, entryHash }] = await entries({ first: 1 });
  const NODE = 'query($id: ID!) { node(id: $id) { ... on AuditEntry { entryHash } } }';
  expect((await world.ask(admin, NODE, { id })).data.node).toEqual({ entryHash });
  for (const other of [await world.key('alder', 'OPERATOR'), await world.key('birch', 'ADMIN')])
    expect((await world.ask(other, NODE, { id })).data.node).toBeNull();
});

describe('support access', () => {
  const BATTERIES = '{ batteries { nodes { name site { name } } } }';

  test('sees what a viewer sees, and each use is in the tenant’s trail with the reason', async () => {
    const { token, supportSessionId } = await world.openSupport('alder');
    expect(token).toMatch(/^hfs_alder_/);
    const viewer = await world.ask(await world.key('alder', 'VIEWER'), BATTERIES);
    const support = await world.ask(token, BATTERIES);
    expect(support.body).toBe(viewer.body);
    const credentialId = printGlobalId('SupportSession', supportSessionId);
    await world.ask(token, 'query($id: ID!) { battery(id: $id) { name } }', { id: globalBattery(place) });
    await world.ask(token, 'query($id: ID!) { battery(id: $id) { name } }', { id: globalBattery({ ...place, tenant: 'birch' }) });
    await world.ask(token, '{ apiKeys { nodes { name } } }');
    const uses = await entries({ credentialId });
    expect(uses.map(({ operation, decision, outcome }: Record<string, string>) => [operation, decision, outcome])).toEqual([
      ['apiKeys', 'DENIED', 'FORBIDDEN'],
      ['battery', 'ALLOWED', 'READ'],
      ['battery', 'ALLOWED', 'READ'],
      ['batteries', 'ALLOWED', 'READ'],
    ]);
    for (const use of uses)
      expect(use).toMatchObject({ actorKind: 'support', reason: 'a test', onBehalfOf: 'sam', credentialId });
    const [granted] = await entries({ operation: 'grantSupport', subjectId: credentialId });
    expect(granted).toMatchObject({ actorKind: 'console', reason: 'a test', onBehalfOf: 'sam', credentialId: null });
  });

  test('a stream is there when it begins', async () => {
    const { token, supportSessionId } = await world.openSupport('alder');
    const followed = world.follow(token, 'subscription($id: ID!) { plans(batteryId: $id) { status } }', {
      id: globalBattery(place),
    });
    await followed.next();
    followed.end();
    const [use] = await entries({ credentialId: printGlobalId('SupportSession', supportSessionId) });
    expect(use).toMatchObject({ operation: 'plans', decision: 'ALLOWED', reason: 'a test' });
  });

  test('changes nothing: a mutation is refused before it begins, and the attempt is in the trail', async () => {
    const { token } = await world.openSupport('alder');
    const before = await world.owner`select count(*) as count from idempotent_outcome`;
    await setIntent(token);
    const [entry] = await entries({ first: 1, decision: 'DENIED' });
    expect(entry).toMatchObject({ operation: 'setIntent', outcome: 'FORBIDDEN', actorKind: 'support', reason: 'a test' });
    expect(await world.owner`select count(*) as count from idempotent_outcome`).toEqual(before);
  });

  test('is listed for the tenant, and denied once the tenant has ended it', async () => {
    const { token, supportSessionId } = await world.openSupport('alder');
    const id = printGlobalId('SupportSession', supportSessionId);
    const LIST = '{ supportSessions(first: 100) { nodes { id reason grantedTo grantedAt expiresAt endedAt } } }';
    const [session] = (await world.ask(admin, LIST)).data.supportSessions.nodes;
    expect(session).toMatchObject({ id, reason: 'a test', grantedTo: 'sam', endedAt: null });
    expect(Date.parse(session.expiresAt) - Date.parse(session.grantedAt)).toBe(30 * 60_000);
    expect((await world.ask(token, BATTERIES)).codes).toEqual([]);
    const end = () => world.ask(admin, END, { input: { idempotencyKey: newKey(), supportSessionId: id } });
    const first = await end();
    expect(first.data.endSupportSession.supportSession).toMatchObject({ id, endedAt: expect.any(String) });
    expect((await end()).body).toBe(first.body);
    world.letTrustLapse();
    expect((await world.ask(token, BATTERIES)).codes).toEqual(['UNAUTHENTICATED']);
    const operations = (await entries({ subjectId: id })).map(({ operation }: { operation: string }) => operation);
    expect(operations).toEqual(['endSupportSession', 'endSupportSession', 'grantSupport']);
  });

  test('ends by itself, by the server’s own clock', async () => {
    const { token, supportSessionId } = await world.openSupport('alder');
    await world.owner`
      update support_session set granted_at = granted_at - interval '31 minutes', expires_at = expires_at - interval '31 minutes'
      where support_session_id = ${supportSessionId}`;
    world.letTrustLapse();
    expect((await world.ask(token, BATTERIES)).codes).toEqual(['UNAUTHENTICATED']);
  });

  test('cannot be opened by whatever asks over the API, nor for longer than an hour', async () => {
    const insert = (expires: string): string => `insert into support_session
      values ('${tenantId}', gen_random_uuid(), 'r', 's', '\\x00', now(), now() + interval '${expires}')`;
    await expect(world.services.db.write(tenantId, ({ sql }) => sql.unsafe(insert('5 minutes')))).rejects.toMatchObject({
      code: '42501',
    });
    await expect(world.owner.unsafe(insert('61 minutes'))).rejects.toMatchObject({ code: '23514' });
  });

  test('of one tenant is nobody at another', async () => {
    const { token } = await world.openSupport('alder');
    expect((await world.ask(token.replace('_alder_', '_birch_'), BATTERIES)).codes).toEqual(['UNAUTHENTICATED']);
  });
});

test('after all of this, the chains of both tenants are intact', async () => {
  for (const tenant of ['alder', 'birch'] as const) {
    const report = await world.services.db.read(fileOf(tenant).tenantId, (tx) => verifyChain(tx));
    expect(report.problems).toEqual([]);
  }
});
