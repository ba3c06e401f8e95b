import { energyRequirements } from '../../kernel/energy-requirement.ts';
import { clippedTo, durationMs, END_OF_TIME, type Interval } from '../../kernel/intervals.ts';
import { RESPONSE_SERVICES, type ResponseDirection, type ResponseServiceName } from '../../kernel/response-curves.ts';
import { kwhOf, MILLISECONDS_PER_SECOND, ratioFromPercent } from '../../kernel/units.ts';
import type { Battery } from '../assets/index.ts';
import type { Instruction } from '../control/index.ts';

export type UnavailableReason = 'OFFLINE' | 'NOT_ENABLED' | 'NOT_MEASURED' | 'TOO_LITTLE_ENERGY';

/** What a battery has sold in one direction for a settlement period. */
export interface Sold {
  readonly service: ResponseServiceName;
  readonly direction: ResponseDirection;
  readonly powerKw: number;
}

export interface PeriodOfBlock {
  readonly period: Interval;
  /** All of one direction. */
  readonly sold: readonly Sold[];
  /** What was delivered in each settlement period of the block before this one, in their order. */
  readonly deliveredKwh: readonly number[];
  /** At the beginning of the period; null where nothing was read. */
  readonly socPercent: number | null;
  readonly offlineMs: number;
  /** Those that were in force at some time since the block began, in the order of their sequences. */
  readonly instructions: readonly Instruction[];
  readonly battery: Pick<Battery, 'energyCapacityKwh' | 'dischargeEfficiencyPercent'>;
}

export interface Availability {
  /** Null when the battery was available. */
  readonly reason: UnavailableReason | null;
  readonly requiredKwh: number;
  readonly heldKwh: number | null;
}

/** As long as an instruction may be on its way: for so much of a period it need not be shown that a response was carried. */
const UNTOLD_MS_MAX = 60_000;
/** Reading the state of charge is not exact; so much less than required is no lack. */
const TOLERANCE_RATIO = 0.001;

/**
 * Whether a battery was available for what it has sold in one direction: heard throughout, with the responses carried by what its site
 * had applied, and with the energy (of a high one, the room) at the beginning that the rules ask for after what was delivered. Pure.
 */
export function decideAvailability(facts: PeriodOfBlock): Availability {
  const { period, sold, deliveredKwh, offlineMs } = facts;
  const contractEnergyKwh = sold.reduce((sum, one) => sum + contractEnergyOf(one), 0);
  const requiredKwh = Math.max(0, energyRequirements({ contractEnergyKwh, deliveredKwh }).at(-1) ?? contractEnergyKwh);
  const applied = appliedOf(facts.instructions);
  const heldKwh = heldOf(
    facts,
    applied.find(({ fromAt, untilAt }) => fromAt <= period.fromAt && period.fromAt < untilAt) ?? applied[0],
  );
  const unavailable = (reason: UnavailableReason): Availability => ({ reason, requiredKwh, heldKwh });
  if (offlineMs > 0) return unavailable('OFFLINE');
  if (!sold.every((one) => isCarried(one, { period, applied }))) return unavailable('NOT_ENABLED');
  if (heldKwh === null) return unavailable('NOT_MEASURED');
  if (heldKwh < requiredKwh - contractEnergyKwh * TOLERANCE_RATIO) return unavailable('TOO_LITTLE_ENERGY');
  return { reason: null, requiredKwh, heldKwh };
}

/** What all of a period's delivery could come to at most is what was sold for it. */
export function contractEnergyOf({ service, powerKw }: Pick<Sold, 'service' | 'powerKw'>): number {
  return kwhOf({ powerKw, durationMs: RESPONSE_SERVICES[service].deliverySeconds * MILLISECONDS_PER_SECOND });
}

interface Applied extends Interval {
  readonly instruction: Instruction;
}

/** Each instruction that the site has applied, from then until it applied the next one, or until it ran out. */
function appliedOf(instructions: readonly Instruction[]): Applied[] {
  const applied = instructions.flatMap((instruction) =>
    instruction.appliedAt === null ? [] : [{ instruction, fromAt: instruction.appliedAt }],
  );
  return applied.map(({ instruction, fromAt }, index) => {
    const nextAt = applied[index + 1]?.fromAt ?? END_OF_TIME;
    return { instruction, fromAt, untilAt: nextAt < instruction.validUntil ? nextAt : instruction.validUntil };
  });
}

function isCarried(
  { service, direction, powerKw }: Sold,
  { period, applied }: { period: Interval; applied: readonly Applied[] },
): boolean {
  const carriedMs = clippedTo(period, applied)
    .flatMap((span) =>
      clippedTo(
        span,
        span.instruction.responses.filter((one) => {
          return (
            one.service === service && one.direction === direction && one.contractedPowerKw >= powerKw * (1 - TOLERANCE_RATIO)
          );
        }),
      ),
    )
    .reduce((sum, span) => sum + durationMs(span), 0);
  return carriedMs >= durationMs(period) - UNTOLD_MS_MAX;
}

/** Between the bounds that the site keeps, not between empty and full. */
function heldOf({ sold, socPercent, battery }: PeriodOfBlock, applied: Applied | undefined): number | null {
  if (socPercent === null || !applied) return null;
  const { socPercentMin, socPercentMax } = applied.instruction.limits;
  const kwhOfPercent = (percent: number): number => ratioFromPercent(percent) * battery.energyCapacityKwh;
  if (sold[0]?.direction === 'HIGH') return kwhOfPercent(socPercentMax - socPercent);
  return kwhOfPercent(socPercent - socPercentMin) * ratioFromPercent(battery.dischargeEfficiencyPercent);
}
