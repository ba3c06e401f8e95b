/**
 * What must be known of a device after a restart: how often each of its registers was written today, and the energy the agent counts
 * where the device has no meter. Writes are booked on disk ahead, in blocks: after a crash too many may be counted, never too few.
 */
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { parseCheckedLine, printCheckedLine, readIfPresent, writeDurably } from '../durable-file.ts';
import type { SiteLog } from '../ports.ts';

/** Refreshing a timer every 20 seconds takes a quarter of it. */
export const REGISTER_WRITES_PER_DAY_DEFAULT = 20_000;
const BLOCK_WRITES = 256;
const DAY_MS = 86_400_000;
const ENERGY_SAVE_MS = 60_000;

const Stored = Type.Object({
  day: Type.Integer(),
  writesByAddress: Type.Record(Type.String(), Type.Integer({ minimum: 0 })),
  exportedKwh: Type.Number({ minimum: 0 }),
  importedKwh: Type.Number({ minimum: 0 }),
});
const stored = Compile(Stored);

interface LedgerOptions {
  /** Null keeps it in memory: for an installer's look, and for tests. */
  readonly path: string | null;
  readonly writesPerDayMax: number;
  readonly nowMs: () => number;
  readonly log: SiteLog;
}

export class DeviceLedger {
  readonly #options: LedgerOptions;
  readonly #writes = new Map<number, number>();
  /** Up to here they are on disk. */
  readonly #booked = new Map<number, number>();
  readonly #energy: { exportedKwh: number; importedKwh: number };
  #day: number;
  #energySavedAtMs: number;
  #booking: Promise<void> | null = null;

  private constructor(options: LedgerOptions, { day, writesByAddress, exportedKwh, importedKwh }: Static<typeof Stored>) {
    this.#options = options;
    this.#day = day;
    for (const [address, count] of Object.entries(writesByAddress)) {
      this.#writes.set(Number(address), count);
      this.#booked.set(Number(address), count);
    }
    this.#energy = { exportedKwh, importedKwh };
    this.#energySavedAtMs = options.nowMs();
  }

  static async open(options: LedgerOptions): Promise<DeviceLedger> {
    return new DeviceLedger(options, (options.path && (await load(options.path, options.log))) || blank(options.nowMs()));
  }

  static inMemory({ nowMs = Date.now, writesPerDayMax = REGISTER_WRITES_PER_DAY_DEFAULT } = {}): DeviceLedger {
    const log = { debug: nothing, info: nothing, warn: nothing, error: nothing };
    return new DeviceLedger({ path: null, writesPerDayMax, nowMs, log }, blank(nowMs()));
  }

  /** The most written register's share of its budget of the day; 1 when it is used up. */
  get usedRatio(): number {
    this.#turnDay();
    return this.writesTodayMax / this.#options.writesPerDayMax;
  }

  get writesPerDayMax(): number {
    return this.#options.writesPerDayMax;
  }

  /** Of the register that was written most often today. */
  get writesTodayMax(): number {
    return Math.max(0, ...this.#writes.values());
  }

  /**
   * On disk before the registers are written; a disk that fails does not keep a battery from being set. The next block is booked
   * while half of the last is left, so that a fast loop does not wait for the disk.
   */
  async count(address: number, wordCount: number): Promise<void> {
    this.#turnDay();
    let leftWrites = Infinity;
    for (let each = address; each < address + wordCount; each += 1) {
      const count = (this.#writes.get(each) ?? 0) + 1;
      this.#writes.set(each, count);
      leftWrites = Math.min(leftWrites, (this.#booked.get(each) ?? 0) - count);
    }
    if (leftWrites < BLOCK_WRITES / 2) this.#booking ??= this.#save(BLOCK_WRITES).finally(() => (this.#booking = null));
    if (leftWrites < 0) await this.#booking;
  }

  get countedEnergy(): { readonly exportedKwh: number; readonly importedKwh: number } {
    return { ...this.#energy };
  }

  /** Positive towards the grid. */
  addEnergy(energyKwh: number): void {
    if (energyKwh > 0) this.#energy.exportedKwh += energyKwh;
    else this.#energy.importedKwh -= energyKwh;
    if (Math.abs(this.#options.nowMs() - this.#energySavedAtMs) < ENERGY_SAVE_MS) return;
    this.#energySavedAtMs = this.#options.nowMs();
    this.#booking ??= this.#save(BLOCK_WRITES).finally(() => (this.#booking = null));
  }

  /** After this the counts on disk are exact. */
  async close(): Promise<void> {
    await this.#booking;
    await this.#save(0);
  }

  /** A clock that is set back does not give the budget twice; one that ran days ahead does not keep it for days. */
  #turnDay(): void {
    const day = Math.floor(this.#options.nowMs() / DAY_MS);
    if (day === this.#day || day === this.#day - 1) return;
    this.#day = day;
    this.#writes.clear();
    this.#booked.clear();
  }

  async #save(aheadWrites: number): Promise<void> {
    const booked = [...this.#writes].map(([address, count]) => [address, count + aheadWrites] as const);
    await this.#store(JSON.stringify({ day: this.#day, writesByAddress: Object.fromEntries(booked), ...this.#energy }));
    for (const [address, count] of booked) this.#booked.set(address, count);
  }

  async #store(text: string): Promise<void> {
    const { path, log } = this.#options;
    if (path === null) return;
    try {
      await writeDurably(path, printCheckedLine(text));
    } catch (error) {
      log.error({ err: error, path }, 'the count of register writes cannot be stored');
    }
  }
}

function blank(nowMs: number): Static<typeof Stored> {
  return { day: Math.floor(nowMs / DAY_MS), writesByAddress: {}, exportedKwh: 0, importedKwh: 0 };
}

async function load(path: string, log: SiteLog): Promise<Static<typeof Stored> | null> {
  const text = await readIfPresent(path);
  if (text === null) return null;
  const value: unknown = JSON.parse(parseCheckedLine(text.trimEnd()) ?? 'null');
  if (stored.Check(value)) return value;
  log.error({ path }, 'the count of register writes was torn; it begins anew');
  return null;
}

function nothing(): void {
  // In memory there is nothing to complain of.
}
