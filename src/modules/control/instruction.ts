import type { BatteryId, InstructionId, SiteId } from '../../kernel/ids.ts';
import { unreachable } from '../../kernel/assert.ts';
import type { Interval } from '../../kernel/intervals.ts';
import type { Setpoint } from './decide-setpoints.ts';

export type InstructionState = 'ISSUED' | 'DELIVERED' | 'APPLIED' | 'REFUSED' | 'SUPERSEDED' | 'EXPIRED';
export type AcknowledgementOutcome = 'DELIVERED' | 'APPLIED' | 'REFUSED';

/** The bounds a site keeps for a battery whatever the setpoints say. */
export interface InstructionLimits {
  readonly chargePowerKwMax: number;
  readonly dischargePowerKwMax: number;
  readonly socPercentMin: number;
  readonly socPercentMax: number;
}

/** A frequency response that is enabled on a battery for a span of time. */
export interface FrequencyResponse extends Interval {
  readonly service: string;
  readonly direction: 'LOW' | 'HIGH';
  readonly contractedPowerKw: number;
  readonly deliverySeconds: number;
  readonly curve: readonly { readonly deviationHertz: number; readonly deliveredRatio: number }[];
}

/** What a site is told to do with one battery: absolute, dated, replaced as a whole by the next of a higher sequence. */
export interface Instruction {
  readonly instructionId: InstructionId;
  readonly siteId: SiteId;
  readonly batteryId: BatteryId;
  readonly instructionSequence: number;
  readonly issuedAt: Date;
  readonly validFrom: Date;
  readonly validUntil: Date;
  readonly state: InstructionState;
  readonly refusalReason: string | null;
  readonly deliveredAt: Date | null;
  readonly appliedAt: Date | null;
  readonly setpoints: readonly Setpoint[];
  readonly limits: InstructionLimits;
  /** Given by the site itself on top of the setpoints, which are their baseline. */
  readonly responses: readonly FrequencyResponse[];
}

/**
 * The state after a site's report. Reports come late and twice: one that says less than is known changes nothing. An
 * instruction that was replaced on paper but had been applied by then was applied. Pure.
 */
export function stateAfter(state: InstructionState, outcome: AcknowledgementOutcome): InstructionState {
  switch (outcome) {
    case 'DELIVERED':
      return state === 'ISSUED' ? 'DELIVERED' : state;
    case 'APPLIED':
      return state === 'REFUSED' ? state : 'APPLIED';
    case 'REFUSED':
      return state === 'APPLIED' ? state : 'REFUSED';
    default:
      return unreachable(outcome);
  }
}

/** A plan that is repeated need not be sent again while the site's instruction still lasts this long. */
const RENEWAL_MS = 12 * 3_600_000;

/** Whether the site's instruction already says what a new one would, and lasts long enough. Pure. */
export function saysTheSame(
  held: Pick<Instruction, 'setpoints' | 'limits' | 'validUntil' | 'state'>,
  wanted: Pick<Instruction, 'setpoints' | 'limits' | 'validFrom' | 'validUntil'>,
): boolean {
  const now = wanted.validFrom;
  if (held.state === 'REFUSED' || held.state === 'EXPIRED' || held.state === 'SUPERSEDED') return false;
  if (held.validUntil.getTime() - now.getTime() < RENEWAL_MS) return false;
  if (JSON.stringify(held.limits) !== JSON.stringify(wanted.limits)) return false;
  const untilAt = held.validUntil < wanted.validUntil ? held.validUntil : wanted.validUntil;
  return courseOf(held.setpoints, now, untilAt) === courseOf(wanted.setpoints, now, untilAt);
}

function courseOf(setpoints: readonly Setpoint[], fromAt: Date, untilAt: Date): string {
  const clipped = setpoints
    .filter((setpoint) => setpoint.untilAt > fromAt && setpoint.fromAt < untilAt)
    .map(({ powerKw, source, ...span }) => [
      Math.max(span.fromAt.getTime(), fromAt.getTime()),
      Math.min(span.untilAt.getTime(), untilAt.getTime()),
      powerKw,
      source,
    ]);
  return JSON.stringify(clipped);
}
