/** The one source of "now" and of waiting. The world may run faster than the wall clock. */
export interface Clock {
  now(): Date;
  nowMs(): number;
  /** Resolves when the clock reaches the instant, or at once with `false` when the signal aborts. */
  sleepUntil(atMs: number, signal?: AbortSignal): Promise<boolean>;
}

/** Timers longer than this are cut into pieces: a changed speed is noticed within it. */
const LONGEST_WAIT_MS = 250;

/** A world whose sites have said nothing for this long on the wall clock waits for them. */
const BEAT_PATIENCE_MS = 40;
/** A thread that is taken off its core in the middle of a change is waited for, this long. */
const CHANGE_PATIENCE_MS = 5_000;
const CHANGE_LOOK_MS = 0.2;

const ANCHOR_MS = 0;
const WALL_MS = 1;
const SPEED = 2;
/** Wall instant of the last beat; zero while nobody beats. */
const BEAT_MS = 3;
/** Counts the changes; odd while one is being made. */
const VERSION = 4;
const FIELD_COUNT = 5;

/**
 * A clock that runs `speed` times faster than the wall clock. Its state lies in shared memory, so that every thread of
 * a simulated world reads the same instant and a change of speed reaches all of them.
 *
 * A fast world may outrun the machine it runs on. Once its sites beat, the world never runs further ahead of the last
 * beat than a loop of theirs may take: a stall of the machine is a pause of the world, not a battery left alone.
 */
export class WorldClock implements Clock {
  readonly state: Float64Array<SharedArrayBuffer>;
  private readonly versions: BigInt64Array<SharedArrayBuffer>;

  private constructor(state: Float64Array<SharedArrayBuffer>) {
    this.state = state;
    this.versions = new BigInt64Array(state.buffer);
  }

  /** Starts a world at an instant; without one, at the wall clock's. */
  static start({ atMs = Date.now(), speed = 1 }: { atMs?: number; speed?: number } = {}): WorldClock {
    const clock = new WorldClock(new Float64Array(new SharedArrayBuffer(FIELD_COUNT * Float64Array.BYTES_PER_ELEMENT)));
    clock.change(() => ({ anchorMs: atMs, wallMs: wallNowMs(), speed, beatMs: 0 }));
    return clock;
  }

  /** Joins a world that another thread has started. */
  static join(state: Float64Array<SharedArrayBuffer>): WorldClock {
    return new WorldClock(state);
  }

  get speed(): number {
    return this.read().speed;
  }

  nowMs(): number {
    return instantAt(this.read(), wallNowMs());
  }

  now(): Date {
    return new Date(this.nowMs());
  }

  /** Continues from the present instant at another speed. */
  changeSpeed(speed: number): void {
    this.change((anchor, wallMs) => ({
      anchorMs: instantAt(anchor, wallMs),
      wallMs,
      speed,
      beatMs: anchor.beatMs === 0 ? 0 : wallMs,
    }));
  }

  /** Says that the sites keep up. What was lost to a stall is not made up for. The world that is the present waits for nobody. */
  beat(): void {
    if (this.speed <= 1) return;
    this.change((anchor, wallMs) => ({ ...anchor, anchorMs: instantAt(anchor, wallMs), wallMs, beatMs: wallMs }));
  }

  /** Says that nobody will beat any more: the world goes on without its sites. */
  endBeats(): void {
    this.change((anchor, wallMs) => ({ ...anchor, anchorMs: instantAt(anchor, wallMs), wallMs, beatMs: 0 }));
  }

  async sleepUntil(atMs: number, signal?: AbortSignal): Promise<boolean> {
    for (;;) {
      if (signal?.aborted) return false;
      const waitMs = (atMs - this.nowMs()) / this.speed;
      if (waitMs <= 0) return true;
      await pause(Math.min(waitMs, LONGEST_WAIT_MS), signal);
    }
  }

  private read(): Anchor {
    const giveUpMs = performance.now() + CHANGE_PATIENCE_MS;
    do {
      const version = Atomics.load(this.versions, VERSION);
      const anchor = this.fields();
      if (version % 2n === 0n && Atomics.load(this.versions, VERSION) === version) return anchor;
      if (version % 2n !== 0n) Atomics.wait(this.versions, VERSION, version, CHANGE_LOOK_MS);
    } while (performance.now() < giveUpMs);
    throw new Error('Bug: a change of the world’s clock was begun and never ended');
  }

  /** One writer at a time: an odd version keeps readers and other writers waiting, so no change of another thread is lost. */
  private change(next: (anchor: Anchor, wallMs: number) => Anchor): void {
    let version = Atomics.load(this.versions, VERSION);
    while (version % 2n !== 0n || Atomics.compareExchange(this.versions, VERSION, version, version + 1n) !== version) {
      version = Atomics.load(this.versions, VERSION);
    }
    const { anchorMs, wallMs, speed, beatMs } = next(this.fields(), wallNowMs());
    this.state[ANCHOR_MS] = anchorMs;
    this.state[WALL_MS] = wallMs;
    this.state[SPEED] = speed;
    this.state[BEAT_MS] = beatMs;
    Atomics.store(this.versions, VERSION, version + 2n);
  }

  private fields(): Anchor {
    const [anchorMs = 0, wallMs = 0, speed = 1, beatMs = 0] = this.state;
    return { anchorMs, wallMs, speed, beatMs };
  }
}

interface Anchor {
  readonly anchorMs: number;
  readonly wallMs: number;
  readonly speed: number;
  readonly beatMs: number;
}

function instantAt({ anchorMs, wallMs, speed, beatMs }: Anchor, wallNow: number): number {
  const until = beatMs === 0 ? wallNow : Math.min(wallNow, beatMs + BEAT_PATIENCE_MS);
  return anchorMs + Math.max(0, until - wallMs) * speed;
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
