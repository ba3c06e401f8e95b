/**
 * Whether a setpoint is written now. Registers wear out: their writes of a day are budgeted. Below four fifths of the budget
 * everything due is written. From there on safety comes first: small changes that do not lower the power wait, and the timer is
 * refreshed as late as it may be. When the budget is used up, only what lowers the power is written; nothing is refreshed, so that the
 * device's own timer ends the rest. Pure.
 */
import { isSet, type DeviceSetting, type Setpoint } from './setpoint-codec.ts';

export interface WriteSituation {
  readonly wanted: Setpoint;
  readonly setting: DeviceSetting;
  readonly setpointStepKw: number;
  /** The greater of both ratings. */
  readonly powerKwMax: number;
  readonly sinceWriteSeconds: number;
  /** The last write was made on another connection: the device may have been restarted. */
  readonly reconnected: boolean;
  /** An instruction's first setpoint never waits while there is budget. */
  readonly isNewInstruction: boolean;
  readonly budgetUsedRatio: number;
}

/** Write it; leave it, for it stands; let it wait, for the budget runs low; or refuse it, for the budget is used up. */
type WriteDecision = 'write' | 'leave' | 'wait' | 'refuse';

/** The reversion timer is refreshed so often before it could run out. */
const REFRESHES_PER_REVERSION = 3;
const REFRESHES_PER_REVERSION_WHEN_LOW = 1.5;
export const BUDGET_LOW_RATIO = 0.8;
/** Of the nameplate. */
const SMALL_CHANGE_RATIO = 0.02;

export function decideWrite(situation: WriteSituation): WriteDecision {
  const { wanted, setting, setpointStepKw, budgetUsedRatio } = situation;
  const stands = isSet(setting, wanted, setpointStepKw);
  if (budgetUsedRatio >= 1) return whenUsedUp(situation, stands);
  if (!stands) return maySettle(situation) ? 'wait' : 'write';
  return isRefreshDue(situation) ? 'write' : 'leave';
}

function whenUsedUp(situation: WriteSituation, stands: boolean): WriteDecision {
  if (stands) return isRefreshDue(situation) ? 'refuse' : 'leave';
  return lowersPower(situation) ? 'write' : 'refuse';
}

/** A low budget, and a change that can wait: the timer is refreshed all the same. */
function maySettle(situation: WriteSituation): boolean {
  const { wanted, setting, powerKwMax, budgetUsedRatio, isNewInstruction } = situation;
  if (budgetUsedRatio < BUDGET_LOW_RATIO || isNewInstruction || lowersPower(situation)) return false;
  if (setting.powerKw === null || setting.reversionSeconds !== wanted.reversionSeconds || isRefreshDue(situation)) return false;
  return Math.abs(wanted.powerKw - setting.powerKw) < SMALL_CHANGE_RATIO * powerKwMax;
}

/** Towards zero, and not beyond it. What the device does on its own account may be any power. */
function lowersPower({ wanted, setting }: WriteSituation): boolean {
  if (setting.powerKw === null) return wanted.powerKw === 0;
  return Math.abs(wanted.powerKw) < Math.abs(setting.powerKw) && wanted.powerKw * setting.powerKw >= 0;
}

function isRefreshDue({ wanted, sinceWriteSeconds, reconnected, budgetUsedRatio }: WriteSituation): boolean {
  const refreshes = budgetUsedRatio < BUDGET_LOW_RATIO ? REFRESHES_PER_REVERSION : REFRESHES_PER_REVERSION_WHEN_LOW;
  // A clock that was set back does not know when the last write was.
  return reconnected || sinceWriteSeconds < 0 || sinceWriteSeconds >= wanted.reversionSeconds / refreshes;
}
