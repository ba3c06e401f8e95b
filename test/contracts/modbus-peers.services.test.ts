/** Modbus as others wrote it: the agent's driver against Debian's pymodbus, on TCP and on a serial line; our simulator against mbpoll. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pino from 'pino';
import { afterEach, expect, test } from 'vitest';
import { startAgent } from '../../edge/src/agent.ts';
import { ModbusDevice } from '../../edge/src/hardware/modbus-device.ts';
import { wallClock } from '../../edge/src/clock/wall-clock.ts';
import { BatteryPlant, restingBattery } from '../../src/sim/battery/battery-plant.ts';
import { RegisterImage } from '../../src/sim/battery/register-image.ts';
import { type BatteryKind, startSimulatedBattery, type SimulatedBattery } from '../../src/sim/battery/simulated-battery.ts';
import { temporaryFolder } from '../harness/demo-process.ts';

const run = promisify(execFile);
/** Debian's own: another Python on the path has not its packages. */
const PYTHON = '/usr/bin/python3';
const NAMEPLATE = {
  chargePowerKwMax: 5,
  dischargePowerKwMax: 5,
  energyCapacityKwh: 13.5,
  chargeEfficiencyPercent: 95,
  dischargeEfficiencyPercent: 95,
};
const IMAGE_ADDRESS = 40_000;
const BAUD_RATE = 19_200;
const SETPOINT = { powerKw: -3.217, revertPowerKw: 0, reversionSeconds: 60 };
/** Where `WSet` of model 704 lies in the image. */
const WSET = 40_301;
const WSET_MODE = 40_300;
const soon = { timeout: 10_000, interval: 50 };

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

function folder(): string {
  const made = temporaryFolder();
  cleanups.push(() => made.remove());
  return made.path;
}

function start(command: string, args: readonly string[]): ChildProcess {
  const child = spawn(command, args, { stdio: ['pipe', 'ignore', 'inherit'] });
  cleanups.push(() => child.kill('SIGKILL'));
  return child;
}

/** The words of a simulated battery at rest, as numbers for another server. */
function wordsOfBattery(): number[] {
  const plant = new BatteryPlant({ nameplate: NAMEPLATE, state: restingBattery(NAMEPLATE, 50), nowMs: () => 0 });
  const image = new RegisterImage(plant);
  const words: number[] = [];
  for (let word = image.read(IMAGE_ADDRESS, 1); word; word = image.read(IMAGE_ADDRESS + words.length, 1))
    words.push(word.readUInt16BE(0));
  return words;
}

