/** An older SunSpec storage inverter: models 1, 103, 124 and a battery bank, 802. It falls back to rest when its timer ends. */
import type { BatteryPlant, ControlRegisters } from './battery-plant.ts';
import { ModelWords, scaled, scaleFor } from './model-words.ts';
import type { RegisterBank, WriteOutcome } from './register-bank.ts';

const MODELS = [
  { id: 1, length: 65 },
  { id: 103, length: 50 },
  { id: 124, length: 24 },
  { id: 802, length: 62 },
];
const UINT16_MAX = 65_534;
const INT16_MAX = 32_767;
const WATTS_PER_KW = 1_000;
const PERCENT = 100;
const PERCENT_SCALE = -2;
const BOTH_LIMITS = 3;

/** The rates, their timer and the switches, in model 124. */
const MODE = 5;
const OUT_RATE = 12;
const IN_RATE = 13;
const TIMER = 15;
const GRID_CHARGING = 17;
const HEARTBEAT = 19;

/** The written registers, as raw words. */
interface Written {
  readonly mode: number;
  readonly outRate: number;
  readonly inRate: number;
  readonly timerSeconds: number;
  readonly gridCharging: number;
}

export class LegacyStorage implements RegisterBank {
  readonly #plant: BatteryPlant;
  readonly #words = new ModelWords(MODELS);
  readonly #powerScale: number;
  #written: Written = { mode: 0, outRate: 0, inRate: 0, timerSeconds: 0, gridCharging: 0 };
  #heartbeat = 0;

  constructor(plant: BatteryPlant) {
    this.#plant = plant;
    this.#powerScale = scaleFor(this.#powerKwMax * WATTS_PER_KW, INT16_MAX);
    this.#putConstants();
  }

  read(address: number, count: number): Buffer | null {
    this.#refresh();
    return this.#words.read(address, count);
  }

  write(address: number, values: Buffer): WriteOutcome {
    const words = Array.from({ length: values.length / 2 }, (_, index) => values.readUInt16BE(index * 2));
    if (address === this.#words.addressOf(802) + HEARTBEAT && words.length === 1) {
      this.#heartbeat = words[0] ?? 0;
      return 'written';
    }
    const first = address - this.#words.addressOf(124);
    const next = { ...this.#written };
    for (const [index, word] of words.entries()) {
      const name = WRITABLE[first + index];
      if (!name) return 'illegal-address';
      next[name] = word;
    }
    const control = this.#controlOf(next);
    if (!control) return 'illegal-value';
    this.#written = next;
    this.#plant.command(control);
    return 'written';
  }

  get #powerKwMax(): number {
    const { chargePowerKwMax, dischargePowerKwMax } = this.#plant.nameplate;
    return Math.min(chargePowerKwMax, dischargePowerKwMax);
  }

  /** Equal and opposite rates leave one power. Anything else is limits only, within which this battery rests. */
  #controlOf({ mode, outRate, inRate, timerSeconds, gridCharging }: Written): ControlRegisters | null {
    const outPercent = signed(outRate) * 10 ** PERCENT_SCALE;
    const inPercent = signed(inRate) * 10 ** PERCENT_SCALE;
    if (mode > BOTH_LIMITS || Math.abs(outPercent) > PERCENT || Math.abs(inPercent) > PERCENT || gridCharging > 1) return null;
    const demanded = mode === BOTH_LIMITS && outPercent === -inPercent && (outPercent >= 0 || gridCharging === 1);
    const setpointW = demanded ? (outPercent / PERCENT) * this.#powerKwMax * WATTS_PER_KW : 0;
    return {
      setpointEnabled: demanded,
      setpointInWatts: true,
      setpointW,
      revertSetpointW: 0,
      setpointPercent: 0,
      revertSetpointPercent: 0,
      revertEnabled: false,
      reversionSeconds: timerSeconds,
    };
  }

  #putConstants(): void {
    const { energyCapacityKwh } = this.#plant.nameplate;
    this.#words.putText(1, { offset: 2, wordCount: 16, text: 'Holdfast' });
    this.#words.putText(1, { offset: 18, wordCount: 16, text: 'Simulated legacy' });
    this.#words.putText(1, { offset: 42, wordCount: 8, text: '1' });
    this.#words.putText(1, { offset: 50, wordCount: 16, text: 'SIM-2' });
    this.#words.put(103, 15, this.#powerScale);
    this.#words.put(103, 16, 5_000);
    this.#words.put(103, 17, PERCENT_SCALE);
    this.#words.put(124, 2, scaled(this.#powerKwMax * WATTS_PER_KW, this.#powerScale));
    this.#words.put(124, 18, this.#powerScale);
    this.#words.put(124, 22, PERCENT_SCALE);
    this.#words.put(124, 25, PERCENT_SCALE);
    const energyScale = scaleFor(energyCapacityKwh * WATTS_PER_KW, UINT16_MAX);
    this.#words.put(802, 3, scaled(energyCapacityKwh * WATTS_PER_KW, energyScale));
    this.#words.put(802, 53, energyScale);
    this.#words.put(802, 17, 0);
    this.#words.put(802, 56, PERCENT_SCALE);
  }

  #refresh(): void {
    const powerKw = this.#plant.meteredPowerKw();
    const { storedEnergyKwh, control } = this.#plant.state();
    // The timer has ended: the device has gone back to its own control.
    if (this.#written.mode === BOTH_LIMITS && this.#controlOf(this.#written)?.setpointEnabled && !control.setpointEnabled) {
      this.#written = { ...this.#written, mode: 0 };
    }
    const socPercent = (storedEnergyKwh / this.#plant.nameplate.energyCapacityKwh) * PERCENT;
    this.#words.put(103, 14, scaled(powerKw * WATTS_PER_KW, this.#powerScale));
    this.#words.put(103, 38, powerKw === 0 ? 8 : 4);
    this.#words.put(124, 8, scaled(socPercent, PERCENT_SCALE));
    this.#words.put(802, 11, scaled(socPercent, PERCENT_SCALE));
    this.#words.put(802, HEARTBEAT, this.#heartbeat);
    for (const [offset, name] of Object.entries(WRITABLE)) this.#words.put(124, Number(offset), this.#written[name]);
  }
}

const WRITABLE: Readonly<Record<number, keyof Written>> = {
  [MODE]: 'mode',
  [OUT_RATE]: 'outRate',
  [IN_RATE]: 'inRate',
  [TIMER]: 'timerSeconds',
  [GRID_CHARGING]: 'gridCharging',
};

function signed(word: number): number {
  return word > INT16_MAX ? word - 0x1_0000 : word;
}
