import type { Interval } from '../../kernel/intervals.ts';

/** Power on a straight line over a span of time, MW, positive towards the grid. */
export interface PowerSegment extends Interval {
  readonly fromPowerMw: number;
  readonly untilPowerMw: number;
}

/** The part of a segment within a span that it covers. */
export function partOf(segment: PowerSegment, { fromAt, untilAt }: Interval): PowerSegment {
  return { fromAt, untilAt, fromPowerMw: powerAt(segment, fromAt), untilPowerMw: powerAt(segment, untilAt) };
}

/** The segment that covers a span without an instant of its own: a segment of no length is a step between two others. */
export function segmentOver<Segment extends PowerSegment>(profile: readonly Segment[], span: Interval): Segment | undefined {
  return profile.find(({ fromAt, untilAt }) => fromAt < untilAt && fromAt <= span.fromAt && span.untilAt <= untilAt);
}

/** Every instant at which a segment begins or ends. */
export function breaksOf(profile: readonly PowerSegment[]): Date[] {
  return profile.flatMap(({ fromAt, untilAt }) => [fromAt, untilAt]);
}

function powerAt({ fromAt, untilAt, fromPowerMw, untilPowerMw }: PowerSegment, at: Date): number {
  if (at.getTime() === untilAt.getTime()) return untilPowerMw;
  const share = (at.getTime() - fromAt.getTime()) / (untilAt.getTime() - fromAt.getTime());
  return fromPowerMw + (untilPowerMw - fromPowerMw) * share;
}
