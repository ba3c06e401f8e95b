import { createHash, randomBytes } from 'node:crypto';
import { present } from '../../src/kernel/assert.ts';
import type { Slug } from './two-tenants.ts';
import { globalParty, newKey, type World } from './world.ts';

/** What a browser shows after it has followed every redirect of the issuer, or where it was sent away to. */
export interface Shown {
  readonly status: number;
  readonly url: string;
  /** Where the browser would go next, outside of the issuer; null while a page is shown. */
  readonly leavesTo: URL | null;
  readonly html: string;
  readonly headers: Headers;
}

interface Sent {
  readonly form?: Readonly<Record<string, string | readonly string[]>>;
  readonly headers?: Readonly<Record<string, string>>;
}

const REDIRECTS_MAX = 10;

/** As much of a browser as the pages need: cookies with their paths, forms, redirects. */
export class Browser {
  readonly cookies = new Map<string, { readonly value: string; readonly path: string }>();

  async open(url: string, sent: Sent = {}): Promise<Shown> {
    const { origin } = new URL(url);
    let response = await this.send(url, sent);
    let at = url;
    for (let count = 0; count < REDIRECTS_MAX; count += 1) {
      const location = response.headers.get('location');
      if (location === null)
        return { status: response.status, url: at, leavesTo: null, html: await response.text(), headers: response.headers };
      const next = new URL(location, at);
      if (next.origin !== origin || !next.pathname.startsWith('/oidc/'))
        return { status: response.status, url: at, leavesTo: next, html: '', headers: response.headers };
      at = next.href;
      response = await this.send(at, {});
    }
    throw new Error('The issuer redirects without end.');
  }

  /** Sends the form of a page that is shown. */
  submit(shown: Shown, form: NonNullable<Sent['form']>, headers: Sent['headers'] = {}): Promise<Shown> {
    return this.open(shown.url, { form, headers: { origin: new URL(shown.url).origin, ...headers } });
  }

  private async send(url: string, { form, headers = {} }: Sent): Promise<Response> {
    const { pathname } = new URL(url);
    const cookie = [...this.cookies]
      .filter(([, { path }]) => pathname.startsWith(path))
      .map(([name, { value }]) => `${name}=${value}`);
    const body = new URLSearchParams(
      Object.entries(form ?? {}).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one])),
    );
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { accept: 'text/html', ...(cookie.length > 0 && { cookie: cookie.join('; ') }), ...headers },
      ...(form && { method: 'POST', body }),
    });
    for (const line of response.headers.getSetCookie()) this.keep(line);
    return response;
  }

  private keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    const path = /;\s*path=([^;]+)/i.exec(line)?.[1] ?? '/';
    if (/expires=Thu, 01 Jan 1970/i.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, { value, path });
  }
}

export interface Account {
  readonly userId: string;
  readonly email: string;
  readonly password: string;
}

/** A person of a party who can sign in. */
export async function newUser(world: World, tenant: Slug, { role, party }: { role: string; party?: string }): Promise<Account> {
  const email = `user-${randomBytes(6).toString('hex')}@${tenant}.example`;
  const partyId = party === undefined ? null : globalParty(tenant, party);
  const { data } = await world.ask(
    await world.key(tenant, 'ADMIN'),
    `mutation($input: CreateUserInput!) { createUser(input: $input) { ... on UserCreated { user { id } password } } }`,
    { input: { idempotencyKey: newKey(), email, name: 'A person', role, partyId } },
  );
  return { userId: data.createUser.user.id, email, password: data.createUser.password };
}

export interface App {
  readonly id: string;
  readonly clientId: string;
  readonly redirectUri: string;
}

export const REDIRECT_URI = 'https://app.example/back';

export async function newApp(
  world: World,
  tenant: Slug,
  {
    purposes = ['MONITORING', 'EARNINGS'],
    redirectUri = REDIRECT_URI,
  }: { purposes?: readonly string[]; redirectUri?: string } = {},
): Promise<App> {
  const { data } = await world.ask(
    await world.key(tenant, 'ADMIN'),
    `mutation($input: RegisterAppInput!) { registerApp(input: $input) { ... on AppRegistered { app { id clientId } } } }`,
    { input: { idempotencyKey: newKey(), name: 'Home energy', redirectUris: [redirectUri], purposes } },
  );
  return { ...data.registerApp.app, redirectUri };
}

