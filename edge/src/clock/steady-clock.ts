/**
 * The clock of a real site. It counts by itself and lets the system's clock guide it; when that one is stepped, the platform says
 * which of the two is right, and until it can be asked the site goes on counting: no step brings back an instruction that is over.
 */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Backoff, background, pause, type SiteClock, type SiteLog } from '../ports.ts';
import { whoseTime } from './judge-time.ts';
import { keepTime, type MachineRun, readKeptTime, readMachineRun, timeAtStart } from './kept-time.ts';
import { monotonicMs, type RealTime } from './real-time.ts';
import { waitUntil } from './wait-until.ts';

const CHECK_EVERY_MS = 1_000;
/** More than NTP corrects little by little. */
const STEP_MS = 1_000;
/** So much the site's count gives way to the system's clock at each check. */
const SLEW_MS = 5;
const ASK_EVERY_MS = 3_600_000;
const ASK_AGAIN = { firstMs: 1_000, lastMs: 60_000 };
const KEEP_EVERY_MS = 300_000;

interface ClockOptions {
  /** Where the last known time is kept. */
  readonly path: string;
  /** The platform's time now; null when it cannot be asked or does not tell. */
  readonly platformNowMs: () => Promise<number | null>;
  readonly log: SiteLog;
}

/** The sources of time, there to be replaced by a test. */
interface Sources {
  readonly systemMs: () => number;
  readonly monotonicMs: () => number;
  readonly machineRun: () => Promise<MachineRun>;
}
const REAL_SOURCES: Sources = { systemMs: Date.now, monotonicMs, machineRun: readMachineRun };

export class SteadyClock implements SiteClock, RealTime {
  readonly #options: ClockOptions;
  readonly #sources: Sources;
  readonly #stopping = new AbortController();
  readonly #askAgain = new Backoff(ASK_AGAIN);
  #offsetMs: number;
  #isKnown: boolean;
  /** How far the system's clock is known to be wrong. */
  #knownGapMs = 0;
  #stepped = false;
  #askAtMs = -Infinity;
  #keepAtMs = -Infinity;
  #done: Promise<void> = Promise.resolve();

  private constructor(options: ClockOptions, { sources, nowMs, isKnown }: { sources: Sources; nowMs: number; isKnown: boolean }) {
    this.#options = options;
    this.#sources = sources;
    this.#offsetMs = nowMs - sources.monotonicMs();
    this.#isKnown = isKnown;
  }

  /** With the time an earlier run has kept, and the system's. */
  static async open(options: ClockOptions, sources: Sources = REAL_SOURCES): Promise<SteadyClock> {
    await mkdir(dirname(options.path), { recursive: true });
    const run = await sources.machineRun();
    const start = timeAtStart(await readKeptTime(options.path), { systemMs: sources.systemMs(), run });
    if (!start.isKnown) {
      options.log.error(
        { keptTime: new Date(start.nowMs) },
        "the system's clock is behind the last known time: nothing is carried out until the platform or the system knows better",
      );
    }
    return new SteadyClock(options, { sources, ...start });
  }

  start(): void {
    this.#done = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#done;
  }

  get offsetMs(): number {
    return this.#offsetMs;
  }

  get isKnown(): boolean {
    return this.#isKnown;
  }

  now(): Date {
    return new Date(this.nowMs());
  }

  nowMs(): number {
    return this.#sources.monotonicMs() + this.#offsetMs;
  }

  sleepUntil(atMs: number, signal?: AbortSignal): Promise<boolean> {
    return waitUntil(atMs, { nowMs: () => this.nowMs(), signal });
  }

  /** Looks at the system's clock, asks the platform when it is due or something has changed, and keeps the time on disk. */
  async check(): Promise<void> {
    this.#look();
    const nowMs = this.#sources.monotonicMs();
    if (nowMs >= this.#askAtMs) this.#askAtMs = nowMs + ((await this.#ask()) ? ASK_EVERY_MS : this.#askAgain.next(0));
    if (!this.#isKnown || this.#stepped || nowMs < this.#keepAtMs) return;
    this.#keepAtMs = nowMs + KEEP_EVERY_MS;
    await keepTime(this.#options.path, { run: await this.#sources.machineRun(), atMs: this.nowMs() });
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const checked = this.check();
      background(checked, this.#options.log);
      await checked.catch(() => undefined);
      await pause(CHECK_EVERY_MS, signal);
    }
  }

  #look(): void {
    const systemMs = this.#sources.systemMs();
    // A time that is not known is at least what was kept: a system's clock that has passed it was set by something.
    if (!this.#isKnown && systemMs >= this.nowMs()) this.#adopt(systemMs, 'the system has learned the time');
    const gapMs = systemMs - this.nowMs();
    const stepped = Math.abs(gapMs - this.#knownGapMs) > STEP_MS;
    if (stepped && !this.#stepped && this.#isKnown) {
      this.#askAtMs = -Infinity;
      this.#options.log.warn(
        { aheadSeconds: gapMs / 1_000 },
        "the system's clock was stepped; the site keeps counting until the platform says which is right",
      );
    }
    this.#stepped = stepped;
    if (!stepped && this.#knownGapMs === 0) this.#offsetMs += Math.min(SLEW_MS, Math.max(-SLEW_MS, gapMs));
  }

  /** Whether it was answered. */
  async #ask(): Promise<boolean> {
    const platformMs = await this.#options.platformNowMs();
    if (platformMs === null) return false;
    const [systemMs, steadyMs] = [this.#sources.systemMs(), this.nowMs()];
    const whose = whoseTime({ systemMs, steadyMs, platformMs });
    if (whose === 'system' && Math.abs(systemMs - steadyMs) > STEP_MS) {
      this.#adopt(systemMs, "the system's clock is right, says the platform");
    }
    if (whose === 'platform') this.#adopt(platformMs, "the site takes the platform's time");
    this.#knownGapMs = whose === 'system' ? 0 : systemMs - this.nowMs();
    if (whose !== 'system') {
      this.#options.log.error(
        { aheadSeconds: this.#knownGapMs / 1_000 },
        "the system's clock is wrong; the site keeps its own time",
      );
    }
    this.#isKnown = true;
    this.#stepped = false;
    return true;
  }

  #adopt(nowMs: number, why: string): void {
    this.#options.log.warn({ bySeconds: (nowMs - this.nowMs()) / 1_000 }, `the site's time is set: ${why}`);
    this.#offsetMs = nowMs - this.#sources.monotonicMs();
    this.#knownGapMs = 0;
    this.#isKnown = true;
  }
}
