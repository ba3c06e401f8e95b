import { Agent, request as requestTls } from 'node:https';
import { text } from 'node:stream/consumers';
import type { World } from '../harness/world.ts';
import { tlsOf } from '../../edge/src/certificate-request.ts';

/** An answer as it came, headers and all. */
export interface Reply {
  readonly status: number;
  readonly headers: string;
  readonly body: string;
}

export interface Sent {
  readonly document: string;
  readonly variables: object;
}

/** Headers that differ from one answer to the next, whoever asks for whatever. */
const PASSING_HEADERS = new Set([
  ...'date content-length x-request-id keep-alive connection transfer-encoding'.split(' '),
  ...'x-cost-remaining-points x-cost-reset-at'.split(' '),
]);
const WAIT_MS_MAX = 60_000;

/** Asks over HTTP, with a token or with a certificate. */
export async function send(world: World, credential: string | null, { document, variables }: Sent): Promise<Reply> {
  const body = JSON.stringify({ query: document, variables });
  const certificate = world.certificates.get(credential ?? '');
  if (certificate) return sendWithCertificate(world, credential ?? '', body);
  const response = await fetch(world.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-holdfast-client': 'explorer',
      ...(credential !== null && { authorization: `Bearer ${credential}` }),
    },
    body,
    signal: AbortSignal.timeout(WAIT_MS_MAX),
  });
  return { status: response.status, headers: printHeaders([...response.headers]), body: await response.text() };
}

const lines = new WeakMap<World, Map<string, Agent>>();

function sendWithCertificate(world: World, name: string, body: string): Promise<Reply> {
  const certificate = world.certificates.get(name);
  if (!certificate) throw new Error(`There is no certificate called ${name}.`);
  const known = lines.get(world) ?? new Map<string, Agent>();
  lines.set(world, known);
  const agent = known.get(name) ?? new Agent({ keepAlive: true, maxSockets: 4, ...tlsOf(certificate) });
  known.set(name, agent);
  return new Promise((resolve, reject) => {
    const asking = requestTls(
      world.agentUrl,
      { method: 'POST', agent, headers: { 'content-type': 'application/json' }, timeout: WAIT_MS_MAX },
      (response) => {
        const headers = Object.entries(response.headers).map(([header, value]) => [header, String(value)] as const);
        text(response).then(
          (answer) => resolve({ status: response.statusCode ?? 0, headers: printHeaders(headers), body: answer }),
          reject,
        );
      },
    );
    asking.on('error', reject);
    asking.on('timeout', () => asking.destroy(new Error('No answer in time.')));
    asking.end(body);
  });
}

/** Ends the lines that certificates were held on. */
export function hangUp(world: World): void {
  for (const agent of lines.get(world)?.values() ?? []) agent.destroy();
}

function printHeaders(headers: Iterable<readonly [string, string]>): string {
  return [...headers]
    .filter(([name]) => !PASSING_HEADERS.has(name))
    .map(([name, value]) => `${name}: ${value}`)
    .toSorted()
    .join('\n');
}

/** What two answers are compared by: without what differs from one request to the next, and with the asked id as a blank. */
export function comparable({ status, headers, body }: Reply, asked: string): string {
  return `${status}\n${headers}\n${normalised(body, asked)}`;
}

export function normalised(body: string, asked = ''): string {
  const steady = body
    .replaceAll(/"requestId":"[^"]*"/g, '"requestId":""')
    // To ask is to use one's credential, which is noted by the minute.
    .replaceAll(/"lastUsedAt":"[^"]*"/g, '"lastUsedAt":""')
    // No two signatures over the same are alike.
    .replaceAll(/("signed":"[^".]+\.[^".]+)\.[^".]+"/g, '$1"')
    .replaceAll(/"remainingPoints":\d+,"resetAt":"[^"]*"/g, '"remainingPoints":0,"resetAt":""');
  return asked === '' ? steady : steady.replaceAll(asked, '<asked>');
}

/** The codes of the errors in an answer. */
export function codesOf(body: string): string[] {
  return [...body.matchAll(/"code":"([A-Z_]+)"/g)].flatMap(([, code]) => (code ? [code] : []));
}
