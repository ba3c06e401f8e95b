/** What the fast loop does where a site does not say otherwise. */
import type { ResponseSettings } from './frequency-loop.ts';

/** 20 Hz, as the dynamic services are metered. */
export const TICK_MS = 50;

export const RESPONSE_DEFAULTS: Omit<ResponseSettings, 'energyCapacityKwh' | 'dischargeEfficiencyPercent'> = {
  // The performance script allows for 0.20 to 0.55 s in all; with the lag of an inverter this lies in the middle.
  responseDelaySeconds: 0.25,
  // Between the 2 and the 4 by which the script's bounds move.
  rampPerSecond: 3,
  staleSeconds: 0.5,
  lookSeconds: 1,
  writeStepKw: 0,
};
