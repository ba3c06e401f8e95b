/** One server of the fan-out bench, in a process of its own: tells events when asked, and its processor time. */
import { makeExecutableSchema } from '@graphql-tools/schema';
import { useServer } from 'graphql-ws/use/ws';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { BatteryId } from '../src/kernel/ids.ts';
import { type Reading, readingsTopic } from '../src/modules/telemetry/index.ts';
import { printGlobalId } from '../src/wire/global-id.ts';
import { startFleetApi } from './graphql-fleet.ts';

export type FanoutKind = 'ours' | 'raw' | 'shipped';
/** One event for all, or an event of its own for each. */
export type FanoutMode = 'broadcast' | 'individual';

export interface FanoutReady {
  readonly url: string;
  readonly authorization: string;
  /** Global ids; empty where nothing is subscribed. */
  readonly batteryIds: readonly string[];
}

/** What a server is asked to do. */
export type FanoutOrder =
  | { readonly order: 'stop' }
  | {
      readonly order: 'tell';
      readonly mode: FanoutMode | 'idle';
      readonly tickCount: number;
      readonly tickMs: number;
      /** Of the raw server: how long its messages are, and whether it builds the frames beforehand. */
      readonly bytes: number;
      readonly readyFrames: boolean;
    };

type Telling = Extract<FanoutOrder, { order: 'tell' }>;

interface Running extends FanoutReady {
  /** What is not measured. */
  prepare?(telling: Telling): void;
  tick(telling: Telling): Promise<void> | void;
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';
const READINGS_PER_MESSAGE = 500;
const READER_COUNT = Number(process.argv[3]);

const STARTERS: Readonly<Record<FanoutKind, () => Promise<Running>>> = { ours: startOurs, raw: startRaw, shipped: startShipped };

async function startOurs(): Promise<Running> {
  const { platform, tenantId, ...api } = await startFleetApi({ siteCount: Math.ceil(READER_COUNT / 6) });
  const rows = await platform.db.read(
    tenantId,
    ({ sql }) => sql<{ id: BatteryId }[]>`
      select battery_id as id from battery where tenant_id = ${tenantId} order by battery_id limit ${READER_COUNT}`,
  );
  const ids = rows.map(({ id }) => id);
  const ready: string[][] = [];
  let sequence = 0;
  // As another process announces them: printing readings is the work of whoever stores them, whether or not anybody follows.
  const messagesOf = (chosen: readonly BatteryId[]): string[] => {
    const at = new Date(Date.now() + sequence);
    const messages: string[] = [];
    for (let start = 0; start < chosen.length; start += READINGS_PER_MESSAGE) {
      const readings = chosen.slice(start, start + READINGS_PER_MESSAGE).map((batteryId) => readingAt(at, batteryId));
      messages.push(JSON.stringify({ origin: 'bench', sequence, readings }));
      sequence += readings.length;
    }
    return messages;
  };
  return {
    url: api.wsUrl,
    authorization: api.authorization,
    batteryIds: ids.map((id) => printGlobalId('Battery', id)),
    prepare({ mode, tickCount }) {
      const chosen = mode === 'broadcast' ? ids.slice(0, 1) : ids;
      for (let tick = 0; tick < tickCount; tick += 1) ready.push(messagesOf(chosen));
    },
    async tick() {
      for (const message of ready.shift() ?? []) await platform.live.publish(readingsTopic(tenantId), message);
    },
    stop: () => api.stop(),
  };
}

/** Bytes that are ready, over ws without anything else. */
async function startRaw(): Promise<Running> {
  const server = createServer();
  const streams = new Map<WebSocket, Duplex>();
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, stream, head) =>
    sockets.handleUpgrade(request, stream, head, (socket) => {
      streams.set(socket, stream);
      socket.on('close', () => streams.delete(socket));
    }),
  );
  const messages = new Map<number, readonly Buffer[]>();
  const frames = new Map<number, readonly Buffer[]>();
  const made = (kept: Map<number, readonly Buffer[]>, bytes: number, make: (message: Buffer) => Buffer): readonly Buffer[] => {
    const known = kept.get(bytes) ?? Array.from({ length: READER_COUNT }, (_, index) => make(messageOf(bytes, index)));
    kept.set(bytes, known);
    return known;
  };
  return {
    url: await listen(server),
    authorization: '',
    batteryIds: [],
    tick({ mode, bytes, readyFrames }) {
      const ready = readyFrames ? made(frames, bytes, frameOf) : made(messages, bytes, (message) => message);
      let index = 0;
      for (const [socket, stream] of streams) {
        const message = ready[mode === 'broadcast' ? 0 : index];
        index += 1;
        if (message === undefined) continue;
        if (readyFrames) stream.write(message);
        else socket.send(message, { binary: false });
      }
    },
    stop: async () => server.closeAllConnections(),
  };
}

