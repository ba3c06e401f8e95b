import type { WireReading } from '../../wire/telemetry.ts';

/** What a reading is judged against. */
export interface Nameplate {
  readonly chargePowerKwMax: number;
  readonly dischargePowerKwMax: number;
}

export type Judgement =
  | { readonly verdict: 'good' }
  | { readonly verdict: 'suspect'; readonly reason: string }
  | { readonly verdict: 'rejected'; readonly reason: string };

/** A site's clock may be ahead of ours by this much before its readings are not believed. */
const AHEAD_MS_MAX = 120_000;
/** Readings this late still count; older ones would reopen what is long settled. */
const LATE_MS_MAX = 48 * 3_600_000;
/** Meters of the accuracy class in use may show this much more than the nameplate. */
const NAMEPLATE_TOLERANCE_RATIO = 0.02;
const SOC_TOLERANCE_PERCENT = 1;

/** Whether a reading can be believed. It is never changed: a suspect one is stored as it came, with the reason. */
export function judgeReading(
  reading: WireReading,
  { nameplate, receivedAtMs }: { nameplate: Nameplate; receivedAtMs: number },
): Judgement {
  const aheadMs = reading.measuredAtMs - receivedAtMs;
  if (aheadMs > AHEAD_MS_MAX) return { verdict: 'rejected', reason: `measured ${seconds(aheadMs)} s in the future` };
  if (-aheadMs > LATE_MS_MAX) return { verdict: 'rejected', reason: `measured ${seconds(-aheadMs)} s ago, more than 48 hours` };
  if (reading.activePowerKw > nameplate.dischargePowerKwMax * (1 + NAMEPLATE_TOLERANCE_RATIO)) {
    return { verdict: 'suspect', reason: `discharging above the nameplate of ${nameplate.dischargePowerKwMax} kW` };
  }
  if (-reading.activePowerKw > nameplate.chargePowerKwMax * (1 + NAMEPLATE_TOLERANCE_RATIO)) {
    return { verdict: 'suspect', reason: `charging above the nameplate of ${nameplate.chargePowerKwMax} kW` };
  }
  if (reading.socPercent < -SOC_TOLERANCE_PERCENT || reading.socPercent > 100 + SOC_TOLERANCE_PERCENT) {
    return { verdict: 'suspect', reason: 'state of charge outside 0 to 100 percent' };
  }
  return { verdict: 'good' };
}

function seconds(durationMs: number): number {
  return Math.round(durationMs / 1_000);
}
