import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { Services } from '../modules/module.ts';
import { type BrokerRights, startEmbeddedBroker } from '../platform/embedded-broker.ts';
import { connectMqtt, type MqttClient } from '../platform/mqtt.ts';
import {
  ALL_SPARKPLUG,
  ALL_TELEMETRY,
  parseSparkplugTopic,
  type SiteAddress,
  sparkplugFiltersOf,
  storedTopic,
  telemetryTopic,
} from '../wire/topics.ts';
import type { AgentDoor } from './open-authority.ts';

export interface OpenBroker {
  /** Where sites connect. */
  readonly siteUrl: string;
  /** The platform's own; an outer broker shares the messages among them. */
  readonly connections: readonly MqttClient[];
  stop(): Promise<void>;
}

const PLATFORM_USER = 'platform';
const LOOPBACK = '127.0.0.1';
const RECHECK_SECONDS = 30;
/** The library handles one packet at a time on a connection, and a broker lets so many messages be open on each. */
const CONNECTION_COUNT = 2;

/** A broker that runs by itself. The names are the same at every start: the broker keeps what arrives while this process is away. */
export async function openNamedBroker(mqttUrl: string, { log }: Services): Promise<OpenBroker> {
  const opening = Array.from({ length: CONNECTION_COUNT }, (_, index) =>
    connectMqtt({ url: mqttUrl, clientId: `holdfast-ingest-${hostname()}-${index + 1}`, log }),
  );
  const connections = await Promise.all(opening);
  return { siteUrl: mqttUrl, connections, stop: async () => void (await Promise.all(connections.map((one) => one.close()))) };
}

/** A broker of our own that lets each agent, by its certificate, use its own site's topics and nothing else. */
export async function openOwnBroker(services: Services, door: AgentDoor, recheckSeconds = RECHECK_SECONDS): Promise<OpenBroker> {
  const { log } = services;
  const { host, publicHost, tls, authenticate } = door;
  const password = randomBytes(24).toString('base64url');
  const broker = await startEmbeddedBroker({
    host: LOOPBACK,
    port: 0,
    log,
    authenticate: async (username, secret) => (username === PLATFORM_USER && secret === password ? PLATFORM_RIGHTS : null),
    devices: {
      host,
      port: 0,
      tls,
      recheckSeconds,
      authenticate: async (certificate) => {
        const actor = await authenticate(certificate);
        return actor && rightsOf({ tenantSlug: services.tenants.byId(actor.tenantId).slug, siteId: actor.siteId });
      },
    },
  });
  const platformClient = await connectMqtt({
    url: broker.url,
    username: PLATFORM_USER,
    password,
    clientId: `holdfast-ingest-${hostname()}`,
    log,
  });
  return {
    siteUrl: `mqtts://${publicHost.includes(':') ? `[${publicHost}]` : publicHost}:${broker.devicePort}`,
    connections: [platformClient],
    async stop() {
      await platformClient.close();
      await broker.stop();
    },
  };
}

function rightsOf(address: SiteAddress): BrokerRights {
  const readable = new Set([storedTopic(address), ...sparkplugFiltersOf(address)]);
  return {
    mayPublish: (topic) => topic === telemetryTopic(address) || isSparkplugOf(topic, address),
    maySubscribe: (topic) => readable.has(topic),
  };
}

function isSparkplugOf(topic: string, { tenantSlug, siteId }: SiteAddress): boolean {
  const parsed = parseSparkplugTopic(topic);
  return parsed !== null && parsed.tenantSlug === tenantSlug && parsed.siteId === siteId;
}

const PLATFORM_RIGHTS: BrokerRights = {
  mayPublish: () => true,
  maySubscribe: (topic) => topic === ALL_TELEMETRY || ALL_SPARKPLUG.includes(topic),
};
