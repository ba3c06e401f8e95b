import { interpolate } from '../../kernel/series.ts';
import { kwhOf, MILLISECONDS_PER_SECOND } from '../../kernel/units.ts';

/** What a rollup is made of: a good reading. */
export interface RollupReading {
  readonly atMs: number;
  readonly activePowerKw: number;
  readonly socPercent: number;
  readonly exportedKwh: number;
  readonly importedKwh: number;
}

/** Energy and power of one bucket of time. */
export interface Rollup {
  readonly startMs: number;
  readonly exportedKwh: number;
  readonly importedKwh: number;
  /** Of the readings inside; null when there are none. */
  readonly activePowerKwMin: number | null;
  readonly activePowerKwMax: number | null;
  /** At the end of what is known of the bucket. */
  readonly socPercent: number;
  readonly readingCount: number;
  readonly coveredSeconds: number;
}

interface Buckets {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly stepMs: number;
}

/** Between readings further apart than this nothing is said of the energy of any bucket. */
export const BRIDGED_MS_MAX = 3_600_000;
/** Readings this close together cover the time between them. */
const COVERED_MS_MAX = 5 * 60_000;

interface Energy {
  readonly exportedKwh: number;
  readonly importedKwh: number;
}

/**
 * The rollups of the buckets from `fromMs` until `untilMs` that anything is known of. Energy between two readings is what the
 * registers rose by, spread evenly: so the buckets of any span add up to what the meter says of it. Where a register ran
 * backwards, as after an exchange of the meter, it is the integral of the straight line of power instead.
 */
export function rollUp(readings: readonly RollupReading[], { fromMs, untilMs, stepMs }: Buckets): Rollup[] {
  const buckets = new Map<number, OpenBucket>();
  const bucketAt = (atMs: number): OpenBucket => {
    const startMs = fromMs + Math.floor((atMs - fromMs) / stepMs) * stepMs;
    const known = buckets.get(startMs) ?? new OpenBucket(startMs);
    buckets.set(startMs, known);
    return known;
  };
  for (const [index, before] of readings.entries()) {
    if (before.atMs >= fromMs && before.atMs < untilMs) bucketAt(before.atMs).see(before);
    const after = readings[index + 1];
    if (!after || after.atMs - before.atMs > BRIDGED_MS_MAX) continue;
    const endMs = Math.min(after.atMs, untilMs);
    for (let atMs = Math.max(before.atMs, fromMs); atMs < endMs;) {
      const bucket = bucketAt(atMs);
      const pieceEndMs = Math.min(bucket.startMs + stepMs, endMs);
      bucket.add(pieceOf({ before, after }, { startMs: atMs, endMs: pieceEndMs }));
      atMs = pieceEndMs;
    }
  }
  return [...buckets.values()]
    .filter(({ isKnown }) => isKnown)
    .map((bucket) => bucket.close())
    .toSorted((one, other) => one.startMs - other.startMs);
}

interface Gap {
  readonly before: RollupReading;
  readonly after: RollupReading;
}

interface Part {
  readonly startMs: number;
  readonly endMs: number;
}

interface Piece extends Energy {
  readonly socPercent: number;
  readonly coveredMs: number;
}

function pieceOf(gap: Gap, part: Part): Piece {
  const { before, after } = gap;
  const lengthMs = part.endMs - part.startMs;
  const socPercent = interpolate(
    { atMs: before.atMs, value: before.socPercent },
    { atMs: after.atMs, value: after.socPercent },
    part.endMs,
  );
  const coveredMs = after.atMs - before.atMs <= COVERED_MS_MAX ? lengthMs : 0;
  return { ...energyOf(gap, part), socPercent, coveredMs };
}

function energyOf({ before, after }: Gap, { startMs, endMs }: Part): Energy {
  const exportedKwh = after.exportedKwh - before.exportedKwh;
  const importedKwh = after.importedKwh - before.importedKwh;
  const share = (endMs - startMs) / (after.atMs - before.atMs);
  if (exportedKwh >= 0 && importedKwh >= 0) return { exportedKwh: exportedKwh * share, importedKwh: importedKwh * share };
  const powerAt = (atMs: number): number =>
    interpolate({ atMs: before.atMs, value: before.activePowerKw }, { atMs: after.atMs, value: after.activePowerKw }, atMs);
  return integralOf({ startKw: powerAt(startMs), endKw: powerAt(endMs), durationMs: endMs - startMs });
}

/** The area under a straight line of power, above zero as exported and below as imported. */
function integralOf({ startKw, endKw, durationMs }: { startKw: number; endKw: number; durationMs: number }): Energy {
  if (startKw * endKw >= 0) {
    const energyKwh = kwhOf({ powerKw: (startKw + endKw) / 2, durationMs });
    return { exportedKwh: Math.max(0, energyKwh), importedKwh: Math.max(0, -energyKwh) };
  }
  const crossingMs = (durationMs * startKw) / (startKw - endKw);
  const first = kwhOf({ powerKw: startKw / 2, durationMs: crossingMs });
  const second = kwhOf({ powerKw: endKw / 2, durationMs: durationMs - crossingMs });
  return { exportedKwh: Math.max(first, second), importedKwh: -Math.min(first, second) };
}

class OpenBucket {
  readonly startMs: number;
  isKnown = false;
  #exportedKwh = 0;
  #importedKwh = 0;
  #powerKwMin = Infinity;
  #powerKwMax = -Infinity;
  #socPercent = 0;
  #readingCount = 0;
  #coveredMs = 0;

  constructor(startMs: number) {
    this.startMs = startMs;
  }

  see({ activePowerKw, socPercent }: RollupReading): void {
    this.isKnown = true;
    this.#readingCount += 1;
    this.#powerKwMin = Math.min(this.#powerKwMin, activePowerKw);
    this.#powerKwMax = Math.max(this.#powerKwMax, activePowerKw);
    this.#socPercent = socPercent;
  }

  add({ exportedKwh, importedKwh, socPercent, coveredMs }: Piece): void {
    this.isKnown = true;
    this.#exportedKwh += exportedKwh;
    this.#importedKwh += importedKwh;
    this.#socPercent = socPercent;
    this.#coveredMs += coveredMs;
  }

  close(): Rollup {
    const isEmpty = this.#readingCount === 0;
    return {
      startMs: this.startMs,
      exportedKwh: this.#exportedKwh,
      importedKwh: this.#importedKwh,
      activePowerKwMin: isEmpty ? null : this.#powerKwMin,
      activePowerKwMax: isEmpty ? null : this.#powerKwMax,
      socPercent: this.#socPercent,
      readingCount: this.#readingCount,
      coveredSeconds: this.#coveredMs / MILLISECONDS_PER_SECOND,
    };
  }
}
