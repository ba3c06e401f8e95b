/** A meter that is never waited for longer than a loop can spare: what comes later is there for the next round. */
import type { FrequencyMeter, MeterSample } from './meter.ts';

export class ImpatientMeter implements FrequencyMeter {
  readonly #meter: FrequencyMeter;
  readonly #patienceMs: number;
  #pending: Promise<MeterSample | null> | null = null;
  #last: MeterSample | null = null;

  constructor(meter: FrequencyMeter, { patienceMs }: { patienceMs: number }) {
    this.#meter = meter;
    this.#patienceMs = patienceMs;
  }

  async read(): Promise<MeterSample | null> {
    this.#pending ??= this.#meter.read().then(
      (sample) => {
        this.#pending = null;
        this.#last = sample;
        return sample;
      },
      (error: unknown) => {
        this.#pending = null;
        throw error;
      },
    );
    // Nobody may be waiting when it fails.
    this.#pending.catch(() => undefined);
    const patience = Promise.withResolvers<MeterSample | null>();
    const timer = setTimeout(() => patience.resolve(this.#last), this.#patienceMs);
    try {
      return await Promise.race([this.#pending, patience.promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  close(): Promise<void> {
    return this.#meter.close();
  }
}
