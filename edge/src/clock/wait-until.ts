import { pause } from '../ports.ts';

/** Waits are cut into pieces: when the time is found to be another, it is noticed within one. */
const LONGEST_WAIT_MS = 250;

/** Waits by a clock that may be set. True when the instant has come, false when the signal aborted the wait. */
export async function waitUntil(
  atMs: number,
  { nowMs, signal = new AbortController().signal }: { nowMs: () => number; signal?: AbortSignal | undefined },
): Promise<boolean> {
  for (;;) {
    if (signal.aborted) return false;
    const waitMs = atMs - nowMs();
    if (waitMs <= 0) return true;
    await pause(Math.min(waitMs, LONGEST_WAIT_MS), signal);
  }
}
