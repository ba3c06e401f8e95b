/** A frequency-power curve as data: the share of the contracted power that is owed at a deviation of the frequency. Pure. */

import type { ResponseDirection } from '../../../src/kernel/response-curves.ts';

export const NOMINAL_FREQUENCY_HERTZ = 50;

export interface CurvePoint {
  /** How far the frequency is on the service's side of nominal; never negative. */
  readonly deviationHertz: number;
  /** Of the contracted power, 0 to 1. */
  readonly deliveredRatio: number;
}

/** By growing deviation; linear between points, level before the first and after the last. */
export type ResponseCurve = readonly CurvePoint[];

/** Where a frequency stands on a direction's side of nominal; negative on the other side. */
function deviationHertz(frequencyHertz: number, direction: ResponseDirection): number {
  return direction === 'LOW' ? NOMINAL_FREQUENCY_HERTZ - frequencyHertz : frequencyHertz - NOMINAL_FREQUENCY_HERTZ;
}

/** The share of the contracted power owed at a frequency. */
export function deliveredRatio(curve: ResponseCurve, { frequencyHertz, direction }: Facing): number {
  return ratioAt(curve, deviationHertz(frequencyHertz, direction));
}

interface Facing {
  readonly frequencyHertz: number;
  readonly direction: ResponseDirection;
}

/** Why points are not a curve that can be owed, or null when they are. */
export function curveFault(curve: ResponseCurve): string | null {
  const [first] = curve;
  if (!first) return 'A curve has no points.';
  if (first.deliveredRatio !== 0) return 'A curve asks for power before its first point.';
  for (const [index, point] of curve.entries()) {
    const before = curve[index - 1];
    if (point.deviationHertz < 0 || point.deliveredRatio < 0 || point.deliveredRatio > 1) return 'A curve leaves its bounds.';
    if (before && point.deviationHertz <= before.deviationHertz) return 'The points of a curve are not in order.';
    if (before && point.deliveredRatio < before.deliveredRatio) return 'A curve asks for less at a greater deviation.';
  }
  return null;
}

function ratioAt(curve: ResponseCurve, atHertz: number): number {
  let before: CurvePoint | null = null;
  for (const point of curve) {
    if (atHertz <= point.deviationHertz) return before ? between(before, point, atHertz) : point.deliveredRatio;
    before = point;
  }
  return before?.deliveredRatio ?? 0;
}

function between(before: CurvePoint, after: CurvePoint, atHertz: number): number {
  const share = (atHertz - before.deviationHertz) / (after.deviationHertz - before.deviationHertz);
  // At the knee itself exactly the knee: the sum below would miss it by a rounding.
  return share === 1 ? after.deliveredRatio : before.deliveredRatio + share * (after.deliveredRatio - before.deliveredRatio);
}
