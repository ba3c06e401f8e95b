import type { ResponseDirection } from '../../kernel/response-curves.ts';
import type { PowerLimitId } from '../../kernel/ids.ts';
import { contains, type Interval, splitAt } from '../../kernel/intervals.ts';
import { type Bound, type Direction, narrowest, type PowerLimits } from '../assets/index.ts';

/** Somebody's wish for the power of one battery over a span of time. Of two at one instant, the higher priority wins. */
export interface Wish extends Interval {
  readonly source: 'PLAN' | 'FREQUENCY_RESPONSE' | 'ACCEPTANCE' | 'OVERRIDE' | 'STOP';
  readonly powerKw: number;
}

export interface Setpoint extends Interval {
  /** At the grid side, positive towards the grid. */
  readonly powerKw: number;
  readonly source: Wish['source'] | 'STANDBY';
  /** What held it back; null when it is as wished. */
  readonly limitedBy: Bound['source'] | 'FREQUENCY_RESPONSE' | null;
  /** The limit that somebody set and that held it back; null for any other, and left out where it was decided before there were any. */
  readonly limitId?: PowerLimitId | null;
}

/**
 * What was sold to the grid goes before the plan, and what the grid then asks for before that; an operator knows something none
 * of them does; nothing moves what has been stopped.
 */
const PRIORITY: Readonly<Record<Wish['source'], number>> = {
  PLAN: 1,
  FREQUENCY_RESPONSE: 2,
  ACCEPTANCE: 3,
  OVERRIDE: 4,
  STOP: 5,
};

/** Of two wishes at one instant the one of the higher priority counts. */
export function priorityOf(source: Wish['source']): number {
  return PRIORITY[source];
}

/**
 * The one course of a battery: for each instant of the span the wish of the highest priority, held back by the limits;
 * where nobody wishes, standby at zero. Neighbours that are alike are joined. Pure.
 */
export function decideSetpoints({ span, wishes, limits, responses = [] }: Decision & { readonly span: Interval }): Setpoint[] {
  const cuts = [...wishes, ...limits.set, ...responses].flatMap(({ fromAt, untilAt }) => [fromAt, untilAt]);
  const setpoints = splitAt(span, cuts).map((piece) => setpointOf(piece, { wishes, limits, responses }));
  return joinAlike(setpoints);
}

/** The room that an enabled response needs beside the setpoints, in its direction. */
interface ReservedPower extends Interval {
  readonly direction: ResponseDirection;
  readonly contractedPowerKw: number;
}

interface Decision {
  readonly wishes: readonly Wish[];
  readonly limits: PowerLimits;
  /** Responses that are enabled; the setpoints are their baseline and leave them room. */
  readonly responses?: readonly ReservedPower[];
}

function setpointOf(piece: Interval, { wishes, limits, responses = [] }: Decision): Setpoint {
  // Of two wishes of one source the later in the list wins: they come in the order in which they were made.
  const wish = wishes
    .filter((candidate) => contains(candidate, piece.fromAt))
    .reduce<Wish | null>(
      (best, candidate) => (best && PRIORITY[best.source] > PRIORITY[candidate.source] ? best : candidate),
      null,
    );
  if (!wish) return { ...piece, powerKw: 0, source: 'STANDBY', limitedBy: null, limitId: null };
  const isFixed = wish.source === 'OVERRIDE' || wish.source === 'STOP';
  const bound = boundOf(piece, {
    limits,
    responses: isFixed ? [] : responses,
    direction: wish.powerKw < 0 ? 'charge' : 'discharge',
  });
  const isHeldBack = Math.abs(wish.powerKw) > bound.powerKwMax;
  const powerKw = isHeldBack ? Math.sign(wish.powerKw) * bound.powerKwMax : wish.powerKw;
  return {
    ...piece,
    // Never minus zero.
    powerKw: powerKw === 0 ? 0 : powerKw,
    source: wish.source,
    limitedBy: isHeldBack ? bound.source : null,
    limitId: isHeldBack ? bound.limitId : null,
  };
}

interface SetpointBound {
  readonly powerKwMax: number;
  readonly source: NonNullable<Setpoint['limitedBy']>;
  readonly limitId: PowerLimitId | null;
}

/** The narrowest bound, less the room that the responses of its direction need. */
function boundOf(
  piece: Interval,
  { limits, responses, direction }: { limits: PowerLimits; responses: readonly ReservedPower[]; direction: Direction },
): SetpointBound {
  const bound = narrowest(limits, direction, piece);
  const reservedKw = responses
    .filter((one) => contains(one, piece.fromAt) && one.direction === (direction === 'charge' ? 'HIGH' : 'LOW'))
    .reduce((sum, one) => sum + one.contractedPowerKw, 0);
  if (reservedKw === 0) return bound;
  return { powerKwMax: Math.max(0, bound.powerKwMax - reservedKw), source: 'FREQUENCY_RESPONSE', limitId: null };
}

function joinAlike(setpoints: readonly Setpoint[]): Setpoint[] {
  const joined: Setpoint[] = [];
  for (const setpoint of setpoints) {
    const before = joined.at(-1);
    const alike =
      before?.powerKw === setpoint.powerKw &&
      before.source === setpoint.source &&
      before.limitedBy === setpoint.limitedBy &&
      before.limitId === setpoint.limitId;
    if (before && alike) joined[joined.length - 1] = { ...before, untilAt: setpoint.untilAt };
    else joined.push(setpoint);
  }
  return joined;
}
