import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { globalParty, newKey, openWorld, type World } from '../harness/world.ts';

let world: World;
let admin: string;

beforeAll(async () => {
  world = await openWorld();
  admin = await world.key('alder', 'ADMIN');
});
afterAll(() => world.close());

const CREATE = `mutation($input: CreateApiKeyInput!) { createApiKey(input: $input) {
  __typename ... on ApiKeyCreated { apiKey { id name role party { id } } secret } ... on ApiKeyRefused { reason message } } }`;
const REVOKE = `mutation($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) { ... on ApiKeyRevoked { apiKey { id revokedAt } } } }`;
const REGISTER = `mutation($input: RegisterSiteInput!) { registerSite(input: $input) {
  __typename ... on SiteRegistered { site { id name } } ... on SiteRefused { reason } } }`;

const siteInput = (name: string): object => ({
  name,
  timeZone: 'Europe/London',
  market: 'GB',
  importLimitKw: 1,
  exportLimitKw: 1,
});

async function createKey(fields: object) {
  const { data } = await world.ask(admin, CREATE, { input: { idempotencyKey: newKey(), name: 'a key', ...fields } });
  return data.createApiKey;
}

describe('an idempotency key', () => {
  test('with the same input replays the outcome, and a secret is not in the replay, the store or the audit trail', async () => {
    const input = { idempotencyKey: newKey(), name: 'twice', role: 'VIEWER' };
    const first = (await world.ask(admin, CREATE, { input })).data.createApiKey;
    const second = (await world.ask(admin, CREATE, { input })).data.createApiKey;
    expect(first.secret).toMatch(/^hfk_alder_/);
    expect(second).toEqual({ ...first, secret: null });
    const secretPart = String(first.secret).slice(-50);
    const stored = await world.owner<{ row: string }[]>`
      select t::text as row from idempotent_outcome t union all select a::text from audit_entry a`;
    expect(stored.length).toBeGreaterThan(1);
    for (const { row } of stored) expect(row).not.toContain(secretPart);
  });

  test('with another input is refused, and so is another operation', async () => {
    const idempotencyKey = newKey();
    const first = await world.ask(admin, REGISTER, { input: { idempotencyKey, ...siteInput('Key one') } });
    expect(first.codes).toEqual([]);
    const other = await world.ask(admin, REGISTER, { input: { idempotencyKey, ...siteInput('Key two') } });
    expect(other.codes).toEqual(['IDEMPOTENCY_MISMATCH']);
    const operation = await world.ask(admin, CREATE, { input: { idempotencyKey, name: 'x', role: 'VIEWER' } });
    expect(operation.codes).toEqual(['IDEMPOTENCY_MISMATCH']);
  });

  test('belongs to one credential: another may use the same', async () => {
    const idempotencyKey = newKey();
    const operator = await world.key('alder', 'OPERATOR');
    const answers = [
      await world.ask(admin, REGISTER, { input: { idempotencyKey, ...siteInput('Of admin') } }),
      await world.ask(operator, REGISTER, { input: { idempotencyKey, ...siteInput('Of operator') } }),
    ];
    expect(answers.map(({ data }) => data.registerSite.__typename)).toEqual(['SiteRegistered', 'SiteRegistered']);
  });

  test('of twenty calls at once has one effect and one answer', async () => {
    const input = { idempotencyKey: newKey(), ...siteInput('Twenty at once') };
    const answers = await Promise.all(Array.from({ length: 20 }, () => world.ask(admin, REGISTER, { input })));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect(answers[0]?.data.registerSite.__typename).toBe('SiteRegistered');
    expect(await world.owner`select 1 from site where name = 'Twenty at once'`).toHaveLength(1);
    expect(await world.owner`select 1 from audit_entry where input ->> 'idempotencyKey' = ${input.idempotencyKey}`).toHaveLength(
      1,
    );
  });

  test('of twenty calls at once gives a secret to one of them', async () => {
    const input = { idempotencyKey: newKey(), name: 'twenty', role: 'VIEWER' };
    const answers = await Promise.all(Array.from({ length: 20 }, () => world.ask(admin, CREATE, { input })));
    const keys = answers.map(({ data }) => data.createApiKey);
    expect(new Set(keys.map(({ apiKey }) => apiKey.id)).size).toBe(1);
    expect(keys.filter(({ secret }) => secret !== null)).toHaveLength(1);
  });

  test('of a change that failed is free again', async () => {
    const idempotencyKey = newKey();
    const failed = await world.ask(admin, CREATE, {
      input: { idempotencyKey, name: 'x', role: 'OWNER', partyId: globalParty('birch', 'owner') },
    });
    expect(failed.codes).toEqual(['NOT_FOUND']);
    const repaired = await world.ask(admin, CREATE, {
      input: { idempotencyKey, name: 'x', role: 'OWNER', partyId: globalParty('alder', 'owner') },
    });
    expect(repaired.data.createApiKey.__typename).toBe('ApiKeyCreated');
  });

  test('of a refusal replays the refusal, also when the cause is gone', async () => {
    const input = { idempotencyKey: newKey(), ...siteInput('Alder Power north') };
    const first = await world.ask(admin, REGISTER, { input });
    expect(first.data.registerSite).toEqual({ __typename: 'SiteRefused', reason: 'NAME_TAKEN' });
    await world.owner`update site set name = 'Alder moved' where name = 'Alder Power north'`;
    expect((await world.ask(admin, REGISTER, { input })).body).toBe(first.body);
    await world.owner`update site set name = 'Alder Power north' where name = 'Alder moved'`;
  });
});

