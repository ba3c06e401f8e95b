/** Waits before the second attempt and each one after it, by the schedule that the Standard Webhooks specification proposes. */
const WAITS_SECONDS = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
/** A wait is longer by up to this share, so that what failed together does not come again together. */
const JITTER_RATIO_MAX = 0.1;

/** An endpoint may ask for a wait of up to the longest that there is without being asked. */
const RETRY_AFTER_MS_MAX = 86_400_000;
const BUSY_STATUSES: ReadonlySet<number> = new Set([429, 503]);
const SECONDS = /^\d{1,9}$/;

/** Attempts that are made before a message is given up: the first and one after each wait. */
export const ATTEMPT_COUNT_MAX = WAITS_SECONDS.length + 1;

export type MessageState =
  | { readonly state: 'DELIVERED' }
  | { readonly state: 'PENDING'; readonly nextAttemptAt: Date }
  | { readonly state: 'DEAD'; readonly deadReason: string };

interface Attempted {
  /** Since it was first sent or last replayed, this attempt included. */
  readonly attemptCount: number;
  /** Null when it was taken. */
  readonly failure: string | null;
  /** Whether the endpoint says that nobody listens there any more. */
  readonly isGone: boolean;
  /** Until when the endpoint has asked to be left alone; null when it has not. */
  readonly notBeforeAt: Date | null;
  readonly now: Date;
  /** From 0 to 1, drawn by the caller. */
  readonly draw: number;
}

/** What becomes of a message after an attempt. Pure. */
export function decideAttempt({ attemptCount, failure, isGone, notBeforeAt, now, draw }: Attempted): MessageState {
  if (failure === null) return { state: 'DELIVERED' };
  const waitSeconds = WAITS_SECONDS[attemptCount - 1];
  if (isGone || waitSeconds === undefined) return { state: 'DEAD', deadReason: failure };
  const waitMs = waitSeconds * 1_000 * (1 + JITTER_RATIO_MAX * draw);
  return { state: 'PENDING', nextAttemptAt: new Date(Math.max(now.getTime() + waitMs, notBeforeAt?.getTime() ?? 0)) };
}

/**
 * Until when an answer asks to be left alone, by its `Retry-After` in seconds or as a date; null when it does not, or not in a
 * way that is understood. Pure.
 */
export function readRetryAfter({
  statusCode,
  retryAfter,
  now,
}: {
  readonly statusCode: number;
  /** The header's text; null without one. */
  readonly retryAfter: string | null;
  readonly now: Date;
}): Date | null {
  if (retryAfter === null || !BUSY_STATUSES.has(statusCode)) return null;
  const nowMs = now.getTime();
  const untilMs = SECONDS.test(retryAfter) ? nowMs + Number(retryAfter) * 1_000 : Date.parse(retryAfter);
  if (Number.isNaN(untilMs) || untilMs <= nowMs) return null;
  return new Date(Math.min(untilMs, nowMs + RETRY_AFTER_MS_MAX));
}

/** Why an endpoint is disabled by what came of its attempts; null when it is not. Pure. */
export function decideEndpoint({
  isGone,
  failingSince,
  failingDaysMax,
  now,
}: {
  readonly isGone: boolean;
  readonly failingSince: Date | null;
  readonly failingDaysMax: number;
  readonly now: Date;
}): 'GONE' | 'FAILING' | null {
  if (isGone) return 'GONE';
  const failedMs = failingSince ? now.getTime() - failingSince.getTime() : 0;
  return failedMs >= failingDaysMax * 86_400_000 ? 'FAILING' : null;
}