/** graphql-ws over ws as its documentation shows it: each subscriber executes each event. */
async function startShipped(): Promise<Running> {
  const readers = new Map<string, Set<(reading: object) => void>>();
  const schema = makeExecutableSchema({
    typeDefs: `type Query { a: Int } type Battery { id: ID! }
      type Reading { battery: Battery! measuredAt: String! activePowerKw: Float! socPercent: Float! exportedKwh: Float! importedKwh: Float! }
      type Subscription { readings(batteryIds: [ID!], intervalSeconds: Float): Reading! }`,
    resolvers: {
      Subscription: {
        readings: {
          subscribe: (_root: unknown, { batteryIds }: { batteryIds: readonly string[] }) =>
            followMap(readers, batteryIds[0] ?? ''),
        },
      },
    },
  });
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  useServer({ schema }, sockets);
  const batteryIds = Array.from({ length: READER_COUNT }, () => printGlobalId('Battery', randomUUID()));
  return {
    url: await listen(server),
    authorization: '',
    batteryIds,
    tick({ mode }) {
      const at = new Date();
      for (const id of mode === 'broadcast' ? batteryIds.slice(0, 1) : batteryIds) {
        // A UUID is what an id is made of.
        const reading = { ...readingAt(at, id as BatteryId), measuredAt: at.toISOString(), battery: { id } };
        for (const tell of readers.get(id) ?? []) tell({ readings: reading });
      }
    },
    stop: async () => server.closeAllConnections(),
  };
}

/** Ends at once when its reader leaves, as a generator that waits would not. */
function followMap(readers: Map<string, Set<(event: object) => void>>, id: string): AsyncIterableIterator<object> {
  const waiting: object[] = [];
  let wake: ((step: IteratorResult<object>) => void) | null = null;
  const tell = (event: object): void => {
    if (!wake) return void waiting.push(event);
    wake({ done: false, value: event });
    wake = null;
  };
  const all = readers.get(id) ?? new Set();
  readers.set(id, all.add(tell));
  return {
    next() {
      const event = waiting.shift();
      return event ? Promise.resolve({ done: false, value: event }) : new Promise((resolve) => (wake = resolve));
    },
    return() {
      all.delete(tell);
      wake?.({ done: true, value: undefined });
      return Promise.resolve({ done: true, value: undefined });
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function readingAt(at: Date, batteryId: BatteryId): Reading {
  const besides = {
    storedEnergyKwh: 6.75,
    availableChargePowerKw: 5,
    availableDischargePowerKw: 5.5,
    frequencyHertz: 50.02,
    voltageVolts: 231.4,
    temperatureCelsius: 21.5,
    operatingState: 'DISCHARGING',
    alarmCodes: null,
    customMetrics: null,
  } as const;
  const measured = { activePowerKw: 1.25, socPercent: 50.5, exportedKwh: 1_234.5, importedKwh: 1_300.25 };
  const judged = { quality: 'GOOD', qualityReason: null, instructionSequence: 7 } as const;
  return { batteryId, measuredAt: at, receivedAt: at, ...measured, ...judged, ...besides };
}

function messageOf(bytes: number, index: number): Buffer {
  return Buffer.from(String(index).padStart(bytes, '.'));
}

/** A whole text message from a server, of 126 to 65,535 bytes. */
function frameOf(message: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0x81, 126, message.length >> 8, message.length & 0xff]), message]);
}

function listen(server: ReturnType<typeof createServer>): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, HOST, () => {
      // It listens on TCP.
      const { port } = server.address() as AddressInfo;
      resolve(`ws://${HOST}:${port}/graphql`);
    });
  });
}

// The parent names a kind that there is.
const running = await STARTERS[process.argv[2] as FanoutKind]();
/** Answers what the ticks cost, and before them what doing nothing costs: open sockets are pinged, credentials looked at. */
const tellAll = async (telling: Telling): Promise<void> => {
  if (telling.mode !== 'idle') running.prepare?.(telling);
  const beforeMs = cpuMs();
  for (let tick = 0; tick < telling.tickCount; tick += 1) {
    if (telling.mode !== 'idle') await running.tick(telling);
    await new Promise((resolve) => setTimeout(resolve, telling.tickMs));
  }
  process.send?.({ cpuMs: cpuMs() - beforeMs });
};
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
process.on('message', (asked) => {
  // The two sides of this bench are written together.
  const order = asked as FanoutOrder;
  if (order.order === 'stop') return void running.stop().then(() => process.exit(0));
  return void tellAll(order);
});
// Its parent is gone: nobody else will stop it.
process.on('disconnect', () => void running.stop().finally(() => process.exit(1)));
const { url, authorization, batteryIds } = running;
process.send?.({ url, authorization, batteryIds });
