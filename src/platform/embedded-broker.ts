import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { Aedes, type Client } from 'aedes';
import { type ClientCertificate, clientCertificateOf, requiringCertificates, type TlsSettings } from './client-certificate.ts';
import { Fault } from './fault.ts';
import { background, type Log } from './log.ts';

/** What a credential may do at the broker. */
export interface BrokerRights {
  mayPublish(topic: string): boolean;
  maySubscribe(topicFilter: string): boolean;
}

interface BrokerOptions {
  readonly host: string;
  /** 0 chooses a free one. */
  readonly port: number;
  /** Null for a credential that is not valid. */
  readonly authenticate: (username: string, password: string) => Promise<BrokerRights | null>;
  readonly devices?: DeviceListener;
  readonly log: Log;
}

/** A second listener, by TLS, where clients prove themselves with certificates and need no password. */
interface DeviceListener {
  readonly host: string;
  readonly port: number;
  readonly tls: TlsSettings;
  /** Null for a certificate that is not good, or no longer. */
  readonly authenticate: (certificate: ClientCertificate) => Promise<BrokerRights | null>;
  /** How often the certificate of an open connection is looked at again: the longest a revoked one stays connected. */
  readonly recheckSeconds: number;
}

/** An MQTT broker inside this process. It forgets everything with the process: who needs a message stored waits for a receipt. */
export interface EmbeddedBroker {
  readonly url: string;
  /** The port of the listener for devices; null without one. */
  readonly devicePort: number | null;
  stop(): Promise<void>;
}

const NOT_AUTHORIZED = 5;
const CLIENT_ID_LENGTH_MAX = 128;
/** Packets of a connection that wait while its credential is looked up. */
const WAITING_PACKETS_MAX = 1_000;

/** Nobody publishes or reads without a credential that allows the topic. */
export async function startEmbeddedBroker({ host, port, authenticate, devices, log }: BrokerOptions): Promise<EmbeddedBroker> {
  const rightsOf = new WeakMap<Client, BrokerRights>();
  const connections = new DeviceConnections(log);
  const broker = await Aedes.createBroker({
    maxClientsIdLength: CLIENT_ID_LENGTH_MAX,
    queueLimit: WAITING_PACKETS_MAX,
    authenticate(client, username, password, done) {
      const refuse = (): void => done(Object.assign(new Error('not authorised'), { returnCode: NOT_AUTHORIZED }), false);
      const certificate = devices ? clientCertificateOf(client.conn) : null;
      const hasPassword = username !== undefined && password !== undefined;
      if (!certificate && !hasPassword) return refuse();
      const proving =
        certificate && devices ? devices.authenticate(certificate) : authenticate(username ?? '', password?.toString() ?? '');
      proving.then(
        (rights) => {
          if (!rights) return refuse();
          rightsOf.set(client, rights);
          if (certificate) connections.add(client, certificate);
          done(null, true);
        },
        (error: unknown) => {
          log.error({ err: error }, 'a credential could not be checked');
          refuse();
        },
      );
    },
    authorizePublish(client, packet, done) {
      const allowed = client !== null && rightsOf.get(client)?.mayPublish(packet.topic) === true;
      done(allowed ? null : new Error(`may not publish to ${packet.topic}`));
    },
    // Null in place of the subscription refuses this topic and keeps the connection.
    authorizeSubscribe: (client, subscription, done) =>
      done(null, rightsOf.get(client)?.maySubscribe(subscription.topic) === true ? subscription : null),
  });
  broker.on('clientError', (client, error) => log.warn({ err: error, clientId: client.id }, 'the broker closed a connection'));
  broker.on('connectionError', (_client, error) => log.warn({ err: error }, 'the broker refused a connection'));
  broker.on('clientDisconnect', (client) => connections.forget(client));
  const sockets = new Set<Socket>();
  const take = (socket: Socket): void => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    broker.handle(socket);
  };
  const server = createServer({ noDelay: true }, take);
  const deviceServer = devices && createTlsServer({ ...requiringCertificates(devices.tls), noDelay: true }, take);
  deviceServer?.on('tlsClientError', (error) => log.warn({ err: error }, 'the broker refused a device in the handshake'));
  const boundPort = await listen(server, { host, port });
  const devicePort = devices && deviceServer ? await listen(deviceServer, devices) : null;
  const rechecking = devices && setInterval(() => background(connections.recheck(devices), log), devices.recheckSeconds * 1_000);

  return {
    url: `mqtt://${host}:${boundPort}`,
    devicePort,
    async stop() {
      clearInterval(rechecking);
      await new Promise<void>((closed) => broker.close(closed));
      const servers: Server[] = deviceServer ? [server, deviceServer] : [server];
      const closing = servers.map((one) => new Promise((closed) => one.close(closed)));
      for (const socket of sockets) socket.destroy();
      await Promise.all(closing);
    },
  };
}

/** The open connections that were proved by certificates. */
class DeviceConnections {
  readonly #log: Log;
  readonly #certificates = new Map<Client, ClientCertificate>();

  constructor(log: Log) {
    this.#log = log;
  }

  add(client: Client, certificate: ClientCertificate): void {
    this.#certificates.set(client, certificate);
  }

  forget(client: Client): void {
    this.#certificates.delete(client);
  }

  /** Closes those whose certificate is no longer good. One that cannot be looked up is left to the next round. */
  async recheck({ authenticate }: DeviceListener): Promise<void> {
    for (const [client, certificate] of this.#certificates) {
      // One that was gone before it was let in is never reported as gone.
      if (!client.closed && (await authenticate(certificate))) continue;
      this.forget(client);
      if (client.closed) continue;
      this.#log.warn({ commonName: certificate.commonName }, 'a device whose certificate has ended is disconnected');
      client.close();
    }
  }
}

/** Resolves with the port. */
async function listen(server: Server, { host, port }: { host: string; port: number }): Promise<number> {
  await new Promise<void>((listening, failed) => {
    server.once('error', (error) =>
      failed(
        new Fault('UNAVAILABLE', { tell: `The MQTT broker cannot listen on ${host}:${port} (${error.message}).`, cause: error }),
      ),
    );
    server.listen(port, host, listening);
  });
  const address = server.address();
  return address && typeof address === 'object' ? address.port : port;
}
