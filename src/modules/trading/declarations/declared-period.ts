import type { SettlementPeriod } from '../../../kernel/periods.ts';
import type { PricedPair } from '../../markets/index.ts';

/** What is declared of a unit in one settlement period. */
export interface DeclaredPeriod {
  readonly period: SettlementPeriod;
  /** The power that it will run at throughout (PN), positive towards the grid; null where nothing was planned before the gate. */
  readonly notifiedPowerMw: number | null;
  /** The most that it can give (MEL) and take (MIL), never negative. */
  readonly exportLimitMw: number;
  readonly importLimitMw: number;
  readonly pairs: readonly PricedPair[];
  /** The gate was closed: what is notified, and the pairs, are those of before. */
  readonly isGateClosed: boolean;
}

/** To the watt, and never the zero below zero. Pure. */
export function inWatts(powerMw: number): number {
  return Math.round(powerMw * 1e6) / 1e6 + 0;
}

/** Whether a unit is declared so already: in every period that is still to be declared. Pure. */
export function isDeclaredSo(
  next: readonly DeclaredPeriod[],
  { before, evenGates }: { before: readonly DeclaredPeriod[]; evenGates: boolean },
): boolean {
  const known = new Map(before.map((one) => [one.period.fromAt.getTime(), one]));
  return next.every((one) => {
    const same = known.get(one.period.fromAt.getTime());
    return same !== undefined && contentOf(same) === contentOf(one) && (!evenGates || same.isGateClosed === one.isGateClosed);
  });
}

function contentOf({ notifiedPowerMw, exportLimitMw, importLimitMw, pairs }: DeclaredPeriod): string {
  const priced = pairs.map(({ pairId, rangeMw, offerPerMwh, bidPerMwh }) => [pairId, rangeMw, offerPerMwh, bidPerMwh]);
  return JSON.stringify([notifiedPowerMw, exportLimitMw, importLimitMw, priced]);
}
