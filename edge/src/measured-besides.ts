/** What a device tells beside power, charge and meters, in the words of the wire. Pure. */
import type { OperatingState } from '../../src/wire/telemetry.ts';
import type { DeviceReading } from './hardware/modbus-device.ts';
import type { MeasuredBesides } from './reading-sampler.ts';

/** The devices' own words that say more than whether power flows; all others are told by the power. */
const STATES: Readonly<Record<string, OperatingState>> = {
  off: 'OFF',
  sleeping: 'OFF',
  starting: 'STARTING',
  standby: 'STANDBY',
  fault: 'FAULT',
  testing: 'MAINTENANCE',
};

/** What the device does not tell is left out. */
export function measuredBesides(reading: DeviceReading): MeasuredBesides {
  const { frequencyHertz, voltageVolts, temperatureCelsius } = reading;
  return {
    ...(frequencyHertz !== null && { frequencyHertz }),
    ...(voltageVolts !== null && { voltageVolts }),
    ...(temperatureCelsius !== null && { temperatureCelsius }),
    ...(reading.state !== null && { operatingState: STATES[reading.state] ?? stateByPower(reading.activePowerKw) }),
  };
}

function stateByPower(activePowerKw: number): OperatingState {
  return activePowerKw > 0 ? 'DISCHARGING' : activePowerKw < 0 ? 'CHARGING' : 'STANDBY';
}
