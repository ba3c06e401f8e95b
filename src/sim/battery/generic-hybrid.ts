/** The inverter that `edge/maps/generic-hybrid.yaml` describes, made from its text and not from the agent's reading of it. */
import type { BatteryPlant, ControlRegisters } from './battery-plant.ts';
import type { RegisterBank, WriteOutcome } from './register-bank.ts';

const IDENTITY = 18_518;
const WATTS_PER_KW = 1_000;
const PERCENT = 100;
const INPUT_BLOCKS = [
  { address: 0, count: 14 },
  { address: 100, count: 13 },
];
const CONTROL_ADDRESS = 200;
const CONTROL_COUNT = 5;
const WATCHDOG_SECONDS_MIN = 5;
const WATCHDOG_SECONDS_MAX = 3_600;
const STEP_W = 10;

const CHARGING = 1;
const DISCHARGING = 2;

export class GenericHybrid implements RegisterBank {
  readonly #plant: BatteryPlant;
  readonly #inputs = Buffer.alloc(226);
  readonly #controls = Buffer.alloc(CONTROL_COUNT * 2);

  constructor(plant: BatteryPlant) {
    this.#plant = plant;
    const { chargePowerKwMax, dischargePowerKwMax, energyCapacityKwh } = plant.nameplate;
    this.#controls.writeUInt16BE(WATCHDOG_SECONDS_MIN, 0);
    this.#inputs.writeUInt16BE(IDENTITY, 0);
    this.#inputs.writeUInt16BE((chargePowerKwMax * WATTS_PER_KW) / 100, 20);
    this.#inputs.writeUInt16BE((dischargePowerKwMax * WATTS_PER_KW) / 100, 22);
    this.#putLowWordFirst(12, energyCapacityKwh * WATTS_PER_KW);
  }

  readInput(address: number, count: number): Buffer | null {
    const block = INPUT_BLOCKS.find((each) => address >= each.address && address + count <= each.address + each.count);
    if (!block) return null;
    this.#refresh();
    return this.#inputs.subarray(address * 2, (address + count) * 2);
  }

  read(address: number, count: number): Buffer | null {
    if (address < CONTROL_ADDRESS || address + count > CONTROL_ADDRESS + CONTROL_COUNT) return null;
    this.#refresh();
    return Buffer.from(this.#controls.subarray((address - CONTROL_ADDRESS) * 2, (address - CONTROL_ADDRESS + count) * 2));
  }

  write(address: number, values: Buffer): WriteOutcome {
    if (address < CONTROL_ADDRESS || address + values.length / 2 > CONTROL_ADDRESS + CONTROL_COUNT) return 'illegal-address';
    const next = Buffer.from(this.#controls);
    values.copy(next, (address - CONTROL_ADDRESS) * 2);
    const control = parse(next);
    if (!control) return 'illegal-value';
    next.copy(this.#controls);
    this.#plant.command(control);
    return 'written';
  }

  #refresh(): void {
    const powerKw = this.#plant.meteredPowerKw();
    const { storedEnergyKwh, exportedKwh, importedKwh, control } = this.#plant.state();
    this.#putLowWordFirst(100, Math.round(-powerKw * WATTS_PER_KW));
    this.#inputs.writeUInt16BE(Math.round((storedEnergyKwh / this.#plant.nameplate.energyCapacityKwh) * PERCENT * 10), 204);
    this.#putLowWordFirst(104, Math.floor(exportedKwh * 100));
    this.#putLowWordFirst(106, Math.floor(importedKwh * 100));
    this.#inputs.writeUInt16BE(5_000, 216);
    const volts = Buffer.alloc(4);
    volts.writeFloatBE(230.5);
    this.#putLowWordFirst(109, volts.readUInt32BE(0));
    this.#inputs.writeUInt16BE(650, 222);
    this.#inputs.writeUInt16BE(powerKw === 0 ? 1 : 2, 224);
    const watts = control.setpointEnabled ? control.setpointW : 0;
    this.#controls.writeUInt16BE(directionOf(watts), 4);
    this.#controls.writeUInt16BE(Math.abs(watts) / STEP_W, 6);
  }

  #putLowWordFirst(address: number, value: number): void {
    this.#inputs.writeUInt16BE(value & 0xffff, address * 2);
    this.#inputs.writeUInt16BE((value >>> 16) & 0xffff, address * 2 + 2);
  }
}

function directionOf(watts: number): number {
  if (watts === 0) return 0;
  return watts > 0 ? DISCHARGING : CHARGING;
}

function parse(controls: Buffer): ControlRegisters | null {
  const [reversionSeconds, direction, remote] = [controls.readUInt16BE(0), controls.readUInt16BE(4), controls.readUInt16BE(8)];
  const sensible =
    reversionSeconds >= WATCHDOG_SECONDS_MIN &&
    reversionSeconds <= WATCHDOG_SECONDS_MAX &&
    direction <= DISCHARGING &&
    remote <= 1;
  if (!sensible) return null;
  const magnitudeW = controls.readUInt16BE(6) * STEP_W;
  const signs: Readonly<Record<number, number>> = { [CHARGING]: -1, [DISCHARGING]: 1 };
  return {
    setpointEnabled: remote === 1,
    setpointInWatts: true,
    setpointW: magnitudeW * (signs[direction] ?? 0) + 0,
    revertSetpointW: -controls.readInt16BE(2) * STEP_W + 0,
    setpointPercent: 0,
    revertSetpointPercent: 0,
    revertEnabled: true,
    reversionSeconds,
  };
}
