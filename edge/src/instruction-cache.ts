/** The site's instructions and unsent acknowledgements, on disk. With them a site runs for a day without the cloud. */
import { rename } from 'node:fs/promises';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { isWireInstruction, type WireInstruction } from '../../src/wire/instruction.ts';
import { parseCheckedLine, printCheckedLine, readIfPresent, writeDurably } from './durable-file.ts';
import { held, nextChangeMs, type HeldInstruction, type InstructionState } from './held-instruction.ts';
import type { SiteLog } from './ports.ts';
import type { Verified } from './verify-instruction.ts';

const Acknowledgement = Type.Object({
  idempotencyKey: Type.String(),
  instructionId: Type.String(),
  outcome: Type.Union([Type.Literal('DELIVERED'), Type.Literal('APPLIED'), Type.Literal('REFUSED')]),
  happenedAt: Type.String(),
  refusalReason: Type.Union([Type.String(), Type.Null()]),
});
/** A report to the platform. It is kept until the platform has confirmed it. */
export type Acknowledgement = Static<typeof Acknowledgement>;

const StoredState = Type.Object({
  version: Type.Literal(1),
  lastSequence: Type.Integer({ minimum: 0 }),
  instructions: Type.Array(
    Type.Object({
      state: Type.Union([Type.Literal('stored'), Type.Literal('applied'), Type.Literal('refused')]),
      wire: Type.Optional(Type.Unknown()),
      signed: Type.Optional(Type.String()),
    }),
  ),
  acknowledgements: Type.Array(Acknowledgement),
});
const storedState = Compile(StoredState);

interface SiteState {
  readonly lastSequence: number;
  readonly instructions: readonly HeldInstruction[];
  readonly acknowledgements: readonly Acknowledgement[];
}

const EMPTY: SiteState = { lastSequence: 0, instructions: [], acknowledgements: [] };
/** The one in force, and a few that begin later. */
const INSTRUCTIONS_PER_BATTERY_MAX = 4;
const ACKNOWLEDGEMENTS_MAX = 1_000;
const REFUSAL_REASON_LENGTH_MAX = 200;

interface CacheOptions {
  readonly log: SiteLog;
  /** There is something to report that there was not before. */
  readonly onReport: () => void;
  /** What was signed, when it is to be believed; null where the site does not know yet whose signature to believe. */
  readonly verify: ((signed: string) => Verified) | null;
}

/** What became of a received instruction. */
type Receipt = 'stored' | 'refused' | 'already-known';

export class InstructionCache {
  readonly #path: string;
  readonly #log: SiteLog;
  readonly #onReport: () => void;
  #state: SiteState;
  #tail: Promise<void> = Promise.resolve();

  private constructor(path: string, { log, onReport, state }: { log: SiteLog; onReport: () => void; state: SiteState }) {
    this.#path = path;
    this.#log = log;
    this.#onReport = onReport;
    this.#state = state;
  }

  /**
   * Reads what an earlier run left. A file that cannot be trusted is put aside, and the platform sends all in force again; so it
   * does where an instruction is not, or no longer, one that the platform has signed.
   */
  static async open(path: string, { log, onReport, verify }: CacheOptions): Promise<InstructionCache> {
    const text = await readIfPresent(path);
    const state = text === null ? EMPTY : parseState(text, { log, verify });
    if (!state) {
      await rename(path, `${path}.corrupt`);
      log.error({ path }, 'the stored instructions are damaged; starting without any, the damaged file is kept beside');
    }
    return new InstructionCache(path, { log, onReport, state: state ?? EMPTY });
  }

  get lastSequence(): number {
    return this.#state.lastSequence;
  }

  get acknowledgements(): readonly Acknowledgement[] {
    return this.#state.acknowledgements;
  }

  /** The newest instruction that has begun, whether or not it has run out: an older one never comes back. */
  newestBegun(batteryId: string, atMs: number): HeldInstruction | null {
    const begun = this.#state.instructions.filter((each) => each.batteryId === batteryId && each.validFromMs <= atMs);
    return begun.reduce<HeldInstruction | null>((best, each) => (best && best.sequence > each.sequence ? best : each), null);
  }

