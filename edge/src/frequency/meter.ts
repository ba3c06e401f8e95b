/** Where the frequency comes from: a port, and what a sample must be to be believed. */

export interface MeterSample {
  /** When it was measured, by the site's clock. */
  readonly atMs: number;
  readonly frequencyHertz: number;
  /** Power at the grid side, positive towards the grid; null from a meter of the frequency alone. */
  readonly powerKw: number | null;
}

export interface FrequencyMeter {
  /**
   * The newest measurement; the same one again while there is no newer. Null when there is none. Rejects when the meter
   * cannot be reached or has been closed. What is old keeps its old instant: it never looks newer than it is.
   */
  read(): Promise<MeterSample | null>;
  close(): Promise<void>;
}

/** Beyond these no grid is; a meter that says so is broken. */
const PLAUSIBLE_FREQUENCY_HERTZ_MIN = 45;
const PLAUSIBLE_FREQUENCY_HERTZ_MAX = 55;

export function isPlausible({ frequencyHertz }: MeterSample): boolean {
  return frequencyHertz >= PLAUSIBLE_FREQUENCY_HERTZ_MIN && frequencyHertz <= PLAUSIBLE_FREQUENCY_HERTZ_MAX;
}
