import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { type ExampleApi, startExampleApi } from '../../test/api/example-api.ts';
import type { Actor } from '../modules/tenancy/index.ts';
import type { SocketLimits } from './websocket.ts';

const opened: ExampleApi[] = [];
afterEach(async () => {
  for (const api of opened.splice(0)) await api.stop();
});

async function start(socketLimits: Partial<SocketLimits> = {}): Promise<ExampleApi> {
  const api = await startExampleApi({ socketLimits });
  opened.push(api);
  return api;
}

interface Told {
  readonly value: number;
  readonly text: string;
  readonly missedCount: number;
  readonly who: string;
}

interface Reader {
  readonly told: Told[];
  /** The whole messages that were not of data. */
  readonly others: string[];
  readonly closed: Promise<[number, string]>;
  /** Of the connection below, to stop reading. */
  readonly socket: WebSocket;
  subscribe(question: { query?: string; variables?: object; id?: string }): void;
  complete(id: string): void;
}

const TICKS = 'subscription($after: Int, $note: String) { ticks(after: $after, note: $note) { value text missedCount who } }';

async function connect(api: ExampleApi, authorization = 'Bearer one'): Promise<Reader> {
  const socket = new WebSocket(api.wsUrl, 'graphql-transport-ws');
  const reader: Reader = {
    told: [],
    others: [],
    socket,
    closed: new Promise((resolve) => socket.on('close', (code, reason) => resolve([code, String(reason)]))),
    subscribe({ query = TICKS, variables = {}, id = randomUUID() }) {
      socket.send(JSON.stringify({ id, type: 'subscribe', payload: { query, variables } }));
    },
    complete: (id) => socket.send(JSON.stringify({ id, type: 'complete' })),
  };
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString());
    if (message.payload?.data) reader.told.push(message.payload.data.ticks);
    else reader.others.push(data.toString());
  });
  socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } })));
  await vi.waitFor(() => expect(reader.others).toHaveLength(1));
  return reader;
}

/** Readers of their own sockets that have been told how their stream begins. */
async function readers(api: ExampleApi, questions: readonly { authorization?: string; variables?: object; query?: string }[]) {
  const all: Reader[] = [];
  for (const { authorization, ...question } of questions) {
    const reader = await connect(api, authorization);
    reader.subscribe(question);
    await vi.waitFor(() => expect(reader.told).toHaveLength(1));
    all.push(reader);
  }
  return all;
}

const valuesOf = ({ told }: Reader): number[] => told.map(({ value }) => value);
/** An actor of the example that may see something else. */
const narrowed = (actor: Actor | undefined): Actor => ({ ...actor, bounds: [{ scopes: [], places: null }] }) as unknown as Actor;

