import type { Decimal } from '../../kernel/money.ts';
import { parseMillionths } from '../../kernel/money.ts';

/** What an owner or optimiser allows a battery to be used for. */
export interface Intent {
  /** Counts the changes, from 1; zero while the defaults apply. */
  readonly versionSequence: number;
  readonly socPercentMin: number;
  readonly socPercentMax: number;
  /** Kept for the owner's own needs on top of the minimum. */
  readonly reservePercent: number;
  /** Full cycles a day at most; null for no limit. */
  readonly cyclesPerDayCountMax: number | null;
  /** What one MWh discharged costs in wear. */
  readonly wearCostPerMwh: Decimal;
  readonly setAt: Date | null;
}

export type IntentWish = Omit<Intent, 'versionSequence' | 'setAt'>;

/** Until somebody says otherwise: the whole battery, with a margin at both ends that spares the cells. */
export const DEFAULT_INTENT: Intent = {
  versionSequence: 0,
  socPercentMin: 5,
  socPercentMax: 95,
  reservePercent: 0,
  cyclesPerDayCountMax: null,
  wearCostPerMwh: '0.00',
  setAt: null,
};

export type IntentRefusal = { readonly reason: 'OUT_OF_RANGE' | 'NO_ROOM'; readonly message: string };

/** Why an intent contradicts itself, or null when it can be meant. */
export function refuseIntent(wish: IntentWish): IntentRefusal | null {
  const { socPercentMin, socPercentMax, reservePercent, cyclesPerDayCountMax, wearCostPerMwh } = wish;
  for (const [name, percent] of Object.entries({ socPercentMin, socPercentMax, reservePercent })) {
    if (!(percent >= 0 && percent <= 100))
      return { reason: 'OUT_OF_RANGE', message: `\`${name}\` must be from 0 to 100 percent.` };
  }
  if (cyclesPerDayCountMax !== null && !(cyclesPerDayCountMax >= 0)) {
    return { reason: 'OUT_OF_RANGE', message: '`cyclesPerDayCountMax` must not be negative.' };
  }
  if ((parseMillionths(wearCostPerMwh) ?? -1n) < 0n) {
    return { reason: 'OUT_OF_RANGE', message: '`wearCostPerMwh` must not be negative.' };
  }
  if (socPercentMin + reservePercent >= socPercentMax) {
    const floor = socPercentMin + reservePercent;
    return {
      reason: 'NO_ROOM',
      message: `Minimum and reserve reach ${floor} percent; the maximum of ${socPercentMax} percent must be above that.`,
    };
  }
  return null;
}
