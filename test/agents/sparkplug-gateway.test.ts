/** A Sparkplug gateway with a site's certificate at the real broker: QoS 0, a will, and the command that asks for a rebirth. */
import mqtt, { type MqttClient } from 'mqtt';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tlsOf } from '../../edge/src/certificate-request.ts';
import { present } from '../../src/kernel/assert.ts';
import { openOwnBroker, type OpenBroker } from '../../src/main/open-broker.ts';
import { startIngest } from '../../src/modules/telemetry/index.ts';
import { printSparkplugTopic, sparkplugFiltersOf, type SparkplugTopic } from '../../src/wire/topics.ts';
import { type GatewayMetric, gatewayPayload, tahu, WHOLE_READING } from '../harness/sparkplug-gateway.ts';
import { batteryIdOf, openWorld, siteIdOf, type World } from '../harness/world.ts';

const ONE = { tenant: 'alder', site: 'north', battery: 'one' } as const;
const THREE = { tenant: 'alder', site: 'south', battery: 'three' } as const;
const OWN = { tenantSlug: 'alder', siteId: siteIdOf(ONE) };
const OTHER = { tenantSlug: 'alder', siteId: siteIdOf(THREE) };
const DEVICE = 'Battery one';
const WAIT = { timeout: 10_000, interval: 20 };

let world: World;
let broker: OpenBroker;
let certificate: string;
const gateways: MqttClient[] = [];

beforeEach(async () => {
  world = await openWorld();
  const { authority, authenticateCertificate, services } = world;
  const host = '127.0.0.1';
  const door = { host, publicHost: host, tls: await authority.serverTls([host]), authenticate: authenticateCertificate };
  broker = await openOwnBroker(services, door);
  await startIngest({ platform: services, connections: broker.connections, sharedGroup: null, spacingMs: 0 });
  certificate = await world.agent(ONE.tenant, ONE.site);
});
afterEach(async () => {
  for (const gateway of gateways.splice(0)) await gateway.endAsync(true);
  await broker.stop();
  await world.close();
});

const encoded = (seq: number | null, metrics: readonly GatewayMetric[]): Buffer =>
  gatewayPayload({ seq, metrics, atMs: world.clock.nowMs() });

const bdSeq = { name: 'bdSeq', type: 'UInt64', value: 0 } as const;
const DEATH = { ...OWN, type: 'NDEATH', device: null } as const;

async function connectGateway(): Promise<MqttClient> {
  const credentials = present(world.certificates.get(certificate), 'the certificate of the site');
  const will = { topic: printSparkplugTopic(DEATH), payload: encoded(null, [bdSeq]), qos: 1, retain: false } as const;
  const gateway = await mqtt.connectAsync(broker.siteUrl, { ...tlsOf(credentials), will, reconnectPeriod: 0 }, false);
  gateways.push(gateway);
  return gateway;
}

const publish = (gateway: MqttClient, topic: SparkplugTopic, payload: Buffer): Promise<unknown> =>
  gateway.publishAsync(printSparkplugTopic(topic), payload, { qos: 0 });

const powers = async (): Promise<unknown[]> => {
  const rows = await world.owner<{ power: number }[]>`
    select active_power_kw as power from reading where battery_id = ${batteryIdOf(ONE)} order by measured_at`;
  return rows.map(({ power }) => power);
};
const reasons = async (): Promise<string> => {
  const rows = await world.owner<{ reason: string }[]>`select reason from dead_letter order by received_at`;
  return rows.map(({ reason }) => reason).join();
};

test('a gateway with its site’s certificate is born, is metered, is asked for a rebirth after a loss, and dies by its will', async () => {
  const gateway = await connectGateway();
  const commands: Buffer[] = [];
  gateway.on('message', (_topic, payload) => commands.push(payload));
  // Throws where one is refused.
  await gateway.subscribeAsync([...sparkplugFiltersOf(OWN)], { qos: 0 });
  await publish(gateway, { ...OWN, type: 'NBIRTH', device: null }, encoded(0, [bdSeq]));
  await publish(gateway, { ...OWN, type: 'DBIRTH', device: DEVICE }, encoded(1, WHOLE_READING));
  await expect.poll(powers, WAIT).toEqual([0]);

  world.clock.advance({ seconds: 10 });
  const changed = (seq: number) =>
    publish(gateway, { ...OWN, type: 'DDATA', device: DEVICE }, encoded(seq, [{ alias: 1, type: 'Double', value: seq }]));
  await changed(2);
  await expect.poll(powers, WAIT).toEqual([0, 2]);
  await changed(4);
  await expect.poll(() => commands.length, WAIT).toBe(1);
  expect(tahu.decodePayload(present(commands[0], 'a command')).metrics).toMatchObject([
    { name: 'Node Control/Rebirth', value: true },
  ]);

  world.clock.advance({ seconds: 10 });
  await publish(gateway, { ...OWN, type: 'NBIRTH', device: null }, encoded(0, [bdSeq]));
  await publish(gateway, { ...OWN, type: 'DBIRTH', device: DEVICE }, encoded(1, WHOLE_READING));
  await expect.poll(powers, WAIT).toEqual([0, 2, 0]);
  // Cut off without a goodbye: the broker publishes the will.
  gateway.stream.destroy();
  world.clock.advance({ seconds: 10 });
  const again = await connectGateway();
  // Until the will has come, what is sent counts: it belongs to the birth.
  let seq = 2;
  await expect
    .poll(async () => {
      world.clock.advance({ seconds: 1 });
      await publish(again, { ...OWN, type: 'DDATA', device: DEVICE }, encoded(seq, [{ alias: 1, type: 'Double', value: seq }]));
      seq += 1;
      return reasons();
    }, WAIT)
    .toContain('the node has died');
});

test('what a gateway says for another site, as another tenant, or as the platform reaches nobody', async () => {
  const topics = [
    printSparkplugTopic({ ...OTHER, type: 'DBIRTH', device: 'Battery three' }),
    printSparkplugTopic({ ...OWN, tenantSlug: 'birch', type: 'NBIRTH', device: null }),
    `spBv1.0/${OWN.tenantSlug}/NCMD/${OWN.siteId}`,
    'spBv1.0/STATE/host',
  ];
  for (const topic of topics) {
    const gateway = await connectGateway();
    const closed = new Promise<void>((resolve) => gateway.once('close', () => resolve()));
    // As on a topic of our own, the broker ends the connection.
    gateway.publish(topic, encoded(0, WHOLE_READING), { qos: 0 });
    await closed;
  }
  const gateway = await connectGateway();
  const ofOther = sparkplugFiltersOf(OTHER).filter((filter) => filter.includes(OTHER.siteId));
  expect(ofOther.length).toBeGreaterThan(0);
  for (const filter of [...ofOther, 'spBv1.0/#']) await expect(gateway.subscribeAsync(filter), filter).rejects.toThrow();
  expect(await world.owner`select 1 from sparkplug_birth`).toEqual([]);
  expect(await world.owner`select 1 from reading`).toEqual([]);
});