describe('API keys', () => {
  test.each([
    ['OWNER', null, 'PARTY_REQUIRED'],
    ['OPTIMISER', null, 'PARTY_REQUIRED'],
    ['ADMIN', 'owner', 'PARTY_NOT_ALLOWED'],
    ['OPERATOR', 'owner', 'PARTY_NOT_ALLOWED'],
    ['VIEWER', 'owner', 'PARTY_NOT_ALLOWED'],
  ])('a key of %s for the party %s is refused: %s', async (role, party, reason) => {
    const refusal = await createKey({ role, partyId: party === null ? null : globalParty('alder', party) });
    expect(refusal).toMatchObject({ __typename: 'ApiKeyRefused', reason });
    expect(refusal.message).toMatch(/\.$/);
  });

  test('a new key works at once, as what it was made for', async () => {
    const { secret } = await createKey({ role: 'OWNER', partyId: globalParty('alder', 'lessee') });
    const { data } = await world.ask(secret, '{ viewer { role party { name } tenant { slug } } }');
    expect(data.viewer).toEqual({ role: 'OWNER', party: { name: 'The lessee of Alder Power' }, tenant: { slug: 'alder' } });
  });

  test('a revoked key stops working, and revoking it again gives the same answer', async () => {
    const { apiKey, secret } = await createKey({ role: 'VIEWER' });
    expect((await world.ask(secret, '{ viewer { role } }')).codes).toEqual([]);
    const revoke = () => world.ask(admin, REVOKE, { input: { idempotencyKey: newKey(), apiKeyId: apiKey.id } });
    const first = await revoke();
    expect(first.data.revokeApiKey.apiKey).toEqual({ id: apiKey.id, revokedAt: '2026-05-12T10:00:00Z' });
    world.letTrustLapse();
    const after = await world.ask(secret, '{ viewer { role } }');
    expect([after.status, ...after.codes]).toEqual([401, 'UNAUTHENTICATED']);
    world.clock.advance({ hours: 1 });
    expect((await revoke()).body).toBe(first.body);
  });

  test.each([
    ['a secret with one character changed', (token: string) => `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`],
    ['the name of another tenant', (token: string) => token.replace('_alder_', '_birch_')],
    ['the name of no tenant', (token: string) => token.replace('_alder_', '_nobody_')],
    ['the prefix of an agent', (token: string) => token.replace('hfk_', 'hfa_')],
    ['nothing behind the name', () => 'hfk_alder'],
  ])('a token with %s is nobody’s', async (_what, change) => {
    const answer = await world.ask(change(admin), '{ viewer { role } }');
    expect([answer.status, ...answer.codes]).toEqual([401, 'UNAUTHENTICATED']);
  });

  test('are listed newest first, page by page, without repeats, and without secrets', async () => {
    for (const minute of [1, 2, 3, 4]) {
      world.clock.advance({ minutes: 1 });
      await createKey({ name: `listed ${minute}`, role: 'VIEWER' });
    }
    const LIST = `query($first: Int, $after: String) { apiKeys(first: $first, after: $after) {
      nodes { id name createdAt } pageInfo { hasNextPage endCursor } } }`;
    const all = (await world.ask(admin, LIST, { first: 100 })).data.apiKeys.nodes;
    const paged: unknown[] = [];
    let after: string | null = null;
    do {
      const page: { nodes: unknown[]; pageInfo: { hasNextPage: boolean; endCursor: string } } = (
        await world.ask(admin, LIST, { first: 3, after })
      ).data.apiKeys;
      paged.push(...page.nodes);
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(paged).toEqual(all);
    expect(all.slice(0, 4).map((key: { name: string }) => key.name)).toEqual(['listed 4', 'listed 3', 'listed 2', 'listed 1']);
  });
});

test('the audit trail names who did what, and the runtime role can neither change nor delete an entry', async () => {
  const idempotencyKey = newKey();
  await world.ask(admin, REGISTER, { input: { idempotencyKey, ...siteInput('Audited') } });
  const [entry] = await world.owner`
    select actor_kind, operation, outcome, input ->> 'name' as name from audit_entry where input ->> 'idempotencyKey' = ${idempotencyKey}`;
  expect(entry).toEqual({ actor_kind: 'api-key', operation: 'registerSite', outcome: 'SiteRegistered', name: 'Audited' });
  const { tenantId } = world.services.tenants.bySlug('alder') ?? {};
  if (!tenantId) throw new Error('alder is there');
  for (const statement of [
    'delete from audit_entry',
    `update audit_entry set outcome = 'nothing'`,
    'update audit_head set entry_sequence = 1',
  ]) {
    await expect(world.services.db.write(tenantId, ({ sql }) => sql.unsafe(statement))).rejects.toMatchObject({ code: '42501' });
  }
});

test('the viewer is told the platform’s time, which is not the wall’s', async () => {
  const { data } = await world.ask(admin, '{ viewer { askedAt } }');
  expect(Date.parse(data.viewer.askedAt)).toBe(world.clock.nowMs());
});
