import { afterEach, describe, expect, test } from 'vitest';
import { startSimulatedBattery } from '../../../src/sim/battery/simulated-battery.ts';
import { frequencyAt, type FrequencyScript } from './frequency-scripts.ts';
import type { FrequencyMeter } from './meter.ts';
import { ModbusMeter } from './modbus-meter.ts';
import { parseRecording } from './recording-file.ts';
import { valueIn } from './register-value.ts';
import { ReplayMeter } from './replay-meter.ts';
import { SimulatedMeter } from './simulated-meter.ts';

const START_MS = Date.UTC(2030, 0, 1);
const NAMEPLATE = {
  chargePowerKwMax: 5,
  dischargePowerKwMax: 5,
  energyCapacityKwh: 13.5,
  chargeEfficiencyPercent: 95,
  dischargeEfficiencyPercent: 95,
};
const SCRIPT: FrequencyScript = { kind: 'steps', frequenciesHertz: [50, 49.713, 50.2, 49.99], stepSeconds: 1 };

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

interface Bench {
  readonly meter: FrequencyMeter;
  readonly clock: { ms: number };
}

/** Each shows the script from START_MS on. */
const METERS: Readonly<Record<string, () => Promise<Bench>>> = {
  simulated: async () => {
    const clock = { ms: START_MS };
    return { clock, meter: new SimulatedMeter({ script: SCRIPT, nowMs: () => clock.ms }) };
  },
  replayed: async () => {
    const clock = { ms: START_MS };
    const rows = Array.from({ length: 10 }, (_, second) => {
      return `${new Date(START_MS + second * 1_000).toISOString()},${frequencyAt(SCRIPT, second)}`;
    });
    const recording = parseRecording(['time,hertz', ...rows].join('\n'));
    return { clock, meter: new ReplayMeter({ recording, nowMs: () => clock.ms, holdMs: 1_000 }) };
  },
  'on Modbus TCP': async () => {
    const clock = { ms: START_MS };
    const battery = await startSimulatedBattery({
      clock: { nowMs: () => clock.ms },
      nameplate: NAMEPLATE,
      frequencyHertz: () => frequencyAt(SCRIPT, (clock.ms - START_MS) / 1_000),
    });
    cleanups.push(() => battery.stop());
    const meter = new ModbusMeter({
      host: '127.0.0.1',
      port: battery.port,
      unitId: 1,
      frequency: { address: 40_087, format: 'uint32', scale: 0.001 },
      power: { address: 40_080, format: 'int16', scale: 0.001 },
      nowMs: () => clock.ms,
    });
    return { clock, meter };
  },
};

describe.each(Object.entries(METERS))('a meter %s', (_name, open) => {
  async function bench(): Promise<Bench> {
    const opened = await open();
    cleanups.unshift(() => opened.meter.close());
    return opened;
  }

  test('says the frequency of now to a millihertz, with the instant of measuring', async () => {
    const { meter, clock } = await bench();
    for (const [seconds, frequencyHertz] of [
      [0, 50],
      [0.95, 50],
      [1, 49.713],
      [2.4, 50.2],
      [3, 49.99],
    ] as const) {
      clock.ms = START_MS + seconds * 1_000;
      const sample = await meter.read();
      expect(sample?.frequencyHertz).toBeCloseTo(frequencyHertz, 4);
      expect(sample?.atMs).toBe(clock.ms);
    }
  });

  test('says the same of the same instant', async () => {
    const { meter, clock } = await bench();
    clock.ms += 1_500;
    expect(await meter.read()).toEqual(await meter.read());
  });

  test('rejects once it is closed', async () => {
    const { meter } = await bench();
    await meter.read();
    await meter.close();
    await expect(meter.read()).rejects.toThrow();
  });
});

