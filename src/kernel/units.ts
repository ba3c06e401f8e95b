/** The only place where units are converted. */

const SECONDS_PER_HOUR = 3_600;
export const MILLISECONDS_PER_SECOND = 1_000;
export const MILLISECONDS_PER_HOUR = SECONDS_PER_HOUR * MILLISECONDS_PER_SECOND;
const KWH_PER_MWH = 1_000;
const PERCENT = 100;
/** 1 penny per kWh is 10 pounds per MWh: 1,000 kWh a MWh, 100 pence a pound. */
const GBP_PER_MWH_FOR_PENNY_PER_KWH = 10;

export function mwhFromKwh(energyKwh: number): number {
  return energyKwh / KWH_PER_MWH;
}

/** Energy of a constant power over a span of time. */
export function kwhOf({ powerKw, durationMs }: { powerKw: number; durationMs: number }): number {
  return (powerKw * durationMs) / MILLISECONDS_PER_HOUR;
}

/** The constant power that moves an energy in a span of time. */
export function kwOf({ energyKwh, durationMs }: { energyKwh: number; durationMs: number }): number {
  return (energyKwh * MILLISECONDS_PER_HOUR) / durationMs;
}

export function ratioFromPercent(percent: number): number {
  return percent / PERCENT;
}

export function percentFromRatio(ratio: number): number {
  return ratio * PERCENT;
}

export function gbpPerMwhFromPencePerKwh(pencePerKwh: number): number {
  return pencePerKwh * GBP_PER_MWH_FOR_PENNY_PER_KWH;
}
