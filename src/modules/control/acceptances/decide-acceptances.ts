import { clippedTo, END_OF_TIME, type Interval } from '../../../kernel/intervals.ts';
import type { PowerLimits } from '../../assets/index.ts';
import { decideSetpoints, type Wish } from '../decide-setpoints.ts';
import type { EnabledResponse } from '../responses/decide-responses.ts';

export interface AcceptancePoint {
  readonly at: Date;
  readonly powerKw: number;
}

/** What the system operator accepted: absolute powers, linear between the points. Changed by amendments of the same number. */
export interface Acceptance {
  readonly acceptanceNumber: number;
  readonly acceptedAt: Date;
  readonly amendment: 'ORIGINAL' | 'INSERTED' | 'UPDATED' | 'DELETED';
  /** In the order of time; none where it is deleted. */
  readonly points: readonly AcceptancePoint[];
}

/** An amendment as it was taken. */
export interface TakenAcceptance extends Acceptance {
  /** Counts the amendments of a number in the order in which they were taken. */
  readonly amendmentSequence: number;
  readonly receivedAt: Date;
}

/** A battery has no more acceptances in force or to come, so none is ever left out of a decision. */
export const ACCEPTANCES_PENDING_MAX = 100;
const POINTS_MAX = 50;
const SPAN_MS_MAX = 24 * 3_600_000;
/** As far as plans reach. */
const AHEAD_MS_MAX = 10 * 24 * 3_600_000;
/** A ramp is followed in steps of a minute, or of a sixtieth of it where it is longer than an hour. */
const STEP_MS = 60_000;
const RAMP_STEPS_MAX = 60;

export type AcceptanceRefusalReason = 'BAD_PROFILE' | 'CONTRADICTION' | 'BEYOND_LIMITS' | 'STOPPED' | 'OVERRIDDEN' | 'TOO_MANY';

export interface AcceptanceRefusal {
  readonly reason: AcceptanceRefusalReason;
  readonly message: string;
}

/**
 * What a message about an acceptance is, beside those of its number that were taken already. Messages come late, twice and out
 * of order: an original never takes the place of an amendment, and what was deleted stays so. Pure.
 */
export function judgeAmendment(taken: readonly Acceptance[], incoming: Acceptance): 'NEW' | 'KNOWN' | AcceptanceRefusal {
  if (taken.some((one) => saysTheSame(one, incoming))) return 'KNOWN';
  const newest = taken.at(-1);
  if (!newest || incoming.amendment === 'DELETED') return newest?.amendment === 'DELETED' ? 'KNOWN' : 'NEW';
  const isFirst = incoming.amendment === 'ORIGINAL' || incoming.amendment === 'INSERTED';
  if (isFirst && newest.amendment !== 'ORIGINAL' && newest.amendment !== 'INSERTED') return 'KNOWN';
  if (newest.amendment === 'DELETED')
    return { reason: 'CONTRADICTION', message: `Acceptance ${incoming.acceptanceNumber} was deleted.` };
  if (isFirst)
    return {
      reason: 'CONTRADICTION',
      message: `Acceptance ${incoming.acceptanceNumber} was taken before and said something else; a change of it is an update.`,
    };
  return 'NEW';
}

function saysTheSame(one: Acceptance, other: Acceptance): boolean {
  if (one.amendment !== other.amendment) return false;
  if (one.amendment === 'DELETED') return true;
  return (
    one.acceptedAt.getTime() === other.acceptedAt.getTime() &&
    one.points.length === other.points.length &&
    one.points.every(({ at, powerKw }, index) => {
      const point = other.points[index];
      return point !== undefined && at.getTime() === point.at.getTime() && powerKw === point.powerKw;
    })
  );
}

interface BatteryFacts {
  readonly now: Date;
  readonly limits: PowerLimits;
  readonly responses: readonly EnabledResponse[];
  /** What goes before an acceptance. */
  readonly stronger: readonly Wish[];
  readonly pendingCount: number;
}

