/** The SunSpec register map of the simulated battery: models 1, 701, 702, 704 and 713 behind the marker at 40000. */
import { MILLISECONDS_PER_SECOND } from '../../kernel/units.ts';
import type { BatteryPlant, ControlRegisters } from './battery-plant.ts';

const BASE = 40_000;
/** Each model: its id and the words that follow its two header words. */
const MODELS = [
  { id: 1, length: 66 },
  { id: 701, length: 153 },
  { id: 702, length: 50 },
  { id: 704, length: 65 },
  { id: 713, length: 7 },
] as const;
const HEADER_WORDS = 2;
const MARKER = [0x5375, 0x6e53];
const END_MODEL = [0xffff, 0];

const NOT_IMPLEMENTED_WORD = 0xffff;
const INT16_MAX = 32_767;
const UINT16_MAX = 65_534;
const WATTS_PER_KW = 1_000;
const PERCENT = 100;
const MILLIHERTZ_PER_HERTZ = 1_000;
/** SoC and percentages in hundredths. */
const PERCENT_SCALE = -2;
const FREQUENCY_SCALE = -3;

/** Where the writable part of model 704 begins and ends, from the model's id word. */
const CONTROL_FIRST = 22;
const CONTROL_LAST = 32;

/** What a write comes to, as Modbus exceptions count: 2 is an illegal address, 3 an illegal value. */
export type WriteOutcome = 'written' | 'illegal-address' | 'illegal-value';

export class RegisterImage {
  readonly #plant: BatteryPlant;
  readonly #words: Buffer;
  readonly #modelAt: ReadonlyMap<number, number>;
  readonly #powerScale: number;
  readonly #energyScale: number;

  constructor(plant: BatteryPlant) {
    this.#plant = plant;
    const { modelAt, wordCount } = layout();
    this.#modelAt = modelAt;
    this.#words = Buffer.alloc(wordCount * 2, NOT_IMPLEMENTED_WORD);
    const { chargePowerKwMax, dischargePowerKwMax, energyCapacityKwh } = plant.nameplate;
    this.#powerScale = scaleFor(Math.max(chargePowerKwMax, dischargePowerKwMax) * WATTS_PER_KW, INT16_MAX);
    this.#energyScale = scaleFor(energyCapacityKwh * WATTS_PER_KW, UINT16_MAX);
    this.#writeHeaders();
    this.#writeConstants();
  }

  /** The registers as they are now, big-endian; null when the range reaches beyond the map. */
  read(address: number, count: number): Buffer | null {
    const first = address - BASE;
    if (first < 0 || (first + count) * 2 > this.#words.length) return null;
    this.#refresh();
    return this.#words.subarray(first * 2, (first + count) * 2);
  }

  /** Writes to the control group of model 704, all words or none. */
  write(address: number, values: Buffer): WriteOutcome {
    const first = address - BASE - this.#offsetOf(704);
    const last = first + values.length / 2 - 1;
    if (first < CONTROL_FIRST || last > CONTROL_LAST) return 'illegal-address';
    this.#refresh();
    const group = Buffer.from(this.#words.subarray(this.#byteOf(704, CONTROL_FIRST), this.#byteOf(704, CONTROL_LAST + 1)));
    values.copy(group, (first - CONTROL_FIRST) * 2);
    const control = parseControl(group, this.#plant);
    if (!control) return 'illegal-value';
    this.#plant.command(control);
    return 'written';
  }

  #writeHeaders(): void {
    MARKER.forEach((word, index) => this.#words.writeUInt16BE(word, index * 2));
    for (const { id, length } of MODELS) {
      this.#put(id, 0, id);
      this.#put(id, 1, length);
    }
    END_MODEL.forEach((word, index) => this.#words.writeUInt16BE(word, this.#words.length - 4 + index * 2));
  }

  #writeConstants(): void {
    const { chargePowerKwMax, dischargePowerKwMax, energyCapacityKwh } = this.#plant.nameplate;
    this.#putText(2, 16, 'Holdfast');
    this.#putText(18, 16, 'Simulated battery');
    this.#putText(34, 8, '');
    this.#putText(42, 8, '1');
    this.#putText(50, 16, 'SIM-1');
    this.#put(1, 66, 1);

    this.#put(701, 2, 2);
    this.#put(701, 3, 1);
    this.#put(701, 5, 1);
    this.#put(701, 115, FREQUENCY_SCALE);
    this.#put(701, 116, this.#powerScale);
    this.#put(701, 120, 0);

    const scaledPower = (powerKw: number): number => scaled(powerKw * WATTS_PER_KW, this.#powerScale);
    this.#put(702, 2, scaledPower(Math.max(chargePowerKwMax, dischargePowerKwMax)));
    this.#put(702, 10, scaledPower(chargePowerKwMax));
    this.#put(702, 11, scaledPower(dischargePowerKwMax));
    this.#put(702, 45, this.#powerScale);

    this.#put(704, 55, 0);
    this.#put(704, 56, PERCENT_SCALE);

    this.#put(713, 2, scaled(energyCapacityKwh * WATTS_PER_KW, this.#energyScale));
    this.#put(713, 5, scaled(PERCENT, PERCENT_SCALE));
    this.#put(713, 6, 0);
    this.#put(713, 7, this.#energyScale);
    this.#put(713, 8, PERCENT_SCALE);
  }

  #refresh(): void {
    const powerKw = this.#plant.meteredPowerKw();
    const { storedEnergyKwh, exportedKwh, importedKwh, control, reversionRemainingMs } = this.#plant.state();
    this.#put(701, 4, powerKw === 0 ? 7 : 3);
    this.#put32(701, 17, Math.round(this.#plant.frequencyHertz() * MILLIHERTZ_PER_HERTZ));
    this.#put(701, 10, scaled(powerKw * WATTS_PER_KW, this.#powerScale));
    this.#putEnergy(19, exportedKwh);
    this.#putEnergy(23, importedKwh);

    this.#put(704, 22, control.setpointEnabled ? 1 : 0);
    this.#put(704, 23, control.setpointInWatts ? 1 : 0);
    this.#put32(704, 24, control.setpointW);
    this.#put32(704, 26, control.revertSetpointW);
    this.#put(704, 28, scaled(control.setpointPercent, PERCENT_SCALE));
    this.#put(704, 29, scaled(control.revertSetpointPercent, PERCENT_SCALE));
    this.#put(704, 30, control.revertEnabled ? 1 : 0);
    this.#put32(704, 31, control.reversionSeconds);
    this.#put32(704, 33, Math.ceil((reversionRemainingMs ?? 0) / MILLISECONDS_PER_SECOND));

    this.#put(713, 3, scaled(storedEnergyKwh * WATTS_PER_KW, this.#energyScale));
    this.#put(713, 4, scaled((storedEnergyKwh / this.#plant.nameplate.energyCapacityKwh) * PERCENT, PERCENT_SCALE));
  }

  #offsetOf(model: number): number {
    return this.#modelAt.get(model) ?? 0;
  }

  #byteOf(model: number, offset: number): number {
    return (this.#offsetOf(model) + offset) * 2;
  }

  #put(model: number, offset: number, value: number): void {
    this.#words.writeUInt16BE(value & 0xffff, this.#byteOf(model, offset));
  }

  #put32(model: number, offset: number, value: number): void {
    this.#words.writeUInt32BE(value >>> 0, this.#byteOf(model, offset));
  }

