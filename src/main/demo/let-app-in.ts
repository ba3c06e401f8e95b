import { createHash, randomBytes } from 'node:crypto';
import { present } from '../../kernel/assert.ts';

/** What an app holds for a person. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

export interface AppAtIssuer {
  /** The issuer, with the path of its tenant. */
  readonly issuer: string;
  readonly clientId: string;
  readonly redirectUri: string;
}

interface Person {
  readonly email: string;
  readonly password: string;
  /** What the person ticks: `PURPOSE:battery id`. */
  readonly allow: readonly string[];
}

const STEPS_MAX = 10;

/**
 * Goes the whole way that a person and an app go, over HTTP: the app sends the browser to the issuer, the person signs in and
 * ticks, the app turns the code into tokens.
 */
export async function letAppIn(app: AppAtIssuer, scope: string, person: Person): Promise<Tokens> {
  const verifier = randomBytes(32).toString('base64url');
  const url = new URL(`${app.issuer}/auth`);
  url.search = new URLSearchParams({
    client_id: app.clientId,
    redirect_uri: app.redirectUri,
    response_type: 'code',
    scope,
    state: randomBytes(8).toString('base64url'),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();
  const browser = new Browser();
  const signIn = await browser.go(url.href, null);
  const consent = await browser.go(signIn.href, [
    ['step', 'sign-in'],
    ['email', person.email],
    ['password', person.password],
  ]);
  const back = await browser.go(consent.href, [
    ['step', 'consent'],
    ...person.allow.map((one): [string, string] => ['allow', one]),
  ]);
  const code = present(back.searchParams.get('code'), 'the issuer to send the browser back with a code');
  const { clientId: client_id, redirectUri: redirect_uri } = app;
  return askTokens(app, { grant_type: 'authorization_code', client_id, redirect_uri, code, code_verifier: verifier });
}

/** Turns a refresh token into the next pair. */
export function refreshApp(app: AppAtIssuer, { refreshToken }: Tokens): Promise<Tokens> {
  return askTokens(app, { grant_type: 'refresh_token', client_id: app.clientId, refresh_token: refreshToken });
}

async function askTokens({ issuer }: AppAtIssuer, form: Record<string, string>): Promise<Tokens> {
  const response = await fetch(`${issuer}/token`, { method: 'POST', body: new URLSearchParams(form) });
  const body: unknown = await response.json();
  if (typeof body === 'object' && body !== null && 'access_token' in body && 'refresh_token' in body) {
    return { accessToken: String(body.access_token), refreshToken: String(body.refresh_token) };
  }
  throw new Error(`Bug: the issuer gave the demo's app no tokens: ${JSON.stringify(body)}`);
}

/** As much of a browser as the issuer's pages need. */
class Browser {
  private readonly cookies = new Map<string, { readonly pair: string; readonly path: string }>();

  /** Opens a page or sends a form, and follows the issuer's redirects: answers the page that is shown, or where the issuer sends it away to. */
  async go(address: string, form: [string, string][] | null): Promise<URL> {
    let at = new URL(address);
    let body = form && new URLSearchParams(form);
    for (let step = 0; step < STEPS_MAX; step += 1) {
      const response = await fetch(at, {
        redirect: 'manual',
        headers: { accept: 'text/html', origin: at.origin, cookie: this.cookiesFor(at) },
        ...(body && { method: 'POST', body }),
      });
      for (const line of response.headers.getSetCookie()) this.keep(line);
      const location = response.headers.get('location');
      if (location === null) return at;
      const next = new URL(location, at);
      if (next.origin !== at.origin || !next.pathname.startsWith('/oidc/')) return next;
      at = next;
      body = null;
    }
    throw new Error('Bug: the issuer redirects without end.');
  }

  private cookiesFor({ pathname }: URL): string {
    return [...this.cookies.values()].flatMap(({ pair, path }) => (pathname.startsWith(path) ? [pair] : [])).join('; ');
  }

  private keep(line: string): void {
    const [pair = '', ...attributes] = line.split('; ');
    const path = attributes.find((one) => /^path=/i.test(one))?.slice('path='.length) ?? '/';
    this.cookies.set(`${pair.slice(0, pair.indexOf('='))} ${path}`, { pair, path });
  }
}
