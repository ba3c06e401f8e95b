import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { createAuthority } from './authority-files.ts';
import { createDeviceAuthority } from './device-authority.ts';
import { createOutbound, isReachable, type Reach, type Resolve } from './outbound.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function portOf(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  // A server that listens on a port has an address of this form.
  return (server.address() as AddressInfo).port;
}

const post = (
  url: string,
  { reach = 'public', resolve, timeoutMs = 2_000 }: { reach?: Reach; resolve?: Resolve; timeoutMs?: number } = {},
) => createOutbound({ reach, ...(resolve && { resolve }) }).post({ url, headers: {}, body: '{}', timeoutMs });

describe('an address', () => {
  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:10.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::a00:1',
    '2002:a00:1::',
    '2001:0:4136:e378::',
    'fc00::1',
    'fe80::1',
    'ff02::1',
    'nowhere',
  ])('%s is not of the public internet', (address) => expect(isReachable(address, 'public')).toBe(false));

  test.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450:4009::200e'])('%s is', (address) =>
    expect(isReachable(address, 'public')).toBe(true),
  );

  test('of a private network is reached under no name, as whichever member of it', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    const privately = fc.oneof(
      fc.tuple(fc.constant(10), byte, byte, byte),
      fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte, byte),
      fc.tuple(fc.constant(192), fc.constant(168), byte, byte),
      fc.tuple(fc.constant(127), byte, byte, byte),
    );
    fc.assert(
      fc.property(privately, (parts) => {
        const address = parts.join('.');
        expect(isReachable(address, 'public')).toBe(false);
        expect(isReachable(`::ffff:${address}`, 'public')).toBe(false);
        expect(createOutbound({ reach: 'public' }).refusalOf(`https://${address}/`)).not.toBeNull();
        const [a = 0, b = 0, c = 0, d = 0] = parts;
        expect(createOutbound({ reach: 'public' }).refusalOf(`https://${((a * 256 + b) * 256 + c) * 256 + d}/`)).not.toBeNull();
      }),
    );
  });
});

test.each<[string, string, Reach, RegExp | null]>([
  ['a public one', 'https://partner.example/hooks?key=1', 'public', null],
  ['without TLS', 'http://partner.example/', 'public', /https/],
  ['without TLS, elsewhere than on this machine', 'http://partner.example/', 'private', /https/],
  ['without TLS on this machine', 'http://127.0.0.1:80/', 'public', /https/],
  ['without TLS on this machine, where that is allowed', 'http://127.0.0.1:80/', 'loopback', null],
  ['another protocol', 'file:///etc/passwd', 'private', /https/],
  ['with a password', 'https://me:secret@partner.example/', 'public', /password/],
  ['with a fragment', 'https://partner.example/#part', 'public', /fragment/],
  ['no URL', 'partner', 'public', /not a URL/],
  ['too long', `https://partner.example/${'p'.repeat(2_000)}`, 'public', /characters/],
  ['this machine by name', 'https://localhost/', 'public', /public internet/],
  ['this machine by name with a dot', 'https://localhost./', 'public', /public internet/],
  ['a private one', 'https://10.0.0.1/', 'loopback', /public internet/],
  ['a private one in brackets', 'https://[fd00::1]/', 'public', /public internet/],
  ['a private one where that is allowed', 'https://10.0.0.1/', 'private', null],
])('an address is taken or refused: %s', (_what, url, reach, refusal) => {
  const told = createOutbound({ reach }).refusalOf(url);
  if (refusal) expect(told).toMatch(refusal);
  else expect(told).toBeNull();
});

test('a name that leads inside is refused when something is sent, also when only one of its addresses does', async () => {
  let askedCount = 0;
  const server = createServer((_request, response) => response.end(String((askedCount += 1))));
  const port = await portOf(server);
  for (const addresses of [['127.0.0.1'], ['93.184.216.34', '127.0.0.1'], ['::ffff:127.0.0.1'], ['169.254.169.254']]) {
    const answer = await post(`https://rebound.example:${port}/`, { resolve: async () => addresses });
    expect(answer).toEqual({ kind: 'unanswered', reason: 'its name leads to an address that is not public' });
  }
  expect(askedCount).toBe(0);
});

test('the connection goes to the address that was checked, under the name that was asked for, and the name is asked once', async () => {
  const { authority } = await createAuthority(new Date());
  const tls = await createDeviceAuthority({
    authorities: [authority],
    lifetimeMs: 86_400_000,
    wallNow: () => new Date(),
  }).serverTls(['partner.example']);
  const trusted = getCACertificates('default');
  setDefaultCACertificates([...trusted, ...[tls.ca].flat().map(String)]);
  const hosts: (string | undefined)[] = [];
  const server = createTlsServer({ key: tls.key, cert: tls.cert }, (request, response) => {
    hosts.push(request.headers.host);
    response.end('taken');
  });
  const port = await portOf(server);
  // What a rebinding name does: once here, and from then on elsewhere.
  const answers = [['127.0.0.1'], ['10.0.0.1']];
  const asked: string[] = [];
  const resolve: Resolve = async (name) => (asked.push(name), answers.shift() ?? []);
  const answer = await post(`https://partner.example:${port}/`, { reach: 'loopback', resolve });
  setDefaultCACertificates(trusted);
  expect(answer).toEqual({ kind: 'answered', statusCode: 200, retryAfter: null, excerpt: 'taken', isWhole: true });
  expect([hosts, asked]).toEqual([[`partner.example:${port}`], ['partner.example']]);
});

test('a redirect is an answer and is not followed', async () => {
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(302, { location: '/elsewhere' }).end();
  });
  const port = await portOf(server);
  expect(await post(`http://127.0.0.1:${port}/hooks`, { reach: 'loopback' })).toMatchObject({ statusCode: 302 });
  expect(asked).toEqual(['/hooks']);
});

test('no more than the beginning of an answer is kept', async () => {
  const server = createServer((_request, response) => response.writeHead(500).end('\0x'.repeat(100_000)));
  const port = await portOf(server);
  const answer = await post(`http://127.0.0.1:${port}/`, { reach: 'loopback' });
  expect(answer).toEqual({ kind: 'answered', statusCode: 500, retryAfter: null, excerpt: 'x'.repeat(500), isWhole: false });
});

test('whoever never answers, answers half, or is not there is told apart from a refusal', async () => {
  const server = createServer((request, response) => {
    if (request.url === '/half') response.writeHead(200, { 'content-length': 10 }).write('half');
  });
  const port = await portOf(server);
  const url = `http://127.0.0.1:${port}`;
  const options = { reach: 'loopback', timeoutMs: 150 } as const;
  expect(await post(`${url}/silent`, options)).toEqual({ kind: 'unanswered', reason: 'no answer within 0.15 s' });
  expect(await post(`${url}/half`, options)).toEqual({
    kind: 'answered',
    statusCode: 200,
    retryAfter: null,
    excerpt: 'half',
    isWhole: false,
  });
  server.closeAllConnections();
  server.close();
  expect(await post(`${url}/gone`, options)).toEqual({ kind: 'unanswered', reason: 'no connection: ECONNREFUSED' });
  expect(await post('https://nobody.example/', { resolve: async () => [] })).toEqual({
    kind: 'unanswered',
    reason: 'its name is not known',
  });
  const never: Resolve = () => new Promise(() => undefined);
  expect(await post('https://slow.example/', { resolve: never, timeoutMs: 100 })).toMatchObject({
    reason: 'no answer within 0.1 s',
  });
});
