import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import mqtt from 'mqtt';
import pino from 'pino';
import { WebSocket } from 'ws';
import { startAgent } from '../../../edge/src/agent.ts';
import { ModbusConnection } from '../../../edge/src/hardware/modbus-connection.ts';
import { ModbusLine } from '../../../edge/src/hardware/modbus-line.ts';
import { wallClock } from '../../../edge/src/clock/wall-clock.ts';
import { present } from '../../../src/kernel/assert.ts';
import type { BatteryId, SiteId } from '../../../src/kernel/ids.ts';
import { idOfKey } from '../../../src/modules/tenancy/index.ts';
import { startSimulatedBattery } from '../../../src/sim/battery/simulated-battery.ts';
import { telemetryTopic } from '../../../src/wire/topics.ts';
import { bent, noise } from '../garbage.ts';
import type { Installation } from '../installation.ts';
import { TelemetryLoad } from '../load/telemetry.ts';
import type { Rehearsal, Suite } from '../suite.ts';
import type { Tally } from '../tally.ts';

const AT_ONCE = 20;
const ANSWER_MS_MAX = 15_000;
const RAW_ANSWER_MS = 500;
/** What a warm process may still grow by; a leak of a hundred bytes a frame shows in a long run. */
const GROWTH_MIB_MAX = 120;
const FRAMES_PER_SOCKET = 5;
const GARBAGE_DEVICE_MS = 4_000;
const QUERY = `{ batteries(first: 5) { nodes { id name latestReading { activePowerKw } series(from: "2026-01-01T00:00:00Z", until: "2026-01-02T00:00:00Z") { points { exportedKwh } } } } }`;
const MUTATION = `mutation M($input: SetIntentInput!) { setIntent(input: $input) { __typename } }`;
/** Closed by the server for a reason that is the client's. */
const CLIENTS_FAULTS = new Set([
  1000,
  1002,
  1003,
  1005,
  1006,
  1007,
  1008,
  1009,
  ...Array.from({ length: 100 }, (_, code) => 4400 + code),
]);

/** Messages that make no sense, at every door: nobody falls, nobody is told of a fault that is not ours, and memory stays what it was. */
export const garbageFrames: Suite = {
  name: 'garbage at every door',
  needs: ['redis-server', 'mosquitto'],
  async run(rehearsal) {
    const { tally, size } = rehearsal;
    const installation = await rehearsal.installation();
    const { api, ingest } = installation.roles;
    const each = Math.ceil(size.frameCount / 8);
    const doors: readonly (readonly [string, (count: number) => Promise<void>])[] = [
      ['HTTP', (count) => throwAtHttp(rehearsal, installation, count)],
      ['sockets', (count) => throwAtPorts(rehearsal, installation, count / 10)],
      ['WebSocket', (count) => throwAtWebSocket(rehearsal, installation, count)],
      ['MQTT', (count) => throwAtBroker(rehearsal, installation, count)],
      ['batteries', (count) => throwAtBattery(rehearsal, count)],
    ];
    for (const [, throwAt] of doors) await throwAt(each);
    const warm = { api: api.residentMiB(), ingest: ingest.residentMiB() };
    for (const [name, throwAt] of doors) {
      await throwAt(each);
      tally.fault(`garbage at ${name}`, 2 * each);
    }
    await answerAgentWithGarbage(rehearsal, installation);
    const grown = { apiMiB: api.residentMiB() - warm.api, ingestMiB: ingest.residentMiB() - warm.ingest };
    for (const [name, mib] of Object.entries(grown))
      tally.expect('brokenPromises', mib <= GROWTH_MIB_MAX, `garbage made ${name} grow by ${mib} MiB`);
    await stillWorks(installation, tally);
    const [letters] = await installation.owner<
      { count: number }[]
    >`select count(*)::int as count from dead_letter where reason <> ''`;
    return { frames: 2 * each * doors.length, deadLetters: letters?.count ?? 0, ...grown };
  },
};

async function inParallel(count: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const workers = Array.from({ length: AT_ONCE }, async () => {
    for (let index = next++; index < count; index = next++) await work(index);
  });
  await Promise.all(workers);
}

