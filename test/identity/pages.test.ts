import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endDenialWindows } from '../../src/modules/tenancy/index.ts';
import {
  type Account,
  type App,
  beginFlow,
  Browser,
  issuerOf,
  letIn,
  newApp,
  newUser,
  REDIRECT_URI,
  type Shown,
  signInToDashboard,
} from '../harness/oauth.ts';
import { batteryIdOf, openWorld, type World } from '../harness/world.ts';

const one = batteryIdOf({ tenant: 'alder', site: 'north', battery: 'one' });

let world: World;
let account: Account;
let app: App;

beforeAll(async () => {
  world = await openWorld();
  account = await newUser(world, 'alder', { role: 'OWNER', party: 'owner' });
  app = await newApp(world, 'alder');
});
afterAll(() => world.close());

const signIn = (browser: Browser, shown: Shown, password = account.password): Promise<Shown> =>
  browser.submit(shown, { step: 'sign-in', email: account.email, password });

async function consentPage(browser: Browser): Promise<Shown> {
  return signIn(browser, await browser.open(beginFlow(world, 'alder', app).url));
}

describe('the pages', () => {
  test('say in plain words who asks, for what, about which batteries, and where the answer goes', async () => {
    const browser = new Browser();
    const asked = await browser.open(beginFlow(world, 'alder', app).url);
    expect(asked.html).toContain('Sign in to Alder Power');
    expect(asked.html).toContain('Home energy');
    const consent = await signIn(browser, asked);
    for (const words of [
      'Let Home energy use your batteries?',
      account.email,
      'See what the battery does',
      'See what the battery earns',
      'Battery one',
      'app.example',
    ])
      expect(consent.html).toContain(words);
    expect(consent.html).not.toContain('Change what the battery does');
    expect(consent.html).not.toMatch(/type="checkbox"[^>]*checked/);
  });

  test('cannot be framed, run nothing, are not kept, and send their forms to the issuer and to the app alone', async () => {
    const browser = new Browser();
    const asked = await browser.open(beginFlow(world, 'alder', app).url);
    const failed = await browser.open(`${issuerOf(world, 'alder')}/auth?client_id=nobody`);
    for (const { headers, html } of [asked, await signIn(browser, asked), failed]) {
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('cache-control')).toContain('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect(html).not.toMatch(/<script|<style|\son\w+=|\sstyle=/i);
    }
    expect(asked.headers.get('content-security-policy')).toContain("form-action 'self' https://app.example");
  });

  test('escape what an app and its request are called', async () => {
    const { clientId } = app;
    const browser = new Browser();
    const wrong = await browser.open(`${issuerOf(world, 'alder')}/auth?client_id=${clientId}&redirect_uri=%22%3E%3Cscript%3E`);
    expect(wrong.status).toBe(400);
    expect(wrong.html).not.toContain('<script');
  });

  test('have cookies that no script reads, no other site sends, and no other tenant or page gets', async () => {
    const response = await fetch(beginFlow(world, 'alder', app).url, { redirect: 'manual' });
    const cookies = response.headers.getSetCookie();
    expect(cookies.length).toBeGreaterThan(1);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/; httponly/i);
      expect(cookie).toMatch(/; samesite=lax/i);
      expect(cookie).toMatch(/; path=\/oidc\/alder(\/|;)/i);
    }
  });

  test('say so when nothing was ticked, and let nothing in', async () => {
    const browser = new Browser();
    const again = await browser.submit(await consentPage(browser), { step: 'consent' });
    expect([again.status, again.leavesTo]).toEqual([400, null]);
    expect(again.html).toContain('role="alert"');
  });

  test('take a no for an answer, and tell the app', async () => {
    const browser = new Browser();
    const { leavesTo } = await browser.submit(await consentPage(browser), { step: 'refuse' });
    expect(leavesTo?.href.startsWith(REDIRECT_URI)).toBe(true);
    expect(leavesTo?.searchParams.get('error')).toBe('access_denied');
    expect(leavesTo?.searchParams.get('iss')).toBe(issuerOf(world, 'alder'));
  });

  test('offer nothing to somebody of the tenant, who has no battery of their own', async () => {
    const operator = await newUser(world, 'alder', { role: 'OPERATOR' });
    const browser = new Browser();
    const asked = await browser.open(beginFlow(world, 'alder', app).url);
    const shown = await browser.submit(asked, { step: 'sign-in', email: operator.email, password: operator.password });
    expect(shown.html).toContain('asks for something you do not have');
    expect((await browser.submit(shown, { step: 'consent', allow: [`MONITORING:${one}`] })).leavesTo).toBeNull();
  });
});

