import { contains, type Interval, splitAt } from '../../kernel/intervals.ts';

/** Somebody's wish for the power of one battery over a span of time. Of two at one instant, the higher priority wins. */
export interface Wish extends Interval {
  readonly source: 'PLAN' | 'OVERRIDE';
  readonly powerKw: number;
}

/** The bounds of one battery, each with who set it. Never negative. */
export interface PowerLimits {
  readonly nameplate: { readonly chargePowerKwMax: number; readonly dischargePowerKwMax: number };
  readonly gridConnection: { readonly importLimitKw: number; readonly exportLimitKw: number };
}

export interface Setpoint extends Interval {
  /** At the grid side, positive towards the grid. */
  readonly powerKw: number;
  readonly source: Wish['source'] | 'STANDBY';
  readonly limitedBy: 'NAMEPLATE' | 'GRID_CONNECTION' | null;
}

/** An operator knows something the plan does not. */
const PRIORITY: Readonly<Record<Wish['source'], number>> = { PLAN: 1, OVERRIDE: 2 };

/**
 * The one course of a battery: for each instant of the span the wish of the highest priority, held back by the limits;
 * where nobody wishes, standby at zero. Neighbours that are alike are joined. Pure.
 */
export function decideSetpoints({
  span,
  wishes,
  limits,
}: {
  span: Interval;
  wishes: readonly Wish[];
  limits: PowerLimits;
}): Setpoint[] {
  const cuts = wishes.flatMap((wish) => [wish.fromAt, wish.untilAt]);
  const setpoints = splitAt(span, cuts).map((piece) => setpointOf(piece, { wishes, limits }));
  return joinAlike(setpoints);
}

/** The most a battery may charge and discharge with, whoever asks. */
export function boundsOf({ nameplate, gridConnection }: PowerLimits): { chargePowerKwMax: number; dischargePowerKwMax: number } {
  return {
    chargePowerKwMax: Math.min(nameplate.chargePowerKwMax, gridConnection.importLimitKw),
    dischargePowerKwMax: Math.min(nameplate.dischargePowerKwMax, gridConnection.exportLimitKw),
  };
}

function setpointOf(piece: Interval, { wishes, limits }: { wishes: readonly Wish[]; limits: PowerLimits }): Setpoint {
  // Of two wishes of one source the later in the list wins: they come in the order in which they were made.
  const wish = wishes
    .filter((candidate) => contains(candidate, piece.fromAt))
    .reduce<Wish | null>(
      (best, candidate) => (best && PRIORITY[best.source] > PRIORITY[candidate.source] ? best : candidate),
      null,
    );
  if (!wish) return { ...piece, powerKw: 0, source: 'STANDBY', limitedBy: null };
  const bounds = boundsOf(limits);
  const powerKw = Math.min(bounds.dischargePowerKwMax, Math.max(-bounds.chargePowerKwMax, wish.powerKw));
  return {
    ...piece,
    powerKw: powerKw === 0 ? 0 : powerKw,
    source: wish.source,
    limitedBy: powerKw === wish.powerKw ? null : limitOf(wish, limits),
  };
}

function limitOf({ powerKw }: Wish, { nameplate, gridConnection }: PowerLimits): 'NAMEPLATE' | 'GRID_CONNECTION' {
  const byGrid =
    powerKw > 0
      ? gridConnection.exportLimitKw < nameplate.dischargePowerKwMax
      : gridConnection.importLimitKw < nameplate.chargePowerKwMax;
  return byGrid ? 'GRID_CONNECTION' : 'NAMEPLATE';
}

function joinAlike(setpoints: readonly Setpoint[]): Setpoint[] {
  const joined: Setpoint[] = [];
  for (const setpoint of setpoints) {
    const before = joined.at(-1);
    const alike =
      before?.powerKw === setpoint.powerKw && before.source === setpoint.source && before.limitedBy === setpoint.limitedBy;
    if (before && alike) joined[joined.length - 1] = { ...before, untilAt: setpoint.untilAt };
    else joined.push(setpoint);
  }
  return joined;
}
