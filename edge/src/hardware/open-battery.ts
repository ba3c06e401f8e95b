/** A battery of the configuration, ready to be asked: its line, its registers, and what was counted of it before. */
import { join } from 'node:path';
import type { SiteLog } from '../ports.ts';
import { DeviceLedger, REGISTER_WRITES_PER_DAY_DEFAULT } from './device-ledger.ts';
import { ModbusDevice } from './modbus-device.ts';
import { ModbusLine, printAddress, type LineAddress } from './modbus-line.ts';
import { readRegisterMap } from './register-map-file.ts';

const BAUD_RATE_DEFAULT = 9_600;

/** Where a battery is, as a configuration and a command line say it. */
export interface BatteryPlace {
  readonly host?: string;
  readonly port?: number;
  readonly unitId: number;
  readonly serial?: {
    readonly path: string;
    readonly baudRate?: number;
    readonly parity?: 'none' | 'even' | 'odd';
    readonly stopBits?: 1 | 2;
  };
}

export interface BatterySettings extends BatteryPlace {
  readonly batteryId: string;
  /** The file of a register map; SunSpec models are looked for when it is left out. */
  readonly map?: string;
  readonly registerWritesPerDayMax?: number;
}

interface Surroundings {
  readonly dataDir: string;
  readonly nowMs: () => number;
  readonly log: SiteLog;
  readonly lines: LinePool;
}

/** One line for all devices behind one address: a serial bus or a gateway takes one request at a time. */
export class LinePool {
  readonly #lines = new Map<string, ModbusLine>();

  get(address: LineAddress): ModbusLine {
    const key = printAddress(address);
    const line = this.#lines.get(key) ?? new ModbusLine(address);
    this.#lines.set(key, line);
    return line;
  }
}

export async function openBattery(battery: BatterySettings, { dataDir, nowMs, log, lines }: Surroundings): Promise<ModbusDevice> {
  const { batteryId, unitId, map, registerWritesPerDayMax: writesPerDayMax = REGISTER_WRITES_PER_DAY_DEFAULT } = battery;
  const address = addressOf(battery);
  const ledger = await DeviceLedger.open({ path: join(dataDir, `device-${batteryId}.json`), writesPerDayMax, nowMs, log });
  const layout = map === undefined ? {} : { layout: await readRegisterMap(map) };
  return new ModbusDevice({ ...address, unitId }, { ...layout, ledger, nowMs, line: lines.get(address) });
}

export function addressOf({ host, port, serial }: BatteryPlace): LineAddress {
  if (serial) return { serial: { baudRate: BAUD_RATE_DEFAULT, ...serial } };
  if (host === undefined || port === undefined) throw new Error('a battery needs host and port, or serial');
  return { host, port };
}