describe('a request of an app', () => {
  test.each([
    ['another address', { redirect_uri: 'https://evil.example/back' }],
    ['an address that begins alike', { redirect_uri: `${REDIRECT_URI}/../evil` }],
    ['a query more', { redirect_uri: `${REDIRECT_URI}?next=https://evil.example` }],
    ['another case', { redirect_uri: 'https://app.example/BACK' }],
    ['no address', { redirect_uri: null }],
    ['an unknown app', { client_id: '00000000-0000-4000-8000-000000000000' }],
    ['the name of no app', { client_id: "x' or 1=1" }],
  ])('with %s leads nowhere', async (_what, change) => {
    const shown = await new Browser().open(beginFlow(world, 'alder', app, change).url);
    expect([shown.status, shown.leavesTo]).toEqual([400, null]);
    expect(shown.html).not.toContain('evil.example');
  });

  test.each([
    ['no challenge', { code_challenge: null, code_challenge_method: null }, 'invalid_request'],
    ['a plain challenge', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['an implicit token', { response_type: 'token' }, 'unsupported_response_type'],
    ['a purpose it was not registered for', { scope: 'openid steering' }, 'invalid_scope'],
    ['a scope of the platform itself', { scope: 'openid live:read' }, 'invalid_scope'],
  ])('with %s is refused to the app', async (_what, change, error) => {
    const { leavesTo } = await new Browser().open(beginFlow(world, 'alder', app, change).url);
    expect(leavesTo?.origin).toBe('https://app.example');
    expect(new URLSearchParams(leavesTo?.search || leavesTo?.hash.slice(1)).get('error')).toBe(error);
  });
});

describe('a form', () => {
  test.each([
    ['another site', 'https://evil.example'],
    ['a page without an origin', 'null'],
  ])('of %s is refused', async (_what, origin) => {
    const browser = new Browser();
    const consent = await consentPage(browser);
    const refused = await browser.submit(consent, { step: 'consent', allow: [`MONITORING:${one}`] }, { origin });
    expect([refused.status, refused.leavesTo]).toEqual([403, null]);
  });

  test('without the cookie of its page is refused', async () => {
    const consent = await consentPage(new Browser());
    const refused = await new Browser().submit(consent, { step: 'consent', allow: [`MONITORING:${one}`] });
    expect([refused.status, refused.leavesTo]).toEqual([400, null]);
  });

  test('with the cookie of another tenant’s page is refused', async () => {
    const browser = new Browser();
    const consent = await consentPage(browser);
    const elsewhere = { ...consent, url: consent.url.replace('/oidc/alder/', '/oidc/birch/') };
    for (const cookie of browser.cookies.values()) Object.assign(cookie, { path: '/' });
    expect((await browser.submit(elsewhere, { step: 'consent', allow: [`MONITORING:${one}`] })).status).toBe(400);
  });
});

describe('a right password', () => {
  const entriesOf = async (userId: string) =>
    (
      await world.ask(
        await world.key('alder', 'ADMIN'),
        'query($id: ID!) { auditEntries(first: 20, operation: "signIn", subjectId: $id) { nodes { decision outcome actorKind onBehalfOf leftOutCount input } } }',
        { id: userId },
      )
    ).data.auditEntries.nodes;

  test('is in the trail, with what it opened: an app, or the dashboard', async () => {
    const person = await newUser(world, 'alder', { role: 'OWNER', party: 'owner' });
    await letIn(world, 'alder', { app, account: person, allow: [`MONITORING:${one}`] });
    await signInToDashboard(world, 'alder', person);
    const entries = await entriesOf(person.userId);
    const said = { decision: 'ALLOWED', outcome: 'SignedIn', actorKind: 'user', leftOutCount: 0 };
    expect(entries).toMatchObject([
      { ...said, onBehalfOf: `${person.email} through the dashboard` },
      { ...said, onBehalfOf: `${person.email} through Home energy` },
    ]);
    expect(JSON.stringify(entries)).not.toContain(person.password);
  });

  test('that comes again and again is counted, and does not fill the trail', async () => {
    const person = await newUser(world, 'alder', { role: 'OWNER', party: 'owner' });
    for (let count = 0; count < 8; count += 1) {
      const browser = new Browser();
      const asked = await browser.open(beginFlow(world, 'alder', app).url);
      await browser.submit(asked, { step: 'sign-in', email: person.email, password: person.password });
    }
    expect(await entriesOf(person.userId)).toHaveLength(5);
    await endDenialWindows(world.services);
    const counts = (await entriesOf(person.userId)).map(({ leftOutCount }: { leftOutCount: number }) => leftOutCount);
    expect(counts).toEqual([2, 0, 0, 0, 0, 0]);
  });
});

describe('a wrong password', () => {
  test('is told like an unknown name and like a disabled person, and is in the trail', async () => {
    const browser = new Browser();
    const asked = await browser.open(beginFlow(world, 'alder', app).url);
    const wrong = await signIn(browser, asked, 'wrong');
    const unknown = await browser.submit(asked, { step: 'sign-in', email: 'nobody@alder.example', password: 'wrong' });
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(unknown.html.replace('nobody@alder.example', '')).toBe(wrong.html.replace(account.email, ''));
    const admin = await world.key('alder', 'ADMIN');
    const { data } = await world.ask(
      admin,
      '{ auditEntries(first: 1, operation: "signIn") { nodes { decision outcome input } } }',
    );
    expect(data.auditEntries.nodes[0]).toMatchObject({ decision: 'DENIED', outcome: 'UNAUTHENTICATED' });
    expect(JSON.stringify(data)).toContain('nobody@alder.example');
  });

  test('may be tried a few times and no more, also all at once; then even the right one waits', async () => {
    const victim = await newUser(world, 'alder', { role: 'OWNER', party: 'owner' });
    const browser = new Browser();
    const asked = await browser.open(beginFlow(world, 'alder', app).url);
    const attempt = (password: string): Promise<Shown> =>
      browser.submit(asked, { step: 'sign-in', email: victim.email, password });
    const tried = await Promise.all(Array.from({ length: 14 }, (_, index) => attempt(`guess ${index}`)));
    const statuses = tried.map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(4);
    expect((await attempt(victim.password)).status).toBe(429);
    expect((await signIn(new Browser(), asked)).status).toBe(400);
  });
});

test('an address below no tenant is not there', async () => {
  const { origin } = new URL(world.url);
  for (const path of ['/oidc/nobody/.well-known/openid-configuration', '/oidc/alder', '/oidc/alder%2f../auth', '/oidc'])
    expect((await fetch(`${origin}${path}`, { redirect: 'manual' })).status).toBe(404);
});

test('what a request says of the host changes no address', async () => {
  const { request } = await import('node:http');
  const url = new URL(`${issuerOf(world, 'alder')}/.well-known/openid-configuration`);
  const text = await new Promise<string>((resolve, reject) => {
    const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' };
    request({ port: url.port, path: url.pathname, headers }, (response) => {
      let body = '';
      response.on('data', (chunk) => (body += chunk));
      response.on('end', () => resolve(body));
    })
      .on('error', reject)
      .end();
  });
  expect(text).not.toContain('evil.example');
  expect(JSON.parse(text).token_endpoint).toBe(`${issuerOf(world, 'alder')}/token`);
});