test('a meter on Modbus TCP that falls silent rejects, and answers again when it is back', async () => {
  const clock = { ms: START_MS };
  const options = { clock: { nowMs: () => clock.ms }, nameplate: NAMEPLATE };
  const first = await startSimulatedBattery(options);
  const place = { address: 40_087, format: 'uint32', scale: 0.001 } as const;
  const address = { host: '127.0.0.1', port: first.port, unitId: 1 };
  const meter = new ModbusMeter({ ...address, frequency: place, power: null, nowMs: () => clock.ms });
  cleanups.push(() => meter.close());
  expect(await meter.read()).toEqual({ atMs: START_MS, frequencyHertz: 50, powerKw: null });
  await first.stop();
  await expect(meter.read()).rejects.toThrow();
  const again = await startSimulatedBattery({ ...options, port: first.port });
  cleanups.push(() => again.stop());
  await expect.poll(() => meter.read().catch(() => null), { interval: 20, timeout: 3_000 }).toMatchObject({ frequencyHertz: 50 });
});

test('a frequency that no grid has is not one', async () => {
  const battery = await startSimulatedBattery({ clock: { nowMs: () => 0 }, nameplate: NAMEPLATE, frequencyHertz: () => 0 });
  const place = { address: 40_087, format: 'uint32', scale: 0.001 } as const;
  const address = { host: '127.0.0.1', port: battery.port, unitId: 1 };
  const meter = new ModbusMeter({ ...address, frequency: place, power: null, nowMs: () => 0 });
  cleanups.push(
    () => meter.close(),
    () => battery.stop(),
  );
  expect(await meter.read()).toBeNull();
});

test('a gap in a recording is a meter that has fallen silent: its last value keeps its age', async () => {
  const clock = { ms: START_MS + 5_000 };
  const recording = { atMs: Float64Array.of(START_MS, START_MS + 60_000), frequencyHertz: Float64Array.of(49.9, 50) };
  const meter = new ReplayMeter({ recording, nowMs: () => clock.ms, holdMs: 1_000 });
  expect(await meter.read()).toEqual({ atMs: START_MS + 1_000, frequencyHertz: 49.9, powerKw: null });
  clock.ms = START_MS - 1;
  expect(await meter.read()).toBeNull();
});

test.each([
  ['int16', [0xff, 0x9c], -100],
  ['uint16', [0xc3, 0x50], 50_000],
  ['int32', [0xff, 0xff, 0xff, 0x9c], -100],
  ['uint32', [0x00, 0x00, 0xc3, 0x50], 50_000],
  ['float32', [0x42, 0x48, 0x00, 0x00], 50],
  ['uint16', [0xff, 0xff], null],
  ['int16', [0x80, 0x00], null],
  ['float32', [0x7f, 0xc0, 0x00, 0x00], null],
] as const)('a register of format %s that holds %j is %s', (format, bytes, value) => {
  expect(valueIn(Buffer.from([0, 0, ...bytes]), 99, { address: 100, format, scale: 1 })).toBe(value);
});

test('a value whose low word comes first is put in order', () => {
  const place = { address: 0, format: 'uint32', scale: 0.001, swapped: true } as const;
  expect(valueIn(Buffer.from([0xc3, 0x50, 0, 0]), 0, place)).toBe(50);
});

test('the script of 9 August 2019 reaches its lowest frequency after 77 s and is back after 282 s', () => {
  const script: FrequencyScript = { kind: 'august-2019' };
  const course = Array.from({ length: 300 }, (_, second) => frequencyAt(script, second));
  expect(Math.min(...course)).toBe(48.79);
  expect(course.indexOf(48.79)).toBe(77);
  expect([course[0], course[282], course[299]]).toEqual([50, 50, 50]);
});

test.each([
  ['2022-04-01 00:00:00+01:00,50.02\n2022-04-01 00:00:00+01:00,50.01', 'line 2 is not later than the one before'],
  ['time,hertz\n2022-04-01 00:00:00Z,', 'line 2 is not an instant and a frequency'],
  ['time,hertz\n', 'there is no sample in it'],
])('a recording that is not one is refused by its line: %j', (text, reason) => {
  expect(() => parseRecording(text)).toThrow(reason);
});
