interface Sample {
  readonly worldMs: number;
  readonly wallMs: number;
}

/** The speed is taken over at least this much wall time, and at most over the longest span. */
const SPAN_MS_MIN = 2_000;
const SPAN_MS_MAX = 20_000;

/** The world's clock, as the timestamps of arriving readings tell it. In a demo it runs faster than the wall clock. */
export class WorldTime {
  private samples: Sample[] = [];

  note(worldMs: number, wallMs: number): void {
    const last = this.samples.at(-1);
    if (last && worldMs <= last.worldMs) return;
    this.samples.push({ worldMs, wallMs });
    this.samples = this.samples.filter((sample) => wallMs - sample.wallMs <= SPAN_MS_MAX);
  }

  /** A reading from before this page watched: it says how late it is at least, and nothing about the speed. */
  noteStored(worldMs: number, wallMs: number): void {
    const last = this.samples.at(-1);
    if (!last || worldMs > last.worldMs) this.samples = [{ worldMs, wallMs }];
  }

  /** Seconds of the world in a second of the wall clock; null until enough has been seen. */
  get speed(): number | null {
    const first = this.samples[0];
    const last = this.samples.at(-1);
    if (!first || !last || last.wallMs - first.wallMs < SPAN_MS_MIN) return null;
    return (last.worldMs - first.worldMs) / (last.wallMs - first.wallMs);
  }

  /** The newest instant that is known to have passed; null before the first reading. */
  get newestMs(): number | null {
    return this.samples.at(-1)?.worldMs ?? null;
  }

  /** The world's time at a moment of the wall clock, carried on from the newest sample. */
  at(wallMs: number): number {
    const last = this.samples.at(-1);
    return last ? last.worldMs + (wallMs - last.wallMs) * (this.speed ?? 1) : Date.now();
  }
}
