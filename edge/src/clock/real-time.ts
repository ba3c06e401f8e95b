/** The time of day on site, and how well it is known. */

/** Milliseconds of a count that no step of the system's clock moves; the same in every thread of the process. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

export interface RealTime {
  nowMs(): number;
  /** The time of day is `monotonicMs()` plus this. It changes when the site learns that it was wrong. */
  readonly offsetMs: number;
  /** False while nobody can say what time it is: no instruction is carried out then. */
  readonly isKnown: boolean;
}

/** Whatever the system's clock says. */
export const systemTime: RealTime = {
  nowMs: () => Date.now(),
  get offsetMs() {
    return Date.now() - monotonicMs();
  },
  isKnown: true,
};
