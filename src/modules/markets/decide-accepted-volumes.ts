import { durationMs, type Interval, splitAt } from '../../kernel/intervals.ts';
import { MILLISECONDS_PER_HOUR } from '../../kernel/units.ts';
import { breaksOf, partOf, type PowerSegment, segmentOver } from './power-profile.ts';

/** One range of power above (from 1) or below (from -1) what was notified, priced by itself. */
export interface BidOfferPair {
  readonly pairId: number;
  /** Of the sign of `pairId`. */
  readonly rangeMw: number;
}

export interface PairVolumes {
  readonly pairId: number;
  /** Accepted increases, never negative. */
  readonly offerMwh: number;
  /** Accepted decreases, never positive. */
  readonly bidMwh: number;
}

export type AcceptedVolumes =
  | { readonly outcome: 'not-notified'; readonly span: Interval }
  | {
      readonly outcome: 'accepted';
      /** By how much the unit was told to deliver more than it notified, positive towards the grid. */
      readonly acceptedMwh: number;
      readonly pairs: readonly PairVolumes[];
      /** What of it lies in no pair's range. */
      readonly outsideMwh: number;
    };

interface Accepting {
  readonly period: Interval;
  readonly notification: readonly PowerSegment[];
  /** In the order in which they count. */
  readonly acceptances: readonly (readonly PowerSegment[])[];
  readonly pairs: readonly BidOfferPair[];
}

/** Power at the beginning and the end of a span without breaks, MW. */
type Line = readonly [number, number];

/**
 * What acceptances of a settlement period come to in each pair: an acceptance counts by what it changes against the one
 * before it, the first one against the notification. Exact: profiles are cut wherever one bends or crosses a range.
 */
export function decideAcceptedVolumes({ period, notification, acceptances, pairs }: Accepting): AcceptedVolumes {
  const ranges = pairs.map((pair) => rangeOf(pair, pairs));
  const volumes = pairs.map(() => ({ offerMwh: 0, bidMwh: 0 }));
  let acceptedMwh = 0;
  for (const span of splitAt(period, [notification, ...acceptances].flatMap(breaksOf))) {
    const notified = lineOver(notification, span);
    if (!notified) return { outcome: 'not-notified', span };
    const hours = durationMs(span) / MILLISECONDS_PER_HOUR;
    let before = notified;
    for (const acceptance of acceptances) {
      const after = lineOver(acceptance, span) ?? before;
      for (const [index, { lowerMw, upperMw }] of ranges.entries()) {
        const volume = volumes[index];
        if (!volume) continue;
        const range = { lower: plus(notified, lowerMw), upper: plus(notified, upperMw) };
        const { gained, lost } = meanMove({ before, after, ...range });
        volume.offerMwh += gained * hours;
        volume.bidMwh += lost * hours;
      }
      before = after;
    }
    acceptedMwh += (mean(before) - mean(notified)) * hours;
  }
  const insideMwh = volumes.reduce((total, { offerMwh, bidMwh }) => total + offerMwh + bidMwh, 0);
  return {
    outcome: 'accepted',
    acceptedMwh,
    pairs: ranges.map(({ pairId }, index) => ({ pairId, ...(volumes[index] ?? { offerMwh: 0, bidMwh: 0 }) })),
    outsideMwh: acceptedMwh - insideMwh,
  };
}

/** Where the range of a pair lies, beyond those that are nearer to the notification, MW above it. */
function rangeOf({ pairId, rangeMw }: BidOfferPair, pairs: readonly BidOfferPair[]) {
  const nearerMw = pairs
    .filter((other) => Math.sign(other.pairId) === Math.sign(pairId) && Math.abs(other.pairId) < Math.abs(pairId))
    .reduce((total, other) => total + other.rangeMw, 0);
  return { pairId, lowerMw: Math.min(nearerMw, nearerMw + rangeMw), upperMw: Math.max(nearerMw, nearerMw + rangeMw) };
}

interface Move {
  readonly before: Line;
  readonly after: Line;
  readonly lower: Line;
  readonly upper: Line;
}

/** How much of a move from one line to another lies between two bounds, as the mean over the span: upwards, and downwards. */
function meanMove({ before, after, lower, upper }: Move): { gained: number; lost: number } {
  const crossings = [before, after].flatMap((line) => [crossing(line, lower), crossing(line, upper)]);
  const cuts = [0, ...crossings, crossing(before, after), 1].filter((cut) => cut !== null).toSorted((one, other) => one - other);
  const moveAt = (share: number): number =>
    within(share, { line: after, lower, upper }) - within(share, { line: before, lower, upper });
  let [gained, lost] = [0, 0];
  for (const [index, until] of cuts.entries()) {
    const from = cuts[index - 1] ?? 0;
    // Nothing bends between two cuts, so the trapezium is exact.
    const area = ((moveAt(from) + moveAt(until)) / 2) * (until - from);
    if (area > 0) gained += area;
    else lost += area;
  }
  return { gained, lost };
}

function within(share: number, { line, lower, upper }: { line: Line; lower: Line; upper: Line }): number {
  return Math.min(Math.max(at(line, share), at(lower, share)), at(upper, share));
}

/** Where two lines meet inside of the span, as a share of it. */
function crossing(one: Line, other: Line): number | null {
  const [begins, ends] = [one[0] - other[0], one[1] - other[1]];
  return begins * ends < 0 ? begins / (begins - ends) : null;
}

function lineOver(profile: readonly PowerSegment[], span: Interval): Line | null {
  const segment = segmentOver(profile, span);
  if (!segment) return null;
  const { fromPowerMw, untilPowerMw } = partOf(segment, span);
  return [fromPowerMw, untilPowerMw];
}

function at([begins, ends]: Line, share: number): number {
  return begins + (ends - begins) * share;
}

function plus([begins, ends]: Line, powerMw: number): Line {
  return [begins + powerMw, ends + powerMw];
}

function mean([begins, ends]: Line): number {
  return (begins + ends) / 2;
}
