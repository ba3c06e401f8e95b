/**
 * Calls at a fixed period by the monotonic clock. Each wait is to the next multiple, so lateness does not add up; a round that
 * took too long skips the rounds it ran over, and they are counted: two rounds never run at once, and none is made up for.
 */
import { pause } from '../ports.ts';

/** A clock that never jumps, and waits by it. */
export interface TickClock {
  nowMs(): number;
  pause(durationMs: number, signal: AbortSignal): Promise<void>;
}

const MONOTONIC: TickClock = { nowMs: () => performance.now(), pause };

interface TickerOptions {
  readonly periodMs: number;
  readonly onTick: () => Promise<void>;
  readonly clock?: TickClock;
}

export class Ticker {
  readonly #periodMs: number;
  readonly #onTick: () => Promise<void>;
  readonly #clock: TickClock;
  readonly #stopping = new AbortController();
  #done: Promise<void> = Promise.resolve();
  #overrunCount = 0;
  #latenessMsMax = 0;

  constructor({ periodMs, onTick, clock = MONOTONIC }: TickerOptions) {
    this.#periodMs = periodMs;
    this.#onTick = onTick;
    this.#clock = clock;
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
    this.#stopping.abort();
    await this.#done;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    let dueMs = this.#clock.nowMs();
    while (!signal.aborted) {
      dueMs += this.#periodMs;
      const missed = Math.max(0, Math.floor((this.#clock.nowMs() - dueMs) / this.#periodMs));
      this.#overrunCount += missed;
      dueMs += missed * this.#periodMs;
      const waitMs = dueMs - this.#clock.nowMs();
      if (waitMs > 0) await this.#clock.pause(waitMs, signal);
      if (signal.aborted) return;
      this.#latenessMsMax = Math.max(this.#latenessMsMax, this.#clock.nowMs() - dueMs);
      await this.#onTick();
    }
  }
}
