/** Series of instants with values, in the order of time. */

export interface Sample {
  readonly atMs: number;
  readonly value: number;
}

/** The value of a growing register at an instant, by linear interpolation; null outside the samples. */
export function valueAt(samples: readonly Sample[], atMs: number): number | null {
  const upper = samples.findIndex((sample) => sample.atMs >= atMs);
  const after = samples[upper];
  if (!after) return null;
  if (after.atMs === atMs) return after.value;
  const before = samples[upper - 1];
  if (!before) return null;
  return before.value + ((after.value - before.value) * (atMs - before.atMs)) / (after.atMs - before.atMs);
}

/** At most `pointCountMax` items spread evenly over a list, the first and the last always among them. */
export function thinOut<T>(items: readonly T[], pointCountMax: number): T[] {
  if (items.length <= pointCountMax) return [...items];
  const step = (items.length - 1) / (pointCountMax - 1);
  return Array.from({ length: pointCountMax }, (_, index) => items[Math.round(index * step)]).filter(
    (item): item is T => item !== undefined,
  );
}
