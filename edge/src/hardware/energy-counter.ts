/** Counts the energy of a device without meters: the power between two looks, along the line from one to the other. */
import { kwhOf } from '../../../src/kernel/units.ts';
import type { DeviceLedger } from './device-ledger.ts';

/** What happened during a longer silence is not known and not guessed. */
const GAP_MS_MAX = 60_000;

export class EnergyCounter {
  readonly #ledger: DeviceLedger;
  readonly #nowMs: () => number;
  #before: { readonly atMs: number; readonly powerKw: number } | null = null;

  constructor(ledger: DeviceLedger, nowMs: () => number) {
    this.#ledger = ledger;
    this.#nowMs = nowMs;
  }

  observe(powerKw: number): { readonly exportedKwh: number; readonly importedKwh: number } {
    const atMs = this.#nowMs();
    const before = this.#before;
    this.#before = { atMs, powerKw };
    const durationMs = before ? atMs - before.atMs : 0;
    if (before && durationMs > 0 && durationMs <= GAP_MS_MAX) this.#addBetween(before.powerKw, powerKw, durationMs);
    return this.#ledger.countedEnergy;
  }

  /** Where the line crosses zero, what lies on either side of it counts on its own. */
  #addBetween(firstKw: number, lastKw: number, durationMs: number): void {
    const crosses = firstKw * lastKw < 0;
    const untilZeroMs = crosses ? (durationMs * firstKw) / (firstKw - lastKw) : durationMs;
    const firstHalfKw = crosses ? firstKw / 2 : (firstKw + lastKw) / 2;
    this.#ledger.addEnergy(kwhOf({ powerKw: firstHalfKw, durationMs: untilZeroMs }));
    if (crosses) this.#ledger.addEnergy(kwhOf({ powerKw: lastKw / 2, durationMs: durationMs - untilZeroMs }));
  }
}
