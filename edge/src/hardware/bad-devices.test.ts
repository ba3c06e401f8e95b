/** Devices that misbehave, each over a real socket: the driver says what is wrong and never breaks. */
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { ModbusConnection } from './modbus-connection.ts';
import { ModbusDevice } from './modbus-device.ts';
import { DeviceRefused, DeviceUnreachable } from './modbus-exceptions.ts';
import { ModbusLine } from './modbus-line.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

interface Request {
  readonly transaction: number;
  readonly unitId: number;
  readonly functionCode: number;
  readonly address: number;
  readonly count: number;
}

/** What a device sends for a request; null sends nothing. */
type Misbehaviour = (request: Request, socket: Socket) => Buffer | null;

async function badDevice(answer: Misbehaviour): Promise<{ port: number; sockets: Set<Socket> }> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    socket.on('data', (bytes: Buffer) => {
      const request = {
        transaction: bytes.readUInt16BE(0),
        unitId: bytes.readUInt8(6),
        functionCode: bytes.readUInt8(7),
        address: bytes.readUInt16BE(8),
        count: bytes.readUInt16BE(10),
      };
      const reply = answer(request, socket);
      if (reply) socket.write(reply);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanups.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('not listening');
  return { port: address.port, sockets };
}

function frame({ transaction, unitId }: Pick<Request, 'transaction' | 'unitId'>, body: readonly number[]): Buffer {
  const bytes = Buffer.alloc(7 + body.length);
  bytes.writeUInt16BE(transaction, 0);
  bytes.writeUInt16BE(body.length + 1, 4);
  bytes.writeUInt8(unitId, 6);
  Buffer.from(body).copy(bytes, 7);
  return bytes;
}

const registers = (count: number): number[] => Array.from({ length: count * 2 }, () => 0);
const good = (request: Request): Buffer => frame(request, [request.functionCode, request.count * 2, ...registers(request.count)]);

async function connectionTo(answer: Misbehaviour): Promise<{ connection: ModbusConnection; sockets: Set<Socket> }> {
  const { port, sockets } = await badDevice(answer);
  const line = new ModbusLine({ host: '127.0.0.1', port });
  cleanups.push(() => line.close());
  return { connection: new ModbusConnection({ line, unitId: 1 }), sockets };
}

const NONSENSE = /answers nonsense/;
const SILENCE = /does not answer/;

test.each<[string, Misbehaviour, RegExp]>([
  ['accepts and never answers', () => null, SILENCE],
  [
    'answers with the id of another transaction',
    (request) => good({ ...request, transaction: request.transaction + 7 }),
    SILENCE,
  ],
  ['answers as another unit', (request) => good({ ...request, unitId: 9 }), NONSENSE],
  ['answers another function', (request) => frame(request, [1, request.count * 2, ...registers(request.count)]), NONSENSE],
  ['sends fewer registers than asked for', (request) => frame(request, [3, 2, 0, 0]), NONSENSE],
  ['sends more registers than asked for', (request) => frame(request, [3, 20, ...registers(10)]), NONSENSE],
  ['counts its bytes wrong', (request) => frame(request, [3, 2, ...registers(request.count)]), NONSENSE],
  ['promises more bytes than it sends', (request) => frame(request, [3, 250, ...registers(request.count)]), NONSENSE],
  ['sends a frame without a body', (request) => frame(request, []), NONSENSE],
  ['announces a frame of no length', () => Buffer.alloc(7), /answer/],
  ['cuts its answer short', (request) => good(request).subarray(0, 9), SILENCE],
  [
    'announces a frame that never ends',
    (request) => Buffer.concat([good(request).subarray(0, 4), Buffer.from([0xff, 0xff, 1, 3])]),
    SILENCE,
  ],
  ['speaks HTTP', () => Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'), SILENCE],
  ['hangs up in the middle', (_request, socket) => (socket.destroy(), null), /closed the connection|closed/],
  ['resets the connection', (_request, socket) => (socket.resetAndDestroy(), null), /closed/],
])('a device that %s is unreachable, and the next request starts on a new connection', async (_what, answer, says) => {
  let misbehaves = true;
  const { connection } = await connectionTo((request, socket) => (misbehaves ? answer(request, socket) : good(request)));
  const failure = connection.exclusive(() => connection.read(10, 4));
  await expect(failure).rejects.toThrow(DeviceUnreachable);
  await expect(failure).rejects.toThrow(says);
  misbehaves = false;
  const again = (): Promise<Buffer | null> => connection.exclusive(() => connection.read(10, 4)).catch(() => null);
  await expect.poll(again, { interval: 20, timeout: 5_000 }).toEqual(Buffer.alloc(8));
  expect(connection.connectionCount).toBeGreaterThan(1);
});

test.each([
  ['another address', [16, 0, 99, 0, 2]],
  ['another count', [16, 0, 10, 0, 9]],
])('a write that is confirmed for %s is not taken for done', async (_what, body) => {
  const { connection } = await connectionTo((request) => frame(request, body));
  await expect(connection.exclusive(() => connection.write(10, [1, 2]))).rejects.toThrow(NONSENSE);
});

test.each([
  [1, 'illegal function', DeviceRefused],
  [2, 'illegal data address', DeviceRefused],
  [3, 'illegal data value', DeviceRefused],
  [4, 'device failure', DeviceRefused],
  [7, 'negative acknowledge', DeviceRefused],
  [10, 'gateway path unavailable', DeviceUnreachable],
  [11, 'gateway target does not answer', DeviceUnreachable],
  [99, 'the protocol does not know', DeviceRefused],
])('exception %i is told as "%s" and not retried', async (code, name, kind) => {
  let requestCount = 0;
  const { connection } = await connectionTo((request) => {
    requestCount += 1;
    return frame(request, [request.functionCode | 0x80, code]);
  });
  const failure = connection.exclusive(() => connection.read(10, 4));
  await expect(failure).rejects.toThrow(kind);
  await expect(failure).rejects.toThrow(new RegExp(`exception ${code}: .*${name}`));
  expect(requestCount).toBe(1);
});

test.each([5, 6, 8])('exception %i means later: asked again, and given up after six times', async (code) => {
  let requestCount = 0;
  let busyCount = 3;
  const { connection } = await connectionTo((request) => {
    requestCount += 1;
    busyCount -= 1;
    return busyCount >= 0 ? frame(request, [request.functionCode | 0x80, code]) : good(request);
  });
  await expect(connection.exclusive(() => connection.read(10, 4))).resolves.toEqual(Buffer.alloc(8));
  requestCount = 0;
  busyCount = Infinity;
  await expect(connection.exclusive(() => connection.read(10, 4))).rejects.toThrow(DeviceUnreachable);
  expect(requestCount).toBe(6);
});

test('a device whose models never end is refused, not read for ever', async () => {
  const { port } = await badDevice((request) => {
    if (request.address === 40_000) return frame(request, [3, 4, 0x53, 0x75, 0x6e, 0x53]);
    return frame(request, [3, request.count * 2, ...registers(request.count)]);
  });
  const device = new ModbusDevice({ host: '127.0.0.1', port, unitId: 1 });
  cleanups.push(() => device.close());
  await expect(device.read()).rejects.toThrow(/does not end after 64/);
});

test('random bytes for answers, whatever they are, end in an error and never in a crash or a reading', async () => {
  let seed = 42;
  const next = (): number => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff);
  const { port } = await badDevice((request, socket) => {
    const junk = Buffer.from(Array.from({ length: next() % 40 }, () => next() % 256));
    const head = frame(request, [...junk]);
    // Half of them begin like an answer; after each the device hangs up, so that nobody waits.
    socket.end(next() % 2 === 0 ? head : junk);
    return null;
  });
  let failureCount = 0;
  for (let tries = 0; tries < 40; tries += 1) {
    const line = new ModbusLine({ host: '127.0.0.1', port });
    const connection = new ModbusConnection({ line, unitId: 1 });
    await connection
      .exclusive(() => connection.read(10, 60))
      .catch((error: unknown) => {
        if (!(error instanceof DeviceUnreachable || error instanceof DeviceRefused)) throw error;
        failureCount += 1;
      });
    line.close();
  }
  expect(failureCount).toBe(40);
});
