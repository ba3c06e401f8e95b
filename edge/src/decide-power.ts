/** The power a battery is set to now. Pure: everything it depends on is given. */
import { kwOf, MILLISECONDS_PER_SECOND, ratioFromPercent } from '../../src/kernel/units.ts';
import { setpointAt, type HeldInstruction } from './held-instruction.ts';

/** What bounds a battery's power, whatever is asked of it. */
export interface PowerBounds {
  /** Those of the newest instruction that has begun, even when it has run out: they hold until others come. */
  readonly limits: HeldInstruction['limits'] | null;
  readonly socPercent: number;
  /** The true state of charge may be this far from the measured one. */
  readonly socErrorPercent: number;
  readonly energyCapacityKwh: number;
  readonly ratings: { readonly chargePowerKwMax: number; readonly dischargePowerKwMax: number };
  /** What at least arrives at the grid of the energy taken from store. Charging is taken to lose nothing. */
  readonly dischargeEfficiencyPercent: number;
  /** So long may it take until the next look at the battery. */
  readonly lookaheadSeconds: number;
}

export interface PowerSituation extends Omit<PowerBounds, 'limits'> {
  /** The newest that has begun, even when it has run out. */
  readonly instruction: HeldInstruction | null;
  readonly nowMs: number;
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
  const powerKw = powerWithin(setpoint ? setpoint.powerKw : safePowerKw, {
    ...situation,
    limits: instruction?.limits ?? null,
  });
  if (!instruction || !setpoint) return { powerKw, why: 'safe-state', instructionSequence: null };
  return { powerKw, why: powerKw === setpoint.powerKw ? 'setpoint' : 'limited', instructionSequence: instruction.sequence };
}

/** A power held back by the ratings, the limits, and the energy that may flow until the next look. */
export function powerWithin(wantedKw: number, bounds: PowerBounds): number {
  const { ratings, limits } = bounds;
  if (wantedKw > 0) {
    const limitKw = Math.min(ratings.dischargePowerKwMax, limits?.dischargePowerKwMax ?? Infinity, dischargeRoomKw(bounds));
    return Math.min(wantedKw, limitKw);
  }
  const limitKw = Math.min(ratings.chargePowerKwMax, limits?.chargePowerKwMax ?? Infinity, chargeRoomKw(bounds));
  // The sum turns the -0 of an idle battery into 0.
  return -Math.min(-wantedKw, limitKw) + 0;
}

/** The discharge that cannot cross the lower bound before the next look, whatever the losses up to the stated efficiency. */
function dischargeRoomKw(bounds: PowerBounds): number {
  const { socPercent, socErrorPercent, dischargeEfficiencyPercent, limits } = bounds;
  const storedPercent = socPercent - socErrorPercent - (limits?.socPercentMin ?? 0);
  return roomKw(storedPercent * ratioFromPercent(dischargeEfficiencyPercent), bounds);
}

function chargeRoomKw(bounds: PowerBounds): number {
  const { socPercent, socErrorPercent, limits } = bounds;
  return roomKw((limits?.socPercentMax ?? 100) - socPercent - socErrorPercent, bounds);
}

function roomKw(roomPercent: number, { energyCapacityKwh, lookaheadSeconds }: PowerBounds): number {
  const energyKwh = Math.max(0, ratioFromPercent(roomPercent) * energyCapacityKwh);
  return kwOf({ energyKwh, durationMs: lookaheadSeconds * MILLISECONDS_PER_SECOND });
}
