/** The frequencies of the last moments: a response answers the one of a stated moment ago, and none that is stale. */
import type { MeterSample } from './meter.ts';

export class FrequencyHistory {
  readonly #delayMs: number;
  readonly #staleMs: number;
  #samples: MeterSample[] = [];

  constructor({ delayMs, staleMs }: { delayMs: number; staleMs: number }) {
    this.#delayMs = delayMs;
    this.#staleMs = staleMs;
  }

  /** Repeated samples change nothing; one from before the newest begins anew, for the site's clock was set back. */
  add(sample: MeterSample): void {
    const newest = this.#samples.at(-1);
    if (newest && sample.atMs === newest.atMs) return;
    if (newest && sample.atMs < newest.atMs) this.#samples = [];
    this.#samples.push(sample);
    // Of those that are old enough to be answered only the newest is of use.
    while ((this.#samples[1]?.atMs ?? Infinity) <= sample.atMs - this.#delayMs) this.#samples.shift();
  }

  /** The newest sample, unless it is stale. */
  newest(nowMs: number): MeterSample | null {
    const newest = this.#samples.at(-1);
    return newest && nowMs - newest.atMs <= this.#staleMs ? newest : null;
  }

  /** The frequency to answer now; null when the meter has fallen silent. */
  answered(nowMs: number): number | null {
    if (!this.newest(nowMs)) return null;
    const old = this.#samples.findLast(({ atMs }) => atMs <= nowMs - this.#delayMs);
    return (old ?? this.#samples[0])?.frequencyHertz ?? null;
  }

  clear(): void {
    this.#samples = [];
  }
}
