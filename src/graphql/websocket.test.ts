import { setTimeout as pause } from 'node:timers/promises';
import { type Client, createClient } from 'graphql-ws';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { type ExampleApi, startExampleApi } from '../../test/api/example-api.ts';
import type { Actor } from '../modules/tenancy/index.ts';
import type { ApiPolicy } from '../platform/api-policy.ts';
import { LIMITS } from './limits.ts';
import type { SocketLimits } from './websocket.ts';

const opened: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const { stop } of opened.splice(0)) await stop();
});

async function start(socketLimits: Partial<SocketLimits> = {}, policy: Partial<ApiPolicy> = {}): Promise<ExampleApi> {
  const api = await startExampleApi({ socketLimits, policy });
  opened.push(api);
  return api;
}

function connect(api: ExampleApi, authorization = 'Bearer one'): Client {
  return createClient({ url: api.wsUrl, webSocketImpl: WebSocket, connectionParams: { authorization }, retryAttempts: 0 });
}

async function collect(client: Client, query: string, variables: Record<string, unknown> = {}): Promise<unknown[]> {
  const results: unknown[] = [];
  for await (const { extensions: _cost, ...result } of client.iterate({ query, variables })) {
    results.push(JSON.parse(JSON.stringify(result)));
  }
  return results;
}

const INIT = JSON.stringify({ type: 'connection_init', payload: { authorization: 'Bearer one' } });
const subscribe = (id: string, query: string): string => JSON.stringify({ id, type: 'subscribe', payload: { query } });

/** Sends messages, one after each answer, and resolves to the code the server closes with. */
function closeCodeOf(
  api: ExampleApi,
  messages: readonly (string | Buffer)[],
  protocol = 'graphql-transport-ws',
): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(api.wsUrl, protocol);
    const [first, ...rest] = messages;
    socket.on('open', () => first !== undefined && socket.send(first));
    socket.on('message', () => {
      const next = rest.shift();
      if (next !== undefined) socket.send(next);
    });
    socket.on('error', () => undefined);
    socket.on('close', resolve);
  });
}

/** An acknowledged connection. */
async function open(api: ExampleApi, authorization = 'Bearer one'): Promise<WebSocket & { closed: Promise<number> }> {
  const socket = new WebSocket(api.wsUrl, 'graphql-transport-ws');
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  await new Promise<void>((resolve, reject) => {
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } })));
    socket.once('message', () => resolve());
    socket.once('close', (code) => reject(new Error(String(code))));
  });
  return Object.assign(socket, { closed });
}

describe('operations over a socket', () => {
  test('queries and mutations work as over HTTP', async () => {
    const client = connect(await start());
    for (let time = 0; time < 4; time += 1) expect(await collect(client, '{ who }')).toEqual([{ data: { who: 'one' } }]);
    expect(await collect(client, 'mutation { append(text: "a") }')).toEqual([{ data: { append: ['a'] } }]);
  });

  test('a subscription delivers its events in order and ends with its source', async () => {
    const results = await collect(connect(await start()), 'subscription ($until: Int!) { count(until: $until) }', { until: 5 });
    expect(results).toEqual([1, 2, 3, 4, 5].map((count) => ({ data: { count } })));
  });

  test('each event has a context of its own', async () => {
    const results = await collect(connect(await start()), 'subscription { who }');
    expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(2);
  });

  test('a source that waits is let go when the client leaves the subscription, and when it hangs up', async () => {
    const api = await start();
    const first = connect(api);
    const second = connect(api);
    const leave = first.subscribe(
      { query: 'subscription { waiting }' },
      { next: () => undefined, error: () => undefined, complete: () => undefined },
    );
    second.subscribe(
      { query: 'subscription { waiting }' },
      { next: () => undefined, error: () => undefined, complete: () => undefined },
    );
    await vi.waitFor(() => expect(api.example.waiting.begun).toBe(2));
    leave();
    await vi.waitFor(() => expect(api.example.waiting.ended).toBe(1));
    await second.dispose();
    await vi.waitFor(() => expect(api.example.waiting.ended).toBe(2));
  });
});

