import { createServer, type Socket } from 'node:net';
import { Aedes, type Client } from 'aedes';
import { Fault } from './fault.ts';
import type { Log } from './log.ts';

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
  readonly log: Log;
}

/** An MQTT broker inside this process. It forgets everything with the process: who needs a message stored waits for a receipt. */
export interface EmbeddedBroker {
  readonly url: string;
  stop(): Promise<void>;
}

const NOT_AUTHORIZED = 5;
const CLIENT_ID_LENGTH_MAX = 128;
/** Packets of a connection that wait while its credential is looked up. */
const WAITING_PACKETS_MAX = 1_000;

/** Nobody publishes or reads without a credential that allows the topic. */
export async function startEmbeddedBroker({ host, port, authenticate, log }: BrokerOptions): Promise<EmbeddedBroker> {
  const rightsOf = new WeakMap<Client, BrokerRights>();
  const broker = await Aedes.createBroker({
    maxClientsIdLength: CLIENT_ID_LENGTH_MAX,
    queueLimit: WAITING_PACKETS_MAX,
    authenticate(client, username, password, done) {
      const refuse = (): void => done(Object.assign(new Error('not authorised'), { returnCode: NOT_AUTHORIZED }), false);
      if (username === undefined || password === undefined) return refuse();
      authenticate(username, password.toString()).then(
        (rights) => {
          if (!rights) return refuse();
          rightsOf.set(client, rights);
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
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    broker.handle(socket);
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', (error) =>
      failed(
        new Fault('UNAVAILABLE', { tell: `The MQTT broker cannot listen on ${host}:${port} (${error.message}).`, cause: error }),
      ),
    );
    server.listen(port, host, listening);
  });
  const address = server.address();
  const boundPort = address && typeof address === 'object' ? address.port : port;
  return {
    url: `mqtt://${host}:${boundPort}`,
    async stop() {
      await new Promise<void>((closed) => broker.close(closed));
      const closing = new Promise((closed) => server.close(closed));
      for (const socket of sockets) socket.destroy();
      await closing;
    },
  };
}
