import { durationMs, type Interval } from '../../../kernel/intervals.ts';
import { kwhOf } from '../../../kernel/units.ts';
import { narrowest, type PowerLimits } from '../../assets/index.ts';
import type { Setpoint } from '../decide-setpoints.ts';
import type { InstructionState } from '../instruction.ts';

export const DISPATCH_REASONS = [
  'AS_ASKED',
  'STOPPED',
  'OVERRIDDEN',
  'ACCEPTANCE',
  'LIMITED_BY_NAMEPLATE',
  'LIMITED_BY_GRID_CONNECTION',
  'LIMITED_BY_OWNER',
  'LIMITED_BY_MARKET',
  'LIMITED_BY_OPERATOR',
  'FREQUENCY_RESPONSE',
  'REPLANNED',
  'NOT_INSTRUCTED',
  'REFUSED',
  'NOT_DELIVERED',
  'NOT_APPLIED',
  'SITE_OFFLINE',
  'OUT_OF_TOLERANCE',
  'NO_DATA',
] as const;
export type DispatchReason = (typeof DISPATCH_REASONS)[number];

/** An instruction for the part of a period in which it was the newest. */
export interface HeldInstruction extends Interval {
  readonly state: InstructionState;
  readonly deliveredAt: Date | null;
  readonly appliedAt: Date | null;
}

/** The links of one settlement period, from the wish to the meter. */
export interface PeriodFacts {
  readonly period: Interval;
  /** What the plan said when the period began; null without one. */
  readonly plannedPowerKw: number | null;
  /** What was decided, in the order of time; with gaps where no instruction held. */
  readonly setpoints: readonly Setpoint[];
  readonly limits: PowerLimits;
  readonly instructions: readonly HeldInstruction[];
  /** Energy delivered to the grid, less what was taken; null where nothing is known. */
  readonly doneKwh: number | null;
  /** The most that enabled responses could have given or taken. */
  readonly responseKwhMax: number;
  /** For how much of the period the battery was not heard. */
  readonly offlineMs: number;
  /** Energies that differ by less are the same. */
  readonly toleranceKwh: number;
}

/** Why a battery did something else than it was asked. Every period has one reason: that of the last link that holds. Pure. */
export function decideReason(facts: PeriodFacts): DispatchReason {
  const { doneKwh, toleranceKwh, offlineMs } = facts;
  const isSame = (oneKwh: number, otherKwh: number): boolean => Math.abs(oneKwh - otherKwh) <= toleranceKwh;
  if (doneKwh === null) return offlineMs > 0 ? 'SITE_OFFLINE' : 'NO_DATA';
  const askedKwh = askedKwhOf(facts);
  if (isSame(doneKwh, askedKwh)) return 'AS_ASKED';
  if (facts.setpoints.length === 0) return 'NOT_INSTRUCTED';
  return isSame(doneKwh, decidedKwhOf(facts.setpoints)) ? whyDecided(facts) : whyNotDone(facts);
}

/** The planned energy; without a plan what was decided is what was asked. */
export function askedKwhOf({ period, plannedPowerKw, setpoints }: PeriodFacts): number {
  if (plannedPowerKw === null) return decidedKwhOf(setpoints);
  return kwhOf({ powerKw: plannedPowerKw, durationMs: durationMs(period) });
}

export function decidedKwhOf(setpoints: readonly Setpoint[]): number {
  return setpoints.reduce((sum, setpoint) => sum + kwhOf({ powerKw: setpoint.powerKw, durationMs: durationMs(setpoint) }), 0);
}

/** The site did what was decided: what moved the most energy away from the plan. */
function whyDecided({ plannedPowerKw, setpoints, limits }: PeriodFacts): DispatchReason {
  const movedKwh = new Map<DispatchReason, number>();
  for (const setpoint of setpoints) {
    const cause = causeOf(setpoint, { plannedPowerKw: plannedPowerKw ?? 0, limits });
    const powerKw = Math.abs(setpoint.powerKw - (plannedPowerKw ?? 0));
    movedKwh.set(cause, (movedKwh.get(cause) ?? 0) + kwhOf({ powerKw, durationMs: durationMs(setpoint) }));
  }
  const [most] = [...movedKwh].toSorted(([, one], [, other]) => other - one);
  return most?.[0] ?? 'REPLANNED';
}

function causeOf(
  setpoint: Setpoint,
  { plannedPowerKw, limits }: { plannedPowerKw: number; limits: PowerLimits },
): DispatchReason {
  const { source, limitedBy } = setpoint;
  if (source === 'STOP') return 'STOPPED';
  if (source === 'OVERRIDE') return 'OVERRIDDEN';
  if (source === 'ACCEPTANCE') return 'ACCEPTANCE';
  if (source === 'FREQUENCY_RESPONSE' || limitedBy === 'FREQUENCY_RESPONSE') return 'FREQUENCY_RESPONSE';
  if (limitedBy !== null) return `LIMITED_BY_${limitedBy}`;
  // A plan that was made again because of a limit keeps it by itself: the limit is why all the same.
  const bound = narrowest(limits, plannedPowerKw < 0 ? 'charge' : 'discharge', setpoint);
  return Math.abs(plannedPowerKw) > bound.powerKwMax ? `LIMITED_BY_${bound.source}` : 'REPLANNED';
}

/** The site did something else: what became of the instruction that held the longest. */
function whyNotDone({
  period,
  instructions,
  offlineMs,
  setpoints,
  doneKwh,
  responseKwhMax,
  toleranceKwh,
}: PeriodFacts): DispatchReason {
  const [longest] = instructions.toSorted((one, other) => durationMs(other) - durationMs(one));
  if (!longest) return 'NOT_INSTRUCTED';
  if (longest.state === 'REFUSED') return 'REFUSED';
  const isOffline = offlineMs > durationMs(period) / 2;
  if (!happenedBefore(longest.deliveredAt, longest)) return isOffline ? 'SITE_OFFLINE' : 'NOT_DELIVERED';
  if (!happenedBefore(longest.appliedAt, longest)) return isOffline ? 'SITE_OFFLINE' : 'NOT_APPLIED';
  if (isOffline) return 'SITE_OFFLINE';
  const besideKwh = Math.abs((doneKwh ?? 0) - decidedKwhOf(setpoints));
  return besideKwh <= responseKwhMax + toleranceKwh && responseKwhMax > 0 ? 'FREQUENCY_RESPONSE' : 'OUT_OF_TOLERANCE';
}

function happenedBefore(at: Date | null, { untilAt }: Interval): boolean {
  return at !== null && at < untilAt;
}
