import { createHmac } from 'node:crypto';
import { exportJWK, exportSPKI, generateKeyPair } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { endDenialWindows } from '../../src/modules/tenancy/index.ts';
import { TestIssuer } from '../harness/test-issuer.ts';
import { fileOf, globalBattery, newKey, openWorld, type World } from '../harness/world.ts';

const OURS = 'https://api.alder.example';
const THEIRS = 'https://api.birch.example';
const ONE = { tenant: 'alder', site: 'north', battery: 'one' } as const;
const { tenantId } = fileOf('alder');
const WHO = `{ viewer { credentialKind role scopes party { name } tenant { slug } expiresAt } }`;
const IDENTITIES = `{ externalIdentities(first: 100) { nodes { id issuer subject firstSeenAt lastSeenAt disabledAt } } }`;
const DISABLE = `mutation($input: DisableExternalIdentityInput!) { disableExternalIdentity(input: $input) {
  ... on ExternalIdentityDisabled { externalIdentity { id subject disabledAt } } } }`;
const ENABLE = `mutation($input: EnableExternalIdentityInput!) { enableExternalIdentity(input: $input) {
  ... on ExternalIdentityEnabled { externalIdentity { disabledAt } } } }`;

let issuer: TestIssuer;
let world: World;
let admin: string;

const settings = (audience: string) => ({
  issuer: issuer.url,
  audience,
  algorithms: ['ES256' as const],
  clockToleranceSeconds: 0,
  role: {
    claim: 'roles',
    within: 'realm',
    values: { 'vpp-admin': 'ADMIN', 'vpp-operator': 'OPERATOR', member: 'OWNER' } as const,
  },
  party: { claim: 'customer', values: { '4711': 'owner', '4712': 'lessee' } },
  scopes: {
    claim: 'scope',
    values: {
      'vpp.live': ['LIVE_READ'],
      'vpp.steer': ['INTENT_READ', 'INTENT_WRITE'],
      'vpp.all': ['LIVE_READ', 'READ_AUDIT', 'ADMINISTER'],
    } as const,
  },
});
const plain = (audience: string) => {
  const { issuer: name, algorithms, clockToleranceSeconds, role, party } = settings(audience);
  return { issuer: name, audience, algorithms, clockToleranceSeconds, role: { ...role, values: { ...role.values } }, party };
};

beforeAll(async () => {
  issuer = await TestIssuer.open();
  world = await openWorld({
    recheckSeconds: 0.1,
    issuers: { alder: [scoped(OURS), plain('https://plain.alder.example')], birch: [plain(THEIRS)] },
  });
  admin = await world.key('alder', 'ADMIN');
  await world.storeReading(ONE);
});
beforeEach(() => endDenialWindows(world.services));
afterEach(() => {
  issuer.answer = null;
  world.setWallAhead(0);
});
afterAll(async () => {
  await world.close();
  await issuer.close();
});

/** The lists of a file are its own, and may be changed. */
function scoped(audience: string) {
  const { scopes, ...rest } = settings(audience);
  const values = Object.fromEntries(Object.entries(scopes.values).map(([value, names]) => [value, [...names]]));
  return { ...rest, scopes: { ...scopes, values } };
}

const OPERATOR = { aud: OURS, realm: { roles: ['vpp-operator'] }, scope: 'vpp.live vpp.steer other' };
let personCount = 0;
const somebody = (): string => `person-${(personCount += 1)}`;
const tokenOf = (claims: object = {}, options: Parameters<TestIssuer['sign']>[1] = {}): Promise<string> =>
  issuer.sign({ sub: somebody(), ...OPERATOR, ...claims }, options);

async function refused(token: string): Promise<void> {
  const answer = await world.ask(token, WHO);
  expect([answer.status, ...answer.codes]).toEqual([401, 'UNAUTHENTICATED']);
}

async function lastRefusal(): Promise<unknown> {
  const [entry] = await world.owner`
    select actor_kind, operation, decision, input ->> 'refusal' as refusal, input ->> 'issuer' as issuer
    from audit_entry where tenant_id = ${tenantId} order by entry_sequence desc limit 1`;
  expect(entry).toMatchObject({ actor_kind: 'unknown', operation: 'signIn', decision: 'DENIED', issuer: issuer.url });
  return entry?.['refusal'];
}

