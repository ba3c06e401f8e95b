import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey, type RemoteJWKSet } from 'jose';
import { Fault } from './fault.ts';
import type { Log } from './log.ts';

/** Where the public keys of an issuer are found. */
export interface IssuerAddress {
  readonly issuer: string;
  /** Told by the issuer's discovery document when left out. */
  readonly jwksUri?: string | undefined;
}

const TIMEOUT_MS = 5_000;
/** After a failure nobody waits for the issuer again for so long: what comes meanwhile is told at once. */
const PAUSE_MS = 5_000;
/** A key that is not among those known is looked for at most this often. */
const LOOK_AGAIN_MS = 30_000;
/** Keys are fetched again, beside the requests, when they are older. */
const FRESH_MS = 10 * 60_000;
/** Known keys are trusted so long while their issuer does not answer: its failure does not lock everybody out. */
const KEPT_MS = 24 * 3_600_000;
const BODY_BYTES_MAX = 256 * 1024;
const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);
/** What says that the token is at fault, and not the issuer. */
const TOKEN_ERRORS: ReadonlySet<string> = new Set([
  errors.JWKSNoMatchingKey.code,
  errors.JWKSMultipleMatchingKeys.code,
  errors.JOSENotSupported.code,
]);

/** Whether keys may be fetched from an address: by https, or from this machine itself, as in development. */
export function isSafeAddress(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || url.username !== '' || url.password !== '' || url.hash !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname));
}

/** The key that a token of an issuer says it is signed with. Throws UNAVAILABLE where the issuer does not answer. */
export function createIssuerKeys(address: IssuerAddress, log: Log): JWTVerifyGetKey {
  const line = new IssuerLine();
  let opening: Promise<RemoteJWKSet> | null = null;
  let renewFromMs = 0;

  const open = async (): Promise<RemoteJWKSet> => {
    opening ??= openKeySet(address, line);
    try {
      return await opening;
    } catch (error) {
      opening = null;
      throw error;
    }
  };

  const renew = async (keys: RemoteJWKSet): Promise<void> => {
    const ageMs = performance.now() - line.keptSinceMs;
    if (keys.jwks() === undefined || ageMs < FRESH_MS) return;
    if (ageMs >= KEPT_MS) return keys.reload();
    if (performance.now() < renewFromMs) return;
    renewFromMs = performance.now() + LOOK_AGAIN_MS;
    keys
      .reload()
      .catch((error: unknown) => log.warn({ err: error, issuer: address.issuer }, 'keys of an issuer stay as they are'));
  };

  return async (header, token) => {
    try {
      const keys = await open();
      await renew(keys);
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JOSEError && TOKEN_ERRORS.has(error.code)) throw error;
      log.warn({ err: error, issuer: address.issuer }, 'the keys of an issuer could not be fetched');
      throw new Fault('UNAVAILABLE', {
        tell: 'The issuer of this token does not answer at present; try again later.',
        cause: error,
      });
    }
  };
}

async function openKeySet({ issuer, jwksUri }: IssuerAddress, line: IssuerLine): Promise<RemoteJWKSet> {
  const address = jwksUri ?? (await discover(issuer, line));
  return createRemoteJWKSet(new URL(address), {
    timeoutDuration: TIMEOUT_MS,
    cooldownDuration: LOOK_AGAIN_MS,
    // When they are fetched again is decided above.
    cacheMaxAge: Infinity,
    [customFetch]: (url, { signal }) =>
      line.fetch(url, { signal, isWhole: (body) => 'keys' in body && Array.isArray(body.keys) }),
  });
}

/** What the issuer's discovery document says; it must speak of itself. */
async function discover(issuer: string, line: IssuerLine): Promise<string> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const isWhole = (body: object): boolean =>
    'issuer' in body &&
    body.issuer === issuer &&
    'jwks_uri' in body &&
    typeof body.jwks_uri === 'string' &&
    isSafeAddress(body.jwks_uri);
  const response = await line.fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), isWhole });
  const { jwks_uri: jwksUri } = (await response.json()) as { jwks_uri: string }; // `isWhole` has seen it.
  return jwksUri;
}

interface Fetch {
  readonly signal: AbortSignal;
  /** Whether a document is what was asked for. */
  readonly isWhole: (body: object) => boolean;
}

/** Fetches small documents from one issuer, without redirects, and leaves it alone for a while when it fails. */
class IssuerLine {
  /** When the newest document came. */
  keptSinceMs = -Infinity;
  private pausedUntilMs = -Infinity;

  async fetch(url: string, { signal, isWhole }: Fetch): Promise<Response> {
    if (performance.now() < this.pausedUntilMs) throw new Error('the issuer failed a moment ago');
    try {
      const response = await fetch(url, { signal, redirect: 'manual', headers: { accept: 'application/json' } });
      if (response.status !== 200) throw new Error(`${url} answered with status ${response.status}`);
      const text = await textOf(response);
      const body: unknown = JSON.parse(text);
      if (typeof body !== 'object' || body === null || !isWhole(body)) throw new Error(`${url} is not what was asked for`);
      this.keptSinceMs = performance.now();
      return new Response(text);
    } catch (error) {
      this.pausedUntilMs = performance.now() + PAUSE_MS;
      throw error;
    }
  }
}

async function textOf(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let byteCount = 0;
  for await (const part of response.body ?? []) {
    byteCount += part.length;
    if (byteCount > BODY_BYTES_MAX) throw new Error(`${response.url} answers with more than ${BODY_BYTES_MAX} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
