import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { endDenialWindows } from '../../src/modules/tenancy/index.ts';
import { fileOf, globalBattery, globalParty, newKey, openWorld, type World } from '../harness/world.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ONE = { tenant: 'alder', site: 'north', battery: 'one' } as const;
const TWO = { ...ONE, battery: 'two' } as const;
const { tenantId } = fileOf('alder');

let world: World;
let admin: string;

beforeAll(async () => {
  world = await openWorld({ recheckSeconds: 0.1 });
  admin = await world.key('alder', 'ADMIN');
  await world.storeReading(ONE);
  await world.storeReading(TWO);
});
afterEach(() => world.setWallAhead(0));
afterAll(() => world.close());

const KEY = `id name prefix scopes batteries { name } expiresAt lastUsedAt rotatedAt previousSecretUntil`;
const CREATE = `mutation($input: CreateApiKeyInput!) { createApiKey(input: $input) {
  __typename ... on ApiKeyCreated { apiKey { ${KEY} } secret } ... on ApiKeyRefused { reason message } } }`;
const ROTATE = `mutation($input: RotateApiKeyInput!) { rotateApiKey(input: $input) {
  __typename ... on ApiKeyRotated { apiKey { ${KEY} } secret } ... on ApiKeyRefused { reason message } } }`;
const REVOKE = `mutation($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) { __typename } }`;
const WHO = `{ viewer { credentialKind role scopes bounds { scopes batteries { name } } expiresAt } }`;
const FLEET = `{ batteries(first: 10) { nodes { name latestReading { socPercent } } } }`;
const LIVE = `subscription { readings { socPercent } }`;

const create = (fields: object, credential = admin) =>
  world.ask(credential, CREATE, { input: { idempotencyKey: newKey(), name: 'a key', role: 'OPERATOR', ...fields } });
const rotate = (fields: object, credential = admin) =>
  world.ask(credential, ROTATE, { input: { idempotencyKey: newKey(), ...fields } });
const wallAt = (aheadMs: number): string => new Date(Date.now() + aheadMs).toISOString();

async function made(fields: object) {
  const answer = await create(fields);
  expect(answer.data.createApiKey).toMatchObject({ __typename: 'ApiKeyCreated' });
  return answer.data.createApiKey;
}

async function works(secret: string): Promise<boolean> {
  const { status, codes } = await world.ask(secret, '{ viewer { role } }');
  if (status === 200) return true;
  expect([status, ...codes]).toEqual([401, 'UNAUTHENTICATED']);
  return false;
}

describe('a key with scopes', () => {
  test('does what they say and nothing else, and the refusal names the scope', async () => {
    const { secret, apiKey } = await made({ scopes: ['INTENT_READ', 'HISTORY_READ'] });
    expect(apiKey).toMatchObject({ scopes: ['HISTORY_READ', 'INTENT_READ'], batteries: null });
    const { data, body } = await world.ask(secret, FLEET);
    expect(data.batteries.nodes).toHaveLength(3);
    expect(data.batteries.nodes[0]).toMatchObject({ latestReading: null });
    expect(body).toContain('CREDENTIAL_SCOPE');
    expect(body).not.toContain('CREDENTIAL_ROLE');
    const refused = await world.ask(secret, `mutation($input: RequestPlanInput!) { requestPlan(input: $input) { __typename } }`, {
      input: { idempotencyKey: newKey(), batteryId: globalBattery(ONE) },
    });
    expect(refused.extensions).toMatchObject([{ code: 'FORBIDDEN', reason: 'CREDENTIAL_SCOPE', missingScopes: ['PLAN_WRITE'] }]);
    expect(refused.messages[0]).toContain('PLAN_WRITE');
  });

  test('may not register where only its scopes stand in the way', async () => {
    const { secret } = await made({ scopes: ['LIVE_READ'] });
    const letters = await world.ask(secret, '{ deadLetters(first: 1) { nodes { id } } }');
    expect(letters.extensions).toMatchObject([
      { code: 'FORBIDDEN', reason: 'CREDENTIAL_SCOPE', missingScopes: ['READ_DEAD_LETTERS'] },
    ]);
    expect(letters.messages[0]).toContain('lacks the scope');
  });

  test.each([
    ['a scope its role never gives', { role: 'VIEWER', scopes: ['PLAN_WRITE'] }, 'SCOPE_NOT_OF_ROLE'],
    [
      'an act on the tenant beside batteries',
      { role: 'ADMIN', scopes: ['ADMINISTER'], batteryIds: [globalBattery(ONE)] },
      'SCOPE_OF_WHOLE_TENANT',
    ],
    ['an end in the past', { expiresAt: '2020-01-01T00:00:00Z' }, 'EXPIRY_PASSED'],
  ])('is refused with %s', async (_what, fields, reason) => {
    expect((await create(fields)).data.createApiKey).toMatchObject({ __typename: 'ApiKeyRefused', reason });
  });
});