async function throwAtHttp({ random, tally }: Rehearsal, { url, tenants, roles }: Installation, count: number): Promise<void> {
  const seeds: readonly (readonly [string, Buffer])[] = [
    [url, Buffer.from(JSON.stringify({ query: QUERY }))],
    [
      url,
      Buffer.from(JSON.stringify({ query: MUTATION, variables: { input: { idempotencyKey: 'garbage-1', batteryId: 'x' } } })),
    ],
    [new URL('/telemetry', url).href, batchText(tenants)],
  ];
  await inParallel(count, async (index) => {
    const [place, seed] = random.pick(seeds);
    const key = index % 5 === 0 ? bent(random, Buffer.from(tenants[0]?.key ?? '')).toString('hex') : (tenants[0]?.key ?? '');
    try {
      const response = await fetch(place, {
        method: random.next() < 0.95 ? 'POST' : random.pick(['PUT', 'DELETE', 'PATCH']),
        headers: {
          'content-type':
            random.next() < 0.9 ? 'application/json' : random.pick(['text/plain', 'multipart/form-data', 'x/y; charset=é']),
          authorization: `Bearer ${key}`,
        },
        body: new Uint8Array(bent(random, seed)),
        signal: AbortSignal.timeout(ANSWER_MS_MAX),
      });
      const text = await response.text();
      const isOurs = response.status >= 500 || text.includes('"INTERNAL"');
      if (isOurs) {
        const requestId = /"requestId":"([^"]+)"/.exec(text)?.[1] ?? '';
        tally.offend('brokenPromises', `garbage was answered with ${response.status} ${text}: ${roles.api.saidOf(requestId)}`);
      }
    } catch (error) {
      tally.expect('brokenPromises', error instanceof TypeError, `garbage over HTTP: ${String(error)}`);
    }
  });
}

/** Bytes that are no HTTP, no TLS and no WebSocket. */
async function throwAtPorts({ random }: Rehearsal, { url, agentPort }: Installation, count: number): Promise<void> {
  const ports = [Number(new URL(url).port), agentPort];
  const seed = Buffer.from(
    'GET /graphql HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\n\r\n',
  );
  await inParallel(count, async () => {
    const socket = connect(random.pick(ports), '127.0.0.1');
    socket.on('error', () => socket.destroy());
    socket.on('data', () => undefined);
    socket.write(random.next() < 0.5 ? bent(random, seed) : noise(random, 200));
    await Promise.race([once(socket, 'close').catch(() => undefined), pause(RAW_ANSWER_MS)]);
    socket.destroy();
  });
}

async function throwAtWebSocket({ random, tally }: Rehearsal, { url, tenants }: Installation, count: number): Promise<void> {
  const authorization = `Bearer ${tenants[0]?.key ?? ''}`;
  const subscribe = { id: '1', type: 'subscribe', payload: { query: 'subscription { readings { socPercent } }', variables: {} } };
  const seeds = [
    { type: 'connection_init', payload: { authorization } },
    subscribe,
    { type: 'ping' },
    { id: '1', type: 'complete' },
  ];
  await inParallel(count / FRAMES_PER_SOCKET, async () => {
    const socket = new WebSocket(url.replace('http:', 'ws:'), random.next() < 0.95 ? 'graphql-transport-ws' : 'nonsense');
    const ended = new Promise<number>((resolve) => {
      socket.on('close', resolve);
      socket.on('error', () => undefined);
    });
    socket.on('open', () => {
      if (random.next() < 0.7) socket.send(JSON.stringify(seeds[0]));
      for (let frame = 0; frame < FRAMES_PER_SOCKET; frame += 1) {
        const bytes = bent(random, Buffer.from(JSON.stringify(random.pick(seeds))));
        socket.send(bytes, { binary: random.next() < 0.2 });
      }
    });
    const code = await Promise.race([ended, pause(RAW_ANSWER_MS).then(() => 1000)]);
    socket.terminate();
    tally.expect('brokenPromises', CLIENTS_FAULTS.has(code), `garbage on a WebSocket was closed with ${code}`);
  });
}

async function throwAtBroker({ random }: Rehearsal, { mqttUrl, tenants }: Installation, count: number): Promise<void> {
  const client = await mqtt.connectAsync(mqttUrl, { clientId: `garbage-${random.uuid()}` });
  const seed = batchText(tenants);
  for (let index = 0; index < count; index += 1) {
    const topic =
      random.next() < 0.9
        ? telemetryTopic(siteOf(tenants))
        : `holdfast/v1/${random.pick(['severn', 'nobody', '💥'])}/${random.uuid()}/up/telemetry`;
    await client.publishAsync(topic, bent(random, seed), { qos: 1 });
  }
  await client.endAsync();
}