describe('a token of an issuer that the tenant names', () => {
  test('lets in, with the role, the scopes and the end that its claims give', async () => {
    const exp = Math.floor(Date.now() / 1_000) + 300;
    const { status, data } = await world.ask(await tokenOf({ exp }), WHO);
    expect(status).toBe(200);
    expect(data.viewer).toEqual({
      credentialKind: 'EXTERNAL',
      role: 'OPERATOR',
      scopes: ['LIVE_READ', 'INTENT_READ', 'INTENT_WRITE'],
      party: null,
      tenant: { slug: 'alder' },
      expiresAt: new Date(exp * 1_000).toISOString().replace('.000Z', 'Z'),
    });
  });

  test('acts for the party that a claim names, and sees what that party sees', async () => {
    const token = await issuer.sign({
      sub: somebody(),
      aud: 'https://plain.alder.example',
      realm: { roles: 'member' },
      customer: '4711',
    });
    const { data } = await world.ask(token, `{ viewer { party { name } } batteries(first: 5) { nodes { name } } }`);
    expect(data).toEqual({
      viewer: { party: { name: 'The owner of Alder Power' } },
      batteries: { nodes: [{ name: 'Battery one' }] },
    });
  });

  test('does no more than its scopes allow, whatever its role', async () => {
    const token = await tokenOf({ scope: 'vpp.live' });
    const answer = await world.ask(token, `mutation($input: RequestPlanInput!) { requestPlan(input: $input) { __typename } }`, {
      input: { idempotencyKey: newKey(), batteryId: globalBattery(ONE) },
    });
    expect(answer.codes).toEqual(['FORBIDDEN']);
    const without = await world.ask(await tokenOf({ scope: undefined }), WHO);
    expect(without.data.viewer.scopes).toEqual([]);
  });

  test('is the same person with each token, and the audit trail names the person', async () => {
    const sub = somebody();
    const letIn = { sub, realm: { roles: ['vpp-operator'] }, aud: 'https://plain.alder.example' };
    for (const socPercentMin of [21, 22]) {
      const intent = { socPercentMin, socPercentMax: 80, reservePercent: 5, wearCostPerMwh: '4' };
      const { codes } = await world.ask(
        await issuer.sign(letIn),
        `mutation($input: SetIntentInput!) { setIntent(input: $input) { __typename } }`,
        {
          input: { idempotencyKey: newKey(), batteryId: globalBattery(ONE), ...intent },
        },
      );
      expect(codes).toEqual([]);
    }
    const { data } = await world.ask(
      admin,
      `{ auditEntries(first: 2, operation: "setIntent") { nodes { actorKind onBehalfOf credentialId } } }`,
    );
    const [second, first] = data.auditEntries.nodes;
    expect(second).toMatchObject({ actorKind: 'external', onBehalfOf: sub });
    expect(second).toEqual(first);
    expect(
      (await world.ask(admin, `{ node(id: "${second.credentialId}") { ... on ExternalIdentity { subject issuer } } }`)).data.node,
    ).toEqual({
      subject: sub,
      issuer: issuer.url,
    });
  });

  test('may read the schema where its tenant allows it', async () => {
    expect((await world.ask(await tokenOf(), '{ __schema { queryType { name } } }')).codes).toEqual([]);
  });
});

