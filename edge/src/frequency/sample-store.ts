/**
 * The samples of one battery on disk, a file an hour, until somebody has taken them. Bounded: when there is no room the oldest
 * file goes first, aloud. At 20 Hz an hour is 1.5 MB, a day 36 MB. A power cut loses at most the last ten seconds.
 */
import { createHash } from 'node:crypto';
import { appendFile, mkdir, readdir, readFile, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { MILLISECONDS_PER_HOUR } from '../../../src/kernel/units.ts';
import { syncFolder } from '../durable-file.ts';
import { background, type SiteLog } from '../ports.ts';
import { decodeBlocks, encodeBlock, type RecordedSample } from './sample-block.ts';

/** What is known of a finished file without opening it. */
export interface SampleFile {
  readonly batteryId: string;
  readonly name: string;
  readonly fromAt: string;
  readonly untilAt: string;
  readonly sampleCount: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** Where finished files go. Rejects when it could not be stored: it is then offered again. */
export interface SampleUpload {
  upload(file: SampleFile, bytes: Buffer): Promise<void>;
}

interface StoreOptions {
  readonly folder: string;
  readonly batteryId: string;
  readonly log: SiteLog;
  readonly bytesMax?: number;
}

const BYTES_MAX_DEFAULT = 256 * 1_024 * 1_024;
/** Ten seconds at 20 Hz. */
const SAMPLES_PER_BLOCK = 200;
const NAME = /^samples-(\d{13})\.bin$/;

export class SampleStore {
  readonly #options: StoreOptions;
  readonly #bytesMax: number;
  #waiting: RecordedSample[] = [];
  /** The file being written: its name, and the hour it is for. */
  #current: { readonly name: string; readonly hourIndex: number } | null = null;
  #tail: Promise<unknown> = Promise.resolve();

  private constructor(options: StoreOptions) {
    this.#options = options;
    this.#bytesMax = options.bytesMax ?? BYTES_MAX_DEFAULT;
  }

  static async open(options: StoreOptions): Promise<SampleStore> {
    await mkdir(options.folder, { recursive: true });
    return new SampleStore(options);
  }

  /** Takes a sample; it is on disk with the next block. */
  add(sample: RecordedSample): void {
    const hourIndex = Math.floor(sample.atMs / MILLISECONDS_PER_HOUR);
    const turned = this.#current !== null && this.#current.hourIndex !== hourIndex;
    if (turned || this.#waiting.length >= SAMPLES_PER_BLOCK) background(this.flush(), this.#options.log);
    if (turned || this.#current === null) this.#current = { name: `samples-${String(Math.floor(sample.atMs))}.bin`, hourIndex };
    this.#waiting.push(sample);
  }

  /** Writes what waits. */
  async flush(): Promise<void> {
    const [samples, current] = [this.#waiting, this.#current];
    if (samples.length === 0 || !current) return;
    this.#waiting = [];
    await this.#inTurn(async () => {
      try {
        await appendFile(this.#pathOf(current.name), encodeBlock(samples), { flush: true });
      } catch (error) {
        // Half a block may stand there now; what comes next goes into a file of its own.
        if (this.#current === current) this.#current = null;
        throw new Error(`${samples.length} samples could not be stored and are lost`, { cause: error });
      }
      await this.#dropOldest();
    });
  }

  /** The finished files, oldest first, each with what a receiver checks. */
  async manifest(): Promise<SampleFile[]> {
    const names = (await this.#names()).filter((name) => name !== this.#current?.name);
    return Promise.all(names.map(async (name) => this.#describe(name, await readFile(this.#pathOf(name)))));
  }

  /** Offers the finished files, oldest first, and forgets each that was taken. Stops at the first that was not. */
  async uploadTo(target: SampleUpload): Promise<number> {
    const names = (await this.#names()).filter((name) => name !== this.#current?.name);
    for (const name of names) {
      const bytes = await readFile(this.#pathOf(name));
      await target.upload(this.#describe(name, bytes), bytes);
      await this.#inTurn(() => unlink(this.#pathOf(name)));
    }
    return names.length;
  }

  /** Writes what waits; the last file is finished then. */
  async close(): Promise<void> {
    await this.flush();
    await this.#tail;
    this.#current = null;
    await syncFolder(this.#options.folder);
  }

  #describe(name: string, bytes: Buffer): SampleFile {
    const { batteryId, log } = this.#options;
    const { samples, damaged } = decodeBlocks(bytes);
    if (damaged) log.warn({ name }, 'a file of samples ends in a torn block');
    return {
      batteryId,
      name,
      fromAt: instantOf(samples.at(0)),
      untilAt: instantOf(samples.at(-1)),
      sampleCount: samples.length,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    };
  }

  async #dropOldest(): Promise<void> {
    const sizes: { name: string; bytes: number }[] = [];
    for (const name of await this.#names()) sizes.push({ name, bytes: (await stat(this.#pathOf(name))).size });
    let bytes = sizes.reduce((sum, file) => sum + file.bytes, 0);
    for (const oldest of sizes.slice(0, -1)) {
      if (bytes <= this.#bytesMax) return;
      await unlink(this.#pathOf(oldest.name));
      bytes -= oldest.bytes;
      this.#options.log.error({ ...oldest, bytesMax: this.#bytesMax }, 'no room for samples: the oldest are lost');
    }
  }

  async #names(): Promise<string[]> {
    return (await readdir(this.#options.folder)).filter((name) => NAME.test(name)).toSorted();
  }

  #pathOf(name: string): string {
    return join(this.#options.folder, name);
  }

  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const run = this.#tail.then(task);
    this.#tail = run.catch(() => undefined);
    return run;
  }
}

function instantOf(sample: RecordedSample | undefined): string {
  return new Date(sample?.atMs ?? 0).toISOString();
}
