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

/** Beyond any battery there is, and within what the planner can reckon with. */
const CYCLES_PER_DAY_COUNT_MAX = 100;
const WEAR_MILLIONTHS_MAX = 100_000n * 1_000_000n;

export type IntentRefusal = { readonly reason: 'OUT_OF_RANGE' | 'NO_ROOM'; readonly message: string };

/** Why an intent contradicts itself, or null when it can be meant. */
export function refuseIntent(wish: IntentWish): IntentRefusal | null {
  const { socPercentMin, socPercentMax, reservePercent, cyclesPerDayCountMax, wearCostPerMwh } = wish;
  for (const [name, percent] of Object.entries({ socPercentMin, socPercentMax, reservePercent })) {
    if (!(percent >= 0 && percent <= 100))
      return { reason: 'OUT_OF_RANGE', message: `\`${name}\` must be from 0 to 100 percent.` };
  }
  if (cyclesPerDayCountMax !== null && !(cyclesPerDayCountMax >= 0 && cyclesPerDayCountMax <= CYCLES_PER_DAY_COUNT_MAX)) {
    return { reason: 'OUT_OF_RANGE', message: `\`cyclesPerDayCountMax\` must be from 0 to ${CYCLES_PER_DAY_COUNT_MAX}.` };
  }
  const wearMillionths = parseMillionths(wearCostPerMwh) ?? -1n;
  if (wearMillionths < 0n || wearMillionths > WEAR_MILLIONTHS_MAX) {
    return { reason: 'OUT_OF_RANGE', message: '`wearCostPerMwh` must be from 0 to 100000.' };
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
