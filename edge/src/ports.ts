/** What the agent needs from its surroundings: a clock that may run fast, and a log. */

/** The one source of "now" and of waiting. */
export interface SiteClock {
  now(): Date;
  nowMs(): number;
  /** True when the instant has come, false when the signal aborted the wait. */
  sleepUntil(atMs: number, signal?: AbortSignal): Promise<boolean>;
}

type LogLine = (facts: Record<string, unknown>, message: string) => void;

/** The part of pino the agent uses. */
export interface SiteLog {
  readonly debug: LogLine;
  readonly info: LogLine;
  readonly warn: LogLine;
  readonly error: LogLine;
}

/** Lets a promise run on its own; its failure is logged. */
export function background(task: Promise<unknown>, log: SiteLog): void {
  task.catch((error: unknown) => log.error({ err: error }, 'a background task failed'));
}

/** Why a wait that is no failure ends early: without a reason each would be given an error with its stack. */
export const WOKEN = 'woken';

/** Waits by the wall clock, or shorter when the signal aborts. */
export function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, durationMs);
    if (signal.aborted) done();
    else signal.addEventListener('abort', done);
  });
}

/** Growing, jittered pauses between attempts: a thousand sites that lost the cloud together must not return together. */
export class Backoff {
  readonly #firstMs: number;
  readonly #lastMs: number;
  #nextMs: number;

  constructor({ firstMs, lastMs }: { firstMs: number; lastMs: number }) {
    this.#firstMs = firstMs;
    this.#lastMs = lastMs;
    this.#nextMs = firstMs;
  }

  /** The pause after an attempt. What had lasted longer than the longest pause was a success: the pauses start short again. */
  next(lastedMs: number): number {
    if (lastedMs > this.#lastMs) this.#nextMs = this.#firstMs;
    const pauseMs = this.#nextMs * (0.1 + 0.9 * Math.random());
    this.#nextMs = Math.min(this.#nextMs * 2, this.#lastMs);
    return pauseMs;
  }
}
