import { MILLISECONDS_PER_HOUR } from '../../../kernel/units.ts';

/** Lead times are told apart in bands; each ends before so many hours, the last one never. */
export const LEAD_BANDS_HOURS = [4, 12, 24, 48, Number.POSITIVE_INFINITY] as const;

/** What a forecast of one settlement period came to. */
export interface PeriodScore {
  /** The mean over the levels: what every value between forecast and truth costs, by how unlikely it was said to be. */
  readonly pinballLoss: number;
  /** Of the median. */
  readonly absoluteError: number;
  /** Whether the truth lies between the outermost quantiles, and how often it should. */
  readonly isCovered: boolean;
  readonly expectedCoveredRatio: number;
}

interface Judged {
  readonly levels: readonly number[];
  readonly quantiles: readonly number[];
}

/** Pure. */
export function scoreOf({ levels, quantiles }: Judged, actual: number): PeriodScore {
  const losses = levels.map((level, index) => pinballLoss(level, actual - (quantiles[index] ?? actual)));
  const [lowest = actual, highest = actual] = [quantiles.at(0), quantiles.at(-1)];
  return {
    pinballLoss: losses.reduce((sum, loss) => sum + loss, 0) / Math.max(1, losses.length),
    absoluteError: Math.abs(actual - medianOf({ levels, quantiles })),
    isCovered: actual >= lowest && actual <= highest,
    expectedCoveredRatio: (levels.at(-1) ?? 1) - (levels.at(0) ?? 0),
  };
}

/** What is expected in the middle; every forecast has a median among its levels. */
export function medianOf({ levels, quantiles }: Judged): number {
  return quantiles[levels.indexOf(0.5)] ?? Number.NaN;
}

/** The band of the time between a forecast and the beginning of what it is about. */
export function leadIndexOf({ knownAt, fromAt }: { readonly knownAt: Date; readonly fromAt: Date }): number {
  const hours = (fromAt.getTime() - knownAt.getTime()) / MILLISECONDS_PER_HOUR;
  return LEAD_BANDS_HOURS.findIndex((until) => hours < until);
}

function pinballLoss(level: number, above: number): number {
  return above >= 0 ? level * above : (level - 1) * above;
}
