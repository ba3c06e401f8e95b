/** The system's clock, whatever it says. */
import type { SiteClock } from '../ports.ts';
import { waitUntil } from './wait-until.ts';

export const wallClock: SiteClock = {
  now: () => new Date(),
  nowMs: () => Date.now(),
  sleepUntil: (atMs, signal) => waitUntil(atMs, { nowMs: Date.now, signal }),
};