export interface Flow {
  readonly url: string;
  readonly verifier: string;
  readonly state: string;
}

export function issuerOf(world: World, tenant: Slug): string {
  return `${new URL(world.url).origin}/oidc/${tenant}`;
}

/** What an app does first: where it sends the person's browser. */
export function beginFlow(
  world: World,
  tenant: Slug,
  app: Pick<App, 'clientId' | 'redirectUri'>,
  changes: Readonly<Record<string, string | null>> = {},
): Flow {
  const verifier = randomBytes(32).toString('base64url');
  const state = randomBytes(8).toString('base64url');
  const url = new URL(`${issuerOf(world, tenant)}/auth`);
  const parameters = {
    client_id: app.clientId,
    redirect_uri: app.redirectUri,
    response_type: 'code',
    scope: 'openid monitoring earnings',
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...changes,
  };
  for (const [name, value] of Object.entries(parameters)) if (value !== null) url.searchParams.set(name, value);
  return { url: url.href, verifier, state };
}

/** What is asked of the token endpoint. */
export async function askToken(
  world: World,
  tenant: Slug,
  body: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<{
  status: number;
  body: { access_token?: string; refresh_token?: string; scope?: string; error?: string; [name: string]: unknown };
}> {
  const response = await fetch(`${issuerOf(world, tenant)}/token`, { method: 'POST', body: new URLSearchParams(body), headers });
  // What a token endpoint answers.
  return { status: response.status, body: (await response.json()) as { error?: string } };
}

export interface Tokens {
  readonly access: string;
  readonly refresh: string;
  readonly scope: string;
}

/** The whole way, as a person goes it: signs in, ticks what is named, and the app turns the code into tokens. */
export async function letIn(
  world: World,
  tenant: Slug,
  {
    app,
    account,
    allow,
    scope = 'openid monitoring earnings',
  }: { app: App; account: Account; allow: readonly string[]; scope?: string },
): Promise<Tokens> {
  const flow = beginFlow(world, tenant, app, { scope });
  const code = await codeOf({ flow, account, allow });
  const { body } = await askToken(world, tenant, redeem(app, { code, verifier: flow.verifier }));
  return {
    access: present(body.access_token, `an access token, not ${JSON.stringify(body)}`),
    refresh: present(body.refresh_token, 'a refresh token'),
    scope: body.scope ?? '',
  };
}

/** Signs a person in as the dashboard does, each time in a browser of its own. */
export function signInToDashboard(world: World, tenant: Slug, account: Account): Promise<Tokens> {
  return letIn(world, tenant, { app: dashboardOf(world), account, allow: [], scope: 'openid' });
}

/** The dashboard, as every tenant's issuer knows it. */
export function dashboardOf(world: World): App {
  return { id: '', clientId: 'dashboard', redirectUri: `${new URL(world.url).origin}/signed-in` };
}

/** The code with which the browser is sent back to the app. */
export async function codeOf({
  flow,
  account,
  allow,
}: {
  flow: Flow;
  account: Account;
  allow: readonly string[];
}): Promise<string> {
  const browser = new Browser();
  const signIn = await browser.open(flow.url);
  const consent = await browser.submit(signIn, { step: 'sign-in', email: account.email, password: account.password });
  const back = consent.leavesTo ? consent : await browser.submit(consent, { step: 'consent', allow });
  const leavesTo = present(back.leavesTo, `a way back to the app, not a page: ${back.status} ${back.html}`);
  return present(leavesTo.searchParams.get('code'), `a code in ${leavesTo.href}`);
}

export function redeem(
  app: Pick<App, 'clientId' | 'redirectUri'>,
  { code, verifier }: { code: string; verifier: string },
): Record<string, string> {
  return {
    grant_type: 'authorization_code',
    client_id: app.clientId,
    redirect_uri: app.redirectUri,
    code,
    code_verifier: verifier,
  };
}

export function refreshing(app: Pick<App, 'clientId'>, refresh: string): Record<string, string> {
  return { grant_type: 'refresh_token', client_id: app.clientId, refresh_token: refresh };
}