describe('errors over a socket', () => {
  test('an exception is INTERNAL, before the first event, between events and in a query', async () => {
    const api = await start();
    const client = connect(api);
    for (const query of ['{ broken }', 'subscription { brokenStart }', 'subscription { brokenAt(index: 2) }']) {
      const seen = JSON.stringify(await collect(client, query).catch((error: unknown) => error));
      expect(seen).toContain('INTERNAL');
      expect(seen).not.toContain('canary');
    }
    expect(api.logged()).toContain('canary');
  });

  test.each([
    ['a syntax error', '{ who', {}, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', '{ whoo }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['a variable of the wrong kind', 'query ($at: DateTime) { echo(at: $at) }', { at: 1 }, 'BAD_USER_INPUT'],
    ['a document over a limit', `{ ${'who '.repeat(LIMITS.rootFields + 1)} }`, {}, 'QUERY_TOO_LARGE'],
    ['a document of too many tokens', `{ ${'who '.repeat(LIMITS.tokens)} }`, {}, 'QUERY_TOO_LARGE'],
  ])('%s has the code it has over HTTP', async (_case, query, variables, code) => {
    const client = connect(await start());
    const seen = JSON.stringify(await collect(client, query, variables).catch((error: unknown) => error));
    expect(seen).toContain(code);
    expect(seen).not.toContain('Did you mean');
    expect(await collect(client, '{ who }')).toEqual([{ data: { who: 'one' } }]);
  });

  test('at most 100 operations run on one socket at a time, and the others go on', async () => {
    const api = await start({ operationsPerSocket: 3 });
    const client = connect(api);
    for (let index = 0; index < 3; index += 1) {
      client.subscribe(
        { query: 'subscription { waiting }' },
        { next: () => undefined, error: () => undefined, complete: () => undefined },
      );
    }
    await vi.waitFor(() => expect(api.example.waiting.begun).toBe(3));
    const refusal = JSON.stringify(await collect(client, '{ who }').catch((error: unknown) => error));
    expect(refusal).toContain('QUERY_TOO_LARGE');
    expect(api.example.waiting.ended).toBe(0);
  });
});

describe('close codes', () => {
  test.each<[string, readonly (string | Buffer)[], number]>([
    ['nothing said in time', [], 4408],
    ['a wrong credential', [JSON.stringify({ type: 'connection_init', payload: { authorization: 'Bearer three' } })], 4403],
    ['no credential', [JSON.stringify({ type: 'connection_init' })], 4403],
    ['an operation before the acknowledgement', [subscribe('1', '{ who }')], 4401],
    ['two initialisations', [INIT, INIT], 4429],
    ['garbage', ['{'], 4400],
    ['bytes', [Buffer.from([0, 255, 1])], 4400],
    ['a message above 64 KiB', ['x'.repeat(64 * 1024 + 1)], 1009],
  ])('%s', async (_case, messages, code) => {
    expect(await closeCodeOf(await start({ initSeconds: 0.2 }), messages)).toBe(code);
  });

  test('an id that is in use', async () => {
    const socket = await open(await start());
    socket.send(subscribe('1', 'subscription { waiting }'));
    socket.send(subscribe('1', 'subscription { waiting }'));
    expect(await socket.closed).toBe(4409);
  });

  test('another protocol', async () => {
    expect(await closeCodeOf(await start(), [INIT], 'graphql-ws')).not.toBe(1000);
  });

  test('one socket too many of a tenant, while another tenant still connects', async () => {
    const api = await start({}, { tenantSocketCount: 2 });
    const first = await open(api);
    await open(api);
    await expect(open(api)).rejects.toThrow('4429');
    await open(api, 'Bearer two');
    first.close();
    await first.closed;
    await vi.waitFor(() => open(api));
  });

  test('a credential that is revoked while its socket is open', async () => {
    const api = await start({ recheckSeconds: 0.02 });
    const socket = await open(api);
    const other = await open(api, 'Bearer two');
    await pause(60);
    expect(socket.readyState).toBe(WebSocket.OPEN);
    api.credentials.delete('Bearer one');
    expect(await socket.closed).toBe(4403);
    expect(other.readyState).toBe(WebSocket.OPEN);
  });

  test('a credential that ends while its socket is open, even if nobody can be asked about it', async () => {
    const api = await start({ recheckSeconds: 0.02 });
    const actor = api.credentials.get('Bearer one');
    // The example's actors are plain objects.
    api.credentials.set('Bearer one', { ...actor, expiresAt: new Date(Date.now() + 300) } as Actor);
    const socket = await open(api);
    expect(socket.readyState).toBe(WebSocket.OPEN);
    expect(await socket.closed).toBe(4403);
  });

  test('a socket whose other side does not answer pings', async () => {
    const api = await start({ pingSeconds: 0.03, pongSeconds: 0.03 });
    const alive = await open(api);
    const mute = await open(api);
    mute.pong = () => undefined;
    expect(await mute.closed).toBe(1006);
    expect(alive.readyState).toBe(WebSocket.OPEN);
  });

  test('a server that stops says so to every socket', async () => {
    const api = await startExampleApi();
    const socket = await open(api);
    await api.stop();
    expect(await socket.closed).toBe(1001);
  });
});