describe('equal subscriptions', () => {
  test('are executed once, whoever asks for them and wherever each begins', async () => {
    const api = await start();
    const all = await readers(api, [{}, {}, { variables: { after: 7 } }, { variables: { after: 8 } }]);
    expect(all.map(valuesOf)).toEqual([[0], [0], [7], [8]]);
    const before = api.example.ticks.executedCount;
    for (const value of [10, 11, 12, 13, 14]) api.example.ticks.tell(value);
    for (const reader of all) await vi.waitFor(() => expect(valuesOf(reader).slice(1)).toEqual([10, 11, 12, 13, 14]));
    expect(api.example.ticks).toMatchObject({ followerCount: 1, executedCount: before + 5 });
  });

  test('of messages of every length arrive whole, several on one socket as well', async () => {
    const api = await start();
    const [reader] = await readers(api, [{}]);
    reader?.subscribe({ id: 'ü"2' });
    await vi.waitFor(() => expect(reader?.told).toHaveLength(2));
    const lengths = [0, 10, 3_900, 4_096, 16_000, 65_400, 65_536, 200_000];
    for (const [index, length] of lengths.entries()) {
      api.example.ticks.tell(index, length);
      await vi.waitFor(() => expect(reader?.told).toHaveLength(4 + index * 2));
    }
    expect(reader?.told.slice(2).map(({ text }) => text.length)).toEqual(lengths.flatMap((length) => [length, length]));
  });

  test.each<[string, { authorization?: string; variables?: object; query?: string }]>([
    ['another tenant', { authorization: 'Bearer two' }],
    ['other variables', { variables: { note: 'another' } }],
    ['another document', { query: TICKS.replace('missedCount', '') }],
  ])('are not those of %s', async (_what, other) => {
    const api = await start();
    const [one, two] = await readers(api, [{}, other]);
    expect(api.example.ticks.followerCount).toBe(2);
    api.example.ticks.tell(1);
    await vi.waitFor(() => expect([one?.told.length, two?.told.length]).toEqual([2, 2]));
    expect(one?.told[1]?.who).toBe('one');
    expect(two?.told[1]?.who).toBe(other.authorization ? 'two' : 'one');
  });

  test('are not those of a credential of the same tenant that may see something else', async () => {
    const api = await start();
    api.credentials.set('Bearer narrow', narrowed(api.credentials.get('Bearer one')));
    await readers(api, [{}, { authorization: 'Bearer narrow' }]);
    expect(api.example.ticks.followerCount).toBe(2);
  });

  test('never tell one reader of the credential of another', async () => {
    const api = await start();
    const query = 'subscription { ticks { value text missedCount who credential } }';
    const [reader] = await readers(api, [{ query }]);
    api.example.ticks.tell(1);
    await vi.waitFor(() => expect(reader?.told).toHaveLength(2));
    expect(reader?.told[1]).toMatchObject({ value: 1, credential: null });
    expect(api.logged()).toContain('asks for the credentialId of its reader');
  });

  test('end one by one; with the last one nothing is followed any more', async () => {
    const api = await start();
    const [one, two] = await readers(api, [{}, {}]);
    one?.socket.close();
    await one?.closed;
    api.example.ticks.tell(5);
    await vi.waitFor(() => expect(two && valuesOf(two)).toEqual([0, 5]));
    two?.socket.close();
    await vi.waitFor(() => expect(api.example.ticks.followerCount).toBe(0));
  });

  test('a reader whose rights change while sharing hears nothing more of it, and is told so; the others go on', async () => {
    const api = await start({ recheckSeconds: 0.02 });
    api.credentials.set('Bearer other', { ...api.credentials.get('Bearer one') } as Actor);
    const [staying, changing] = await readers(api, [{}, { authorization: 'Bearer other' }]);
    expect(api.example.ticks.followerCount).toBe(1);
    const isLookedAt = vi.fn(() => narrowed(api.credentials.get('Bearer one')));
    const { get } = api.credentials;
    api.credentials.get = (key) => (key === 'Bearer other' ? isLookedAt() : get.call(api.credentials, key));
    await vi.waitFor(() => expect(isLookedAt.mock.calls.length).toBeGreaterThan(1));
    api.example.ticks.tell(1);
    await vi.waitFor(() => expect(changing?.others.at(-1)).toContain('FORBIDDEN'));
    await vi.waitFor(() => expect(staying && valuesOf(staying)).toEqual([0, 1]));
    expect(changing && valuesOf(changing)).toEqual([0]);
  });
});

setFlagsFromString('--expose-gc');
// What the flag exposes takes nothing and gives nothing.
const collectGarbage = runInNewContext('gc') as () => void;

describe('a slow reader', () => {
  /** More than the buffers of the kernel hold. */
  const TEXT_LENGTH = 64 * 1_024;
  const TICK_COUNT = 400;

  test('is told the newest and how much there was, holds up nobody, and its part of memory is bounded', async () => {
    const api = await start();
    const [slow, fast] = await readers(api, [{}, {}]);
    if (!slow || !fast) throw new Error('two readers');
    slow.socket.pause();
    const before = process.memoryUsage().arrayBuffers;
    for (let value = 1; value <= TICK_COUNT; value += 1) {
      api.example.ticks.tell(value, TEXT_LENGTH);
      await vi.waitFor(() => expect(valuesOf(fast).at(-1)).toBe(value), { interval: 1 });
    }
    // Of 26 MB it holds a message or two; what is fast came by and is gone.
    await vi.waitFor(() => {
      collectGarbage();
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(12 * 1_024 * 1_024);
    });
    slow.socket.resume();
    await vi.waitFor(() => expect(valuesOf(slow).at(-1)).toBe(TICK_COUNT), { timeout: 5_000 });
    const missedCount = slow.told.reduce((sum, told) => sum + told.missedCount, 0);
    expect(missedCount).toBeGreaterThan(0);
    expect(slow.told.length - 1 + missedCount).toBe(TICK_COUNT);
    api.example.ticks.tell(TICK_COUNT + 1);
    await vi.waitFor(() => expect(valuesOf(slow).at(-1)).toBe(TICK_COUNT + 1));
    expect(slow.told.at(-1)?.missedCount).toBe(0);
  }, 30_000);

  test('that reads nothing for too long is closed with a reason', async () => {
    const api = await start({ behindSeconds: 0.05, goodbyeSeconds: 5 });
    const [slow] = await readers(api, [{}]);
    if (!slow) throw new Error('a reader');
    slow.socket.pause();
    for (let value = 1; value <= 200; value += 1) api.example.ticks.tell(value, TEXT_LENGTH);
    await vi.waitFor(() => expect(api.example.ticks.followerCount).toBe(1));
    // Longer than it may be behind, and than the looks are apart.
    await pause(400);
    slow.socket.resume();
    expect(await slow.closed).toEqual([4413, 'Nothing was read for 0.05 seconds']);
  });
});
