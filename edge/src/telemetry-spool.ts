/**
 * Telemetry on its way to the platform: every batch is on disk before it is sent, and forgotten only when the platform has
 * said that it is stored. Segments of checked lines are appended to and removed whole.
 */
import { mkdir, open, readdir, readFile, unlink, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { parseStoredReceipt, parseTelemetryBatch, type StoredReceipt, type TelemetryBatch } from '../../src/wire/telemetry.ts';
import { printStoredReceipt, printTelemetryBatch } from '../../src/wire/telemetry.ts';
import { parseCheckedLine, printCheckedLine, syncFolder } from './durable-file.ts';
import type { SiteLog } from './ports.ts';

export const SPOOL_BYTES_MAX_DEFAULT = 256 * 1_024 * 1_024;
/** So many segments fill the spool: one of them is what is lost at a time when it is full. */
const SEGMENTS_PER_SPOOL = 64;
const SEGMENT_NAME = /^spool-(\d{10})\.log$/;
const CHECKSUM_BYTES = 9;

interface Segment {
  readonly index: number;
  bytes: number;
  unconfirmedCount: number;
}

/** A batch that waits for the platform's receipt. */
export interface SpooledBatch {
  readonly bootId: string;
  readonly batchSequence: number;
  readonly segment: Segment;
  /** Where its text lies in the segment. */
  readonly position: number;
  readonly length: number;
}

interface SpoolOptions {
  readonly folder: string;
  readonly log: SiteLog;
  readonly bytesMax?: number;
}

export class TelemetrySpool {
  readonly #folder: string;
  readonly #log: SiteLog;
  readonly #bytesMax: number;
  /** In the order of their writing. */
  readonly #unconfirmed = new Map<string, SpooledBatch>();
  #segments: Segment[] = [];
  #file: FileHandle | null = null;
  /** Confirmed in memory and not yet noted on disk: a crash now means sending again, which is harmless. */
  #unnotedReceipts: StoredReceipt[] = [];
  #tail: Promise<unknown> = Promise.resolve();

  private constructor({ folder, log, bytesMax = SPOOL_BYTES_MAX_DEFAULT }: SpoolOptions) {
    this.#folder = folder;
    this.#log = log;
    this.#bytesMax = bytesMax;
  }

  static async open(options: SpoolOptions): Promise<TelemetrySpool> {
    const spool = new TelemetrySpool(options);
    await mkdir(options.folder, { recursive: true });
    await spool.#replay();
    return spool;
  }

  get unconfirmedCount(): number {
    return this.#unconfirmed.size;
  }

  get bytes(): number {
    return this.#segments.reduce((sum, segment) => sum + segment.bytes, 0);
  }

  /** The batches without a receipt, oldest first. */
  unconfirmed(): IterableIterator<SpooledBatch> {
    return this.#unconfirmed.values();
  }

  /** Puts batches on disk with one write and one flush. */
  append(batches: readonly TelemetryBatch[]): Promise<void> {
    return this.#inTurn(async () => {
      const segment = await this.#openSegment();
      const receipts = this.#unnotedReceipts;
      const lines = [...receipts.map(printStoredReceipt), ...batches.map(printTelemetryBatch)].map((text) =>
        Buffer.from(printCheckedLine(text)),
      );
      await this.#write(segment, Buffer.concat(lines));
      this.#unnotedReceipts = this.#unnotedReceipts.filter((each) => !receipts.includes(each));
      let position = segment.bytes;
      for (const [index, line] of lines.entries()) {
        const batch = batches[index - receipts.length];
        if (batch) this.#remember(batch, { segment, position, length: line.length });
        position += line.length;
      }
      segment.bytes = position;
      await this.#dropOldest();
    });
  }

  /** The text of a batch as it was written; null when it has been confirmed or dropped meanwhile. */
  textOf({ bootId, batchSequence, segment, position, length }: SpooledBatch): Promise<string | null> {
    return this.#inTurn(async () => {
      if (!this.#unconfirmed.has(keyOf(bootId, batchSequence))) return null;
      const file = await open(this.#pathOf(segment), 'r');
      try {
        const { buffer } = await file.read(Buffer.alloc(length), 0, length, position);
        return buffer.toString('utf8');
      } finally {
        await file.close();
      }
    });
  }

  /** The platform has stored these batches. */
  async confirm(receipt: StoredReceipt): Promise<void> {
    if (!this.#forget(receipt)) return;
    this.#unnotedReceipts.push(receipt);
    if (this.#segments.length > 1) await this.#inTurn(() => this.#removeFinished());
  }

  /** Notes the receipts on disk, so that the next start does not send again what is stored. */
  async close(): Promise<void> {
    if (this.#unnotedReceipts.length > 0 && this.#segments.length > 0) await this.append([]);
    await this.#inTurn(async () => {
      await this.#file?.close();
      this.#file = null;
    });
  }

  async #replay(): Promise<void> {
    const names = (await readdir(this.#folder)).filter((name) => SEGMENT_NAME.test(name)).toSorted();
    for (const name of names) {
      const segment: Segment = { index: Number(SEGMENT_NAME.exec(name)?.[1]), bytes: 0, unconfirmedCount: 0 };
      this.#segments.push(segment);
      this.#replaySegment(segment, await readFile(join(this.#folder, name)));
    }
    await this.#removeFinished();
  }

  #replaySegment(segment: Segment, bytes: Buffer): void {
    segment.bytes = bytes.length;
    let position = 0;
    let tornCount = 0;
    while (position < bytes.length) {
      const newline = bytes.indexOf('\n', position);
      const end = newline === -1 ? bytes.length : newline + 1;
      const text = newline === -1 ? null : parseCheckedLine(bytes.toString('utf8', position, newline));
      if (text === null || !this.#replayLine(text, { segment, position, length: end - position })) tornCount += 1;
      position = end;
    }
    // The last line of a crash was never sent: it is lost, and that is said aloud.
    if (tornCount > 0) this.#log.warn({ segment: segment.index, tornCount }, 'skipped torn lines in the telemetry spool');
  }

  #replayLine(text: string, place: { segment: Segment; position: number; length: number }): boolean {
    const bytes = Buffer.from(text);
    const receipt = parseStoredReceipt(bytes);
    if (receipt.ok) {
      this.#forget(receipt.value);
      return true;
    }
    const batch = parseTelemetryBatch(bytes);
    if (batch.ok) this.#remember(batch.value, place);
    return batch.ok;
  }

  #remember(
    { bootId, batchSequence }: TelemetryBatch,
    { segment, position, length }: { segment: Segment; position: number; length: number },
  ): void {
    const text = { position: position + CHECKSUM_BYTES, length: length - CHECKSUM_BYTES - 1 };
    this.#unconfirmed.set(keyOf(bootId, batchSequence), { bootId, batchSequence, segment, ...text });
    segment.unconfirmedCount += 1;
  }

  #forget({ bootId, batchSequences }: StoredReceipt): boolean {
    let found = false;
    for (const batchSequence of batchSequences) {
      const key = keyOf(bootId, batchSequence);
      const spooled = this.#unconfirmed.get(key);
      if (!spooled) continue;
      spooled.segment.unconfirmedCount -= 1;
      this.#unconfirmed.delete(key);
      found = true;
    }
    return found;
  }

  async #openSegment(): Promise<Segment> {
    const current = this.#segments.at(-1);
    if (this.#file && current && current.bytes < this.#bytesMax / SEGMENTS_PER_SPOOL) return current;
    const segment: Segment = { index: (current?.index ?? 0) + 1, bytes: 0, unconfirmedCount: 0 };
    const file = await open(this.#pathOf(segment), 'wx');
    await this.#file?.close();
    this.#file = file;
    this.#segments.push(segment);
    await syncFolder(this.#folder);
    await this.#removeFinished();
    return segment;
  }

  async #write(segment: Segment, bytes: Buffer): Promise<void> {
    if (!this.#file) throw new Error('the spool is closed');
    try {
      await this.#file.write(bytes, 0, bytes.length, segment.bytes);
      await this.#file.datasync();
    } catch (error) {
      // Half a line may stand there now. The next write overwrites it, at the same position.
      throw new Error('the telemetry spool cannot be written', { cause: error });
    }
  }

  /** All segments but the one being written that hold nothing unconfirmed. */
  async #removeFinished(): Promise<void> {
    const isFinished = (segment: Segment): boolean =>
      segment.unconfirmedCount === 0 && !(this.#file && segment === this.#segments.at(-1));
    for (const segment of this.#segments.filter(isFinished)) await this.#remove(segment);
  }

  async #dropOldest(): Promise<void> {
    while (this.bytes > this.#bytesMax && this.#segments.length > 1) {
      const [oldest] = this.#segments;
      if (!oldest) return;
      const lost = [...this.#unconfirmed.entries()].filter(([, batch]) => batch.segment === oldest);
      for (const [key] of lost) this.#unconfirmed.delete(key);
      this.#log.error(
        { batchCount: lost.length, bytesMax: this.#bytesMax },
        'the telemetry spool is full: the oldest readings are lost',
      );
      await this.#remove(oldest);
    }
  }

  async #remove(segment: Segment): Promise<void> {
    await unlink(this.#pathOf(segment));
    this.#segments = this.#segments.filter((each) => each !== segment);
  }

  #pathOf({ index }: Segment): string {
    return join(this.#folder, `spool-${String(index).padStart(10, '0')}.log`);
  }

  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const run = this.#tail.then(task);
    this.#tail = run.catch(() => undefined);
    return run;
  }
}

function keyOf(bootId: string, batchSequence: number): string {
  return `${bootId}/${batchSequence}`;
}
