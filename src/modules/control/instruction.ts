import type { ResponseDirection } from '../../kernel/response-curves.ts';
import type { BatteryId, EnabledResponseId, InstructionId, SiteId } from '../../kernel/ids.ts';
import { unreachable } from '../../kernel/assert.ts';
import { clippedTo, type Interval } from '../../kernel/intervals.ts';
import type { Setpoint } from './decide-setpoints.ts';

export type InstructionState =
  | 'ISSUED'
  | 'DELIVERED'
  | 'APPLIED'
  | 'EXECUTING'
  | 'REFUSED'
  | 'SUPERSEDED'
  | 'EXPIRED'
  | 'UNDELIVERABLE';
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
  /** What it was enabled as; left out where it came from before there were any. */
  readonly responseId?: EnabledResponseId;
  readonly service: string;
  readonly direction: ResponseDirection;
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
  /** When the reading was measured that first showed the battery following it. */
  readonly executingAt: Date | null;
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
      return state === 'ISSUED' || state === 'UNDELIVERABLE' ? 'DELIVERED' : state;
    case 'APPLIED':
      return state === 'REFUSED' || state === 'EXECUTING' ? state : 'APPLIED';
    case 'REFUSED':
      return state === 'APPLIED' || state === 'EXECUTING' ? state : 'REFUSED';
    default:
      return unreachable(outcome);
  }
}

/** What a site says became of an instruction. */
export interface Report {
  readonly outcome: AcknowledgementOutcome;
  readonly happenedAt: Date;
  readonly refusalReason: string | null;
}

/** What sites have said of an instruction so far. */
export interface Reported {
  readonly state: InstructionState;
  readonly deliveredAt: Date | null;
  readonly appliedAt: Date | null;
  readonly refusedAt: Date | null;
  readonly refusalReason: string | null;
}

/** What is known of an instruction after one more report; the first of each kind keeps its instant. Pure. */
export function afterReport(before: Reported, { outcome, happenedAt, refusalReason }: Report): Reported {
  const state = stateAfter(before.state, outcome);
  const isApplied = outcome === 'APPLIED' && (state === 'APPLIED' || state === 'EXECUTING');
  const isRefused = outcome === 'REFUSED' && state === 'REFUSED';
  return {
    state,
    deliveredAt: before.deliveredAt ?? (outcome === 'REFUSED' ? null : happenedAt),
    appliedAt: before.appliedAt ?? (isApplied ? happenedAt : null),
    refusedAt: before.refusedAt ?? (isRefused ? happenedAt : null),
    refusalReason: before.refusalReason ?? (state === 'REFUSED' ? refusalReason : null),
  };
}

/** A plan that is repeated need not be sent again while the site's instruction still lasts this long. */
const RENEWAL_MS = 12 * 3_600_000;

/** Whether the site's instruction already says what a new one would, and lasts long enough. Pure. */
export function saysTheSame(
  held: Pick<Instruction, 'setpoints' | 'limits' | 'responses' | 'validUntil' | 'state'>,
  wanted: Pick<Instruction, 'setpoints' | 'limits' | 'responses' | 'validFrom' | 'validUntil'>,
): boolean {
  const now = wanted.validFrom;
  if (held.state === 'REFUSED' || held.state === 'EXPIRED' || held.state === 'SUPERSEDED') return false;
  if (held.validUntil.getTime() - now.getTime() < RENEWAL_MS) return false;
  if (!areSameLimits(held.limits, wanted.limits)) return false;
  const untilAt = held.validUntil < wanted.validUntil ? held.validUntil : wanted.validUntil;
  if (responsesIn(held.responses, now, untilAt) !== responsesIn(wanted.responses, now, untilAt)) return false;
  return courseOf(held.setpoints, now, untilAt) === courseOf(wanted.setpoints, now, untilAt);
}

/** One by one: PostgreSQL keeps the keys of a stored object in an order of its own. */
function areSameLimits(one: InstructionLimits, other: InstructionLimits): boolean {
  return (
    one.chargePowerKwMax === other.chargePowerKwMax &&
    one.dischargePowerKwMax === other.dischargePowerKwMax &&
    one.socPercentMin === other.socPercentMin &&
    one.socPercentMax === other.socPercentMax
  );
}

function courseOf(setpoints: readonly Setpoint[], fromAt: Date, untilAt: Date): string {
  return clipped(setpoints, { fromAt, untilAt }, ({ powerKw, source }) => [powerKw, source]);
}

/** Curve and length of delivery are the service's. */
function responsesIn(responses: readonly FrequencyResponse[], fromAt: Date, untilAt: Date): string {
  return clipped(responses, { fromAt, untilAt }, ({ responseId, service, direction, contractedPowerKw }) => [
    responseId ?? null,
    service,
    direction,
    contractedPowerKw,
  ]);
}

function clipped<T extends Interval>(
  spans: readonly T[],
  whole: Interval,
  said: (span: T) => readonly (string | number | null)[],
): string {
  const inside = clippedTo(whole, spans);
  return JSON.stringify(inside.map((span) => [span.fromAt.getTime(), span.untilAt.getTime(), ...said(span)]));
}
