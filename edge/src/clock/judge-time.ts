/** Whose time counts when the clocks of a site and the platform's disagree. Pure. */

interface Times {
  /** What the site has counted. */
  readonly steadyMs: number;
  /** The system's clock. */
  readonly systemMs: number;
  readonly platformMs: number;
}

/** The platform tells whole seconds, and its answer takes a moment. */
const AGREES_MS = 2_000;

/** The system's clock where the platform bears it out, for it is the finer one; else the site's own, else the platform's. */
export function whoseTime({ steadyMs, systemMs, platformMs }: Times): 'system' | 'steady' | 'platform' {
  if (Math.abs(systemMs - platformMs) <= AGREES_MS) return 'system';
  return Math.abs(steadyMs - platformMs) <= AGREES_MS ? 'steady' : 'platform';
}