describe('a token is nobody’s', () => {
  const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1_000) + seconds;
  test.each<[string, () => object, string | null]>([
    ['when it has ended', () => ({ exp: inSeconds(-1) }), 'EXPIRED'],
    ['when it never ends', () => ({ exp: undefined }), 'EXPIRED'],
    ['when it has not begun', () => ({ nbf: inSeconds(60) }), 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['without a role that means anything', () => ({ realm: { roles: ['toString', '__proto__'] } }), 'NO_ROLE'],
    ['with its role in another place', () => ({ realm: undefined, roles: ['vpp-admin'] }), 'NO_ROLE'],
    ['without the party its role acts for', () => ({ realm: { roles: ['member'] } }), 'NO_PARTY'],
    ['with two parties', () => ({ realm: { roles: ['member'] }, customer: ['4711', '4712'] }), 'NO_PARTY'],
    ['with a party there is not', () => ({ realm: { roles: ['member'] }, customer: 'constructor' }), 'NO_PARTY'],
    ['without a subject', () => ({ sub: undefined }), 'NO_SUBJECT'],
    ['with a subject that is no text', () => ({ sub: 7 }), 'NO_SUBJECT'],
    ['with a subject that cannot be stored', () => ({ sub: 'a\0b' }), 'NO_SUBJECT'],
    ['for another audience', () => ({ aud: 'https://elsewhere.example' }), null],
    ['for two tenants at once', () => ({ aud: [OURS, THEIRS] }), null],
    ['of another issuer', () => ({ iss: 'https://login.elsewhere.example' }), null],
    ['of an issuer that is spelled otherwise', () => ({ iss: `${issuer.url}/` }), null],
  ])('%s', async (_what, claims, refusal) => {
    await refused(await tokenOf(claims()));
    if (refusal !== null) expect(await lastRefusal()).toBe(refusal);
  });

  test('when somebody else’s key has signed it', async () => {
    const pair = await generateKeyPair('ES256');
    await refused(await tokenOf({}, { key: { ...issuer.newest, pair } }));
    expect(await lastRefusal()).toBe('ERR_JWS_SIGNATURE_VERIFICATION_FAILED');
  });

  test('when one character of what it says was changed', async () => {
    const [header, , signature] = (await tokenOf()).split('.');
    const [, payload] = (await tokenOf({ realm: { roles: ['vpp-admin'] } })).split('.');
    await refused([header, payload, signature].join('.'));
    expect(await lastRefusal()).toBe('ERR_JWS_SIGNATURE_VERIFICATION_FAILED');
  });

  test('when the issuer’s public key was used as a shared secret', async () => {
    const spki = await exportSPKI(issuer.newest.pair.publicKey);
    for (const secret of [spki, JSON.stringify(issuer.publicJwk)]) {
      const [, payload] = (await tokenOf()).split('.');
      const header = Buffer.from(JSON.stringify({ alg: 'HS256', kid: issuer.newest.kid })).toString('base64url');
      const signature = createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url');
      await refused(`${header}.${payload}.${signature}`);
      expect(await lastRefusal()).toBe('ERR_JOSE_ALG_NOT_ALLOWED');
    }
  });

  test('when it asks not to be checked, or brings its own key', async () => {
    const [, payload] = (await tokenOf()).split('.');
    for (const alg of ['none', 'None']) {
      const header = Buffer.from(JSON.stringify({ alg })).toString('base64url');
      for (const token of [`${header}.${payload}.`, `${header}.${payload}.AA`]) await refused(token);
    }
    const pair = await generateKeyPair('ES256', { extractable: true });
    const { publicKey } = pair;
    const jwk = await exportJWK(publicKey);
    await refused(await tokenOf({}, { header: { jwk, jku: 'https://evil.example/jwks' }, key: { ...issuer.newest, pair } }));
  });

  test('with an algorithm that the tenant did not name, although the issuer has a key for it', async () => {
    const pair = await generateKeyPair('ES384');
    await refused(await tokenOf({}, { header: { alg: 'ES384' }, key: { ...issuer.newest, pair } }));
    expect(await lastRefusal()).toBe('ERR_JOSE_ALG_NOT_ALLOWED');
  });

  test('when it says that it is something else than an access token', async () => {
    await refused(await tokenOf({}, { header: { typ: 'logout+jwt' } }));
    expect(await lastRefusal()).toBe('TYPE');
    for (const typ of ['JWT', 'at+jwt', 'application/at+jwt'])
      expect((await world.ask(await tokenOf({}, { header: { typ } }), WHO)).status).toBe(200);
  });

  test('when it is longer than any token may be', async () => {
    await refused(await tokenOf({ more: 'x'.repeat(8_192) }));
    expect((await world.ask(await tokenOf({ more: 'x'.repeat(4_000) }), WHO)).status).toBe(200);
  });

  test.each(['a.b.c', '..', 'e30.e30.e30', `${'A'.repeat(4_000)}.e30.e30`])('%.20s…', async (token) => {
    await refused(token);
  });
});

