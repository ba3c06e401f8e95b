/** A value and how much it counts. */
export interface Weighted {
  readonly value: number;
  readonly weight: number;
}

/**
 * The quantiles of weighted values at rising levels, on the straight lines between the middles of their weights; beyond the outermost
 * ones, those themselves. They never cross. Pure.
 */
export function quantilesOf(samples: readonly Weighted[], levels: readonly number[]): number[] {
  const sorted = samples.filter(({ weight }) => weight > 0).toSorted((one, other) => one.value - other.value);
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  let below = 0;
  const middles = sorted.map(({ value, weight }) => {
    const at = (below + weight / 2) / total;
    below += weight;
    return { at, value };
  });
  return rising(levels.map((level) => valueAt(middles, level)));
}

/** Rounding alone could make two quantiles cross. */
export function rising(quantiles: readonly number[]): number[] {
  return quantiles.toSorted((one, other) => one - other);
}

function valueAt(middles: readonly { readonly at: number; readonly value: number }[], level: number): number {
  const next = middles.findIndex(({ at }) => at >= level);
  const [last, after] = [next < 0 ? middles.at(-1) : middles[next - 1], middles[next]];
  if (!last) return after?.value ?? 0;
  if (!after) return last.value;
  return last.value + ((after.value - last.value) * (level - last.at)) / (after.at - last.at);
}
