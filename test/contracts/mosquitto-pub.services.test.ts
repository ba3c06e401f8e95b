/** Telemetry as anybody may send it: ingest on a real broker, fed by mosquitto_pub. */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startIngest } from '../../src/modules/telemetry/index.ts';
import { connectMqtt, type MqttClient } from '../../src/platform/mqtt.ts';
import { printTelemetryBatch } from '../../src/wire/telemetry.ts';
import { quietLog } from '../harness/quiet-log.ts';
import { batteryIdOf, globalBattery, openWorld, type Place, siteIdOf, topicOf, type World } from '../harness/world.ts';

const run = promisify(execFile);
const soon = { timeout: 10_000, interval: 50 };

let world: World;
let mqtt: MqttClient;
const place: Place = { tenant: 'alder', site: 'north', battery: 'one' };

beforeAll(async () => {
  world = await openWorld();
  mqtt = await connectMqtt({ url: inject('mqttUrl'), clientId: `test-${randomUUID()}`, log: quietLog });
  await startIngest({ platform: world.services, connections: [mqtt], sharedGroup: null });
});

afterAll(async () => {
  await mqtt?.close();
  await world?.close();
});

async function publish(payload: string): Promise<void> {
  const { hostname, port } = new URL(inject('mqttUrl'));
  await run('mosquitto_pub', ['-h', hostname, '-p', port || '1883', '-q', '1', '-t', topicOf(place), '-m', payload]);
}

const readingsOf = async (): Promise<unknown> => {
  const query = `query ($id: ID!) { battery(id: $id) { latestReading { activePowerKw socPercent exportedKwh } } }`;
  const { data } = await world.ask(await world.key('alder', 'OPERATOR'), query, { id: globalBattery(place) });
  return data.battery.latestReading;
};

test('a batch published by hand is stored and shown', async () => {
  const reading = { batteryId: batteryIdOf(place), measuredAtMs: world.clock.nowMs(), activePowerKw: 1.5, socPercent: 61 };
  const meters = { exportedKwh: 12.5, importedKwh: 20, instructionSequence: null };
  const readings = [{ ...reading, ...meters }];
  await publish(printTelemetryBatch({ version: 1, siteId: siteIdOf(place), bootId: randomUUID(), batchSequence: 1, readings }));
  await expect.poll(readingsOf, soon).toEqual({ activePowerKw: 1.5, socPercent: 61, exportedKwh: 12.5 });
});

test('nonsense published by hand becomes a dead letter, and what follows it is taken', async () => {
  await publish('{"version":1');
  const letters = async (): Promise<number> =>
    Number((await world.owner`select count(*) as count from dead_letter`)[0]?.['count'] ?? 0);
  await expect.poll(letters, soon).toBe(1);
  const reading = { batteryId: batteryIdOf(place), measuredAtMs: world.clock.nowMs() + 1_000, activePowerKw: 2, socPercent: 60 };
  const readings = [{ ...reading, exportedKwh: 12.6, importedKwh: 20, instructionSequence: null }];
  await publish(printTelemetryBatch({ version: 1, siteId: siteIdOf(place), bootId: randomUUID(), batchSequence: 1, readings }));
  await expect.poll(readingsOf, soon).toMatchObject({ activePowerKw: 2 });
});
