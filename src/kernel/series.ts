/** Series of values over time. */

/** A value at an instant. */
export interface Sample {
  readonly atMs: number;
  readonly value: number;
}

/** The value at an instant on the straight line through two samples; of two at one instant the later one counts. */
export function interpolate(before: Sample, after: Sample, atMs: number): number {
  if (after.atMs === before.atMs) return after.value;
  return before.value + ((after.value - before.value) * (atMs - before.atMs)) / (after.atMs - before.atMs);
}
