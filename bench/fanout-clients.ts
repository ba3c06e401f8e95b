/** The readers of one server of the fan-out bench, in a process of their own: one subscription on each socket. */
import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import type { FanoutMode, FanoutReady } from './fanout-server.ts';

export type ClientsOrder =
  | { readonly order: 'connect'; readonly server: FanoutReady; readonly readerCount: number }
  | { readonly order: 'subscribe'; readonly mode: FanoutMode; readonly isAnsweredAtOnce: boolean }
  | { readonly order: 'count' }
  | { readonly order: 'stop' };

export interface Counted {
  /** Messages since the last count. */
  readonly messageCount: number;
  /** From the first to the last message of each tick. */
  readonly spreadsMs: readonly number[];
  /** Of the newest message. */
  readonly bytes: number;
}

const QUERY = `subscription($batteryIds: [ID!]) { readings(batteryIds: $batteryIds, intervalSeconds: 0.25) {
  battery { id } measuredAt activePowerKw socPercent exportedKwh importedKwh } }`;
const CONNECTING_AT_ONCE = 50;
/** Messages further apart than this belong to two ticks. */
const TICK_GAP_MS = 60;

const sockets: WebSocket[] = [];
let ready: FanoutReady | null = null;
let messageCount = 0;
let bytes = 0;
let spreadsMs: number[] = [];
let firstMs = -Infinity;
let lastMs = -Infinity;
let subscriptionId: string[] = [];

function hear(message: Buffer): void {
  const nowMs = performance.now();
  if (nowMs - lastMs > TICK_GAP_MS) {
    if (firstMs > 0) spreadsMs.push(lastMs - firstMs);
    firstMs = nowMs;
  }
  lastMs = nowMs;
  messageCount += 1;
  bytes = message.length;
}

async function connect(server: FanoutReady, readerCount: number): Promise<void> {
  ready = server;
  for (let start = 0; start < readerCount; start += CONNECTING_AT_ONCE)
    await Promise.all(Array.from({ length: Math.min(CONNECTING_AT_ONCE, readerCount - start) }, () => open(server)));
}

function open({ url, authorization, batteryIds }: FanoutReady): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, 'graphql-transport-ws');
    sockets.push(socket);
    socket.once('error', reject);
    const isBare = batteryIds.length === 0;
    socket.once('open', () => {
      if (isBare) resolve();
      else socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } }));
    });
    if (!isBare) socket.once('message', () => resolve());
    socket.once(isBare ? 'open' : 'message', () => socket.on('message', hear));
  });
}

/** Each socket has one subscription; the one before it ends. */
async function subscribe(mode: FanoutMode, isAnsweredAtOnce: boolean): Promise<void> {
  const batteryIds = ready?.batteryIds ?? [];
  if (batteryIds.length === 0) return;
  for (const [index, id] of subscriptionId.entries()) sockets[index]?.send(JSON.stringify({ id, type: 'complete' }));
  subscriptionId = sockets.map(() => randomUUID());
  messageCount = 0;
  for (const [index, socket] of sockets.entries()) {
    const variables = { batteryIds: [batteryIds[mode === 'broadcast' ? 0 : index]] };
    socket.send(JSON.stringify({ id: subscriptionId[index], type: 'subscribe', payload: { query: QUERY, variables } }));
  }
  while (isAnsweredAtOnce && messageCount < sockets.length) await new Promise((resolve) => setTimeout(resolve, 20));
}

async function obey(order: ClientsOrder): Promise<object> {
  switch (order.order) {
    case 'connect':
      await connect(order.server, order.readerCount);
      return {};
    case 'subscribe':
      await subscribe(order.mode, order.isAnsweredAtOnce);
      return {};
    case 'count': {
      const counted: Counted = { messageCount, spreadsMs, bytes };
      messageCount = 0;
      spreadsMs = [];
      firstMs = -Infinity;
      return counted;
    }
    case 'stop':
      return process.exit(0);
  }
}

process.on('message', (order) => {
  // The two sides of this bench are written together.
  void obey(order as ClientsOrder).then((answer) => process.send?.(answer));
});
process.on('disconnect', () => process.exit(1));
process.send?.({});
