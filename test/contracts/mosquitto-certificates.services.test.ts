/** The configuration in deploy/, read by a real Mosquitto: an agent's certificate opens its own site's topics and no others. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import mqtt, { type MqttClient } from 'mqtt';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { newRequest, tlsOf } from '../../edge/src/certificate-request.ts';
import type { Credentials } from '../../edge/src/identity-file.ts';
import { createAuthority, readAuthorities } from '../../src/platform/authority-files.ts';
import { createDeviceAuthority, type DeviceAuthority, readCertificateRequest } from '../../src/platform/device-authority.ts';
import {
  ALL_SPARKPLUG,
  ALL_TELEMETRY,
  printSparkplugTopic,
  sparkplugCommandTopic,
  storedTopic,
  telemetryTopic,
} from '../../src/wire/topics.ts';
import { temporaryFolder } from '../harness/demo-process.ts';

const OWN = { tenantSlug: 'alder', siteId: '2907e233-9899-812c-a3fd-a9065d64e0b3' };
const OTHER = { tenantSlug: 'alder', siteId: '1e28ca6e-9382-8418-abbe-fb16fe6a28b0' };
const QUIET_MS = 500;
const PATH = `${process.env['PATH'] ?? ''}:/usr/sbin`;

const folder = temporaryFolder();
let broker: ChildProcess;
let authority: DeviceAuthority;
let sitePort = 0;
let platform: MqttClient;
const heard: string[] = [];

beforeAll(async () => {
  const file = join(folder.path, 'authority.pem');
  const now = new Date();
  writeFileSync(file, (await createAuthority(now)).text);
  const authorities = await readAuthorities([file], now);
  authority = createDeviceAuthority({ authorities, lifetimeMs: 86_400_000, wallNow: () => new Date() });
  execFileSync(process.execPath, ['src/main/authority.ts', 'broker', '127.0.0.1', folder.path], {
    env: { ...process.env, NODE_ENV: 'production', DEVICE_AUTHORITY_FILES: file },
  });
  const port = await freePort();
  sitePort = await freePort();
  writeFileSync(join(folder.path, 'mosquitto.acl'), accessWithGateway());
  execFileSync('mosquitto_passwd', ['-c', '-b', join(folder.path, 'passwords'), 'platform', 'secret'], { env: { PATH } });
  const text = readFileSync('deploy/mosquitto.conf', 'utf8')
    .replaceAll('/etc/mosquitto', folder.path)
    .replaceAll('/var/lib/mosquitto', folder.path)
    .replace('listener 1883', `listener ${port}`)
    .replace('listener 8883', `listener ${sitePort}`);
  const config = join(folder.path, 'mosquitto.conf');
  // As root it would give its rights up and could not read the folder of this test.
  writeFileSync(config, process.getuid?.() === 0 ? `user root\n${text}` : text);
  chmodSync(folder.path, 0o755);
  broker = spawn('mosquitto', ['-c', config], { stdio: 'ignore', env: { PATH } });
  await vi.waitFor(async () => expect(await answers(sitePort)).toBe(true), { timeout: 5_000 });
  platform = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, { username: 'platform', password: 'secret' });
  platform.on('message', (topic) => heard.push(topic));
  await platform.subscribeAsync([ALL_TELEMETRY, ...ALL_SPARKPLUG], { qos: 1 });
});

afterAll(async () => {
  await platform?.endAsync();
  const ended = broker && once(broker, 'exit');
  broker?.kill();
  await ended;
  folder.remove();
});

/** The file as it is shipped, and its lines for a site with a gateway filled in as it says. */
function accessWithGateway(): string {
  const shipped = readFileSync('deploy/mosquitto.acl', 'utf8');
  const lines = shipped.split('\n').filter((line) => /^#(?:user|topic) /.test(line));
  const filled = lines.map((line) => line.slice(1).replace('SLUG', OWN.tenantSlug).replace('SITE', OWN.siteId));
  return [shipped, ...filled, ''].join('\n');
}

async function certificateOf({ tenantSlug, siteId }: typeof OWN, by: DeviceAuthority = authority): Promise<Credentials> {
  const made = await newRequest(`${tenantSlug}/${siteId}`, null);
  const request = await readCertificateRequest(made.csrPem);
  if (!request) throw new Error('a request that is one');
  const { pem } = await by.issue({ ...request, uris: [] });
  return { keyPem: made.keyPem, certificatePem: pem, authoritiesPem: [...authority.authoritiesPem] };
}

function connectSite(credentials: Credentials | null): Promise<MqttClient> {
  const tls = credentials ? tlsOf(credentials) : { ca: [...authority.authoritiesPem] };
  return mqtt.connectAsync(`mqtts://127.0.0.1:${sitePort}`, { ...tls, reconnectPeriod: 0, connectTimeout: 2_000 }, false);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

test('an agent publishes for its own site and reads its receipts; what it says for another site reaches nobody', async () => {
  const site = await connectSite(await certificateOf(OWN));
  const receipts: string[] = [];
  site.on('message', (topic) => receipts.push(topic));
  await site.subscribeAsync([storedTopic(OWN), storedTopic(OTHER), '#'], { qos: 1 });
  await site.publishAsync(telemetryTopic(OTHER), 'false', { qos: 1 });
  await site.publishAsync(telemetryTopic(OWN), 'true', { qos: 1 });
  await expect.poll(() => heard).toEqual([telemetryTopic(OWN)]);
  await platform.publishAsync(storedTopic(OTHER), 'theirs', { qos: 1 });
  await platform.publishAsync(storedTopic(OWN), 'ours', { qos: 1 });
  await expect.poll(() => receipts).toContain(storedTopic(OWN));
  await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
  expect(heard).toEqual([telemetryTopic(OWN)]);
  expect(new Set(receipts)).toEqual(new Set([storedTopic(OWN)]));
  await site.endAsync();
});

test('a Sparkplug gateway publishes for its own site and reads its commands; what it says for another site reaches nobody', async () => {
  heard.length = 0;
  const site = await connectSite(await certificateOf(OWN));
  const commands: string[] = [];
  site.on('message', (topic) => commands.push(topic));
  await site.subscribeAsync([sparkplugCommandTopic(OWN), 'spBv1.0/#'], { qos: 0 });
  const birth = { type: 'NBIRTH', device: null } as const;
  const data = { type: 'DDATA', device: 'Battery one' } as const;
  await site.publishAsync(printSparkplugTopic({ ...OTHER, ...birth }), 'false', { qos: 0 });
  await site.publishAsync(printSparkplugTopic({ ...OTHER, ...data }), 'false', { qos: 0 });
  await site.publishAsync(printSparkplugTopic({ ...OWN, tenantSlug: 'birch', ...birth }), 'false', { qos: 0 });
  await site.publishAsync(printSparkplugTopic({ ...OWN, ...birth }), 'true', { qos: 0 });
  await site.publishAsync(printSparkplugTopic({ ...OWN, ...data }), 'true', { qos: 0 });
  const own = [printSparkplugTopic({ ...OWN, ...birth }), printSparkplugTopic({ ...OWN, ...data })];
  await expect.poll(() => heard).toEqual(own);
  await platform.publishAsync(sparkplugCommandTopic(OTHER), 'theirs', { qos: 0 });
  await platform.publishAsync(sparkplugCommandTopic(OWN), 'ours', { qos: 0 });
  await expect.poll(() => commands).toContain(sparkplugCommandTopic(OWN));
  await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
  expect(heard).toEqual(own);
  expect(new Set(commands)).toEqual(new Set([sparkplugCommandTopic(OWN)]));
  await site.endAsync();
});

test('without a certificate, or with one of another authority, nobody is let in', async () => {
  await expect(connectSite(null)).rejects.toThrow();
  const stranger = createDeviceAuthority({
    authorities: [(await createAuthority(new Date())).authority],
    lifetimeMs: 86_400_000,
    wallNow: () => new Date(),
  });
  await expect(connectSite(await certificateOf(OWN, stranger))).rejects.toThrow();
});