describe('a key for batteries', () => {
  test('limited to a battery, or without the right to contracts, looks up no party', async () => {
    const document = 'query($id: ID!) { node(id: $id) { id } }';
    const id = globalParty('alder', 'owner');
    const askAs = async (limits: object) =>
      (await world.ask((await made({ role: 'ADMIN', ...limits })).secret, document, { id })).data.node;
    expect(await askAs({})).toEqual({ id });
    expect(await askAs({ scopes: ['CONTRACTS_READ'] })).toEqual({ id });
    expect(await askAs({ scopes: ['LIVE_READ'] })).toBeNull();
    expect(await askAs({ scopes: ['CONTRACTS_READ'], batteryIds: [globalBattery(ONE)] })).toBeNull();
  });

  test('sees those and no other, in lists, by id and live', async () => {
    const { secret, apiKey } = await made({ batteryIds: [globalBattery(TWO)] });
    expect(apiKey).toMatchObject({ scopes: null, batteries: [{ name: 'Battery two' }] });
    const { data } = await world.ask(secret, FLEET);
    expect(data.batteries.nodes).toMatchObject([{ name: 'Battery two', latestReading: { socPercent: 50 } }]);
    expect((await world.ask(secret, `{ node(id: "${globalBattery(ONE)}") { id } }`)).data).toEqual({ node: null });
    const { data: who } = await world.ask(secret, WHO);
    expect(who.viewer.bounds).toMatchObject([{ batteries: [{ name: 'Battery two' }] }]);
  });

  test('cannot name one of another tenant', async () => {
    const answer = await create({ batteryIds: [globalBattery({ ...ONE, tenant: 'birch' })] });
    expect(answer.codes).toEqual(['NOT_FOUND']);
  });
});

describe('a key that ends', () => {
  test('is refused from that instant on, although it was trusted a moment ago', async () => {
    const expiresAt = wallAt(HOUR_MS);
    const { secret } = await made({ expiresAt });
    const { data } = await world.ask(secret, WHO);
    expect(data.viewer).toMatchObject({ credentialKind: 'API_KEY', role: 'OPERATOR', bounds: null, expiresAt });
    world.setWallAhead(HOUR_MS - 5_000);
    expect(await works(secret)).toBe(true);
    world.setWallAhead(HOUR_MS);
    expect(await works(secret)).toBe(false);
  });

  test('takes its live streams with it, however fast or slow the world’s clock runs', async () => {
    const { secret } = await made({ expiresAt: wallAt(HOUR_MS) });
    const followed = world.follow(secret, LIVE);
    expect((await followed.next()).codes).toEqual([]);
    world.clock.advance({ hours: 48 });
    expect(await works(secret)).toBe(true);
    world.setWallAhead(HOUR_MS);
    const closed = await firstError(followed);
    expect(closed).toEqual(['4403']);
  });
});

async function firstError(followed: { next(): Promise<{ codes: readonly string[] }> }): Promise<readonly string[]> {
  for (;;) {
    const { codes } = await followed.next();
    if (codes.length > 0) return codes;
  }
}