describe('an issuer of two tenants', () => {
  test('lets each token in at the tenant that it is meant for, and the other sees nothing of it', async () => {
    const sub = somebody();
    const { data } = await world.ask(
      await issuer.sign({ sub, aud: THEIRS, realm: { roles: ['vpp-admin'] } }),
      `{ viewer { tenant { slug } } batteries(first: 5) { nodes { id } } }`,
    );
    expect(data.viewer.tenant.slug).toBe('birch');
    const ofBirch = { ...ONE, tenant: 'birch' } as const;
    expect(data.batteries.nodes).toContainEqual({ id: globalBattery(ofBirch) });
    expect((await world.ask(admin, IDENTITIES)).body).not.toContain(`"${sub}"`);
  });
});

describe('the keys of an issuer', () => {
  let passedMs = 0;
  const wallNow = Date.now.bind(Date);
  /** By every clock that keys are looked at with. */
  const pass = (durationMs: number): void => {
    passedMs += durationMs;
    vi.spyOn(Date, 'now').mockImplementation(() => wallNow() + passedMs);
    for (let lapsedMs = 0; lapsedMs < durationMs; lapsedMs += 11_000) world.letTrustLapse();
  };

  test('are fetched once for many tokens, and again for one that is signed with a new key', async () => {
    expect((await world.ask(await tokenOf(), WHO)).status).toBe(200);
    const before = issuer.asked.length;
    await Promise.all(Array.from({ length: 10 }, async () => world.ask(await tokenOf(), WHO)));
    expect(issuer.asked.length).toBe(before);
    await issuer.rotate();
    pass(31_000);
    expect((await world.ask(await tokenOf(), WHO)).status).toBe(200);
    expect(issuer.asked.slice(before)).toEqual(['/jwks']);
  });

  test('are not fetched for each token with a made-up key', async () => {
    pass(31_000);
    const before = issuer.asked.length;
    for (let count = 0; count < 5; count += 1) await refused(await tokenOf({}, { header: { kid: `made-up-${count}` } }));
    expect(issuer.asked.length - before).toBe(1);
  });

  test('that are known let in while the issuer is down; an unknown one is a failure of the issuer, and nobody else waits for it', async () => {
    const known = await tokenOf();
    issuer.answer = (_path, response) => Boolean(response.writeHead(503).end());
    expect((await world.ask(known, WHO)).status).toBe(200);
    await issuer.rotate();
    pass(31_000);
    const unknown = await tokenOf();
    for (let count = 0; count < 3; count += 1) {
      const answer = await world.ask(unknown, WHO);
      expect([answer.status, ...answer.codes]).toEqual([503, 'UNAVAILABLE']);
    }
    expect((await world.ask(admin, WHO)).status).toBe(200);
    issuer.answer = null;
    world.letTrustLapse();
    expect((await world.ask(unknown, WHO)).status).toBe(200);
  });

  test('that come slowly keep nobody waiting but whoever needs them', async () => {
    await issuer.rotate();
    pass(31_000);
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const body = JSON.stringify({ keys: [issuer.publicJwk] });
    issuer.answer = (_path, response) => {
      void held.then(() => response.end(body));
      return true;
    };
    const waiting = world.ask(await tokenOf(), WHO);
    const others = await Promise.all(Array.from({ length: 20 }, () => world.ask(admin, WHO)));
    expect(others.map(({ status }) => status)).toEqual(others.map(() => 200));
    release();
    expect((await waiting).status).toBe(200);
  });

  test('are not taken from a redirect, from something else, or from more than keys need', async () => {
    const answers: NonNullable<TestIssuer['answer']>[] = [
      (path, response) => {
        if (path === '/jwks') response.writeHead(302, { location: `${issuer.url}/moved` }).end();
        else response.end(JSON.stringify({ keys: [issuer.publicJwk] }));
        return true;
      },
      (_path, response) => Boolean(response.end('<html>')),
      (_path, response) => Boolean(response.end('{"keys":"none"}')),
      (_path, response) => Boolean(response.end(`{"keys":[],"more":"${'x'.repeat(300_000)}"}`)),
    ];
    await issuer.rotate();
    for (const answer of answers) {
      pass(31_000);
      issuer.answer = answer;
      expect((await world.ask(await tokenOf(), WHO)).codes).toEqual(['UNAVAILABLE']);
    }
  });

  test('that fail too often do not lock out whoever else asks from there', async () => {
    pass(31_000);
    await issuer.rotate();
    issuer.answer = (_path, response) => Boolean(response.writeHead(500).end());
    const token = await tokenOf();
    const statuses = new Set<number>();
    const before = issuer.asked.length;
    for (let count = 0; count < 150; count += 1) statuses.add((await world.ask(token, WHO)).status);
    expect([...statuses]).toEqual([503]);
    // It is left alone for a while after each failure.
    expect(issuer.asked.length - before).toBeLessThan(5);
    const { data } = await world.ask(
      admin,
      `mutation($input: CreateApiKeyInput!) { createApiKey(input: $input) { ... on ApiKeyCreated { secret } } }`,
      {
        input: { idempotencyKey: newKey(), name: 'new', role: 'VIEWER' },
      },
    );
    expect((await world.ask(data.createApiKey.secret, WHO)).status).toBe(200);
  });
});

