import { afterEach, expect, test } from 'vitest';
import { ModbusDevice, ReadBackMismatch } from '../../../edge/src/hardware/modbus-device.ts';
import { DeviceRefused, DeviceUnreachable } from '../../../edge/src/hardware/modbus-exceptions.ts';
import type { BatteryNameplate } from './physics.ts';
import { startSimulatedBattery, type SimulatedBattery } from './simulated-battery.ts';

const GRID: BatteryNameplate = {
  chargePowerKwMax: 200_000,
  dischargePowerKwMax: 200_000,
  energyCapacityKwh: 400_000,
  chargeEfficiencyPercent: 95,
  dischargeEfficiencyPercent: 95,
};
const HOME: BatteryNameplate = { ...GRID, chargePowerKwMax: 5, dischargePowerKwMax: 5, energyCapacityKwh: 13.5 };
const SETPOINT = { powerKw: 4.2, revertPowerKw: 0, reversionSeconds: 60 };

const running: { battery: SimulatedBattery; device: ModbusDevice }[] = [];
afterEach(async () => {
  for (const { battery, device } of running.splice(0)) {
    device.close();
    await battery.stop();
  }
});

async function pair(nameplate = HOME): Promise<{ battery: SimulatedBattery; device: ModbusDevice; clock: { ms: number } }> {
  const clock = { ms: 1_000 };
  const battery = await startSimulatedBattery({ clock: { nowMs: () => clock.ms }, nameplate });
  const device = new ModbusDevice({ host: '127.0.0.1', port: battery.port, unitId: 1 });
  running.push({ battery, device });
  return { battery, device, clock };
}

test.each([
  ['200 MW and 400 MWh', GRID, -150_000],
  ['5 kW and 13.5 kWh', HOME, -3.217],
])('a battery of %s is found, set, read back and measured', async (_size, nameplate, powerKw) => {
  const { device, clock } = await pair(nameplate);
  const before = await device.read();
  expect(before).toMatchObject({ socPercent: 50, socStepPercent: 0.01, activePowerKw: 0, setting: { powerKw: null } });
  expect(before.ratings).toEqual({
    chargePowerKwMax: nameplate.chargePowerKwMax,
    dischargePowerKwMax: nameplate.dischargePowerKwMax,
    energyCapacityKwh: nameplate.energyCapacityKwh,
  });
  expect((await device.apply({ powerKw, revertPowerKw: 0, reversionSeconds: 7_200 })).powerKw).toBeCloseTo(powerKw, 9);
  clock.ms += 3_600_000;
  const after = await device.read();
  expect(Math.abs(after.activePowerKw - powerKw)).toBeLessThanOrEqual(nameplate.chargePowerKwMax * 0.0011);
  expect(after.importedKwh).toBeCloseTo(-powerKw, 2);
  expect(after.socPercent).toBeCloseTo(50 - (powerKw * 95) / nameplate.energyCapacityKwh, 1);
});

test('a battery whose controller is gone reverts; the driver sees that its setpoint no longer stands', async () => {
  const { device, clock } = await pair();
  await device.apply(SETPOINT);
  clock.ms += 59_000;
  expect((await device.read()).setting.powerKw).toBe(4.2);
  clock.ms += 1_000;
  expect(await device.read()).toMatchObject({ activePowerKw: 0, setting: { powerKw: 0 } });
});

test('writes that are confirmed and not carried out are found out by reading back', async () => {
  const { battery, device } = await pair();
  battery.faults.ignoresWrites = true;
  await expect(device.apply(SETPOINT)).rejects.toThrow(ReadBackMismatch);
});

test('a setpoint the battery will not take is refused, not retried', async () => {
  const { device } = await pair();
  await expect(device.apply({ ...SETPOINT, powerKw: 6 })).rejects.toThrow(DeviceRefused);
});

test('a busy battery is asked again', async () => {
  const { battery, device } = await pair();
  battery.faults.busyCount = 3;
  expect((await device.apply(SETPOINT)).powerKw).toBe(4.2);
});

test('a battery that went away is found again on the same address', async () => {
  const { battery, device, clock } = await pair();
  await device.apply(SETPOINT);
  await battery.stop();
  await expect(device.read()).rejects.toThrow(DeviceUnreachable);
  const again = await startSimulatedBattery({
    clock: { nowMs: () => clock.ms },
    nameplate: HOME,
    state: battery.state(),
    port: battery.port,
  });
  running.push({ battery: again, device });
  await expect
    .poll(() => device.read().catch(() => null), { interval: 20, timeout: 2_000 })
    .toMatchObject({ setting: { powerKw: 4.2 } });
});