describe('rotation', () => {
  test('gives the same key a new secret, and the old one works until the overlap ends', async () => {
    const { apiKey, secret } = await made({ name: 'rotated', scopes: ['LIVE_READ'] });
    const rotated = (await rotate({ apiKeyId: apiKey.id, overlapSeconds: 3_600 })).data.rotateApiKey;
    expect(rotated.apiKey).toMatchObject({ id: apiKey.id, prefix: apiKey.prefix, scopes: ['LIVE_READ'] });
    expect(Date.parse(rotated.apiKey.previousSecretUntil) - Date.parse(rotated.apiKey.rotatedAt)).toBe(HOUR_MS);
    expect(rotated.secret).not.toBe(secret);
    for (const token of [secret, rotated.secret]) {
      expect(token.startsWith(`${apiKey.prefix}`)).toBe(true);
      expect(await works(token)).toBe(true);
    }
    // Who looks at the old secret is told when it ends.
    world.letTrustLapse();
    expect((await world.ask(secret, WHO)).data.viewer.expiresAt).toBe(rotated.apiKey.previousSecretUntil);
    world.setWallAhead(HOUR_MS);
    expect(await works(secret)).toBe(false);
    expect(await works(rotated.secret)).toBe(true);
  });

  test('without an overlap ends the old secret as soon as it is no longer trusted, and a revoked key ends with both', async () => {
    const { apiKey, secret } = await made({});
    const rotated = (await rotate({ apiKeyId: apiKey.id, overlapSeconds: 0 })).data.rotateApiKey;
    world.letTrustLapse();
    expect(await works(secret)).toBe(false);
    const again = (await rotate({ apiKeyId: apiKey.id })).data.rotateApiKey;
    expect(Date.parse(again.apiKey.previousSecretUntil) - Date.parse(again.apiKey.rotatedAt)).toBe(DAY_MS);
    expect([await works(rotated.secret), await works(again.secret)]).toEqual([true, true]);
    await world.ask(admin, REVOKE, { input: { idempotencyKey: newKey(), apiKeyId: apiKey.id } });
    world.letTrustLapse();
    expect([await works(rotated.secret), await works(again.secret)]).toEqual([false, false]);
    expect((await rotate({ apiKeyId: apiKey.id })).data.rotateApiKey).toMatchObject({ reason: 'KEY_REVOKED' });
  });

  test('of a key at its end is refused, and an overlap never outlasts the key', async () => {
    const expiresAt = wallAt(HOUR_MS);
    const { apiKey, secret } = await made({ expiresAt });
    await rotate({ apiKeyId: apiKey.id, overlapSeconds: 86_400 });
    world.setWallAhead(HOUR_MS);
    expect(await works(secret)).toBe(false);
    expect((await rotate({ apiKeyId: apiKey.id })).data.rotateApiKey).toMatchObject({ reason: 'KEY_EXPIRED' });
  });

  test('is in the audit trail without either secret, and a replay shows none', async () => {
    const { apiKey } = await made({});
    const input = { idempotencyKey: newKey(), apiKeyId: apiKey.id };
    const first = (await world.ask(admin, ROTATE, { input })).data.rotateApiKey;
    const second = (await world.ask(admin, ROTATE, { input })).data.rotateApiKey;
    expect(second).toEqual({ ...first, secret: null });
    const [entry] = await world.owner<{ row: string }[]>`
      select t::text as row from audit_entry t where tenant_id = ${tenantId} and operation = 'rotateApiKey' order by entry_sequence desc limit 1`;
    expect(entry?.row).toContain('ApiKeyRotated');
    expect(entry?.row).toContain('previousUntil');
    expect(entry?.row).not.toContain(first.secret.slice(-50));
  });

  test.each([-1, 604_801])('with an overlap of %d seconds is refused', async (overlapSeconds) => {
    const { apiKey } = await made({});
    expect((await rotate({ apiKeyId: apiKey.id, overlapSeconds })).codes).toEqual(['BAD_USER_INPUT']);
  });
});

