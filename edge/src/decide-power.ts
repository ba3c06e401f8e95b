/** The power a battery is set to now. Pure: everything it depends on is given. */
import { kwOf, MILLISECONDS_PER_SECOND, ratioFromPercent } from '../../src/kernel/units.ts';
import { setpointAt, type HeldInstruction } from './held-instruction.ts';

export interface PowerSituation {
  /** The newest that has begun, even when it has run out: its limits hold until others come. */
  readonly instruction: HeldInstruction | null;
  readonly nowMs: number;
  readonly socPercent: number;
  /** The true state of charge may be this far from the measured one. */
  readonly socErrorPercent: number;
  readonly energyCapacityKwh: number;
  readonly ratings: { readonly chargePowerKwMax: number; readonly dischargePowerKwMax: number };
  /** What at least arrives at the grid of the energy taken from store. Charging is taken to lose nothing. */
  readonly dischargeEfficiencyPercent: number;
  /** So long may it take until the next look at the battery. */
  readonly lookaheadSeconds: number;
  /** What to do without an instruction. */
  readonly safePowerKw: number;
}

export interface PowerDecision {
  readonly powerKw: number;
  /** Carried out as asked, held back by a limit, or nothing was asked. */
  readonly why: 'setpoint' | 'limited' | 'safe-state';
  /** The instruction being carried out; null in the safe state. */
  readonly instructionSequence: number | null;
}

export function decidePower(situation: PowerSituation): PowerDecision {
  const { instruction, nowMs, safePowerKw } = situation;
  const setpoint = instruction && setpointAt(instruction, nowMs);
  const powerKw = withinLimits(setpoint ? setpoint.powerKw : safePowerKw, situation);
  if (!instruction || !setpoint) return { powerKw, why: 'safe-state', instructionSequence: null };
  return { powerKw, why: powerKw === setpoint.powerKw ? 'setpoint' : 'limited', instructionSequence: instruction.sequence };
}

function withinLimits(wantedKw: number, situation: PowerSituation): number {
  const { ratings, instruction } = situation;
  const limits = instruction?.limits;
  if (wantedKw > 0) {
    const limitKw = Math.min(ratings.dischargePowerKwMax, limits?.dischargePowerKwMax ?? Infinity, dischargeRoomKw(situation));
    return Math.min(wantedKw, limitKw);
  }
  const limitKw = Math.min(ratings.chargePowerKwMax, limits?.chargePowerKwMax ?? Infinity, chargeRoomKw(situation));
  // The sum turns the -0 of an idle battery into 0.
  return -Math.min(-wantedKw, limitKw) + 0;
}

/** The discharge that cannot cross the lower bound before the next look, whatever the losses up to the stated efficiency. */
function dischargeRoomKw(situation: PowerSituation): number {
  const { socPercent, socErrorPercent, dischargeEfficiencyPercent, instruction } = situation;
  const storedPercent = socPercent - socErrorPercent - (instruction?.limits.socPercentMin ?? 0);
  return roomKw(storedPercent * ratioFromPercent(dischargeEfficiencyPercent), situation);
}

function chargeRoomKw(situation: PowerSituation): number {
  const { socPercent, socErrorPercent, instruction } = situation;
  return roomKw((instruction?.limits.socPercentMax ?? 100) - socPercent - socErrorPercent, situation);
}

function roomKw(roomPercent: number, { energyCapacityKwh, lookaheadSeconds }: PowerSituation): number {
  const energyKwh = Math.max(0, ratioFromPercent(roomPercent) * energyCapacityKwh);
  return kwOf({ energyKwh, durationMs: lookaheadSeconds * MILLISECONDS_PER_SECOND });
}
