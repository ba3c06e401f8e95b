/** The battery itself: energy, the control group with its reversion timer, and a meter with a little noise. */
import { MILLISECONDS_PER_SECOND } from '../../kernel/units.ts';
import {
  energyAfter,
  energyAfterRamp,
  flowingPowerKw,
  ratedPowerKw,
  type BatteryEnergy,
  type BatteryNameplate,
} from './physics.ts';

/** The written registers of model 704, in the units of the registers. */
export interface ControlRegisters {
  readonly setpointEnabled: boolean;
  /** True: watts; false: percent of the greatest power. */
  readonly setpointInWatts: boolean;
  readonly setpointW: number;
  readonly revertSetpointW: number;
  readonly setpointPercent: number;
  readonly revertSetpointPercent: number;
  readonly revertEnabled: boolean;
  /** Zero: never reverts. */
  readonly reversionSeconds: number;
}

/** Everything that survives a restart. Time while the battery is switched off does not exist for it. */
export interface BatteryState extends BatteryEnergy {
  readonly control: ControlRegisters;
  readonly reversionRemainingMs: number | null;
}

const IDLE: ControlRegisters = {
  setpointEnabled: false,
  setpointInWatts: true,
  setpointW: 0,
  revertSetpointW: 0,
  setpointPercent: 0,
  revertSetpointPercent: 0,
  revertEnabled: false,
  reversionSeconds: 0,
};

const WATTS_PER_KW = 1_000;
const PERCENT = 100;
/** The power meter's error, as a share of the nameplate. */
const NOISE_RATIO = 0.001;

/** A battery at rest. */
export function restingBattery(nameplate: BatteryNameplate, socPercent: number): BatteryState {
  return {
    storedEnergyKwh: (nameplate.energyCapacityKwh * socPercent) / PERCENT,
    exportedKwh: 0,
    importedKwh: 0,
    control: IDLE,
    reversionRemainingMs: null,
  };
}

const GRID_FREQUENCY_HERTZ = 50;

interface PlantOptions {
  readonly nameplate: BatteryNameplate;
  readonly state: BatteryState;
  readonly nowMs: () => number;
  /** From rest to full power; without it a new setpoint flows at once. */
  readonly rampSeconds?: number;
  /** What the meter shows of the grid; nominal when left out. */
  readonly frequencyHertz?: () => number;
  /** Told of each write to the control group. */
  readonly onCommand?: (control: ControlRegisters) => void;
}

export class BatteryPlant {
  readonly nameplate: BatteryNameplate;
  readonly frequencyHertz: () => number;
  readonly #nowMs: () => number;
  readonly #onCommand: PlantOptions['onCommand'];
  readonly #rampKwPerMs: number;
  /** The ramp has come this far. */
  #rampedKw = 0;
  #energy: BatteryEnergy;
  #control: ControlRegisters;
  #revertsAtMs: number | null;
  #seenAtMs: number;

  constructor({ nameplate, state, nowMs, rampSeconds = 0, frequencyHertz, onCommand }: PlantOptions) {
    this.nameplate = nameplate;
    this.frequencyHertz = frequencyHertz ?? (() => GRID_FREQUENCY_HERTZ);
    this.#onCommand = onCommand;
    const fullPowerKw = Math.max(nameplate.chargePowerKwMax, nameplate.dischargePowerKwMax);
    this.#rampKwPerMs = fullPowerKw / (rampSeconds * MILLISECONDS_PER_SECOND);
    this.#nowMs = nowMs;
    const { control, reversionRemainingMs, storedEnergyKwh, exportedKwh, importedKwh } = state;
    this.#energy = { storedEnergyKwh, exportedKwh, importedKwh };
    this.#control = control;
    this.#seenAtMs = nowMs();
    this.#revertsAtMs = reversionRemainingMs === null ? null : this.#seenAtMs + reversionRemainingMs;
  }

  state(): BatteryState {
    this.#catchUp();
    const reversionRemainingMs = this.#revertsAtMs === null ? null : this.#revertsAtMs - this.#seenAtMs;
    return { ...this.#energy, control: this.#control, reversionRemainingMs };
  }

  /** What the meter shows: the flowing power with noise, never beyond the nameplate; exactly zero at rest. */
  meteredPowerKw(): number {
    this.#catchUp();
    const powerKw = flowingPowerKw(this.nameplate, this.#energy, this.#rampedKw);
    if (powerKw === 0) return 0;
    const { chargePowerKwMax, dischargePowerKwMax } = this.nameplate;
    const amplitudeKw = NOISE_RATIO * Math.max(chargePowerKwMax, dischargePowerKwMax);
    const noisyKw = powerKw + amplitudeKw * noiseAt(this.#seenAtMs);
    return powerKw > 0 ? Math.min(dischargePowerKwMax, Math.max(0, noisyKw)) : Math.max(-chargePowerKwMax, Math.min(0, noisyKw));
  }

  /** A write to the control group takes effect now and restarts the reversion timer. */
  command(control: ControlRegisters): void {
    this.#catchUp();
    this.#control = control;
    const timed = control.setpointEnabled && control.reversionSeconds > 0;
    this.#revertsAtMs = timed ? this.#seenAtMs + control.reversionSeconds * MILLISECONDS_PER_SECOND : null;
    this.#onCommand?.(control);
  }

  #catchUp(): void {
    const nowMs = Math.max(this.#nowMs(), this.#seenAtMs);
    if (this.#revertsAtMs !== null && this.#revertsAtMs <= nowMs) {
      this.#integrateUntil(this.#revertsAtMs);
      this.#control = reverted(this.#control);
      this.#revertsAtMs = null;
    }
    this.#integrateUntil(nowMs);
  }

  #integrateUntil(untilMs: number): void {
    const askedKw = ratedPowerKw(this.nameplate, askedPowerKw(this.#control, this.nameplate));
    const missingKw = askedKw - this.#rampedKw;
    const rampMs = Math.min(untilMs - this.#seenAtMs, Math.abs(missingKw) / this.#rampKwPerMs);
    const reaches = this.#rampKwPerMs === Infinity || rampMs < untilMs - this.#seenAtMs;
    const reachedKw = reaches ? askedKw : this.#rampedKw + Math.sign(missingKw) * rampMs * this.#rampKwPerMs;
    this.#energy = energyAfterRamp(this.nameplate, this.#energy, { fromKw: this.#rampedKw, toKw: reachedKw, durationMs: rampMs });
    const durationMs = untilMs - this.#seenAtMs - rampMs;
    this.#energy = energyAfter(this.nameplate, this.#energy, { askedPowerKw: askedKw, durationMs });
    this.#rampedKw = reachedKw;
    this.#seenAtMs = untilMs;
  }
}

/** What a battery does whose controller has fallen silent: the reversion registers take the place of the live ones. */
function reverted(control: ControlRegisters): ControlRegisters {
  return {
    ...control,
    setpointEnabled: control.revertEnabled,
    setpointW: control.revertSetpointW,
    setpointPercent: control.revertSetpointPercent,
  };
}

function askedPowerKw(control: ControlRegisters, { chargePowerKwMax, dischargePowerKwMax }: BatteryNameplate): number {
  if (!control.setpointEnabled) return 0;
  if (control.setpointInWatts) return control.setpointW / WATTS_PER_KW;
  return (control.setpointPercent / PERCENT) * Math.max(chargePowerKwMax, dischargePowerKwMax);
}

/** A number in [-1, 1] that looks random and is the same for the same second. */
function noiseAt(atMs: number): number {
  let hash = Math.trunc(atMs / MILLISECONDS_PER_SECOND) | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x7fffffff - 1;
}
