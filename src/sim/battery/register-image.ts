/** The SunSpec register map of the simulated battery: models 1, 701, 702, 704 and 713 behind the marker at 40000. */
import { MILLISECONDS_PER_SECOND } from '../../kernel/units.ts';
import type { BatteryPlant, ControlRegisters } from './battery-plant.ts';
import { ModelWords, scaled, scaleFor } from './model-words.ts';
import type { RegisterBank, WriteOutcome } from './register-bank.ts';

/** Each model: its id and the words that follow its two header words. */
const MODELS = [
  { id: 1, length: 66 },
  { id: 701, length: 153 },
  { id: 702, length: 50 },
  { id: 704, length: 65 },
  { id: 713, length: 7 },
] as const;
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

export class RegisterImage implements RegisterBank {
  readonly #plant: BatteryPlant;
  readonly #words = new ModelWords(MODELS);
  readonly #powerScale: number;
  readonly #energyScale: number;

  constructor(plant: BatteryPlant) {
    this.#plant = plant;
    const { chargePowerKwMax, dischargePowerKwMax, energyCapacityKwh } = plant.nameplate;
    this.#powerScale = scaleFor(Math.max(chargePowerKwMax, dischargePowerKwMax) * WATTS_PER_KW, INT16_MAX);
    this.#energyScale = scaleFor(energyCapacityKwh * WATTS_PER_KW, UINT16_MAX);
    this.#writeConstants();
  }

  /** The registers as they are now, big-endian; null when the range reaches beyond the map. */
  read(address: number, count: number): Buffer | null {
    this.#refresh();
    return this.#words.read(address, count);
  }

  /** Writes to the control group of model 704, all words or none. */
  write(address: number, values: Buffer): WriteOutcome {
    const first = address - this.#words.addressOf(704);
    const last = first + values.length / 2 - 1;
    if (first < CONTROL_FIRST || last > CONTROL_LAST) return 'illegal-address';
    this.#refresh();
    const group = this.#words.copy(704, { from: CONTROL_FIRST, to: CONTROL_LAST });
    values.copy(group, (first - CONTROL_FIRST) * 2);
    const control = parseControl(group, this.#plant);
    if (!control) return 'illegal-value';
    this.#plant.command(control);
    return 'written';
  }

  #writeConstants(): void {
    const { chargePowerKwMax, dischargePowerKwMax, energyCapacityKwh } = this.#plant.nameplate;
    this.#words.putText(1, { offset: 2, wordCount: 16, text: 'Holdfast' });
    this.#words.putText(1, { offset: 18, wordCount: 16, text: 'Simulated battery' });
    this.#words.putText(1, { offset: 34, wordCount: 8, text: '' });
    this.#words.putText(1, { offset: 42, wordCount: 8, text: '1' });
    this.#words.putText(1, { offset: 50, wordCount: 16, text: 'SIM-1' });
    this.#words.put(1, 66, 1);

    this.#words.put(701, 2, 2);
    this.#words.put(701, 3, 1);
    this.#words.put(701, 5, 1);
    this.#words.put(701, 115, FREQUENCY_SCALE);
    this.#words.put(701, 116, this.#powerScale);
    this.#words.put(701, 120, 0);

    const scaledPower = (powerKw: number): number => scaled(powerKw * WATTS_PER_KW, this.#powerScale);
    this.#words.put(702, 2, scaledPower(Math.max(chargePowerKwMax, dischargePowerKwMax)));
    this.#words.put(702, 10, scaledPower(chargePowerKwMax));
    this.#words.put(702, 11, scaledPower(dischargePowerKwMax));
    this.#words.put(702, 45, this.#powerScale);

    this.#words.put(704, 55, 0);
    this.#words.put(704, 56, PERCENT_SCALE);

    this.#words.put(713, 2, scaled(energyCapacityKwh * WATTS_PER_KW, this.#energyScale));
    this.#words.put(713, 5, scaled(PERCENT, PERCENT_SCALE));
    this.#words.put(713, 6, 0);
    this.#words.put(713, 7, this.#energyScale);
    this.#words.put(713, 8, PERCENT_SCALE);
  }

  #refresh(): void {
    const powerKw = this.#plant.meteredPowerKw();
    const { storedEnergyKwh, exportedKwh, importedKwh, control, reversionRemainingMs } = this.#plant.state();
    this.#words.put(701, 4, powerKw === 0 ? 7 : 3);
    this.#words.put32(701, 17, Math.round(this.#plant.frequencyHertz() * MILLIHERTZ_PER_HERTZ));
    this.#words.put(701, 10, scaled(powerKw * WATTS_PER_KW, this.#powerScale));
    this.#putEnergy(19, exportedKwh);
    this.#putEnergy(23, importedKwh);

    this.#words.put(704, 22, control.setpointEnabled ? 1 : 0);
    this.#words.put(704, 23, control.setpointInWatts ? 1 : 0);
    this.#words.put32(704, 24, control.setpointW);
    this.#words.put32(704, 26, control.revertSetpointW);
    this.#words.put(704, 28, scaled(control.setpointPercent, PERCENT_SCALE));
    this.#words.put(704, 29, scaled(control.revertSetpointPercent, PERCENT_SCALE));
    this.#words.put(704, 30, control.revertEnabled ? 1 : 0);
    this.#words.put32(704, 31, control.reversionSeconds);
    this.#words.put32(704, 33, Math.ceil((reversionRemainingMs ?? 0) / MILLISECONDS_PER_SECOND));

    this.#words.put(713, 3, scaled(storedEnergyKwh * WATTS_PER_KW, this.#energyScale));
    this.#words.put(713, 4, scaled((storedEnergyKwh / this.#plant.nameplate.energyCapacityKwh) * PERCENT, PERCENT_SCALE));
  }

  /** A meter shows whole watt-hours; the fraction stays inside and is never lost. */
  #putEnergy(offset: number, energyKwh: number): void {
    this.#words.put64(701, offset, Math.floor(energyKwh * WATTS_PER_KW));
  }
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
