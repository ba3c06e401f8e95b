import { createServer, type Server } from 'node:https';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Actor } from '../modules/tenancy/index.ts';
import { type ClientCertificate, requiringCertificates, type TlsSettings } from '../platform/client-certificate.ts';
import { Fault } from '../platform/fault.ts';

/** Where edge agents connect: TLS with client certificates, on a port of its own. */
export interface AgentListenerOptions {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  /** The name agents call it by, where it is not the host. */
  readonly publicHost: string;
  readonly tls: TlsSettings;
  readonly authenticate: (certificate: ClientCertificate, sourceIp: string) => Promise<Actor | null>;
}

export interface AgentListener {
  readonly server: Server;
  readonly url: string;
  readonly wsUrl: string;
  stop(): Promise<void>;
}

/** Answers `/graphql` for connections with a certificate of a trusted authority; others end in the handshake. */
export async function openAgentListener(
  { host, port, publicHost, tls }: AgentListenerOptions,
  answer: RequestListener,
): Promise<AgentListener> {
  const server = createServer(requiringCertificates(tls), (request, response) => {
    if ((request.url ?? '').split('?')[0] === '/graphql') answer(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', (error) =>
      failed(
        new Fault('UNAVAILABLE', { tell: `Edge agents cannot be let in on ${host}:${port} (${error.message}).`, cause: error }),
      ),
    );
    server.listen(port, host, listening);
  });
  // A server that listens on a TCP port has an AddressInfo.
  const { port: openPort } = server.address() as AddressInfo;
  const authority = `${publicHost.includes(':') ? `[${publicHost}]` : publicHost}:${openPort}`;
  return {
    server,
    url: `https://${authority}/graphql`,
    wsUrl: `wss://${authority}/graphql`,
    async stop() {
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
    },
  };
}
