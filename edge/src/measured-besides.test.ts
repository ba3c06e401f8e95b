import { expect, test } from 'vitest';
import type { DeviceReading } from './hardware/modbus-device.ts';
import { measuredBesides } from './measured-besides.ts';

const SILENT = { frequencyHertz: null, voltageVolts: null, temperatureCelsius: null, state: null };
const told = (facts: object): object => measuredBesides({ activePowerKw: 0, ...SILENT, ...facts } as unknown as DeviceReading);

test('what the device does not tell is left out', () => {
  expect(told({})).toEqual({});
  expect(told({ frequencyHertz: 49.98, temperatureCelsius: 0 })).toEqual({ frequencyHertz: 49.98, temperatureCelsius: 0 });
});

test.each<[string, number, string]>([
  ['off', 0, 'OFF'],
  ['sleeping', 0, 'OFF'],
  ['fault', 3, 'FAULT'],
  ['standby', 0, 'STANDBY'],
  ['running', 4.2, 'DISCHARGING'],
  ['throttled', -4.2, 'CHARGING'],
  ['running', 0, 'STANDBY'],
])('a device that says %s at %d kW is %s', (state, activePowerKw, operatingState) => {
  expect(told({ state, activePowerKw })).toEqual({ operatingState });
});
