import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type Account,
  type App,
  askToken,
  beginFlow,
  codeOf,
  issuerOf,
  letIn,
  newApp,
  newUser,
  redeem,
  refreshing,
  REDIRECT_URI,
} from '../harness/oauth.ts';
import { HANDOVER_AT } from '../harness/two-tenants.ts';
import { recordsOf } from '../../src/modules/identity/issuer/records.ts';
import { batteryIdOf, fileOf, globalBattery, newKey, openWorld, type World } from '../harness/world.ts';

/** A live subscription is checked this often here, instead of every 30 seconds. */
const RECHECK_SECONDS = 0.05;
const ONE = { tenant: 'alder', site: 'north', battery: 'one' } as const;
const one = batteryIdOf(ONE);
const MONITORING = [`MONITORING:${one}`];

const BATTERIES = '{ batteries { nodes { name latestReading { socPercent } viewerCan { action allowed reason } } } }';
const VIEWER = '{ viewer { role party { name } user { email } } }';
const READINGS = 'subscription { readings { socPercent } }';
const CONSENTS = `{ consents { nodes { id app { name } user { email } purposes { purpose batteries { name } } grantedAt lastUsedAt revokedAt } } }`;
const REVOKE = `mutation($input: RevokeConsentInput!) { revokeConsent(input: $input) { ... on ConsentRevoked { consent { id revokedAt } } } }`;

let world: World;
let account: Account;
let app: App;
let admin: string;

beforeAll(async () => {
  world = await openWorld({ recheckSeconds: RECHECK_SECONDS });
  admin = await world.key('alder', 'ADMIN');
  app = await newApp(world, 'alder');
  await world.storeReading(ONE);
});
beforeEach(async () => {
  account = await newUser(world, 'alder', { role: 'OWNER', party: 'owner' });
});
afterAll(() => world.close());

const works = async (token: string): Promise<readonly string[]> => (await world.ask(token, VIEWER)).codes;
const GONE = ['UNAUTHENTICATED'];

interface Can {
  readonly action: string;
  readonly allowed: boolean;
  readonly reason: string | null;
}

async function consentIdOf({ email }: Account): Promise<string> {
  const { data } = await world.ask(admin, CONSENTS);
  return data.consents.nodes.find((consent: { user: { email: string } }) => consent.user.email === email).id;
}

