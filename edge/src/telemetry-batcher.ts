/** Gathers readings into batches and puts them on disk, a few times a second at most. */
import { MILLISECONDS_PER_SECOND } from '../../src/kernel/units.ts';
import { READINGS_PER_BATCH_MAX, type TelemetryBatch, type WireReading } from '../../src/wire/telemetry.ts';
import { pause, type SiteClock, type SiteLog } from './ports.ts';
import type { TelemetrySpool } from './telemetry-spool.ts';

/** However fast the clock runs: each flush is a write to disk and a message. */
const FLUSH_WALL_MS_MIN = 100;
const RETRY_WALL_MS = 1_000;
/** Kept in memory while the disk takes nothing. */
const READINGS_WAITING_MAX = 50_000;

interface BatcherOptions {
  readonly siteId: string;
  /** New at every start, so that the sequence may begin at 1. */
  readonly bootId: string;
  readonly batchSeconds: number;
  readonly clock: SiteClock;
  readonly spool: TelemetrySpool;
  readonly log: SiteLog;
  readonly onSpooled: () => void;
}

export class TelemetryBatcher {
  readonly #options: BatcherOptions;
  readonly #stopping = new AbortController();
  #waiting: WireReading[] = [];
  #batchSequence = 0;
  #arrival = Promise.withResolvers<void>();
  #done: Promise<void> = Promise.resolve();

  constructor(options: BatcherOptions) {
    this.#options = options;
  }

  start(): void {
    this.#done = this.#run();
  }

  add(reading: WireReading): void {
    this.#waiting.push(reading);
    this.#arrival.resolve();
  }

  /** What has been gathered goes to disk first. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#arrival.resolve();
    await this.#done;
    await this.#flush();
  }

  async #run(): Promise<void> {
    const { clock, batchSeconds } = this.#options;
    const { signal } = this.#stopping;
    for (;;) {
      await this.#arrival.promise;
      if (signal.aborted) return;
      const flushableAtWallMs = performance.now() + FLUSH_WALL_MS_MIN;
      await clock.sleepUntil(clock.nowMs() + batchSeconds * MILLISECONDS_PER_SECOND, signal);
      await pause(Math.max(0, flushableAtWallMs - performance.now()), signal);
      if (signal.aborted) return;
      this.#arrival = Promise.withResolvers<void>();
      if (await this.#flush()) continue;
      this.#arrival.resolve();
      await pause(RETRY_WALL_MS, signal);
    }
  }

  async #flush(): Promise<boolean> {
    const { spool, log, onSpooled } = this.#options;
    const readings = this.#waiting;
    if (readings.length === 0) return true;
    this.#waiting = [];
    const batches = this.#cut(readings);
    try {
      await spool.append(batches);
    } catch (error) {
      const all = [...readings, ...this.#waiting];
      this.#waiting = all.slice(-READINGS_WAITING_MAX);
      log.error(
        { err: error, waiting: this.#waiting.length, lost: all.length - this.#waiting.length },
        'telemetry cannot be stored',
      );
      return false;
    }
    this.#batchSequence += batches.length;
    onSpooled();
    return true;
  }

  #cut(readings: readonly WireReading[]): TelemetryBatch[] {
    const { siteId, bootId } = this.#options;
    const count = Math.ceil(readings.length / READINGS_PER_BATCH_MAX);
    return Array.from({ length: count }, (_, index) => ({
      version: 1,
      siteId,
      bootId,
      batchSequence: this.#batchSequence + 1 + index,
      readings: readings.slice(index * READINGS_PER_BATCH_MAX, (index + 1) * READINGS_PER_BATCH_MAX),
    }));
  }
}
