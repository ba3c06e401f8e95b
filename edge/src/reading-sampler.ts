/**
 * Turns looks at a battery, which come when they can, into readings at exact multiples of the sampling period. The meter
 * registers are carried back to the instant by the line between the looks before and after it. Pure but for what it remembers.
 */
import { interpolate } from '../../src/kernel/series.ts';
import { MILLISECONDS_PER_SECOND } from '../../src/kernel/units.ts';
import type { WireReading } from '../../src/wire/telemetry.ts';

/** What a battery tells where its hardware gives it; of one instant, so never interpolated. */
const BESIDES = [
  'storedEnergyKwh',
  'availableChargePowerKw',
  'availableDischargePowerKw',
  'frequencyHertz',
  'voltageVolts',
  'temperatureCelsius',
  'operatingState',
  'alarmCodes',
  'customMetrics',
] as const satisfies readonly (keyof WireReading)[];

export type MeasuredBesides = Pick<WireReading, (typeof BESIDES)[number]>;

export interface Look extends MeasuredBesides {
  readonly atMs: number;
  readonly activePowerKw: number;
  readonly socPercent: number;
  readonly exportedKwh: number;
  readonly importedKwh: number;
  /** What was being carried out until this look. */
  readonly instructionSequence: number | null;
}

/** A look this late, as a share of the period, no longer stands for the instant without one before it. */
const LATENESS_RATIO_MAX = 0.25;

export class ReadingSampler {
  readonly #batteryId: string;
  readonly #periodMs: number;
  #lastSampleMs: number;
  #before: Look | null = null;

  constructor({ batteryId, sampleSeconds, nowMs }: { batteryId: string; sampleSeconds: number; nowMs: number }) {
    this.#batteryId = batteryId;
    this.#periodMs = sampleSeconds * MILLISECONDS_PER_SECOND;
    this.#lastSampleMs = this.#multipleBefore(nowMs);
  }

  /** The next instant to be sampled after the given one. */
  nextSampleMs(afterMs: number): number {
    return this.#multipleBefore(afterMs) + this.#periodMs;
  }

  /** The reading that is due with this look, if any. After a gap only the newest instant is sampled. */
  observe(look: Look): WireReading | null {
    const sampleMs = this.#multipleBefore(look.atMs);
    // The clock was set back: sampling goes on from where it is now, or readings would be missing until it has caught up.
    if (this.#before && look.atMs < this.#before.atMs) {
      this.#before = null;
      this.#lastSampleMs = sampleMs;
    }
    const before = this.#before;
    this.#before = look;
    if (sampleMs <= this.#lastSampleMs) return null;
    this.#lastSampleMs = sampleMs;
    if (before && before.atMs <= sampleMs && sampleMs - before.atMs <= this.#periodMs)
      return this.#between(before, look, sampleMs);
    return look.atMs - sampleMs <= this.#periodMs * LATENESS_RATIO_MAX ? this.#reading(look, sampleMs) : null;
  }

  #between(before: Look, after: Look, sampleMs: number): WireReading {
    const carried = (from: number, to: number): number =>
      interpolate({ atMs: before.atMs, value: from }, { atMs: after.atMs, value: to }, sampleMs);
    return this.#reading(
      {
        ...after,
        socPercent: carried(before.socPercent, after.socPercent),
        exportedKwh: carried(before.exportedKwh, after.exportedKwh),
        importedKwh: carried(before.importedKwh, after.importedKwh),
      },
      sampleMs,
    );
  }

  #reading(look: Look, measuredAtMs: number): WireReading {
    const { activePowerKw, socPercent, exportedKwh, importedKwh, instructionSequence } = look;
    return {
      batteryId: this.#batteryId,
      measuredAtMs,
      activePowerKw,
      socPercent: rounded(socPercent),
      exportedKwh: rounded(exportedKwh),
      importedKwh: rounded(importedKwh),
      instructionSequence,
      ...besidesOf(look),
    };
  }

  #multipleBefore(atMs: number): number {
    return Math.floor(atMs / this.#periodMs) * this.#periodMs;
  }
}

/** A look may know more than the wire takes. */
function besidesOf(look: Look): MeasuredBesides {
  return Object.fromEntries(BESIDES.flatMap((name) => (look[name] === undefined ? [] : [[name, look[name]]])));
}

/** Interpolated digits beyond a milliwatt-hour are noise, and cost bytes. */
const DIGITS = 1e6;

function rounded(value: number): number {
  return Math.round(value * DIGITS) / DIGITS;
}