describe('a consent', () => {
  test('gives an app what was ticked, on the batteries that were ticked, and nothing else', async () => {
    const tokens = await letIn(world, 'alder', { app, account, allow: MONITORING });
    expect(tokens.scope).toBe('openid monitoring');
    const { data } = await world.ask(tokens.access, BATTERIES);
    const [battery] = data.batteries.nodes;
    expect(battery).toMatchObject({ name: 'Battery one', latestReading: { socPercent: 50 } });
    const can: Can[] = battery.viewerCan;
    expect(can.flatMap(({ action, allowed }) => (allowed ? [action] : []))).toEqual(['READ_LIVE', 'READ_HISTORY']);
    expect(can.find(({ action }) => action === 'READ_REVENUE')?.reason).toBe('CREDENTIAL_SCOPE');
    expect((await world.ask(tokens.access, VIEWER)).data.viewer).toEqual({
      role: 'OWNER',
      party: { name: 'The owner of Alder Power' },
      user: { email: account.email },
    });
  });

  test('cannot give what the person does not have: another’s battery, or a purpose the app has not asked for', async () => {
    const two = batteryIdOf({ ...ONE, battery: 'two' });
    const allow = [...MONITORING, `MONITORING:${two}`, `STEERING:${one}`];
    const tokens = await letIn(world, 'alder', { app, account, allow });
    expect(tokens.scope).toBe('openid monitoring');
    expect((await world.ask(tokens.access, BATTERIES)).data.batteries.nodes).toHaveLength(1);
    expect((await world.ask(admin, CONSENTS)).data.consents.nodes[0].purposes).toEqual([
      { purpose: 'MONITORING', batteries: [{ name: 'Battery one' }] },
    ]);
  });

  test('narrows and never widens: when the agreement ends, the app sees no more than the person', async () => {
    const former = await newUser(world, 'alder', { role: 'OWNER', party: 'former' });
    const south = { tenant: 'alder', site: 'south', battery: 'three' } as const;
    const tokens = await letIn(world, 'alder', { app, account: former, allow: [`MONITORING:${batteryIdOf(south)}`] });
    const live = `query($id: ID!) { battery(id: $id) { viewerCan { action allowed reason } } }`;
    const readLive = async (): Promise<Can | undefined> =>
      (await world.ask(tokens.access, live, { id: globalBattery(south) })).data.battery.viewerCan.find(
        ({ action }: Can) => action === 'READ_LIVE',
      );
    expect(await readLive()).toMatchObject({ allowed: true });
    const before = world.clock.now();
    world.clock.setTo(HANDOVER_AT);
    expect(await readLive()).toMatchObject({ allowed: false, reason: 'AGREEMENT_ENDED' });
    world.clock.setTo(before);
  });

  test('is listed with app, purposes, batteries and its last use, to the person’s party and to the tenant, not to the app', async () => {
    const tokens = await letIn(world, 'alder', { app, account, allow: [`EARNINGS:${one}`] });
    await world.ask(tokens.access, VIEWER);
    const owner = await world.key('alder', 'OWNER', 'owner');
    const listedTo = async (key: string) =>
      (await world.ask(key, CONSENTS)).data.consents.nodes.find(
        ({ user }: { user: { email: string } }) => user.email === account.email,
      );
    const expected = {
      app: { name: 'Home energy' },
      user: { email: account.email },
      purposes: [{ purpose: 'EARNINGS', batteries: [{ name: 'Battery one' }] }],
      grantedAt: '2026-05-12T10:00:00Z',
      revokedAt: null,
    };
    // By the wall clock, as of every credential.
    const usedAgoMs = async (): Promise<number> => Date.now() - Date.parse((await listedTo(owner)).lastUsedAt);
    await expect.poll(usedAgoMs).toBeLessThan(60_000);
    expect(await listedTo(owner)).toMatchObject(expected);
    expect(await listedTo(admin)).toMatchObject(expected);
    const stranger = await world.key('alder', 'OWNER', 'stranger');
    expect((await world.ask(stranger, CONSENTS)).data.consents.nodes).toEqual([]);
    expect((await world.ask(tokens.access, CONSENTS)).codes).toEqual(['FORBIDDEN']);
  });

  test('given again takes the place of the one before, whose tokens end', async () => {
    const first = await letIn(world, 'alder', { app, account, allow: MONITORING });
    const second = await letIn(world, 'alder', { app, account, allow: [`EARNINGS:${one}`] });
    expect(await works(first.access)).toEqual(GONE);
    expect(await works(second.access)).toEqual([]);
    expect((await askToken(world, 'alder', refreshing(app, first.refresh))).body.error).toBe('invalid_grant');
  });

  test('that is taken back ends the app’s tokens at once and its live subscription soon', async () => {
    const tokens = await letIn(world, 'alder', { app, account, allow: MONITORING });
    const followed = world.follow(tokens.access, READINGS);
    expect((await followed.next()).data.readings.socPercent).toBe(50);
    const owner = await world.key('alder', 'OWNER', 'owner');
    const consentId = await consentIdOf(account);
    const revoked = await world.ask(owner, REVOKE, { input: { idempotencyKey: newKey(), consentId } });
    expect(revoked.data.revokeConsent.consent).toEqual({ id: consentId, revokedAt: '2026-05-12T10:00:00Z' });
    expect(await works(tokens.access)).toEqual(GONE);
    expect((await followed.next()).codes).toEqual(['4403']);
    expect((await askToken(world, 'alder', refreshing(app, tokens.refresh))).body.error).toBe('invalid_grant');
  });

  test('that is taken back while a token is being given out is no good to that token either', async () => {
    const tokens = await letIn(world, 'alder', { app, account, allow: MONITORING });
    expect(await works(tokens.access)).toEqual([]);
    // As if the token had been stored a moment after its consent was ended.
    await world.owner`update consent set revoked_at = now() where user_id = (select user_id from tenant_user where email = ${account.email})`;
    expect(await works(tokens.access)).toEqual(GONE);
  });

  test('of another party is no more there to be taken back than one that nobody gave', async () => {
    await letIn(world, 'alder', { app, account, allow: MONITORING });
    const stranger = await world.key('alder', 'OWNER', 'stranger');
    const input = { idempotencyKey: newKey(), consentId: await consentIdOf(account) };
    expect((await world.ask(stranger, REVOKE, { input })).codes).toEqual(['NOT_FOUND']);
  });

  test('shows in the audit trail who did what through which app', async () => {
    const steering = await newApp(world, 'alder', { purposes: ['STEERING'] });
    const tokens = await letIn(world, 'alder', { app: steering, account, allow: [`STEERING:${one}`], scope: 'openid steering' });
    const changed = await world.ask(
      tokens.access,
      `mutation($input: SetIntentInput!) { setIntent(input: $input) { __typename } }`,
      {
        input: {
          idempotencyKey: newKey(),
          batteryId: globalBattery(ONE),
          socPercentMin: 20,
          socPercentMax: 80,
          reservePercent: 10,
          wearCostPerMwh: '7.50',
        },
      },
    );
    expect(changed.codes).toEqual([]);
    const { data } = await world.ask(
      admin,
      '{ auditEntries(first: 5) { nodes { operation outcome actorKind onBehalfOf credentialId party { name } } } }',
    );
    const entries: { operation: string }[] = data.auditEntries.nodes;
    const credentialId = await consentIdOf(account);
    expect(entries.find(({ operation }) => operation === 'setIntent')).toMatchObject({
      actorKind: 'user',
      onBehalfOf: `${account.email} through Home energy`,
      credentialId,
      party: { name: 'The owner of Alder Power' },
    });
    expect(entries.find(({ operation }) => operation === 'grantConsent')).toMatchObject({
      onBehalfOf: account.email,
      credentialId,
    });
  });
});

