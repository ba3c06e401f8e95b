import { ratioFromPercent } from '../../../kernel/units.ts';
import type { ControlPolicy } from '../../../platform/control-policy.ts';
import type { InstructionLimits, InstructionState } from '../instruction.ts';

export const ALERT_KINDS = ['NOT_DELIVERED', 'NOT_APPLIED', 'OUT_OF_TOLERANCE'] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/** What is known of a battery's newest instruction and of how the battery follows it. */
export interface Execution {
  readonly instructionSequence: number;
  readonly state: InstructionState;
  readonly issuedAt: Date;
  readonly validFrom: Date;
  readonly deliveredAt: Date | null;
  readonly appliedAt: Date | null;
  /** Of the instructions since the last one that the site confirmed, when the first was issued; null when none waits. */
  readonly unconfirmedSince: Date | null;
  readonly outOfToleranceSince: Date | null;
  readonly openAlerts: readonly AlertKind[];
  readonly limits: InstructionLimits;
  readonly nameplateKw: number;
  /** Null without a good and fresh one. */
  readonly reading: ExecutionReading | null;
}

interface ExecutionReading {
  readonly measuredAt: Date;
  readonly activePowerKw: number;
  readonly socPercent: number;
  /** The instruction the site was carrying out; null in the safe state. */
  readonly instructionSequence: number | null;
  readonly availableChargePowerKw: number | null;
  readonly availableDischargePowerKw: number | null;
  /** What the newest instruction says for the instant of the reading; null outside of its course. */
  readonly setpointPowerKw: number | null;
  /** The contracted powers of the responses that were enabled then. */
  readonly lowResponseKw: number;
  readonly highResponseKw: number;
}

/** What has changed about a battery's execution; what has not is null or empty. */
export interface ExecutionVerdict {
  readonly state: 'EXECUTING' | 'UNDELIVERABLE' | null;
  readonly outOfToleranceSince: Date | null;
  readonly raised: readonly { readonly kind: AlertKind; readonly sinceAt: Date }[];
  readonly cleared: readonly AlertKind[];
}

/** So near to a limit of the state of charge a battery may do less than it is told. */
const SOC_MARGIN_PERCENT = 1;

/** Whether an instruction is confirmed and followed in time. Pure. */
export function judgeExecution(execution: Execution, { now, policy }: { now: Date; policy: ControlPolicy }): ExecutionVerdict {
  const follows = isFollowing(execution, policy);
  const outOfToleranceSince = outSince(execution, follows);
  const overdue = (since: Date | null, seconds: number): boolean =>
    since !== null && now.getTime() - since.getTime() >= seconds * 1_000;
  const waitsSince = execution.state === 'DELIVERED' && follows !== true ? execution.deliveredAt : null;
  const unconfirmedSince = follows === true ? null : execution.unconfirmedSince;
  const standing: readonly (readonly [AlertKind, Date | null, boolean])[] = [
    ['NOT_DELIVERED', unconfirmedSince, overdue(unconfirmedSince, policy.confirmSeconds)],
    ['NOT_APPLIED', waitsSince, overdue(waitsSince, policy.confirmSeconds)],
    ['OUT_OF_TOLERANCE', outOfToleranceSince, overdue(outOfToleranceSince, policy.outOfToleranceSeconds)],
  ];
  const isOpen = (kind: AlertKind): boolean => execution.openAlerts.includes(kind);
  return {
    state: nextState(execution, { follows, isLate: overdue(execution.issuedAt, policy.confirmSeconds) }),
    outOfToleranceSince,
    raised: standing.flatMap(([kind, sinceAt, isDue]) => (isDue && sinceAt && !isOpen(kind) ? [{ kind, sinceAt }] : [])),
    cleared: standing.flatMap(([kind, sinceAt]) => (sinceAt === null && isOpen(kind) ? [kind] : [])),
  };
}

function nextState(
  { state }: Execution,
  { follows, isLate }: { follows: boolean | null; isLate: boolean },
): ExecutionVerdict['state'] {
  const mayFollow = state === 'ISSUED' || state === 'DELIVERED' || state === 'APPLIED' || state === 'UNDELIVERABLE';
  if (mayFollow && follows === true) return 'EXECUTING';
  return state === 'ISSUED' && isLate ? 'UNDELIVERABLE' : null;
}

/** Silence says nothing: what was out of tolerance before it still is, and what was not is not. */
function outSince({ outOfToleranceSince, reading }: Execution, follows: boolean | null): Date | null {
  if (follows === null || reading === null) return outOfToleranceSince;
  return follows ? null : (outOfToleranceSince ?? reading.measuredAt);
}

/** Whether the battery does what its newest instruction says; null when that cannot be told. */
function isFollowing(execution: Execution, policy: ControlPolicy): boolean | null {
  const { reading, state, appliedAt, validFrom, instructionSequence } = execution;
  if (!reading || reading.setpointPowerKw === null || reading.measuredAt < validFrom) return null;
  if (reading.instructionSequence !== instructionSequence) {
    // An earlier one, or the safe state, is amiss only once the site has said that it applied the newest.
    const isApplied = (state === 'APPLIED' || state === 'EXECUTING') && appliedAt !== null && reading.measuredAt > appliedAt;
    return isApplied ? false : null;
  }
  const { powerKwMin, powerKwMax } = allowedPower(reading.setpointPowerKw, { reading, execution, policy });
  return reading.activePowerKw >= powerKwMin && reading.activePowerKw <= powerKwMax;
}

/** Around the setpoint, wider by what a response may give, down to nothing where the store is empty or full. */
function allowedPower(
  setpointKw: number,
  { reading, execution, policy }: { reading: ExecutionReading; execution: Execution; policy: ControlPolicy },
): { powerKwMin: number; powerKwMax: number } {
  const { limits, nameplateKw } = execution;
  const toleranceKw = nameplateKw * ratioFromPercent(policy.tolerancePercent);
  const isEmpty = reading.socPercent <= limits.socPercentMin + SOC_MARGIN_PERCENT;
  const isFull = reading.socPercent >= limits.socPercentMax - SOC_MARGIN_PERCENT;
  const dischargeKw = isEmpty ? 0 : (reading.availableDischargePowerKw ?? Infinity);
  const chargeKw = isFull ? 0 : (reading.availableChargePowerKw ?? Infinity);
  return {
    powerKwMin: Math.min(setpointKw, Math.max(0, dischargeKw)) - toleranceKw - reading.highResponseKw,
    powerKwMax: Math.max(setpointKw, -chargeKw) + toleranceKw + reading.lowResponseKw,
  };
}
