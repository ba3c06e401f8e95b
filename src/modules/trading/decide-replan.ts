import { interpolate } from '../../kernel/series.ts';

/** Where the plan in force expects a battery to be: the period that runs now and its state of charge at both ends. */
export interface SocExpectation {
  readonly madeAt: Date;
  readonly fromAt: Date;
  readonly untilAt: Date;
  readonly socPercentAtStart: number;
  readonly socPercentAtEnd: number;
  /** The owner has changed the intent since, and no plan came of it: there was no reading to plan with, say. */
  readonly isOfOlderIntent: boolean;
}

/** A battery may stray this far from its plan before a new one is made. */
const TOLERANCE_PERCENT = 2;
/** A reading older than this says nothing about straying. */
const READING_AGE_MS_MAX = 5 * 60_000;

/**
 * Whether a battery needs a new plan: it has none for now or none for its newest intent, or it has strayed from the one it has. A plan made within the
 * period that runs is given until the next one, so that a battery that cannot follow is not planned in a loop. Pure.
 */
export function decideReplan({
  now,
  reading,
  expectation,
}: {
  now: Date;
  reading: { readonly measuredAt: Date; readonly socPercent: number };
  expectation: SocExpectation | null;
}): boolean {
  if (!expectation || expectation.isOfOlderIntent) return true;
  if (expectation.madeAt >= expectation.fromAt) return false;
  if (now.getTime() - reading.measuredAt.getTime() > READING_AGE_MS_MAX || reading.measuredAt < expectation.fromAt) return false;
  const { fromAt, untilAt, socPercentAtStart, socPercentAtEnd } = expectation;
  const expectedPercent = interpolate(
    { atMs: fromAt.getTime(), value: socPercentAtStart },
    { atMs: untilAt.getTime(), value: socPercentAtEnd },
    Math.min(reading.measuredAt.getTime(), untilAt.getTime()),
  );
  return Math.abs(reading.socPercent - expectedPercent) > TOLERANCE_PERCENT;
}