describe('somebody whom an issuer vouches for', () => {
  // The issuer has been failing.
  beforeEach(() => world.letTrustLapse());

  const idOf = async (sub: string): Promise<string> => {
    const { data } = await world.ask(admin, IDENTITIES);
    return data.externalIdentities.nodes.find(({ subject }: { subject: string }) => subject === sub).id;
  };

  test('is shut out by the tenant within seconds, live streams too, and let in again', async () => {
    const sub = somebody();
    const token = await tokenOf({ sub });
    const followed = world.follow(token, 'subscription { readings { socPercent } }');
    expect((await followed.next()).codes).toEqual([]);
    const externalIdentityId = await idOf(sub);
    const input = { idempotencyKey: newKey(), externalIdentityId };
    const disabled = await world.ask(admin, DISABLE, { input });
    expect(disabled.data.disableExternalIdentity.externalIdentity).toEqual({
      id: externalIdentityId,
      subject: sub,
      disabledAt: '2026-05-12T10:00:00Z',
    });
    world.letTrustLapse();
    await refused(token);
    expect(await lastRefusal()).toBe('DISABLED');
    expect((await followed.next()).codes).toEqual(['4403']);
    await refused(await tokenOf({ sub }));
    const enabled = await world.ask(admin, ENABLE, { input: { idempotencyKey: newKey(), externalIdentityId } });
    expect(enabled.data.enableExternalIdentity.externalIdentity.disabledAt).toBeNull();
    expect((await world.ask(token, WHO)).status).toBe(200);
  });

  test('leaves with the token: on the next request at once, on live streams at the next look, whether the issuer answers or not', async () => {
    const token = await tokenOf();
    const followed = world.follow(token, 'subscription { readings { socPercent } }');
    expect((await followed.next()).codes).toEqual([]);
    issuer.answer = (_path, response) => Boolean(response.writeHead(503).end());
    world.setWallAhead(601_000);
    await refused(token);
    expect((await followed.next()).codes).toEqual(['4403']);
  });

  test('gives away no key that reaches further than the token', async () => {
    const token = await tokenOf({ realm: { roles: ['vpp-admin'] }, scope: 'vpp.all' });
    const create = (fields: object) =>
      world.ask(token, `mutation($input: CreateApiKeyInput!) { createApiKey(input: $input) { __typename } }`, {
        input: { idempotencyKey: newKey(), name: 'a key', role: 'ADMIN', ...fields },
      });
    expect((await create({})).codes).toEqual(['FORBIDDEN']);
    expect((await create({ scopes: ['LIVE_READ'] })).data.createApiKey.__typename).toBe('ApiKeyCreated');
  });
});