describe('a code', () => {
  test('is worth nothing without the verifier, to another app, or with another address', async () => {
    const other = await newApp(world, 'alder');
    const wrongs: ((right: Record<string, string>) => Record<string, string>)[] = [
      (right) => ({ ...right, code_verifier: 'x'.repeat(43) }),
      ({ code_verifier: _verifier, ...right }) => right,
      (right) => ({ ...right, client_id: other.clientId }),
      (right) => ({ ...right, redirect_uri: `${REDIRECT_URI}/` }),
    ];
    for (const wrong of wrongs) {
      const flow = beginFlow(world, 'alder', app);
      const code = await codeOf({ flow, account, allow: MONITORING });
      const answer = await askToken(world, 'alder', wrong(redeem(app, { code, verifier: flow.verifier })));
      expect(answer.status).toBe(400);
      expect(answer.body.error).toMatch(/^invalid_(grant|request)$/);
      expect(answer.body.access_token).toBeUndefined();
    }
  });

  test('that comes twice ends the tokens that came of it, and the trail says so', async () => {
    const flow = beginFlow(world, 'alder', app);
    const code = await codeOf({ flow, account, allow: MONITORING });
    const body = redeem(app, { code, verifier: flow.verifier });
    const first = await askToken(world, 'alder', body);
    expect(await works(first.body.access_token ?? '')).toEqual([]);
    expect((await askToken(world, 'alder', body)).body.error).toBe('invalid_grant');
    expect(await works(first.body.access_token ?? '')).toEqual(GONE);
    const { data } = await world.ask(
      admin,
      '{ auditEntries(first: 3, operation: "revokeConsent") { nodes { actorKind reason } } }',
    );
    expect(data.auditEntries.nodes[0]).toMatchObject({ actorKind: 'issuer', reason: expect.stringContaining('second time') });
  });

  test('that comes twice at the same time, perhaps to two processes, is used once', async () => {
    const { tenantId } = fileOf('alder');
    const records = recordsOf(world.services, tenantId)('AuthorizationCode');
    const exp = Math.floor(Date.now() / 1_000) + 60;
    await records.upsert('a code', { exp, kind: 'AuthorizationCode' }, 60);
    const uses = await Promise.allSettled([records.consume('a code'), records.consume('a code'), records.consume('a code')]);
    expect(uses.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected']);
  });
});

describe('a refresh token', () => {
  test('brings a new pair; used a second time it ends everything that came of the consent', async () => {
    const tokens = await letIn(world, 'alder', { app, account, allow: MONITORING });
    expect(tokens.refresh).toMatch(/^hfr_alder_/);
    const next = await askToken(world, 'alder', refreshing(app, tokens.refresh));
    expect(next.status).toBe(200);
    expect(await works(next.body.access_token ?? '')).toEqual([]);
    expect((await askToken(world, 'alder', refreshing(app, tokens.refresh))).body.error).toBe('invalid_grant');
    expect(await works(next.body.access_token ?? '')).toEqual(GONE);
    expect((await askToken(world, 'alder', refreshing(app, next.body.refresh_token ?? ''))).body.error).toBe('invalid_grant');
  });

  test('can ask for less than was consented to, and gets less', async () => {
    const allow = [...MONITORING, `EARNINGS:${one}`];
    const tokens = await letIn(world, 'alder', { app, account, allow });
    const next = await askToken(world, 'alder', { ...refreshing(app, tokens.refresh), scope: 'openid earnings' });
    const { data } = await world.ask(next.body.access_token ?? '', BATTERIES.replace('latestReading { socPercent }', ''));
    const can: Can[] = data.batteries.nodes[0].viewerCan;
    expect(can.flatMap(({ action, allowed }) => (allowed ? [action] : []))).toEqual(['READ_REVENUE', 'READ_CONTRACTS']);
  });

  test('that the app gives back ends the consent', async () => {
    const tokens = await letIn(world, 'alder', { app, account, allow: MONITORING });
    const revocation = `${issuerOf(world, 'alder')}/token/revocation`;
    const body = new URLSearchParams({ client_id: app.clientId, token: tokens.refresh });
    expect((await fetch(revocation, { method: 'POST', body })).status).toBe(200);
    expect(await works(tokens.access)).toEqual(GONE);
  });
});

describe('a person', () => {
  const change = (field: 'disableUser' | 'enableUser' | 'resetPassword', type: string) =>
    world.ask(admin, `mutation($input: ${type}!) { ${field}(input: $input) { __typename } }`, {
      input: { idempotencyKey: newKey(), userId: account.userId },
    });

  test('who is disabled takes every app along, and brings it back when enabled', async () => {
    const tokens = await letIn(world, 'alder', { app, account, allow: MONITORING });
    const followed = world.follow(tokens.access, READINGS);
    await followed.next();
    await change('disableUser', 'DisableUserInput');
    expect(await works(tokens.access)).toEqual(GONE);
    expect((await followed.next()).codes).toEqual(['4403']);
    expect((await askToken(world, 'alder', refreshing(app, tokens.refresh))).body.error).toBe('invalid_grant');
    await change('enableUser', 'EnableUserInput');
    expect(await works(tokens.access)).toEqual([]);
  });

  test('whose password is reset is signed out of the dashboard and not of the apps', async () => {
    const dashboard = { clientId: 'dashboard', redirectUri: `${new URL(world.url).origin}/signed-in` };
    const flow = beginFlow(world, 'alder', dashboard, { scope: 'openid' });
    const code = await codeOf({ flow, account, allow: [] });
    const own = await askToken(world, 'alder', redeem(dashboard, { code, verifier: flow.verifier }));
    expect((await world.ask(own.body.access_token ?? '', CONSENTS)).codes).toEqual([]);
    const tokens = await letIn(world, 'alder', { app, account, allow: MONITORING });
    await change('resetPassword', 'ResetPasswordInput');
    expect(await works(own.body.access_token ?? '')).toEqual(GONE);
    expect(await works(tokens.access)).toEqual([]);
  });
});

test('an app that is ended loses its tokens and its live subscription', async () => {
  const ending = await newApp(world, 'alder');
  const tokens = await letIn(world, 'alder', { app: ending, account, allow: MONITORING });
  const followed = world.follow(tokens.access, READINGS);
  await followed.next();
  await world.ask(admin, `mutation($input: RevokeOAuthClientInput!) { revokeOAuthClient(input: $input) { __typename } }`, {
    input: { idempotencyKey: newKey(), oauthClientId: ending.id },
  });
  expect(await works(tokens.access)).toEqual(GONE);
  expect((await followed.next()).codes).toEqual(['4403']);
  expect((await askToken(world, 'alder', refreshing(ending, tokens.refresh))).body.error).toBe('invalid_client');
});

describe('at another tenant', () => {
  test('a client, a code, a refresh token and an access token are nobody’s', async () => {
    const flow = beginFlow(world, 'alder', app);
    const code = await codeOf({ flow, account, allow: MONITORING });
    const elsewhere = await askToken(world, 'birch', redeem(app, { code, verifier: flow.verifier }));
    expect([elsewhere.status, elsewhere.body.error]).toEqual([401, 'invalid_client']);
    const theirs = await newApp(world, 'birch');
    for (const body of [redeem(theirs, { code, verifier: flow.verifier }), refreshing(theirs, 'hfr_alder_x')])
      expect((await askToken(world, 'birch', body)).body.error).toBe('invalid_grant');
    const { body } = await askToken(world, 'alder', redeem(app, { code, verifier: flow.verifier }));
    expect((await askToken(world, 'birch', refreshing(theirs, body.refresh_token ?? ''))).body.error).toBe('invalid_grant');
    expect(await works((body.access_token ?? '').replace('_alder_', '_birch_'))).toEqual(GONE);
    expect(await works(body.access_token ?? '')).toEqual([]);
  });

  test('the same e-mail address is somebody else', async () => {
    const flow = beginFlow(world, 'birch', await newApp(world, 'birch'));
    await expect(codeOf({ flow, account, allow: MONITORING })).rejects.toThrow(/401/);
  });

  test('the issuer says who it is, so that an app can tell the two apart', async () => {
    const flow = beginFlow(world, 'alder', app);
    const metadata = await fetch(`${issuerOf(world, 'birch')}/.well-known/openid-configuration`).then((response) =>
      response.json(),
    );
    expect(metadata).toMatchObject({
      issuer: issuerOf(world, 'birch'),
      token_endpoint: `${issuerOf(world, 'birch')}/token`,
      code_challenge_methods_supported: ['S256'],
      response_types_supported: ['code'],
      authorization_response_iss_parameter_supported: true,
    });
    expect(metadata.grant_types_supported.toSorted()).toEqual(['authorization_code', 'client_credentials', 'refresh_token']);
    expect(flow.url.startsWith(issuerOf(world, 'alder'))).toBe(true);
  });
});

test('no secret name of anything is in the database', async () => {
  const tokens = await letIn(world, 'alder', { app, account, allow: MONITORING });
  const rows = await world.owner<{ row: string }[]>`
    select r::text as row from oidc_record r union all select u::text from tenant_user u union all select a::text from audit_entry a`;
  for (const secret of [tokens.access, tokens.access.slice(-43), tokens.refresh, account.password])
    for (const { row } of rows) expect(row).not.toContain(secret);
});
