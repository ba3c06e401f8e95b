/** A meter that follows a script by the site's clock. */
import { MILLISECONDS_PER_SECOND } from '../../../src/kernel/units.ts';
import { frequencyAt, type FrequencyScript } from './frequency-scripts.ts';
import type { FrequencyMeter, MeterSample } from './meter.ts';

export class SimulatedMeter implements FrequencyMeter {
  readonly #script: FrequencyScript;
  readonly #nowMs: () => number;
  readonly #startAtMs: number;
  #closed = false;

  constructor({ script, nowMs }: { script: FrequencyScript; nowMs: () => number }) {
    this.#script = script;
    this.#nowMs = nowMs;
    this.#startAtMs = nowMs();
  }

  async read(): Promise<MeterSample> {
    if (this.#closed) throw new Error('the meter is closed');
    const atMs = this.#nowMs();
    const frequencyHertz = frequencyAt(this.#script, (atMs - this.#startAtMs) / MILLISECONDS_PER_SECOND);
    return { atMs, frequencyHertz, powerKw: null };
  }

  async close(): Promise<void> {
    this.#closed = true;
  }
}
