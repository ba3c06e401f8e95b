/** The clock of a real site: the system's, which is to be kept by NTP. */
import { pause, type SiteClock } from './ports.ts';

/** Waits are cut into pieces: when the system's clock is stepped, it is noticed within one. */
const LONGEST_WAIT_MS = 250;

export const wallClock: SiteClock = {
  now: () => new Date(),
  nowMs: () => Date.now(),
  async sleepUntil(atMs, signal = new AbortController().signal) {
    for (;;) {
      if (signal.aborted) return false;
      const waitMs = atMs - Date.now();
      if (waitMs <= 0) return true;
      await pause(Math.min(waitMs, LONGEST_WAIT_MS), signal);
    }
  },
};