/** Why the battery cannot follow an acceptance, or null when it can, as far as its power goes. Pure. */
export function refuseAcceptance(acceptance: Acceptance, facts: BatteryFacts): AcceptanceRefusal | null {
  if (acceptance.amendment === 'DELETED') return null;
  const malformed = refuseProfile(acceptance, facts.now);
  if (malformed !== null) return { reason: 'BAD_PROFILE', message: malformed };
  if (facts.pendingCount >= ACCEPTANCES_PENDING_MAX)
    return { reason: 'TOO_MANY', message: `The battery has ${ACCEPTANCES_PENDING_MAX} acceptances in force or to come.` };
  const { limits, responses, stronger, now } = facts;
  const whole = spanOf(acceptance);
  const span = { fromAt: whole.fromAt > now ? whole.fromAt : now, untilAt: whole.untilAt };
  const wishes = [...profileWishes(acceptance), ...stronger];
  for (const setpoint of decideSetpoints({ span, wishes, limits, responses })) {
    const since = `from ${setpoint.fromAt.toISOString()} on`;
    if (setpoint.source === 'STOP') return { reason: 'STOPPED', message: `The battery is stopped ${since}.` };
    if (setpoint.source === 'OVERRIDE') return { reason: 'OVERRIDDEN', message: `An override holds ${since}.` };
    if (setpoint.limitedBy !== null)
      return { reason: 'BEYOND_LIMITS', message: `The battery may do no more than ${setpoint.powerKw} kW ${since}.` };
  }
  return null;
}

function refuseProfile({ points }: Acceptance, now: Date): string | null {
  const [first, last] = [points.at(0), points.at(-1)];
  if (!first || !last || points.length < 2 || points.length > POINTS_MAX) return `A profile has 2 to ${POINTS_MAX} points.`;
  const isOrdered = points.every(({ at }, index) => index === 0 || at >= (points[index - 1]?.at ?? at));
  if (!isOrdered) return 'The points of a profile are in the order of time.';
  const [fromMs, untilMs] = [first.at.getTime(), last.at.getTime()];
  if (untilMs <= fromMs) return 'A profile lasts longer than an instant.';
  if (untilMs <= now.getTime()) return 'The profile is over already.';
  if (untilMs - fromMs > SPAN_MS_MAX) return 'A profile lasts 24 hours at most.';
  return fromMs - now.getTime() > AHEAD_MS_MAX ? 'A profile begins within 10 days.' : null;
}

/**
 * What all amendments of a battery's acceptances wish, each from when it was taken until the next of its number was. They are in
 * the order in which they count: where two hold at one instant, the later accepted one. Pure.
 */
export function acceptanceWishes(amendments: readonly TakenAcceptance[]): Wish[] {
  const ordered = amendments.toSorted(byCount);
  const byNumber = Map.groupBy(ordered, ({ acceptanceNumber }) => acceptanceNumber);
  return ordered.flatMap((acceptance) => {
    const { amendmentSequence, acceptanceNumber, receivedAt } = acceptance;
    const later = byNumber.get(acceptanceNumber)?.filter((one) => one.amendmentSequence > amendmentSequence) ?? [];
    const [next] = later.toSorted((one, other) => one.amendmentSequence - other.amendmentSequence);
    return clippedTo({ fromAt: receivedAt, untilAt: next?.receivedAt ?? END_OF_TIME }, profileWishes(acceptance));
  });
}

/** What came of a battery's acceptances: the newest amendment of each, but for the deleted ones, in the order in which they count. Pure. */
export function acceptancesInForce(amendments: readonly TakenAcceptance[]): TakenAcceptance[] {
  const inTurn = amendments.toSorted((one, other) => one.amendmentSequence - other.amendmentSequence);
  const newest = new Map(inTurn.map((one) => [one.acceptanceNumber, one]));
  return [...newest.values()].filter(({ amendment }) => amendment !== 'DELETED').toSorted(byCount);
}

function byCount(one: TakenAcceptance, other: TakenAcceptance): number {
  return (
    one.acceptedAt.getTime() - other.acceptedAt.getTime() ||
    one.acceptanceNumber - other.acceptanceNumber ||
    one.amendmentSequence - other.amendmentSequence
  );
}

/** The mean power of each step of the profile, so that its energy is exact. */
function profileWishes({ points }: Acceptance): Wish[] {
  return points.slice(1).flatMap((to, index) => {
    const from = points[index] ?? to;
    const [fromMs, lengthMs] = [from.at.getTime(), to.at.getTime() - from.at.getTime()];
    if (lengthMs <= 0) return [];
    const stepCount = from.powerKw === to.powerKw ? 1 : Math.min(RAMP_STEPS_MAX, Math.ceil(lengthMs / STEP_MS));
    const at = (step: number): Date => new Date(Math.round(fromMs + (lengthMs * step) / stepCount));
    return Array.from({ length: stepCount }, (_, step): Wish => {
      const middle = (step + 0.5) / stepCount;
      const powerKw = from.powerKw + (to.powerKw - from.powerKw) * middle;
      return { source: 'ACCEPTANCE', powerKw, fromAt: at(step), untilAt: at(step + 1) };
    });
  });
}

function spanOf({ points }: Acceptance): Interval {
  const [first, last] = [points.at(0), points.at(-1)];
  if (!first || !last) throw new Error('Bug: a profile without points has no span');
  return { fromAt: first.at, untilAt: last.at };
}
