import { CloseCode, handleProtocols, makeServer } from 'graphql-ws';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type ClientCertificate, clientCertificateOf } from '../platform/client-certificate.ts';
import { background } from '../platform/log.ts';
import { type Extra, type SessionLimits, type SessionOptions, sessionOptions } from './socket-session.ts';

const SOCKET_LIMITS = {
  messageBytes: 64 * 1024,
  socketsPerTenant: 1_000,
  operationsPerSocket: 100,
  initSeconds: 3,
  pingSeconds: 25,
  pongSeconds: 10,
  recheckSeconds: 30,
  goodbyeSeconds: 2,
} as const;

export interface SocketLimits extends SessionLimits {
  readonly messageBytes: number;
  readonly pingSeconds: number;
  readonly pongSeconds: number;
  readonly goodbyeSeconds: number;
}

/** Serves graphql-transport-ws on `/graphql` of an HTTP server: subscriptions, and queries and mutations as well. */
export function openSockets(
  server: Server,
  options: SessionOptions,
  changedLimits: Partial<SocketLimits> = {},
): { stop(): Promise<void> } {
  const limits: SocketLimits = { ...SOCKET_LIMITS, ...changedLimits };
  const { log } = options.platform;
  const webSockets = new WebSocketServer({ noServer: true, maxPayload: limits.messageBytes, handleProtocols });
  const protocol = makeServer<Record<string, unknown>, Extra>(sessionOptions(options, limits));

  const upgrade = (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    const [path] = (request.url ?? '').split('?');
    if (path === '/graphql') {
      const sourceIp = request.socket.remoteAddress ?? null;
      webSockets.handleUpgrade(request, stream, head, (socket) => serve(socket, clientCertificateOf(stream), sourceIp));
    } else stream.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n');
  };

  const serve = (socket: WebSocket, certificate: ClientCertificate | null, sourceIp: string | null): void => {
    // A frame that is malformed or too long: ws has closed the socket with the right code already.
    socket.on('error', (error) => log.debug({ err: error }, 'a WebSocket broke'));
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
        send: (data) => send(socket, data),
        close: (code, reason) => socket.close(code, reason),
        onMessage,
      },
      { socket, certificate, sourceIp, session: null },
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

/** Waiting for the write holds a pull-based stream back while its reader is slow. */
function send(socket: WebSocket, data: string): Promise<void> {
  return new Promise((resolve) => {
    if (socket.readyState !== socket.OPEN) return resolve();
    // A failed write closes the socket, and its `close` event ends the operations.
    return socket.send(data, () => resolve());
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