describe('a credential gives nothing that it does not have', () => {
  const NARROW = { role: 'ADMIN', scopes: ['ADMINISTER', 'LIVE_READ'] } as const;

  test.each([
    ['a key of the whole role', { role: 'ADMIN' }],
    ['a scope it lacks', { role: 'OPERATOR', scopes: ['LIVE_READ', 'OVERRIDE_WRITE'] }],
    ['a party’s key without limits', { role: 'OWNER', partyId: globalParty('alder', 'owner') }],
    ['a scope it lacks, on one battery', { role: 'VIEWER', scopes: ['HISTORY_READ'], batteryIds: [globalBattery(ONE)] }],
  ])('a key with scopes cannot make %s', async (_what, fields) => {
    await endDenialWindows(world.services);
    const { secret } = await made(NARROW);
    const answer = await create(fields, secret);
    expect(answer.extensions).toMatchObject([{ code: 'FORBIDDEN', reason: 'CREDENTIAL_SCOPE' }]);
    expect(answer.extensions[0]?.['missingScopes']).not.toEqual([]);
    expect(answer.messages[0]).toContain('cannot give what it does not have');
    const [entry] = await world.owner`
      select operation, decision from audit_entry where tenant_id = ${tenantId} order by entry_sequence desc limit 1`;
    expect(entry).toEqual({ operation: 'createApiKey', decision: 'DENIED' });
  });

  test('a key with scopes makes keys within them, and learns of no secret of a key that reaches further', async () => {
    const { secret } = await made(NARROW);
    const { data } = await create({ role: 'VIEWER', scopes: ['LIVE_READ', 'IDENTITY_READ'] }, secret);
    expect(data.createApiKey.__typename).toBe('ApiKeyCreated');
    expect((await rotate({ apiKeyId: data.createApiKey.apiKey.id }, secret)).data.rotateApiKey.__typename).toBe('ApiKeyRotated');
    const { apiKey: wide, secret: wideSecret } = await made({});
    expect((await rotate({ apiKeyId: wide.id }, secret)).codes).toEqual(['FORBIDDEN']);
    expect(await works(wideSecret)).toBe(true);
  });

  test('a key without the scope to administer makes none, whatever its role', async () => {
    const { secret } = await made({ role: 'ADMIN', scopes: ['LIVE_READ'] });
    expect((await create({ role: 'VIEWER', scopes: ['LIVE_READ'] }, secret)).codes).toEqual(['FORBIDDEN']);
    const { secret: placed } = await made({ role: 'ADMIN', batteryIds: [globalBattery(ONE)] });
    expect((await create({ role: 'VIEWER', batteryIds: [globalBattery(ONE)] }, placed)).codes).toEqual(['FORBIDDEN']);
  });

  test('a key that ends makes and rotates none that lasts longer', async () => {
    const expiresAt = wallAt(HOUR_MS);
    const { secret } = await made({ role: 'ADMIN', expiresAt });
    expect((await create({}, secret)).codes).toEqual(['FORBIDDEN']);
    expect((await create({ expiresAt: wallAt(2 * HOUR_MS) }, secret)).codes).toEqual(['FORBIDDEN']);
    const { data } = await create({ expiresAt }, secret);
    expect(data.createApiKey.__typename).toBe('ApiKeyCreated');
    const { apiKey: lasting } = await made({});
    expect((await rotate({ apiKeyId: lasting.id }, secret)).codes).toEqual(['FORBIDDEN']);
  });
});

test('a key says when it was last used, at most once a minute', async () => {
  const { apiKey, secret } = await made({ name: 'used' });
  const lastUsedAt = async (): Promise<string | null> =>
    (await world.ask(admin, `{ node(id: "${apiKey.id}") { ... on ApiKey { lastUsedAt } } }`)).data.node.lastUsedAt;
  expect(await lastUsedAt()).toBeNull();
  await works(secret);
  await vi.waitFor(async () => expect(await lastUsedAt()).not.toBeNull());
  const first = await lastUsedAt();
  await works(secret);
  expect(await lastUsedAt()).toBe(first);
  // A minute later by both clocks.
  for (let lapse = 0; lapse < 6; lapse += 1) world.letTrustLapse();
  world.setWallAhead(61_000);
  await works(secret);
  await vi.waitFor(async () => expect(Date.parse((await lastUsedAt()) ?? '')).toBeGreaterThan(Date.parse(first ?? '') + 60_000));
});
