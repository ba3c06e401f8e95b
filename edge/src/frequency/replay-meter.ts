/** A meter that says what a recording said at the site's clock. Each value holds until the next. */
import type { FrequencyMeter, MeterSample } from './meter.ts';
import type { FrequencyRecording } from './recording-file.ts';

export class ReplayMeter implements FrequencyMeter {
  readonly #recording: FrequencyRecording;
  readonly #nowMs: () => number;
  /** A value is repeated, as of now, for so long; a longer gap in the recording is a silent meter. */
  readonly #holdMs: number;
  #index = 0;
  #closed = false;

  constructor({ recording, nowMs, holdMs }: { recording: FrequencyRecording; nowMs: () => number; holdMs: number }) {
    this.#recording = recording;
    this.#nowMs = nowMs;
    this.#holdMs = holdMs;
  }

  async read(): Promise<MeterSample | null> {
    if (this.#closed) throw new Error('the meter is closed');
    const { atMs, frequencyHertz } = this.#recording;
    const nowMs = this.#nowMs();
    if ((atMs[this.#index] ?? Infinity) > nowMs) this.#index = 0;
    while ((atMs[this.#index + 1] ?? Infinity) <= nowMs) this.#index += 1;
    const [saidAtMs, hertz] = [atMs[this.#index], frequencyHertz[this.#index]];
    if (saidAtMs === undefined || hertz === undefined || saidAtMs > nowMs) return null;
    return { atMs: Math.min(nowMs, saidAtMs + this.#holdMs), frequencyHertz: hertz, powerKw: null };
  }

  async close(): Promise<void> {
    this.#closed = true;
  }
}