  /** When the battery's instructions next ask for something else; Infinity when they never do. */
  nextChangeMs(batteryId: string, afterMs: number): number {
    const changes = this.#state.instructions
      .filter((each) => each.batteryId === batteryId)
      .map((each) => nextChangeMs(each, afterMs));
    return Math.min(...changes, Infinity);
  }

  /** Stores an instruction, or its refusal, together with the report of it. Nothing is acted on before it is on disk. */
  async receive(
    wire: WireInstruction,
    { refusal, at, signed = null }: { refusal: string | null; at: Date; signed?: string | null },
  ): Promise<Receipt> {
    let receipt: Receipt = 'already-known';
    await this.#commit((state) => {
      const instruction = held(wire, refusal === null ? 'stored' : 'refused', signed);
      const ofBattery = state.instructions.filter((each) => each.batteryId === instruction?.batteryId);
      const superseded = ofBattery.some((each) => each.sequence >= wire.instructionSequence);
      const lastSequence = Math.max(state.lastSequence, wire.instructionSequence);
      if (superseded || (refusal !== null && wire.instructionSequence <= state.lastSequence)) {
        return lastSequence === state.lastSequence ? state : { ...state, lastSequence };
      }
      receipt = refusal === null ? 'stored' : 'refused';
      const outcome = refusal === null ? 'DELIVERED' : 'REFUSED';
      const acknowledgement = acknowledge(wire.id, { outcome, at, reason: refusal });
      const instructions =
        instruction && refusal === null ? withNewest(state.instructions, instruction, at.getTime()) : state.instructions;
      return { lastSequence, instructions, acknowledgements: queued(state, acknowledgement) };
    });
    return receipt;
  }

  /** Notes that an instruction's setpoint stands in the hardware, and queues the report. */
  markApplied(instruction: HeldInstruction, at: Date): Promise<void> {
    return this.#mark(instruction, {
      state: 'applied',
      acknowledgement: acknowledge(instruction.id, { outcome: 'APPLIED', at, reason: null }),
    });
  }

  /** Notes that an instruction will not be carried out, and queues the report. */
  markRefused(instruction: HeldInstruction, { at, reason }: { at: Date; reason: string }): Promise<void> {
    return this.#mark(instruction, {
      state: 'refused',
      acknowledgement: acknowledge(instruction.id, { outcome: 'REFUSED', at, reason }),
    });
  }

  /** Reports something the site cannot even hold. */
  async refuseUnusable(instructionId: string, { at, reason }: { at: Date; reason: string }): Promise<void> {
    const acknowledgement = acknowledge(instructionId, { outcome: 'REFUSED', at, reason });
    await this.#commit((state) => ({ ...state, acknowledgements: queued(state, acknowledgement) }));
  }

  /** Forgets a report the platform has. Not made durable by itself: to send it again would be harmless. */
  async settle({ idempotencyKey }: Acknowledgement): Promise<void> {
    const acknowledgements = (state: SiteState): Acknowledgement[] =>
      state.acknowledgements.filter((each) => each.idempotencyKey !== idempotencyKey);
    await this.#inTurn(async () => {
      this.#state = { ...this.#state, acknowledgements: acknowledgements(this.#state) };
    });
  }

  /** Waits for what is being written. */
  async close(): Promise<void> {
    await this.#commit((state) => ({ ...state }));
  }

  #mark(
    instruction: HeldInstruction,
    { state: next, acknowledgement }: { state: InstructionState; acknowledgement: Acknowledgement },
  ): Promise<void> {
    return this.#commit((state) => {
      // Marking twice changes nothing: the first report, with its instant, is the one that counts.
      if (!state.instructions.some((each) => each.id === instruction.id && each.state !== next)) return state;
      const instructions = state.instructions.map((each) => (each.id === instruction.id ? { ...each, state: next } : each));
      return { ...state, instructions, acknowledgements: queued(state, acknowledgement) };
    });
  }

  async #commit(change: (state: SiteState) => SiteState): Promise<void> {
    await this.#inTurn(async () => {
      const next = change(this.#state);
      if (next === this.#state) return;
      await writeDurably(this.#path, printState(next));
      const dropped = next.acknowledgements.length - ACKNOWLEDGEMENTS_MAX;
      if (dropped > 0) this.#log.error({ dropped }, 'too many unsent acknowledgements; the oldest are lost');
      this.#state = { ...next, acknowledgements: next.acknowledgements.slice(-ACKNOWLEDGEMENTS_MAX) };
      this.#onReport();
    });
  }

  #inTurn(task: () => Promise<void>): Promise<void> {
    const run = this.#tail.then(task);
    this.#tail = run.catch(() => undefined);
    return run;
  }
}

