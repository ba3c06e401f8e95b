import { CloseCode, handleProtocols, makeServer } from 'graphql-ws';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { clientAddressOf, type TrustProxy } from '../platform/client-address.ts';
import { clientCertificateOf } from '../platform/client-certificate.ts';
import { background } from '../platform/log.ts';
import { corkForTurn } from './cork-for-turn.ts';
import { SLOW_READER } from './subscription-hub.ts';
import { type Extra, type SessionLimits, type SessionOptions, sessionOptions } from './socket-session.ts';

const SOCKET_LIMITS = {
  messageBytes: 64 * 1024,
  /** Answers that wait in memory for a reader who does not read. */
  waitingBytes: 4 * 1024 * 1024,
  operationsPerSocket: 100,
  initSeconds: 3,
  pingSeconds: 25,
  pongSeconds: 10,
  recheckSeconds: 30,
  goodbyeSeconds: 2,
  /** With more unread, a subscription that shares its events is told the newest when the reader has read, and the gap. */
  behindBytes: 32 * 1024,
  behindSeconds: 60,
} as const;

/** With so much of what may wait unread the streams of a reader wait for it. */
const HELD_BACK_PART = 1 / 256;

export interface SocketLimits extends SessionLimits {
  readonly messageBytes: number;
  readonly waitingBytes: number;
  readonly pingSeconds: number;
  readonly pongSeconds: number;
}

/** Serves graphql-transport-ws on `/graphql` of an HTTP server: subscriptions, and queries and mutations as well. */
export function openSockets(
  server: Server,
  { trusts, ...options }: SessionOptions & { readonly trusts: TrustProxy },
  changedLimits: Partial<SocketLimits> = {},
): { stop(): Promise<void> } {
  const limits: SocketLimits = { ...SOCKET_LIMITS, ...changedLimits };
  const { log } = options.platform;
  const webSockets = new WebSocketServer({ noServer: true, maxPayload: limits.messageBytes, handleProtocols });
  const protocol = makeServer<Record<string, unknown>, Extra>(sessionOptions(options, limits));

  const upgrade = (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    const [path] = (request.url ?? '').split('?');
    if (path === '/graphql') {
      webSockets.handleUpgrade(request, stream, head, (socket) =>
        serve(socket, { stream, certificate: clientCertificateOf(stream), address: clientAddressOf(request, trusts) }),
      );
    } else stream.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n');
  };

  const serve = (socket: WebSocket, from: Pick<Extra, 'stream' | 'certificate' | 'address'>): void => {
    // A frame that is malformed or too long: ws has closed the socket with the right code already.
    socket.on('error', (error) => log.debug({ err: error }, 'a WebSocket broke'));
    // Each operation may wait for the end.
    socket.setMaxListeners(0);
    const stopPinging = keepAlive(socket, limits);
    const onMessage = (handle: (data: string) => Promise<void>): void => {
      socket.on('message', (data) => {
        // oxlint-disable-next-line typescript/no-base-to-string -- ws hands over one Buffer, whose string is its text.
        handle(String(data)).catch((error: unknown) => {
          log.error({ err: error }, 'a WebSocket message could not be handled');
          socket.close(CloseCode.InternalServerError, 'Internal server error');
        });
      });
    };
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: (data) => send({ socket, stream: from.stream }, data, limits),
        close: (code, reason) => socket.close(code, reason),
        onMessage,
      },
      { ...from, socket, session: null, sharedCount: 0 },
    );
    socket.once('close', (code, reason) => {
      stopPinging();
      background(closed(code, String(reason)), log);
    });
  };

  server.on('upgrade', upgrade);
  return {
    async stop() {
      server.off('upgrade', upgrade);
      await sayGoodbye([...webSockets.clients], limits.goodbyeSeconds);
      webSockets.close();
    },
  };
}

/** A stream whose reader has more than a little unread waits for the write: it is held back while its reader is slow. Many streams of one slow reader end with it. */
function send(
  { socket, stream }: { readonly socket: WebSocket; readonly stream: Duplex },
  data: string,
  { waitingBytes, goodbyeSeconds }: SocketLimits,
): Promise<void> {
  // A stream that went on at once would keep the loop from ever seeing the close that ends it.
  if (socket.readyState === socket.CLOSED) return new Promise((resolve) => void setImmediate(resolve));
  const closed = (): Promise<void> => new Promise((resolve) => void socket.once('close', () => resolve()));
  if (socket.readyState !== socket.OPEN) return closed();
  if (socket.bufferedAmount > waitingBytes) {
    socket.close(SLOW_READER, 'More waits to be read than one connection may leave unread');
    // Whoever reads nothing does not read that either.
    setTimeout(() => socket.terminate(), goodbyeSeconds * 1_000);
    return closed();
  }
  corkForTurn(stream);
  const isHeldBack = socket.bufferedAmount > waitingBytes * HELD_BACK_PART;
  // A failed write closes the socket, and its `close` event ends the operations.
  return new Promise((resolve) => {
    socket.send(data, () => resolve());
    if (!isHeldBack) resolve();
  });
}

async function sayGoodbye(sockets: readonly WebSocket[], goodbyeSeconds: number): Promise<void> {
  const gone = Promise.all(sockets.map(closing));
  for (const socket of sockets) socket.close(1001, 'Going away');
  const impatience = setTimeout(() => {
    for (const socket of sockets) socket.terminate();
  }, goodbyeSeconds * 1_000);
  await gone;
  clearTimeout(impatience);
}

function closing(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.readyState === socket.CLOSED) resolve();
    else socket.once('close', () => resolve());
  });
}

/** Ends a socket whose other side has gone without a word. */
function keepAlive(socket: WebSocket, { pingSeconds, pongSeconds }: SocketLimits): () => void {
  let overdue: NodeJS.Timeout | undefined;
  const pinging = setInterval(() => {
    if (socket.readyState !== socket.OPEN) return;
    overdue = setTimeout(() => socket.terminate(), pongSeconds * 1_000);
    socket.ping();
  }, pingSeconds * 1_000);
  socket.on('pong', () => clearTimeout(overdue));
  return () => {
    clearInterval(pinging);
    clearTimeout(overdue);
  };
}