/** The simulated battery against clients that speak no Modbus. */
async function throwAtBattery({ random, tally }: Rehearsal, count: number): Promise<void> {
  const nameplate = {
    chargePowerKwMax: 5,
    dischargePowerKwMax: 5,
    energyCapacityKwh: 13.5,
    chargeEfficiencyPercent: 95,
    dischargeEfficiencyPercent: 95,
  };
  const battery = await startSimulatedBattery({ clock: wallClock, nameplate });
  const seed = Buffer.from('000100000006010300280002', 'hex');
  await inParallel(count / FRAMES_PER_SOCKET, async () => {
    const socket = connect(battery.port, '127.0.0.1');
    socket.on('error', () => socket.destroy());
    socket.on('data', () => undefined);
    for (let frame = 0; frame < FRAMES_PER_SOCKET; frame += 1) socket.write(bent(random, seed));
    await Promise.race([once(socket, 'close').catch(() => undefined), pause(RAW_ANSWER_MS / 10)]);
    socket.destroy();
  });
  const line = new ModbusLine({ host: '127.0.0.1', port: battery.port });
  const connection = new ModbusConnection({ line, unitId: 1 });
  const registers = await connection.exclusive(() => connection.read(40_000, 2)).catch(String);
  tally.expect('brokenPromises', registers.toString() === 'SunS', `the battery answers ${String(registers)} after garbage`);
  line.close();
  await battery.stop();
}

/** The agent against a device that answers noise: it goes on, and says that it does not reach it. */
async function answerAgentWithGarbage({ random, tally, seed }: Rehearsal, { folder }: Installation): Promise<void> {
  const answer = Buffer.from('00010000000701030453756e53', 'hex');
  const device = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.on('data', (request) => {
      const bytes = bent(random, answer);
      // Now and then the right transaction, so that more than the header is looked at.
      if (random.next() < 0.7 && bytes.length > 2) Buffer.from(request).copy(bytes, 0, 0, 2);
      socket.write(bytes);
      if (random.next() < 0.1) socket.destroy();
    });
  });
  device.listen(0, '127.0.0.1');
  await once(device, 'listening');
  const address = device.address();
  const dataDir = join(folder, `garbage-${seed}`);
  mkdirSync(dataDir);
  const fallen = (error: Error): void => tally.offend('crashes', `the agent fell over garbage: ${error.stack}`);
  process.on('uncaughtException', fallen);
  const config = {
    tenantSlug: 'nobody',
    siteId: random.uuid(),
    wsUrl: 'ws://127.0.0.1:1/graphql',
    mqttUrl: 'mqtt://127.0.0.1:1',
    dataDir,
    loopSeconds: 0.05,
    sampleSeconds: 1,
    batchSeconds: 1,
    batteries: [
      {
        batteryId: random.uuid(),
        host: '127.0.0.1',
        port: typeof address === 'object' && address ? address.port : 0,
        unitId: 1,
        energyCapacityKwh: 10,
        safePowerKw: 0,
      },
    ],
  };
  const agent = await startAgent(config, { clock: wallClock, log: pino({ level: 'silent' }) });
  await pause(GARBAGE_DEVICE_MS);
  const [status] = agent.status().batteries;
  tally.expect('brokenPromises', status?.reachable === false, 'an agent believes a device that answers noise');
  await agent.stop();
  process.off('uncaughtException', fallen);
  device.close();
  tally.fault('garbage from a device');
}

/** What is sent next is taken in as ever, on every way. */
async function stillWorks(installation: Installation, tally: Tally): Promise<void> {
  const telemetry = new TelemetryLoad(installation, { tally });
  await telemetry.start();
  await pause(RAW_ANSWER_MS);
  await telemetry.stop();
  tally.expect('brokenPromises', telemetry.acknowledgedCount > 0, 'no telemetry is taken in after garbage');
}

function siteOf(tenants: Installation['tenants']): { tenantSlug: string; siteId: SiteId; batteryId: BatteryId } {
  const { file } = present(tenants[0], 'a tenant');
  const site = present(file.sites[0], 'a site');
  const battery = present(site.batteries[0], 'a battery');
  return {
    tenantSlug: file.slug,
    siteId: idOfKey<SiteId>(file.tenantId, 'site', site.key),
    batteryId: idOfKey<BatteryId>(file.tenantId, 'battery', site.key, battery.key),
  };
}

function batchText(tenants: Installation['tenants']): Buffer {
  const { siteId, batteryId } = siteOf(tenants);
  const reading = { activePowerKw: 1, socPercent: 50, exportedKwh: 1_000, importedKwh: 1_000, instructionSequence: null };
  // Refused even when it is understood: nothing that is thrown may be taken for a measurement.
  const measuredAtMs = Date.now() - 72 * 3_600_000;
  return Buffer.from(
    JSON.stringify({
      version: 1,
      siteId,
      bootId: 'garbage',
      batchSequence: 1,
      readings: [{ batteryId, measuredAtMs, ...reading }],
    }),
  );
}
