import { Resolver } from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import { BlockList, isIP } from 'node:net';

/** How far a request may go: to the public internet only, to this machine too, or anywhere. */
export const REACHES = ['public', 'loopback', 'private'] as const;
export type Reach = (typeof REACHES)[number];

/** Sends to addresses that a tenant chose. What is not meant to be reached from outside is not reached through here. */
export interface Outbound {
  /** Why nothing is ever sent to an address, as a sentence; null when something may be. */
  refusalOf(url: string): string | null;
  /** Never rejects for what the other side does. Redirects are not followed. */
  post(request: OutboundRequest): Promise<OutboundAnswer>;
}

export interface OutboundRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
  /** So much of the answer is kept; as much as is good for an excerpt when left out. */
  readonly answerBytesMax?: number;
}

export type OutboundAnswer =
  | {
      readonly kind: 'answered';
      readonly statusCode: number;
      /** The header `Retry-After`; null without one. */
      readonly retryAfter: string | null;
      /** The beginning of the answer. */
      readonly excerpt: string;
      /** Whether `excerpt` is the whole answer, as it was sent. */
      readonly isWhole: boolean;
    }
  | { readonly kind: 'unanswered'; readonly reason: string };

/** The addresses of a name; without any it is unknown. */
export type Resolve = (hostname: string) => Promise<readonly string[]>;

const EXCERPT_BYTES_MAX = 1_000;
const URL_LENGTH_MAX = 2_000;
const RESOLVE_TIMEOUT_MS = 3_000;
const RESOLVE_ATTEMPT_COUNT_MAX = 2;
const LOCALHOST = 'localhost';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Not routed to a host of the public internet: IANA's registries of special-purpose addresses, and multicast. */
const special = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  special.addSubnet(network, prefix, 'ipv4');
// Inside of 2000::/3: protocols and tunnels that lead to an IPv4 address, and documentation.
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  special.addSubnet(network, prefix, 'ipv6');
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');

/** Whether an address may be connected to. */
export function isReachable(address: string, reach: Reach): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  if (reach === 'private') return true;
  const version = family === 4 ? 'ipv4' : 'ipv6';
  if (reach === 'loopback' && loopback.check(address, version)) return true;
  return !special.check(address, version) && (family === 4 || globalUnicast.check(address, version));
}

export function createOutbound({ reach, resolve = resolveByDns }: { reach: Reach; resolve?: Resolve }): Outbound {
  return {
    refusalOf: (url) => refusalOf(url, reach),
    async post(request) {
      const refused = refusalOf(request.url, reach);
      if (refused !== null) return { kind: 'unanswered', reason: refused };
      const target = new URL(request.url);
      const signal = AbortSignal.timeout(request.timeoutMs);
      const late = `no answer within ${request.timeoutMs / 1_000} s`;
      const address = await Promise.race([addressOf(hostOf(target), { reach, resolve }), aborted(signal, late)]);
      return 'reason' in address ? { kind: 'unanswered', ...address } : send(request, { target, signal, late, ...address });
    },
  };
}

/** Why nothing is ever sent to an address where requests may go so far, as a sentence; null when something may be. */
export function refusalOf(text: string, reach: Reach): string | null {
  if (text.length > URL_LENGTH_MAX) return `The address has more than ${URL_LENGTH_MAX} characters.`;
  const url = URL.parse(text);
  if (!url) return 'The address is not a URL.';
  const host = hostOf(url);
  const isLocal = host === LOCALHOST || (isIP(host) !== 0 && loopback.check(host, isIP(host) === 4 ? 'ipv4' : 'ipv6'));
  const mayBePlain = reach !== 'public' && isLocal;
  if (url.protocol !== 'https:' && !(mayBePlain && url.protocol === 'http:')) return 'The address must begin with https://.';
  if (url.username || url.password) return 'The address must not hold a name or a password.';
  if (url.hash) return 'The address must not hold a fragment.';
  if ((host === LOCALHOST && reach === 'public') || (isIP(host) !== 0 && !isReachable(host, reach)))
    return 'The address is not one of the public internet.';
  return null;
}

/** As `URL` prints it: an IPv4 address in whatever form is four numbers by then; one of IPv6 stands in brackets. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

/** The address to connect to. A name with any address that may not be reached is refused as a whole. */
async function addressOf(
  host: string,
  { reach, resolve }: { reach: Reach; resolve: Resolve },
): Promise<{ readonly address: string } | { readonly reason: string }> {
  const addresses = isIP(host) !== 0 ? [host] : host === LOCALHOST ? ['127.0.0.1'] : await resolve(host);
  const [address] = addresses;
  if (address === undefined) return { reason: 'its name is not known' };
  if (!addresses.every((one) => isReachable(one, reach))) return { reason: 'its name leads to an address that is not public' };
  return { address };
}

/** By DNS alone, which keeps no thread: one name that is slow to resolve holds up nobody else. */
async function resolveByDns(hostname: string): Promise<readonly string[]> {
  const resolver = new Resolver({ timeout: RESOLVE_TIMEOUT_MS, tries: RESOLVE_ATTEMPT_COUNT_MAX });
  const answers = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
  return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
}

interface Connection {
  readonly target: URL;
  readonly address: string;
  readonly signal: AbortSignal;
  /** What is said when it takes too long. */
  readonly late: string;
}

/** The connection goes to the address that was checked: the name is not asked for again, so it cannot lead elsewhere by then. */
function send(
  { headers, body, answerBytesMax = EXCERPT_BYTES_MAX }: OutboundRequest,
  { target, address, signal, late }: Connection,
): Promise<OutboundAnswer> {
  const family = isIP(address);
  return new Promise((resolve) => {
    const unanswered = (error: Error): void => resolve({ kind: 'unanswered', reason: signal.aborted ? late : sentenceOf(error) });
    const request = (target.protocol === 'https:' ? https : http).request(target, {
      method: 'POST',
      agent: false,
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      signal,
      lookup: (_hostname, { all }, done) => (all ? done(null, [{ address, family }]) : done(null, address, family)),
    });
    request.once('error', unanswered);
    request.once('response', (response) => {
      const chunks: Buffer[] = [];
      let length = 0;
      const answered = ({ isWhole }: { isWhole: boolean }): void => {
        const excerpt = excerptOf(Buffer.concat(chunks).subarray(0, answerBytesMax));
        const retryAfter = response.headers['retry-after'] ?? null;
        resolve({ kind: 'answered', statusCode: response.statusCode ?? 0, retryAfter, excerpt, isWhole });
        response.destroy();
      };
      const cut = (): void => answered({ isWhole: false });
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length > answerBytesMax) cut();
      });
      // However the body ends, the status has come.
      request.off('error', unanswered).once('error', cut);
      response
        .once('end', () => answered({ isWhole: response.complete }))
        .once('error', cut)
        .once('close', cut);
    });
    request.end(body);
  });
}

function aborted(signal: AbortSignal, reason: string): Promise<{ readonly reason: string }> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve({ reason }), { once: true }));
}

/** Of a failed connection the code says enough, and nothing of the machine it came from. */
function sentenceOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? `no connection: ${error.code}` : 'no connection';
}

/** Text that PostgreSQL keeps. */
function excerptOf(bytes: Buffer): string {
  return bytes.toString('utf8').replaceAll('\0', '');
}
