/** A battery to replay recordings on: it takes a setpoint at once, ramps to it, and keeps account of its energy. */
import { kwhOf, MILLISECONDS_PER_SECOND, percentFromRatio, ratioFromPercent } from '../../../src/kernel/units.ts';
import type { DeviceReading } from '../hardware/modbus-device.ts';
import type { FastBattery } from './frequency-loop.ts';

export interface IdealBatterySettings {
  readonly powerKwMax: number;
  readonly energyCapacityKwh: number;
  readonly socPercent: number;
  readonly chargeEfficiencyPercent: number;
  readonly dischargeEfficiencyPercent: number;
  /** From rest to full power. */
  readonly rampSeconds: number;
}

export class IdealBattery implements FastBattery {
  readonly #settings: IdealBatterySettings;
  #storedKwh: number;
  #askedKw = 0;
  #powerKw = 0;
  #exportedKwh = 0;
  #importedKwh = 0;

  constructor(settings: IdealBatterySettings) {
    this.#settings = settings;
    this.#storedKwh = ratioFromPercent(settings.socPercent) * settings.energyCapacityKwh;
  }

  get powerKw(): number {
    return this.#powerKw;
  }

  get socPercent(): number {
    return percentFromRatio(this.#storedKwh / this.#settings.energyCapacityKwh);
  }

  async steer(powerKw: number): Promise<void> {
    this.#askedKw = powerKw;
  }

  async look(): Promise<DeviceReading> {
    const { powerKwMax, energyCapacityKwh } = this.#settings;
    return {
      ratings: { chargePowerKwMax: powerKwMax, dischargePowerKwMax: powerKwMax, energyCapacityKwh },
      activePowerKw: this.#powerKw,
      socPercent: this.socPercent,
      socStepPercent: 0,
      exportedKwh: this.#exportedKwh,
      importedKwh: this.#importedKwh,
      meterStepKwh: 0,
      frequencyHertz: null,
      voltageVolts: null,
      temperatureCelsius: null,
      state: null,
      setting: { powerKw: this.#askedKw, revertPowerKw: 0, reversionSeconds: 0 },
      setpointStepKw: 0,
      connectionCount: 1,
    };
  }

  /** Lets time go by; short steps, for the power is taken to be even within each. */
  pass(durationMs: number): void {
    const { powerKwMax, rampSeconds, energyCapacityKwh, chargeEfficiencyPercent, dischargeEfficiencyPercent } = this.#settings;
    const stepKw = rampSeconds === 0 ? Infinity : (powerKwMax * durationMs) / (rampSeconds * MILLISECONDS_PER_SECOND);
    const wantedKw = Math.max(-powerKwMax, Math.min(powerKwMax, this.#askedKw));
    this.#powerKw = Math.max(this.#powerKw - stepKw, Math.min(this.#powerKw + stepKw, wantedKw));
    const flowKwh = kwhOf({ powerKw: this.#powerKw, durationMs });
    const takenKwh =
      flowKwh > 0 ? flowKwh / ratioFromPercent(dischargeEfficiencyPercent) : flowKwh * ratioFromPercent(chargeEfficiencyPercent);
    this.#storedKwh = Math.max(0, Math.min(energyCapacityKwh, this.#storedKwh - takenKwh));
    if (flowKwh > 0) this.#exportedKwh += flowKwh;
    else this.#importedKwh -= flowKwh;
  }
}