function acknowledge(
  instructionId: string,
  { outcome, at, reason }: { outcome: Acknowledgement['outcome']; at: Date; reason: string | null },
): Acknowledgement {
  return {
    idempotencyKey: `${instructionId}:${outcome}`,
    instructionId,
    outcome,
    happenedAt: at.toISOString(),
    refusalReason: reason?.slice(0, REFUSAL_REASON_LENGTH_MAX) ?? null,
  };
}

function queued({ acknowledgements }: SiteState, next: Acknowledgement): Acknowledgement[] {
  return [...acknowledgements.filter((each) => each.idempotencyKey !== next.idempotencyKey), next];
}

/** Adds an instruction; those that can never be in force again go. */
function withNewest(instructions: readonly HeldInstruction[], newest: HeldInstruction, nowMs: number): HeldInstruction[] {
  const others = instructions.filter((each) => each.batteryId !== newest.batteryId);
  const ofBattery = instructions.filter((each) => each.batteryId === newest.batteryId).concat(newest);
  const begun = ofBattery.filter((each) => each.validFromMs <= nowMs).map((each) => each.sequence);
  const inForceSequence = Math.max(...begun, 0);
  const useful = ofBattery.filter((each) => each.sequence >= inForceSequence);
  // What is in force stays, however many others are waiting to begin.
  const [inForce, ...waiting] = useful.toSorted((a, b) => a.sequence - b.sequence);
  return [...others, ...(inForce ? [inForce] : []), ...waiting.slice(1 - INSTRUCTIONS_PER_BATTERY_MAX)];
}

/** A signed one is kept as it was signed, and nothing of it beside: there is no second version to believe. */
function printState({ lastSequence, instructions, acknowledgements }: SiteState): string {
  const stored = instructions.map(({ state, wire, signed }) => (signed === null ? { state, wire } : { state, signed }));
  return printCheckedLine(JSON.stringify({ version: 1, lastSequence, instructions: stored, acknowledgements }));
}

function parseState(text: string, { log, verify }: Pick<CacheOptions, 'log' | 'verify'>): SiteState | null {
  const json = parseCheckedLine(text.trimEnd());
  if (json === null) return null;
  const value: unknown = JSON.parse(json);
  if (!storedState.Check(value)) return null;
  const instructions: HeldInstruction[] = [];
  let { lastSequence } = value;
  for (const stored of value.instructions) {
    const read = readStored(stored, verify);
    if (read === null) return null;
    if ('refusal' in read) {
      log.error(
        { reason: read.refusal },
        'a stored instruction is not the platform’s: it is dropped, and all in force are asked for',
      );
      lastSequence = 0;
    } else instructions.push(read);
  }
  return { ...value, lastSequence, instructions };
}

/** Null for what is none at all. */
function readStored(
  { state, wire, signed }: Static<typeof StoredState>['instructions'][number],
  verify: CacheOptions['verify'],
): HeldInstruction | { readonly refusal: string } | null {
  if (verify === null) return isWireInstruction(wire) ? held(wire, state) : null;
  if (signed === undefined) return { refusal: 'It is not signed.' };
  const verified = verify(signed);
  return verified.ok ? held(verified.instruction, state, signed) : { refusal: verified.reason };
}
