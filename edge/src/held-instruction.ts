/** An instruction as the site holds it, with instants as numbers for a loop that asks often. Pure. */
import { parseGlobalId } from '../../src/wire/global-id.ts';
import type { WireInstruction } from '../../src/wire/instruction.ts';
import { curveFault } from './frequency/curve.ts';
import type { ResponseContract } from './frequency/response-contract.ts';

/** What the site has made of it: on disk, set in the hardware, or turned down. */
export type InstructionState = 'stored' | 'applied' | 'refused';

interface HeldSetpoint {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly powerKw: number;
}

/** A frequency response, enabled for a span of time. */
export interface HeldResponse extends ResponseContract {
  readonly fromMs: number;
  readonly untilMs: number;
}

export interface HeldInstruction {
  readonly wire: WireInstruction;
  /** As the platform signed it; null where it came before the site knew whose signature to believe. */
  readonly signed: string | null;
  readonly state: InstructionState;
  readonly id: string;
  readonly batteryId: string;
  readonly sequence: number;
  readonly validFromMs: number;
  readonly validUntilMs: number;
  readonly setpoints: readonly HeldSetpoint[];
  readonly limits: WireInstruction['limits'];
  /** Given on top of the setpoints, which are their baseline. */
  readonly responses: readonly HeldResponse[];
}

/** Null when it names no battery. */
export function held(wire: WireInstruction, state: InstructionState, signed: string | null = null): HeldInstruction | null {
  const battery = parseGlobalId(wire.battery.id);
  if (battery?.typeName !== 'Battery') return null;
  return {
    wire,
    signed,
    state,
    id: wire.id,
    batteryId: battery.id,
    sequence: wire.instructionSequence,
    validFromMs: Date.parse(wire.validFrom),
    validUntilMs: Date.parse(wire.validUntil),
    setpoints: wire.setpoints.map(({ fromAt, untilAt, powerKw }) => ({
      fromMs: Date.parse(fromAt),
      untilMs: Date.parse(untilAt),
      powerKw,
    })),
    limits: wire.limits,
    responses: (wire.responses ?? []).map(({ fromAt, untilAt, ...response }) => ({
      ...response,
      fromMs: Date.parse(fromAt),
      untilMs: Date.parse(untilAt),
    })),
  };
}

/** The setpoint an instruction holds for an instant; null outside its validity, in a gap, and when it was refused. */
export function setpointAt(instruction: HeldInstruction, atMs: number): HeldSetpoint | null {
  const inForce = instruction.validFromMs <= atMs && atMs < instruction.validUntilMs && instruction.state !== 'refused';
  if (!inForce) return null;
  const setpoint = instruction.setpoints[firstEndingAfter(instruction.setpoints, atMs)];
  return setpoint && setpoint.fromMs <= atMs ? setpoint : null;
}

/** The next instant after the given one at which the instruction asks for something else; Infinity when there is none. */
export function nextChangeMs(instruction: HeldInstruction, afterMs: number): number {
  const setpoint = instruction.setpoints[firstEndingAfter(instruction.setpoints, afterMs)];
  const instants = [
    instruction.validFromMs,
    instruction.validUntilMs,
    setpoint?.fromMs ?? Infinity,
    setpoint?.untilMs ?? Infinity,
  ];
  return Math.min(...instants.filter((ms) => ms > afterMs), Infinity);
}

function firstEndingAfter(setpoints: readonly HeldSetpoint[], atMs: number): number {
  let low = 0;
  let high = setpoints.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((setpoints[middle]?.untilMs ?? Infinity) > atMs) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** More than the rating by so little is rounding, not nonsense. */
const RATING_TOLERANCE_RATIO = 1.001;

interface Ratings {
  readonly chargePowerKwMax: number;
  readonly dischargePowerKwMax: number;
}

/** Why an instruction cannot be meant, or null when it can; the ratings may not be known yet. */
export function refusalReason(instruction: HeldInstruction, ratings: Ratings | null): string | null {
  const { setpoints, limits, validFromMs, validUntilMs } = instruction;
  if (validFromMs >= validUntilMs) return 'It ends before it begins.';
  if (limits.socPercentMin > limits.socPercentMax) return 'Its least state of charge is above its greatest.';
  let endMs = -Infinity;
  for (const { fromMs, untilMs, powerKw } of setpoints) {
    if (!(fromMs < untilMs)) return 'A setpoint ends before it begins.';
    if (fromMs < endMs) return 'Two setpoints overlap, or they are out of order.';
    endMs = untilMs;
    if (ratings && powerKw > ratings.dischargePowerKwMax * RATING_TOLERANCE_RATIO) {
      return `A setpoint of ${powerKw} kW is beyond the battery's ${ratings.dischargePowerKwMax} kW of discharge.`;
    }
    if (ratings && -powerKw > ratings.chargePowerKwMax * RATING_TOLERANCE_RATIO) {
      return `A setpoint of ${powerKw} kW is beyond the battery's ${ratings.chargePowerKwMax} kW of charge.`;
    }
  }
  return responseFault(instruction, ratings);
}

function responseFault({ responses }: HeldInstruction, ratings: Ratings | null): string | null {
  for (const { fromMs, untilMs, direction, contractedPowerKw, curve } of responses) {
    if (!(fromMs < untilMs)) return 'A frequency response ends before it begins.';
    const fault = curveFault(curve);
    if (fault !== null) return fault;
    const ratedKw = direction === 'LOW' ? ratings?.dischargePowerKwMax : ratings?.chargePowerKwMax;
    if (ratedKw !== undefined && contractedPowerKw > ratedKw * RATING_TOLERANCE_RATIO) {
      return `A frequency response of ${contractedPowerKw} kW is beyond the battery's ${ratedKw} kW.`;
    }
  }
  return null;
}
