import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askToken, newUser } from '../harness/oauth.ts';
import { globalBattery, globalParty, newKey, openWorld, type World } from '../harness/world.ts';

let world: World;
let admin: string;
const ONE = { tenant: 'alder', site: 'north', battery: 'one' } as const;

beforeAll(async () => {
  world = await openWorld();
  admin = await world.key('alder', 'ADMIN');
});
afterAll(() => world.close());

const CREATE = `mutation($input: CreateServiceInput!) { createService(input: $input) {
  __typename ... on ServiceCreated { client: service { id clientId scopes } secret } ... on OAuthClientRefused { reason message } } }`;
const ROTATE = `mutation($input: RotateClientSecretInput!) { rotateClientSecret(input: $input) {
  __typename ... on ClientSecretRotated { secret previousUntil } ... on OAuthClientRefused { reason } } }`;
const VIEWER = '{ viewer { role user { email } } batteries { nodes { name viewerCan { action allowed } } } }';

async function create(fields: object, credential = admin) {
  const input = { idempotencyKey: newKey(), name: 'A service', role: 'OPERATOR', scopes: ['LIVE_READ'], ...fields };
  return (await world.ask(credential, CREATE, { input })).data.createService;
}

const basic = (clientId: string, secret: string): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`,
});

async function tokenOf({ client, secret }: { client: { clientId: string }; secret: string }, scope?: string) {
  return askToken(world, 'alder', { grant_type: 'client_credentials', ...(scope && { scope }) }, basic(client.clientId, secret));
}

describe('a service', () => {
  test('gets what its role and its scopes both give, on its batteries', async () => {
    const made = await create({ scopes: ['LIVE_READ', 'HISTORY_READ', 'PLAN_WRITE'], batteryIds: [globalBattery(ONE)] });
    expect(made.secret).toMatch(/^hfc_/);
    expect(made.client.scopes).toEqual(['LIVE_READ', 'HISTORY_READ', 'PLAN_WRITE']);
    const { status, body } = await tokenOf(made, 'live:read plan:write');
    expect([status, body.scope, body['token_type'], body['expires_in']]).toEqual([200, 'live:read plan:write', 'Bearer', 600]);
    const { data } = await world.ask(body.access_token ?? '', VIEWER);
    expect(data.viewer).toEqual({ role: 'OPERATOR', user: null });
    const [battery, ...others] = data.batteries.nodes;
    expect([battery.name, others]).toEqual(['Battery one', []]);
    const can: { action: string; allowed: boolean }[] = battery.viewerCan;
    expect(can.flatMap(({ action, allowed }) => (allowed ? [action] : []))).toEqual(['READ_LIVE', 'REQUEST_PLAN']);
  });

  test('that asks for no scope gets all of its own, and for a foreign one none', async () => {
    const made = await create({ scopes: ['LIVE_READ', 'REGISTER'] });
    const all = await tokenOf(made);
    const registered = await world.ask(
      all.body.access_token ?? '',
      `mutation($input: RegisterSiteInput!) { registerSite(input: $input) { __typename } }`,
      {
        input: {
          idempotencyKey: newKey(),
          name: 'By a service',
          timeZone: 'Europe/London',
          market: 'GB',
          importLimitKw: 1,
          exportLimitKw: 1,
        },
      },
    );
    expect(registered.data.registerSite.__typename).toBe('SiteRegistered');
    expect((await tokenOf(made, 'administer')).body.error).toBe('invalid_scope');
  });

  test('with a wrong secret, the secret of another, or none gets nothing', async () => {
    const made = await create({});
    const other = await create({});
    for (const secret of ['wrong', other.secret, 'kept as a hash', ''])
      expect((await tokenOf({ ...made, secret })).body.error).toMatch(/^invalid_(client|request)$/);
    const [row] = await world.owner`select octet_length(secret_hash) as length from oauth_client_secret limit 1`;
    expect(row).toEqual({ length: 32 });
  });

  test('cannot send people to be asked for consent, nor use a code', async () => {
    const made = await create({});
    const body = {
      grant_type: 'authorization_code',
      code: 'x',
      redirect_uri: 'https://app.example/back',
      code_verifier: 'x'.repeat(43),
    };
    const { status } = await askToken(world, 'alder', body, basic(made.client.clientId, made.secret));
    expect(status).toBe(400);
  });

  test('has two secrets while one takes over from the other, and its tokens end with it', async () => {
    const made = await create({});
    const rotate = async (overlapSeconds: number) =>
      (await world.ask(admin, ROTATE, { input: { idempotencyKey: newKey(), oauthClientId: made.client.id, overlapSeconds } }))
        .data.rotateClientSecret;
    const second = await rotate(3_600);
    for (const secret of [made.secret, second.secret]) expect((await tokenOf({ ...made, secret })).status).toBe(200);
    const third = await rotate(0);
    for (const secret of [made.secret, second.secret]) expect((await tokenOf({ ...made, secret })).status).toBe(401);
    const { body } = await tokenOf({ ...made, secret: third.secret });
    expect((await world.ask(body.access_token ?? '', '{ viewer { role } }')).codes).toEqual([]);
    await world.ask(admin, `mutation($input: RevokeOAuthClientInput!) { revokeOAuthClient(input: $input) { __typename } }`, {
      input: { idempotencyKey: newKey(), oauthClientId: made.client.id },
    });
    expect((await world.ask(body.access_token ?? '', '{ viewer { role } }')).codes).toEqual(['UNAUTHENTICATED']);
    expect((await tokenOf({ ...made, secret: third.secret })).status).toBe(401);
    expect(await rotate(3_600)).toEqual({ __typename: 'OAuthClientRefused', reason: 'CLIENT_REVOKED' });
  });

  test.each([
    ['OWNER', null, 'PARTY_REQUIRED'],
    ['OPERATOR', 'owner', 'PARTY_NOT_ALLOWED'],
  ])('of the role %s for the party %s is refused: %s', async (role, party, reason) => {
    expect(await create({ role, partyId: party && globalParty('alder', party) })).toMatchObject({ reason });
  });

  test.each([
    ['a scope that its role never gives', { role: 'VIEWER', scopes: ['PLAN_WRITE'] }, 'SCOPE_NOT_OF_ROLE'],
    [
      'an act on the tenant beside batteries',
      { scopes: ['REGISTER'], batteryIds: [globalBattery(ONE)] },
      'SCOPE_OF_WHOLE_TENANT',
    ],
  ])('is refused with %s', async (_what, fields, reason) => {
    expect(await create(fields)).toMatchObject({ reason });
  });
});

describe('an administrator who has not everything', () => {
  let bounded: string;
  const tokenFor = async (fields: object): Promise<string> =>
    (await tokenOf(await create({ role: 'ADMIN', ...fields }))).body.access_token ?? '';
  const change = (credential: string, field: string, type: string, input: object) =>
    world.ask(credential, `mutation($input: ${type}!) { ${field}(input: $input) { __typename } }`, {
      input: { idempotencyKey: newKey(), ...input },
    });
  const wide = async (): Promise<readonly [field: string, type: string, input: object][]> => {
    const { userId } = await newUser(world, 'alder', { role: 'ADMIN' });
    const service = await create({ scopes: ['HISTORY_READ'] });
    return [
      ['createService', 'CreateServiceInput', { name: 'Wide', role: 'OPERATOR', scopes: ['LIVE_READ', 'REGISTER'] }],
      ['rotateClientSecret', 'RotateClientSecretInput', { oauthClientId: service.client.id }],
      ['createUser', 'CreateUserInput', { email: 'wide@alder.example', name: 'Wide', role: 'ADMIN' }],
      ['resetPassword', 'ResetPasswordInput', { userId }],
      ['enableUser', 'EnableUserInput', { userId }],
    ];
  };

  beforeAll(async () => {
    bounded = await tokenFor({ scopes: ['ADMINISTER', 'LIVE_READ'] });
  });

  test('creates what reaches as far as they do', async () => {
    expect(await create({ scopes: ['LIVE_READ'] }, bounded)).toMatchObject({ __typename: 'ServiceCreated' });
  });

  test('makes nobody who would reach further: no service, no secret, no user, no password', async () => {
    for (const [field, type, input] of await wide()) {
      const { codes, messages } = await change(bounded, field, type, input);
      expect([field, codes, messages.join()]).toEqual([
        field,
        ['FORBIDDEN'],
        expect.stringContaining('cannot give what it does not'),
      ]);
    }
  });

  test('with a key that ends makes nothing that lasts: no service, no secret, no user, no password', async () => {
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const made = await world.ask(
      admin,
      'mutation($input: CreateApiKeyInput!) { createApiKey(input: $input) { ... on ApiKeyCreated { secret } } }',
      { input: { idempotencyKey: newKey(), name: 'Ends', role: 'ADMIN', expiresAt } },
    );
    for (const [field, type, input] of await wide()) {
      const { codes, messages } = await change(made.data.createApiKey.secret, field, type, input);
      expect([field, codes, messages.join()]).toEqual([field, ['FORBIDDEN'], expect.stringContaining('lasts longer')]);
    }
  });
});

test('the password to begin with is shown once and kept nowhere', async () => {
  const input = { idempotencyKey: newKey(), email: 'Twice@Alder.example', name: 'Twice', role: 'VIEWER' };
  const ask = () =>
    world.ask(
      admin,
      `mutation($input: CreateUserInput!) { createUser(input: $input) { ... on UserCreated { user { id email } password } } }`,
      { input },
    );
  const first = (await ask()).data.createUser;
  expect(first.user.email).toBe('twice@alder.example');
  expect((await ask()).data.createUser).toEqual({ ...first, password: null });
  const stored = await world.owner<{ row: string }[]>`
    select t::text as row from idempotent_outcome t union all select a::text from audit_entry a union all select u::text from tenant_user u`;
  for (const { row } of stored) expect(row).not.toContain(first.password);
});
