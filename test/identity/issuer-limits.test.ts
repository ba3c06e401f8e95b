import { afterEach, beforeEach, expect, test } from 'vitest';
import { endDenialWindows } from '../../src/modules/tenancy/index.ts';
import { beginFlow, Browser, dashboardOf, issuerOf, newApp, newUser } from '../harness/oauth.ts';
import { newKey, openWorld, type World } from '../harness/world.ts';

let world: World;
let admin: string;

beforeEach(async () => {
  world = await openWorld();
  admin = await world.key('alder', 'ADMIN');
});
afterEach(() => world.close());

const CREATE = `mutation($input: CreateServiceInput!) { createService(input: $input) {
  ... on ServiceCreated { service { clientId } secret } } }`;

async function newService(): Promise<{ clientId: string; secret: string }> {
  const input = { idempotencyKey: newKey(), name: 'A service', role: 'OPERATOR', scopes: ['LIVE_READ'] };
  const { service, secret } = (await world.ask(admin, CREATE, { input })).data.createService;
  return { clientId: service.clientId, secret };
}

function ask(clientId: string, secret: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${issuerOf(world, 'alder')}/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`, ...headers },
  });
}

async function trail(operation: string) {
  const document = `query($operation: String) { auditEntries(first: 100, operation: $operation) {
    nodes { actorKind credentialId subjectId decision outcome onBehalfOf sourceIp leftOutCount } } }`;
  return (await world.ask(admin, document, { operation })).data.auditEntries.nodes;
}

test('wrong secrets of a client are refused, also all at once, after some; the right one then waits, another client’s does not', async () => {
  const { clientId, secret } = await newService();
  const other = await newService();
  const tried = await Promise.all(
    Array.from({ length: 30 }, (_, index) => ask(clientId, 'wrong', { 'x-forwarded-for': `198.51.100.${index}` })),
  );
  expect(tried.filter(({ status }) => status === 401)).toHaveLength(20);
  const refused = tried.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(10);
  expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await refused[0]?.json()).toMatchObject({ error: 'temporarily_unavailable' });
  expect((await ask(clientId, secret)).status).toBe(429);
  expect((await ask(other.clientId, other.secret)).status).toBe(200);
});

test('wrong secrets, and a service that signs in, are in the trail, counted when they come without end', async () => {
  const { clientId, secret } = await newService();
  for (let count = 0; count < 7; count += 1) expect((await ask(clientId, secret)).status).toBe(200);
  expect((await ask(clientId, 'wrong')).status).toBe(401);
  const [wrong, ...right] = await trail('signIn');
  expect(wrong).toMatchObject({ actorKind: 'unknown', decision: 'DENIED', outcome: 'UNAUTHENTICATED', sourceIp: '127.0.0.1' });
  expect(right).toHaveLength(5);
  for (const entry of right)
    expect(entry).toMatchObject({
      actorKind: 'service',
      decision: 'ALLOWED',
      outcome: 'SignedIn',
      credentialId: wrong.subjectId,
    });
  await endDenialWindows(world.services);
  expect((await trail('signIn'))[0]).toMatchObject({ actorKind: 'service', leftOutCount: 1 });
});

test('an address begins so many sign-ins and no more: each leaves a record behind', async () => {
  const { url } = beginFlow(world, 'alder', dashboardOf(world), { scope: 'openid' });
  const statuses: number[] = [];
  let last = new Response();
  while (last.status !== 429 && statuses.length < 1_000) {
    last = await fetch(url, { redirect: 'manual', headers: { accept: 'text/html' } });
    statuses.push(last.status);
  }
  expect(statuses.slice(0, 200)).toEqual(Array.from({ length: 200 }, () => 303));
  expect(statuses.at(-1)).toBe(429);
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(last.headers.get('content-type')).toContain('text/html');
  const [records] = await world.owner<
    { count: number }[]
  >`select count(*)::int as count from oidc_record where model = 'Interaction'`;
  expect(records?.count).toBe(statuses.filter((status) => status === 303).length);
}, 60_000);

test('a person’s no to an app is in the trail', async () => {
  const app = await newApp(world, 'alder');
  const account = await newUser(world, 'alder', { role: 'OWNER', party: 'owner' });
  const browser = new Browser();
  const asked = await browser.open(beginFlow(world, 'alder', app).url);
  const consent = await browser.submit(asked, { step: 'sign-in', email: account.email, password: account.password });
  await browser.submit(consent, { step: 'refuse' });
  const [entry, ...others] = await trail('refuseConsent');
  expect(others).toEqual([]);
  expect(entry).toMatchObject({
    actorKind: 'user',
    onBehalfOf: account.email,
    decision: 'ALLOWED',
    outcome: 'ConsentRefused',
    sourceIp: '127.0.0.1',
  });
});
