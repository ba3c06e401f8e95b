import type { OrderShare } from './run-facts.ts';

const WATTS_PER_MW = 1_000_000;
const WATTS_PER_KW = 1_000;

interface Awarded {
  readonly side: 'BUY' | 'SELL';
  readonly volumeMw: number;
  readonly shares: readonly OrderShare[];
}

/**
 * What each battery has sold of an award: as much of its share as the award is of all shares together, in whole watts that sum
 * to the award exactly. Nobody is given more than a watt beyond the share. Pure.
 */
export function divideAward({ side, volumeMw, shares }: Awarded): OrderShare[] {
  const awardedWatts = Math.round(volumeMw * WATTS_PER_MW) * (side === 'SELL' ? 1 : -1);
  const netKw = shares.reduce((sum, { powerKw }) => sum + powerKw, 0);
  const ratio = netKw === 0 ? 0 : awardedWatts / (netKw * WATTS_PER_KW);
  const exact = shares.map(({ powerKw }) => powerKw * WATTS_PER_KW * ratio);
  const watts = exact.map(Math.trunc);
  let leftWatts = awardedWatts - watts.reduce((sum, one) => sum + one, 0);
  const step = Math.sign(leftWatts);
  // Those that rounding took most from, first; of two alike the earlier one.
  const order = [...exact.keys()].toSorted((one, other) => lost(other) - lost(one) || one - other);
  for (const index of order) {
    if (leftWatts === 0) break;
    watts[index] = (watts[index] ?? 0) + step;
    leftWatts -= step;
  }
  return shares.map(({ batteryId }, index) => ({ batteryId, powerKw: (watts[index] ?? 0) / WATTS_PER_KW }));

  function lost(index: number): number {
    return ((exact[index] ?? 0) - (watts[index] ?? 0)) * step;
  }
}
