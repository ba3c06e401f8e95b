import type { Decimal } from '../../kernel/money.ts';
import { parseMillionths } from '../../kernel/money.ts';
import { type DailyWindow, isWallTime, type SocTarget } from './daily-times.ts';

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
  /** Full cycles in a calendar year of settlement dates at most; null for no limit. */
  readonly cyclesPerYearCountMax: number | null;
  /** What one MWh discharged costs in wear. */
  readonly wearCostPerMwh: Decimal;
  /** What one MWh discharged must earn beyond that, or the battery stays idle. */
  readonly leastMarginPerMwh: Decimal;
  /** Each day, in the time zone of the site. */
  readonly socTargets: readonly SocTarget[];
  /** Each day, in the time zone of the site: no trading. */
  readonly blackouts: readonly DailyWindow[];
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
  cyclesPerYearCountMax: null,
  wearCostPerMwh: '0.00',
  leastMarginPerMwh: '0.00',
  socTargets: [],
  blackouts: [],
  setAt: null,
};

/** Beyond any battery there is, and within what the planner can reckon with. */
const CYCLES_COUNT_MAX = { cyclesPerDayCountMax: 100, cyclesPerYearCountMax: 36_600 } as const;
const WEAR_MILLIONTHS_MAX = 100_000n * 1_000_000n;

const DAILY_COUNT_MAX = 24;

export type IntentRefusal = {
  readonly reason: 'OUT_OF_RANGE' | 'NO_ROOM' | 'TARGET_OUTSIDE_RANGE' | 'NO_WALL_TIME' | 'TOO_MANY';
  readonly message: string;
};

/** Why an intent contradicts itself, or null when it can be meant. */
export function refuseIntent(wish: IntentWish): IntentRefusal | null {
  const { socPercentMin, socPercentMax, reservePercent, wearCostPerMwh, leastMarginPerMwh } = wish;
  for (const [name, percent] of Object.entries({ socPercentMin, socPercentMax, reservePercent })) {
    if (!(percent >= 0 && percent <= 100))
      return { reason: 'OUT_OF_RANGE', message: `\`${name}\` must be from 0 to 100 percent.` };
  }
  for (const name of ['cyclesPerDayCountMax', 'cyclesPerYearCountMax'] as const) {
    const [count, most] = [wish[name], CYCLES_COUNT_MAX[name]];
    if (count !== null && !(count >= 0 && count <= most))
      return { reason: 'OUT_OF_RANGE', message: `\`${name}\` must be from 0 to ${most}.` };
  }
  for (const [name, amount] of Object.entries({ wearCostPerMwh, leastMarginPerMwh })) {
    const millionths = parseMillionths(amount) ?? -1n;
    if (millionths < 0n || millionths > WEAR_MILLIONTHS_MAX) {
      return { reason: 'OUT_OF_RANGE', message: `\`${name}\` must be from 0 to 100000.` };
    }
  }
  if (socPercentMin + reservePercent >= socPercentMax) {
    const floor = socPercentMin + reservePercent;
    return {
      reason: 'NO_ROOM',
      message: `Minimum and reserve reach ${floor} percent; the maximum of ${socPercentMax} percent must be above that.`,
    };
  }
  return refuseDaily(wish);
}

function refuseDaily({ socTargets, blackouts, ...range }: IntentWish): IntentRefusal | null {
  if (socTargets.length > DAILY_COUNT_MAX || blackouts.length > DAILY_COUNT_MAX) {
    return { reason: 'TOO_MANY', message: `At most ${DAILY_COUNT_MAX} targets and ${DAILY_COUNT_MAX} blackout windows.` };
  }
  const wallTimes = [
    ...socTargets.map(({ wallTime }) => wallTime),
    ...blackouts.flatMap(({ fromWallTime, untilWallTime }) => [fromWallTime, untilWallTime]),
  ];
  const odd = wallTimes.find((one) => !isWallTime(one));
  if (odd !== undefined)
    return { reason: 'NO_WALL_TIME', message: `A time of day is from 00:00 to 23:59, as \`07:00\`; not \`${odd}\`.` };
  if (blackouts.some(({ fromWallTime, untilWallTime }) => fromWallTime === untilWallTime)) {
    return { reason: 'NO_WALL_TIME', message: 'A blackout window must not end at the time at which it begins.' };
  }
  return refuseTargets(socTargets, range);
}

/** What is wanted by a time must lie in the range that is always kept, and no time has two wishes. */
function refuseTargets(
  targets: readonly SocTarget[],
  { socPercentMin, reservePercent, socPercentMax }: Omit<IntentWish, 'socTargets' | 'blackouts'>,
): IntentRefusal | null {
  const floor = socPercentMin + reservePercent;
  const isWithin = (percent: number | null): boolean => percent === null || (percent >= floor && percent <= socPercentMax);
  for (const { wallTime, socPercentMin: least, socPercentMax: most } of targets) {
    const isEmpty = least === null && most === null;
    if (isEmpty || (least ?? 0) > (most ?? 100)) {
      return {
        reason: 'OUT_OF_RANGE',
        message: `The target of ${wallTime} needs a least charge, a most, or both in this order.`,
      };
    }
    if (!isWithin(least) || !isWithin(most)) {
      return {
        reason: 'TARGET_OUTSIDE_RANGE',
        message: `The target of ${wallTime} must lie from ${floor} percent, minimum and reserve, to the maximum of ${socPercentMax}.`,
      };
    }
    if (targets.filter((other) => other.wallTime === wallTime).length > 1) {
      return { reason: 'OUT_OF_RANGE', message: `There are two targets of ${wallTime}.` };
    }
  }
  return null;
}