function startPymodbus(args: readonly string[]): void {
  const server = start(PYTHON, ['test/contracts/pymodbus-battery.py', ...args]);
  server.stdin?.end(JSON.stringify({ address: IMAGE_ADDRESS, words: wordsOfBattery() }));
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Two ends of a serial line. */
async function serialPair(): Promise<readonly [string, string]> {
  const path = folder();
  const ends = [join(path, 'agent'), join(path, 'battery')] as const;
  start(
    'socat',
    ends.map((end) => `pty,raw,echo=0,link=${end}`),
  );
  await expect.poll(() => ends.every((end) => existsSync(end)), soon).toBe(true);
  return ends;
}

async function findsAndSets(device: ModbusDevice): Promise<void> {
  cleanups.push(() => device.close());
  await expect
    .poll(() => device.read().catch((error: unknown) => String(error)), soon)
    .toMatchObject({
      ratings: { chargePowerKwMax: 5, dischargePowerKwMax: 5, energyCapacityKwh: 13.5 },
      socPercent: 50,
      setting: { powerKw: null },
    });
  expect(await device.apply(SETPOINT)).toEqual(SETPOINT);
  expect((await device.read()).setting).toEqual(SETPOINT);
}

test('the driver finds the models on pymodbus over TCP, sets a power and reads it back', async () => {
  const port = await freePort();
  startPymodbus(['tcp', String(port)]);
  await findsAndSets(new ModbusDevice({ host: '127.0.0.1', port, unitId: 1 }));
});

test('the driver finds the models on pymodbus over a serial line, sets a power and reads it back', async () => {
  const [ours, theirs] = await serialPair();
  startPymodbus(['rtu', theirs, String(BAUD_RATE)]);
  await findsAndSets(new ModbusDevice({ serial: { path: ours, baudRate: BAUD_RATE }, unitId: 1 }));
});

test('the whole agent brings a battery on pymodbus to its safe power, as mbpoll sees', async () => {
  const port = await freePort();
  startPymodbus(['tcp', String(port)]);
  const site = { tenantSlug: 'acme', siteId: '00000000-0000-4000-8000-000000000002' };
  const battery = { batteryId: '00000000-0000-4000-8000-000000000001', host: '127.0.0.1', port, unitId: 1 };
  const config = {
    ...site,
    wsUrl: 'ws://127.0.0.1:9/graphql',
    mqttUrl: 'mqtt://127.0.0.1:9',
    dataDir: folder(),
    loopSeconds: 1,
    sampleSeconds: 10,
    batchSeconds: 10,
    batteries: [{ ...battery, energyCapacityKwh: 13.5, safePowerKw: 1.25 }],
  };
  const agent = await startAgent(config, { clock: wallClock, log: pino({ level: 'silent' }) });
  cleanups.push(() => agent.stop());
  await expect.poll(() => mbpoll(port, { address: WSET, type: '4:int' }), soon).toEqual([1_250]);
});

/** What mbpoll reads; with a value, what it says after writing it. */
async function mbpoll(
  port: number,
  { address, type, count = 1 }: { address: number; type: string; count?: number },
): Promise<number[]> {
  const args = [
    '-m',
    'tcp',
    '-p',
    String(port),
    '-a',
    '1',
    '-0',
    '-B',
    '-1',
    '-q',
    '-t',
    type,
    '-r',
    String(address),
    '-c',
    String(count),
  ];
  const { stdout } = await run('mbpoll', [...args, '127.0.0.1']).catch(() => ({ stdout: '' }));
  return [...stdout.matchAll(/^\[\d+\]:\s+(-?[\d.]+)/gm)].map(([, value]) => Number(value));
}

async function mbpollWrites(port: number, address: number, value: number): Promise<string> {
  const args = [
    '-m',
    'tcp',
    '-p',
    String(port),
    '-a',
    '1',
    '-0',
    '-B',
    '-t',
    '4:int',
    '-r',
    String(address),
    '127.0.0.1',
    '--',
    String(value),
  ];
  const { stdout } = await run('mbpoll', args).catch((error: unknown) => ({ stdout: `refused: ${String(error)}` }));
  return stdout;
}

async function simulated(kind: BatteryKind): Promise<SimulatedBattery> {
  const battery = await startSimulatedBattery({ clock: { nowMs: () => 1_000 }, nameplate: NAMEPLATE, kind });
  cleanups.push(() => battery.stop());
  return battery;
}

test('mbpoll reads the simulated batteries: the marker, 32-bit numbers, input registers', async () => {
  const { port } = await simulated('sunspec-der');
  expect(await mbpoll(port, { address: 40_000, type: '4', count: 4 })).toEqual([0x5375, 0x6e53, 1, 66]);
  expect(await mbpoll(port, { address: 40_070 + 17, type: '4:int' })).toEqual([50_000]);
  const hybrid = await simulated('generic-hybrid');
  expect(await mbpoll(hybrid.port, { address: 10, type: '3', count: 2 })).toEqual([50, 50]);
});

test('what mbpoll writes moves the simulated battery, and a measurement it will not let be written', async () => {
  const battery = await simulated('sunspec-der');
  expect(await mbpollWrites(battery.port, WSET, -2_500)).toContain('Written 1 reference');
  expect(battery.state().control.setpointW).toBe(-2_500);
  expect(await mbpollWrites(battery.port, 40_080, 1)).toContain('refused');
  expect(await mbpoll(battery.port, { address: WSET_MODE, type: '4' })).toEqual([1]);
});
