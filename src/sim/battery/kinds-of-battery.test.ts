/** Each kind of simulated battery, driven by the agent's own driver over a real socket. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, expect, test } from 'vitest';
import { DeviceLedger } from '../../../edge/src/hardware/device-ledger.ts';
import { ModbusDevice } from '../../../edge/src/hardware/modbus-device.ts';
import { DeviceRefused } from '../../../edge/src/hardware/modbus-exceptions.ts';
import { readRegisterMap } from '../../../edge/src/hardware/register-map-file.ts';
import { type BatteryKind, startSimulatedBattery, type SimulatedBattery } from './simulated-battery.ts';

const NAMEPLATE = {
  chargePowerKwMax: 5,
  dischargePowerKwMax: 5,
  energyCapacityKwh: 13.5,
  chargeEfficiencyPercent: 95,
  dischargeEfficiencyPercent: 95,
};
const HOUR_MS = 3_600_000;
const log = pino({ level: 'silent' });

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

interface Pair {
  readonly battery: SimulatedBattery;
  readonly device: ModbusDevice;
  readonly clock: { ms: number };
}

async function pair(kind: BatteryKind, { ledger, map = true }: { ledger?: DeviceLedger; map?: boolean } = {}): Promise<Pair> {
  const clock = { ms: 1_000 };
  const battery = await startSimulatedBattery({ clock: { nowMs: () => clock.ms }, nameplate: NAMEPLATE, kind });
  const layout = kind === 'generic-hybrid' && map ? { layout: await readRegisterMap('edge/maps/generic-hybrid.yaml') } : {};
  const device = new ModbusDevice(
    { host: '127.0.0.1', port: battery.port, unitId: 1 },
    { ...layout, nowMs: () => clock.ms, ...(ledger && { ledger }) },
  );
  cleanups.push(
    () => battery.stop(),
    () => device.close(),
  );
  return { battery, device, clock };
}

const KINDS = ['sunspec-der', 'legacy-storage', 'generic-hybrid'] as const;

test.each(KINDS)('%s: found with its ratings, and every power is set, read back and flows the way it was meant', async (kind) => {
  const { battery, device, clock } = await pair(kind);
  expect((await device.read()).ratings).toEqual({ chargePowerKwMax: 5, dischargePowerKwMax: 5, energyCapacityKwh: 13.5 });
  for (const powerKw of [4.2, -3, 0, -5, 5]) {
    const setting = await device.apply({ powerKw, revertPowerKw: 0, reversionSeconds: 60 });
    expect(setting.powerKw).toBeCloseTo(powerKw, 9);
    clock.ms += 1_000;
    const reading = await device.read();
    expect(reading.setting).toMatchObject({ reversionSeconds: 60 });
    expect(Math.abs(reading.activePowerKw - powerKw)).toBeLessThanOrEqual(0.006);
    expect(battery.state().control.setpointW / 1_000).toBeCloseTo(powerKw, 9);
  }
});

test.each(KINDS)('%s: whose controller is gone falls back when the timer ends, and the driver sees it', async (kind) => {
  const { device, clock } = await pair(kind);
  await device.apply({ powerKw: 4, revertPowerKw: 0, reversionSeconds: 60 });
  clock.ms += 59_000;
  expect((await device.read()).activePowerKw).toBeGreaterThan(3.9);
  clock.ms += 1_000;
  const { activePowerKw, setting } = await device.read();
  expect(activePowerKw).toBe(0);
  expect(setting.powerKw ?? 0).toBe(0);
});

test.each(KINDS)('%s: refreshing an unchanged setpoint starts the timer anew and rewrites nothing else', async (kind) => {
  const ledger = DeviceLedger.inMemory();
  const { device, clock } = await pair(kind, { ledger });
  const setpoint = { powerKw: 4, revertPowerKw: 0, reversionSeconds: 60 };
  await device.apply(setpoint);
  for (let refresh = 0; refresh < 5; refresh += 1) {
    clock.ms += 40_000;
    expect((await device.read()).activePowerKw).toBeGreaterThan(3.9);
    await device.apply(setpoint);
  }
  expect((await device.read()).activePowerKw).toBeGreaterThan(3.9);
  expect(ledger.writesTodayMax).toBe(6);
});

test.each(KINDS)('%s: steering changes the power alone, by the registers of the power alone', async (kind) => {
  const ledger = DeviceLedger.inMemory();
  const { battery, device, clock } = await pair(kind, { ledger });
  await device.apply({ powerKw: 1, revertPowerKw: 0, reversionSeconds: 60 });
  for (const powerKw of [2, -2.5, 0, 5]) {
    await device.steer(powerKw);
    clock.ms += 50;
    expect(battery.state().control.setpointW / 1_000).toBeCloseTo(powerKw, 9);
  }
  expect((await device.read()).setting).toMatchObject({ powerKw: 5, reversionSeconds: 60 });
  expect(ledger.writesTodayMax).toBe(5);
});

test('a battery without meters has its energy counted, by direction, over a restart', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  cleanups.push(() => rmSync(folder, { recursive: true }));
  const open = (nowMs: () => number): Promise<DeviceLedger> =>
    DeviceLedger.open({ path: join(folder, 'device.json'), writesPerDayMax: 1_000, nowMs, log });
  const clock = { ms: 1_000 };
  const ledger = await open(() => clock.ms);
  const { device, clock: time } = await pair('legacy-storage', { ledger });
  for (const powerKw of [4, -2]) {
    await device.apply({ powerKw, revertPowerKw: 0, reversionSeconds: 7_200 });
    await device.read();
    for (let minute = 0; minute < 30; minute += 1) {
      time.ms += HOUR_MS / 60;
      clock.ms = time.ms;
      await device.read();
    }
    await device.apply({ powerKw: 0, revertPowerKw: 0, reversionSeconds: 7_200 });
    await device.read();
  }
  const { exportedKwh, importedKwh } = await device.read();
  expect(exportedKwh).toBeCloseTo(2, 1);
  expect(importedKwh).toBeCloseTo(1, 1);
  await ledger.close();
  expect((await open(() => clock.ms)).countedEnergy).toEqual({ exportedKwh, importedKwh });
});

test('a setpoint that the registers cannot hold is refused before anything is written', async () => {
  const { battery, device } = await pair('generic-hybrid');
  await expect(device.apply({ powerKw: 1, revertPowerKw: 0, reversionSeconds: 7_200 })).rejects.toThrow(
    /watchdog cannot hold 7200/,
  );
  expect(battery.state().control.setpointEnabled).toBe(false);
});

test('what a map measures beyond power arrives in its units', async () => {
  const { device } = await pair('generic-hybrid');
  expect(await device.read()).toMatchObject({
    voltageVolts: 230.5,
    frequencyHertz: 50,
    temperatureCelsius: 25,
    state: 'standby',
  });
});

test('a device of another maker without its map, and a map on another device, are refused with the reason', async () => {
  const { device } = await pair('generic-hybrid', { map: false });
  await expect(device.read()).rejects.toThrow(new DeviceRefused('the device shows no SunSpec marker; it needs a register map'));
  const { battery } = await pair('sunspec-der');
  const layout = await readRegisterMap('edge/maps/generic-hybrid.yaml');
  const stranger = new ModbusDevice({ host: '127.0.0.1', port: battery.port, unitId: 1 }, { layout });
  cleanups.push(() => stranger.close());
  await expect(stranger.read()).rejects.toThrow(DeviceRefused);
});

test('a killed process never counts too few writes, one that ended cleanly counts exactly', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  cleanups.push(() => rmSync(folder, { recursive: true }));
  const clock = { ms: 1_000 };
  const open = (): Promise<DeviceLedger> =>
    DeviceLedger.open({ path: join(folder, 'device.json'), writesPerDayMax: 10_000, nowMs: () => clock.ms, log });
  const first = await open();
  for (let count = 0; count < 300; count += 1) await first.count(40_000, 2);
  const killed = await open();
  expect(killed.writesTodayMax).toBeGreaterThanOrEqual(300);
  expect(killed.writesTodayMax).toBeLessThanOrEqual(300 + 256);
  await first.close();
  expect((await open()).writesTodayMax).toBe(300);
  clock.ms += 24 * HOUR_MS;
  expect((await open()).usedRatio).toBe(0);
});
