import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { Services } from '../modules/module.ts';
import type { Authenticate } from '../modules/tenancy/index.ts';
import { startEmbeddedBroker } from '../platform/embedded-broker.ts';
import { connectMqtt, type MqttClient } from '../platform/mqtt.ts';
import { ALL_TELEMETRY, storedTopic, telemetryTopic } from '../wire/topics.ts';

export interface OpenBroker {
  /** Where sites connect. */
  readonly siteUrl: string;
  readonly platformClient: MqttClient;
  stop(): Promise<void>;
}

const PLATFORM_USER = 'platform';

/** The broker named by MQTT_URL, or one of our own that lets each agent use its own site's topics and nothing else. */
export async function openBroker({
  mqttUrl,
  host,
  services,
  authenticate,
}: {
  mqttUrl: string | null;
  host: string;
  services: Services;
  authenticate: Authenticate;
}): Promise<OpenBroker> {
  const { log } = services;
  // The same at every start: the broker keeps what arrives while this process is away.
  const clientId = `holdfast-ingest-${hostname()}`;
  if (mqttUrl !== null) {
    const platformClient = await connectMqtt({ url: mqttUrl, clientId, log });
    return { siteUrl: mqttUrl, platformClient, stop: () => platformClient.close() };
  }
  const platformPassword = randomBytes(24).toString('base64url');
  const broker = await startEmbeddedBroker({
    host,
    port: 0,
    log,
    authenticate: async (username, password) => {
      if (username === PLATFORM_USER) return password === platformPassword ? PLATFORM_RIGHTS : null;
      const actor = await authenticate(`Bearer ${password}`);
      if (actor?.kind !== 'agent') return null;
      const address = { tenantSlug: services.tenants.byId(actor.tenantId).slug, siteId: actor.siteId };
      if (username !== `${address.tenantSlug}/${address.siteId}`) return null;
      return {
        mayPublish: (topic) => topic === telemetryTopic(address),
        maySubscribe: (topic) => topic === storedTopic(address),
      };
    },
  });
  const platformClient = await connectMqtt({
    url: broker.url,
    username: PLATFORM_USER,
    password: platformPassword,
    clientId,
    log,
  });
  return {
    siteUrl: broker.url,
    platformClient,
    async stop() {
      await platformClient.close();
      await broker.stop();
    },
  };
}

const PLATFORM_RIGHTS = {
  mayPublish: (): boolean => true,
  maySubscribe: (topic: string): boolean => topic === ALL_TELEMETRY,
};
