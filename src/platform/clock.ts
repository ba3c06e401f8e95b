/** The one source of "now" and of waiting. The world may run faster than the wall clock. */
export interface Clock {
  now(): Date;
  nowMs(): number;
  /** Resolves when the clock reaches the instant, or at once with `false` when the signal aborts. */
  sleepUntil(atMs: number, signal?: AbortSignal): Promise<boolean>;
}

/** Timers longer than this are cut into pieces: a changed speed is noticed within it. */
const LONGEST_WAIT_MS = 250;

/**
 * A clock that runs `speed` times faster than the wall clock. Its state lies in shared memory, so that every thread of
 * a simulated world reads the same instant and a change of speed reaches all of them.
 */
export class WorldClock implements Clock {
  readonly state: Float64Array<SharedArrayBuffer>;

  private constructor(state: Float64Array<SharedArrayBuffer>) {
    this.state = state;
  }

  /** Starts a world at an instant; without one, at the wall clock's. */
  static start({ atMs = Date.now(), speed = 1 }: { atMs?: number; speed?: number } = {}): WorldClock {
    const clock = new WorldClock(new Float64Array(new SharedArrayBuffer(3 * Float64Array.BYTES_PER_ELEMENT)));
    clock.anchor(atMs, speed);
    return clock;
  }

  /** Joins a world that another thread has started. */
  static join(state: Float64Array<SharedArrayBuffer>): WorldClock {
    return new WorldClock(state);
  }

  get speed(): number {
    return this.state[2] ?? 1;
  }

  nowMs(): number {
    const [anchorMs = 0, wallMs = 0, speed = 1] = this.state;
    return anchorMs + (wallNowMs() - wallMs) * speed;
  }

  now(): Date {
    return new Date(this.nowMs());
  }

  /** Continues from the present instant at another speed. */
  changeSpeed(speed: number): void {
    this.anchor(this.nowMs(), speed);
  }

  async sleepUntil(atMs: number, signal?: AbortSignal): Promise<boolean> {
    for (;;) {
      if (signal?.aborted) return false;
      const waitMs = (atMs - this.nowMs()) / this.speed;
      if (waitMs <= 0) return true;
      await pause(Math.min(waitMs, LONGEST_WAIT_MS), signal);
    }
  }

  private anchor(atMs: number, speed: number): void {
    this.state.set([atMs, wallNowMs(), speed]);
  }
}

/** The wall clock with the resolution of the monotonic one, equal in every thread. */
function wallNowMs(): number {
  return performance.timeOrigin + performance.now();
}

function pause(durationMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, durationMs);
    signal?.addEventListener('abort', done, { once: true });
  });
}