  #putText(offset: number, wordCount: number, text: string): void {
    const at = this.#byteOf(1, offset);
    this.#words.fill(0, at, at + wordCount * 2);
    this.#words.write(text, at, 'ascii');
  }

  /** A meter shows whole watt-hours; the fraction stays inside and is never lost. */
  #putEnergy(offset: number, energyKwh: number): void {
    this.#words.writeBigUInt64BE(BigInt(Math.floor(energyKwh * WATTS_PER_KW)), this.#byteOf(701, offset));
  }
}

function layout(): { modelAt: Map<number, number>; wordCount: number } {
  const modelAt = new Map<number, number>();
  let at = MARKER.length;
  for (const { id, length } of MODELS) {
    modelAt.set(id, at);
    at += HEADER_WORDS + length;
  }
  return { modelAt, wordCount: at + END_MODEL.length };
}

/** The smallest power of ten by which a value must be divided to fit. */
function scaleFor(value: number, largest: number): number {
  let scale = 0;
  while (value / 10 ** scale > largest) scale += 1;
  return scale;
}

function scaled(value: number, scale: number): number {
  return Math.round(value / 10 ** scale);
}

function parseControl(group: Buffer, { nameplate }: BatteryPlant): ControlRegisters | null {
  const flags = [group.readUInt16BE(0), group.readUInt16BE(2), group.readUInt16BE(16)];
  const control: ControlRegisters = {
    setpointEnabled: flags[0] === 1,
    setpointInWatts: flags[1] === 1,
    setpointW: group.readInt32BE(4),
    revertSetpointW: group.readInt32BE(8),
    setpointPercent: group.readInt16BE(12) * 10 ** PERCENT_SCALE,
    revertSetpointPercent: group.readInt16BE(14) * 10 ** PERCENT_SCALE,
    revertEnabled: flags[2] === 1,
    reversionSeconds: group.readUInt32BE(18),
  };
  const inRange = (powerW: number): boolean =>
    powerW <= nameplate.dischargePowerKwMax * WATTS_PER_KW && powerW >= -nameplate.chargePowerKwMax * WATTS_PER_KW;
  const percentInRange = (percent: number): boolean => Math.abs(percent) <= PERCENT;
  const sensible =
    flags.every((flag) => flag === 0 || flag === 1) &&
    [control.setpointW, control.revertSetpointW].every(inRange) &&
    [control.setpointPercent, control.revertSetpointPercent].every(percentInRange);
  return sensible ? control : null;
}
