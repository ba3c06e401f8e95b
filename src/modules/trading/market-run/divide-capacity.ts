import { durationMs, type Interval } from '../../../kernel/intervals.ts';
import { type Decimal, divideAmount, partOf } from '../../../kernel/money.ts';
import type { SettlementPeriod } from '../../../kernel/periods.ts';
import { KW_PER_MW, MILLISECONDS_PER_HOUR } from '../../../kernel/units.ts';
import { divideAward } from './divide-award.ts';
import type { OrderShare } from './run-facts.ts';

const WATTS_PER_MW = 1_000_000n;

/** What is paid for power that is held over a span at a price per MW and hour. Pure. */
export function availabilityPayment(
  span: Interval,
  { volumeMw, pricePerMwHour }: { volumeMw: number; pricePerMwHour: Decimal },
): Decimal {
  return partOf(pricePerMwHour, {
    numerator: wattsOf(volumeMw * KW_PER_MW) * BigInt(durationMs(span)),
    denominator: WATTS_PER_MW * BigInt(MILLISECONDS_PER_HOUR),
  });
}

interface Awarded {
  /** Those of the block, in the order of time. */
  readonly periods: readonly SettlementPeriod[];
  readonly volumeMw: number;
  readonly pricePerMwHour: Decimal;
  readonly shares: readonly OrderShare[];
}

export interface DividedCapacity extends OrderShare {
  readonly period: SettlementPeriod;
  readonly fullPayment: Decimal;
}

/**
 * What each battery holds of an award of capacity, and what is paid for each settlement period of its block: the power sums to the
 * award, to the watt, and the payments to what is paid for the award, to the millionth. Pure.
 */
export function divideCapacity(block: Interval, { periods, volumeMw, pricePerMwHour, shares }: Awarded): DividedCapacity[] {
  const held = divideAward({ side: 'SELL', volumeMw, shares }).filter(({ powerKw }) => powerKw > 0);
  const payments = divideAmount(
    availabilityPayment(block, { volumeMw, pricePerMwHour }),
    held.map(({ powerKw }) => wattsOf(powerKw)),
  );
  return held.flatMap(({ batteryId, powerKw }, index) => {
    const ofPeriods = divideAmount(
      payments[index] ?? '0',
      periods.map((period) => BigInt(durationMs(period))),
    );
    return periods.map((period, place) => ({ batteryId, powerKw, period, fullPayment: ofPeriods[place] ?? '0' }));
  });
}

function wattsOf(powerKw: number): bigint {
  return BigInt(Math.round(powerKw * 1_000));
}
