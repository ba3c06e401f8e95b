import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type ExampleApi, startExampleApi } from '../api/example-api.ts';

const opened: ExampleApi[] = [];
const sockets: WebSocket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  for (const api of opened.splice(0)) await api.stop();
});

async function start(options: Parameters<typeof startExampleApi>[0] = {}): Promise<ExampleApi> {
  const api = await startExampleApi(options);
  opened.push(api);
  return api;
}

interface Reader {
  readonly socket: WebSocket;
  readonly messages: string[];
  readonly closed: Promise<{ code: number; reason: string }>;
  subscribe(count: number, query: string): void;
}

async function connect(api: ExampleApi): Promise<Reader> {
  const socket = new WebSocket(api.wsUrl, 'graphql-transport-ws');
  sockets.push(socket);
  const messages: string[] = [];
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => resolve({ code, reason: String(reason) }));
  });
  await new Promise<void>((resolve) => {
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: 'Bearer one' } })));
    socket.once('message', () => resolve());
  });
  socket.on('message', (data: Buffer) => messages.push(data.toString()));
  let id = 0;
  return {
    socket,
    messages,
    closed,
    subscribe(count, query) {
      for (let index = 0; index < count; index += 1) {
        id += 1;
        socket.send(JSON.stringify({ id: String(id), type: 'subscribe', payload: { query } }));
      }
    },
  };
}

const FLOOD = 'subscription { flood }';

test('a reader that pauses holds its streams back: they make nothing that nobody reads, and go on where they were', async () => {
  const api = await start();
  const reader = await connect(api);
  reader.subscribe(20, FLOOD);
  await expect.poll(() => reader.messages.length).toBeGreaterThan(100);
  reader.socket.pause();
  let before = -1;
  await expect
    .poll(
      async () => {
        const stopped = before === api.example.flood.made;
        before = api.example.flood.made;
        await pause(100);
        return stopped;
      },
      { timeout: 10_000 },
    )
    .toBe(true);
  // What the two ends of the connection hold in the kernel, and one message for each stream.
  expect(api.example.flood.made - reader.messages.length).toBeLessThan(20_000);
  const made = api.example.flood.made;
  reader.socket.resume();
  await expect.poll(() => api.example.flood.made).toBeGreaterThan(made);
  expect(reader.socket.readyState).toBe(WebSocket.OPEN);
});

test('more unread than one connection may leave ends it with a code and a reason, and the others go on', async () => {
  const api = await start({ socketLimits: { waitingBytes: 16 * 1024, goodbyeSeconds: 5 } });
  const slow = await connect(api);
  const quick = await connect(api);
  quick.subscribe(1, FLOOD);
  slow.subscribe(100, FLOOD);
  slow.socket.pause();
  await pause(300);
  slow.socket.resume();
  expect(await slow.closed).toEqual({ code: 4413, reason: 'More waits to be read than one connection may leave unread' });
  const seen = quick.messages.length;
  await expect.poll(() => quick.messages.length, { timeout: 10_000 }).toBeGreaterThan(seen);
  expect(quick.socket.readyState).toBe(WebSocket.OPEN);
});

test('whoever reads nothing at all is cut off, and the streams are let go', async () => {
  const api = await start({ socketLimits: { waitingBytes: 16 * 1024, goodbyeSeconds: 0.2 } });
  const mute = await connect(api);
  mute.subscribe(100, FLOOD);
  mute.socket.pause();
  await pause(1_000);
  const { made } = api.example.flood;
  await pause(200);
  expect(api.example.flood.made).toBe(made);
});

test('a thousand subscriptions of a credential are open at once; one more is refused in words, and none is lost', async () => {
  const api = await start();
  const readers = await Promise.all(Array.from({ length: 10 }, () => connect(api)));
  for (const reader of readers) reader.subscribe(100, 'subscription { waiting }');
  await expect.poll(() => api.example.waiting.begun, { timeout: 10_000 }).toBe(1_000);
  const late = await connect(api);
  late.subscribe(3, 'subscription { waiting }');
  const refusals = (): string[] => late.messages.filter((message) => message.includes('RATE_LIMITED'));
  await expect.poll(() => refusals().length).toBe(3);
  for (const message of refusals()) {
    expect(message).toContain('At most 1000 subscriptions of one credential at a time.');
  }
  expect(api.example.waiting).toEqual({ begun: 1_000, ended: 0 });
  expect(readers.every(({ messages }) => messages.length === 0)).toBe(true);
});
