/**
 * Calls at a fixed period by the monotonic clock. Each wait is to the next multiple, so lateness does not add up; a round that
 * took too long skips the rounds it ran over, and they are counted: two rounds never run at once, and none is made up for.
 */
export class Ticker {
  readonly #periodMs: number;
  readonly #onTick: () => Promise<void>;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #done: Promise<void> = Promise.resolve();
  #wake: () => void = () => undefined;
  #overrunCount = 0;
  #latenessMsMax = 0;

  constructor({ periodMs, onTick }: { periodMs: number; onTick: () => Promise<void> }) {
    this.#periodMs = periodMs;
    this.#onTick = onTick;
  }

  /** Rounds that did not take place because one before them took too long. */
  get overrunCount(): number {
    return this.#overrunCount;
  }

  get latenessMsMax(): number {
    return this.#latenessMsMax;
  }

  start(): void {
    this.#done = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#wake();
    await this.#done;
  }

  async #run(): Promise<void> {
    let dueMs = performance.now();
    while (!this.#stopped) {
      dueMs += this.#periodMs;
      const missed = Math.floor((performance.now() - dueMs) / this.#periodMs);
      if (missed > 0) {
        this.#overrunCount += missed;
        dueMs += missed * this.#periodMs;
      }
      await this.#until(dueMs);
      if (this.#stopped) return;
      this.#latenessMsMax = Math.max(this.#latenessMsMax, performance.now() - dueMs);
      await this.#onTick();
    }
  }

  #until(dueMs: number): Promise<void> {
    const waitMs = dueMs - performance.now();
    if (waitMs <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#wake = resolve;
      this.#timer = setTimeout(resolve, waitMs);
    });
  }
}
