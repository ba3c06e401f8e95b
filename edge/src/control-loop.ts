/** One battery's loop: look, decide, set, read back. It never waits for the cloud. */
import { MILLISECONDS_PER_SECOND } from '../../src/kernel/units.ts';
import type { WireReading } from '../../src/wire/telemetry.ts';
import type { RealTime } from './clock/real-time.ts';
import { decidePower, type PowerDecision } from './decide-power.ts';
import { refusalReason, setpointAt, type HeldInstruction } from './held-instruction.ts';
import type { InstructionCache } from './instruction-cache.ts';
import { BUDGET_LOW_RATIO, decideWrite } from './hardware/decide-write.ts';
import {
  ReadBackMismatch,
  WriteBudgetUsedUp,
  type DeviceRatings,
  type DeviceReading,
  type ModbusDevice,
} from './hardware/modbus-device.ts';
import { DeviceRefused, DeviceUnreachable } from './hardware/modbus-exceptions.ts';
import { isSet, type Setpoint } from './hardware/setpoint-codec.ts';
import { measuredBesides } from './measured-besides.ts';
import { background, pause, type SiteClock, type SiteLog, WOKEN } from './ports.ts';
import { ReadingSampler } from './reading-sampler.ts';

/** However fast the clock runs, rounds are this far apart on the wall. */
const ROUND_WALL_MS_MIN = 20;
/** So many times the longest recent round is looked ahead. */
const LOOKAHEAD_FACTOR = 1.5;
/** How quickly a long round is forgotten. */
const LONGEST_ROUND_DECAY = 0.95;
const ERROR_PAUSE_MS = 50;
/** A battery that did not answer is asked again this soon, however long the loop: a setpoint may be waiting for it. */
const UNREACHABLE_LOOP_MS_MAX = 1_000;

export interface LoopSettings {
  readonly batteryId: string;
  readonly energyCapacityKwh: number;
  readonly dischargeEfficiencyPercent: number;
  readonly safePowerKw: number;
  readonly loopSeconds: number;
  readonly sampleSeconds: number;
  readonly reversionSeconds: number;
}

export interface LoopParts {
  readonly device: Pick<ModbusDevice, 'read' | 'apply' | 'close'> & {
    readonly ledger: Pick<ModbusDevice['ledger'], 'usedRatio' | 'close'>;
  };
  readonly cache: Pick<InstructionCache, 'newestBegun' | 'nextChangeMs' | 'markApplied' | 'markRefused'>;
  readonly clock: SiteClock;
  readonly realTime: Pick<RealTime, 'isKnown'>;
  readonly log: SiteLog;
  readonly onReading: (reading: WireReading) => void;
  /** Each round: the instruction being carried out, null in the safe state. */
  readonly onFollowing?: (instruction: HeldInstruction | null) => void;
}

export interface LoopStatus {
  readonly batteryId: string;
  readonly reachable: boolean;
  readonly activePowerKw: number | null;
  readonly socPercent: number | null;
  readonly decision: PowerDecision | null;
  readonly roundCount: number;
  /** Setpoints that something other than the agent had changed. */
  readonly disturbedCount: number;
  /** The greatest lateness of a setpoint's change, by the site's clock. */
  readonly latenessSecondsMax: number;
}

export class ControlLoop {
  readonly #settings: LoopSettings;
  readonly #parts: LoopParts;
  readonly #sampler: ReadingSampler;
  readonly #stopping = new AbortController();
  /** Instructions whose outcome has been handed to the cache; it may still be on its way to the disk. */
  readonly #reported = new Set<string>();
  #sleep = new AbortController();
  #done: Promise<void> = Promise.resolve();

  #ratings: DeviceRatings | null = null;
  #reading: DeviceReading | null = null;
  #decision: PowerDecision | null = null;
  #standing = false;
  #reachable = false;
  #complaint: string | null = null;
  #writtenAtMs = -Infinity;
  #writtenOnConnection = 0;
  #budgetLow = false;
  #roundAtMs: number;
  #roundAtWallMs = -Infinity;
  #longestRoundMs = 0;
  #roundCount = 0;
  #disturbedCount = 0;
  #latenessMsMax = 0;
  #changeDueMs = Infinity;

  constructor(settings: LoopSettings, parts: LoopParts) {
    this.#settings = settings;
    this.#parts = parts;
    this.#roundAtMs = parts.clock.nowMs();
    this.#sampler = new ReadingSampler({ ...settings, nowMs: this.#roundAtMs });
  }

  start(): void {
    this.#done = this.#run();
  }

  /** Something has changed: look at once. */
  wake(): void {
    this.#sleep.abort(WOKEN);
  }

  /** The setpoint stays in the device: its reversion timer ends it unless an agent returns. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#sleep.abort();
    await this.#done;
    this.#parts.device.close();
    await this.#parts.device.ledger.close();
  }

  /** What the device says it can do; null before it was first reached. */
  get ratings(): DeviceRatings | null {
    return this.#ratings;
  }

  get status(): LoopStatus {
    return {
      batteryId: this.#settings.batteryId,
      reachable: this.#reachable,
      activePowerKw: this.#reading?.activePowerKw ?? null,
      socPercent: this.#reading?.socPercent ?? null,
      decision: this.#decision,
      roundCount: this.#roundCount,
      disturbedCount: this.#disturbedCount,
      latenessSecondsMax: this.#latenessMsMax / MILLISECONDS_PER_SECOND,
    };
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      // A wake-up from here on ends the coming sleep before it begins.
      this.#sleep = new AbortController();
      try {
        await this.#round();
        this.#accept();
      } catch (error) {
        this.#complain(error);
        await pause(ERROR_PAUSE_MS, this.#sleep.signal);
      }
      if (!signal.aborted) await this.#sleepUntilDue();
    }
  }

  async #round(): Promise<void> {
    const { device, clock } = this.#parts;
    const beganMs = clock.nowMs();
    this.#measureRound(beganMs);
    const reading = await device.read();
    this.#reading = reading;
    this.#ratings = reading.ratings;
    this.#sample(reading, (beganMs + clock.nowMs()) / 2);
    await this.#carryOut(reading);
  }

  #sample(reading: DeviceReading, atMs: number): void {
    const instructionSequence = this.#standing ? (this.#decision?.instructionSequence ?? null) : null;
    const { activePowerKw, socPercent, exportedKwh, importedKwh } = reading;
    const power = { activePowerKw, socPercent, exportedKwh, importedKwh };
    const sampled = this.#sampler.observe({ ...power, ...measuredBesides(reading), atMs, instructionSequence });
    if (sampled) this.#parts.onReading(sampled);
  }

  async #carryOut(reading: DeviceReading): Promise<void> {
    const { cache, clock, realTime } = this.#parts;
    const nowMs = clock.nowMs();
    let instruction = realTime.isKnown ? cache.newestBegun(this.#settings.batteryId, nowMs) : null;
    if (instruction && this.#turnsDown(instruction, reading)) instruction = { ...instruction, state: 'refused' };
    const before = this.#standing ? this.#decision : null;
    const decision = this.#decide(instruction, { reading, nowMs });
    this.#decision = decision;
    this.#parts.onFollowing?.(decision.instructionSequence === null ? null : instruction);
    try {
      await this.#set(decision, { reading, before });
    } catch (error) {
      if (instruction && isRefusal(error)) this.#reportRefused(instruction, error.message);
      throw error;
    }
    this.#standing = true;
    if (instruction && decision.instructionSequence !== null) this.#reportApplied(instruction);
  }

  #decide(instruction: HeldInstruction | null, { reading, nowMs }: { reading: DeviceReading; nowMs: number }): PowerDecision {
    const { energyCapacityKwh, dischargeEfficiencyPercent, safePowerKw, loopSeconds } = this.#settings;
    const lookaheadMs = LOOKAHEAD_FACTOR * Math.max(loopSeconds * MILLISECONDS_PER_SECOND, this.#longestRoundMs);
    return decidePower({
      instruction,
      nowMs,
      socPercent: reading.socPercent,
      socErrorPercent: reading.socStepPercent / 2,
      energyCapacityKwh: Math.min(energyCapacityKwh, reading.ratings.energyCapacityKwh ?? Infinity),
      ratings: reading.ratings,
      dischargeEfficiencyPercent,
      safePowerKw,
      lookaheadSeconds: lookaheadMs / MILLISECONDS_PER_SECOND,
    });
  }

  /** Writes what is due, as far as the wear of the registers allows. */
  async #set(
    decision: PowerDecision,
    { reading, before }: { reading: DeviceReading; before: PowerDecision | null },
  ): Promise<void> {
    const { safePowerKw, reversionSeconds } = this.#settings;
    const wanted = { powerKw: decision.powerKw, revertPowerKw: safePowerKw, reversionSeconds };
    const { clock, device } = this.#parts;
    const { setting, setpointStepKw, connectionCount, ratings } = reading;
    this.#watchBudget(device.ledger.usedRatio);
    const due = decideWrite({
      wanted,
      setting,
      setpointStepKw,
      powerKwMax: Math.max(ratings.chargePowerKwMax, ratings.dischargePowerKwMax),
      sinceWriteSeconds: (clock.nowMs() - this.#writtenAtMs) / MILLISECONDS_PER_SECOND,
      reconnected: connectionCount !== this.#writtenOnConnection,
      isNewInstruction: before?.instructionSequence !== decision.instructionSequence,
      budgetUsedRatio: device.ledger.usedRatio,
    });
    if (due === 'leave' || due === 'wait') return;
    if (due === 'refuse') throw new WriteBudgetUsedUp('the registers were written as often today as their budget allows');
    if (before?.powerKw === decision.powerKw) this.#noticeDisturbance(reading, wanted);
    await device.apply(wanted);
    this.#writtenAtMs = clock.nowMs();
    this.#writtenOnConnection = connectionCount;
    if (this.#changeDueMs <= this.#writtenAtMs) {
      this.#latenessMsMax = Math.max(this.#latenessMsMax, this.#writtenAtMs - this.#changeDueMs);
    }
  }

  #noticeDisturbance({ setting, setpointStepKw }: DeviceReading, setpoint: Setpoint): void {
    if (isSet(setting, setpoint, setpointStepKw)) return;
    this.#disturbedCount += 1;
    this.#parts.log.warn(
      { batteryId: this.#settings.batteryId, found: setting, setpoint },
      'the setpoint was changed by something else',
    );
  }

  /** Says once when writes begin to be thinned. */
  #watchBudget(usedRatio: number): void {
    const isLow = usedRatio >= BUDGET_LOW_RATIO;
    if (isLow && !this.#budgetLow)
      this.#parts.log.warn({ batteryId: this.#settings.batteryId, usedRatio }, "the registers' writes of the day run low");
    this.#budgetLow = isLow;
  }

  /** The ratings may not have been known when the instruction came: it is judged again before it is first carried out. */
  #turnsDown(instruction: HeldInstruction, { ratings }: DeviceReading): boolean {
    if (instruction.state !== 'stored' || this.#reported.has(instruction.id)) return false;
    const reason = refusalReason(instruction, ratings);
    if (reason !== null) this.#reportRefused(instruction, reason);
    return reason !== null;
  }

  #reportApplied(instruction: HeldInstruction): void {
    if (instruction.state !== 'stored' || this.#reported.has(instruction.id)) return;
    this.#report(instruction, this.#parts.cache.markApplied(instruction, this.#parts.clock.now()));
  }

  #reportRefused(instruction: HeldInstruction, reason: string): void {
    const inForce = setpointAt(instruction, this.#parts.clock.nowMs()) !== null;
    if (instruction.state !== 'stored' || !inForce || this.#reported.has(instruction.id)) return;
    this.#parts.log.error({ instructionId: instruction.id, reason }, 'refused an instruction');
    const refused = this.#parts.cache.markRefused(instruction, { at: this.#parts.clock.now(), reason });
    // What is done instead of it does not wait for the next round.
    this.#report(
      instruction,
      refused.then(() => this.wake()),
    );
  }

  #report(instruction: HeldInstruction, stored: Promise<void>): void {
    this.#reported.add(instruction.id);
    // Until it is on disk it has not been reported: after a failure the next round tries again.
    background(
      stored.finally(() => this.#reported.delete(instruction.id)),
      this.#parts.log,
    );
  }

  #measureRound(beganMs: number): void {
    this.#longestRoundMs = Math.max(beganMs - this.#roundAtMs, this.#longestRoundMs * LONGEST_ROUND_DECAY);
    this.#roundAtMs = beganMs;
    this.#roundAtWallMs = performance.now();
    this.#roundCount += 1;
  }

  async #sleepUntilDue(): Promise<void> {
    const { clock, cache } = this.#parts;
    const settledMs = this.#settings.loopSeconds * MILLISECONDS_PER_SECOND;
    const loopMs = this.#reachable ? settledMs : Math.min(settledMs, UNREACHABLE_LOOP_MS_MAX);
    const sleep = this.#sleep;
    this.#changeDueMs = cache.nextChangeMs(this.#settings.batteryId, this.#roundAtMs);
    const exactMs = Math.min(this.#sampler.nextSampleMs(clock.nowMs()), this.#changeDueMs);
    // By the wall too: a clock that was set back must not leave the battery alone until it has caught up.
    const latest = setTimeout(() => sleep.abort(WOKEN), loopMs);
    await clock.sleepUntil(Math.min(this.#roundAtMs + loopMs, exactMs), sleep.signal);
    clearTimeout(latest);
    const restMs = this.#roundAtWallMs + ROUND_WALL_MS_MIN - performance.now();
    if (restMs <= 0 || sleep.signal.aborted || exactMs <= clock.nowMs()) return;
    const rested = setTimeout(() => sleep.abort(WOKEN), restMs);
    await clock.sleepUntil(exactMs, sleep.signal);
    clearTimeout(rested);
  }

  #accept(): void {
    if (!this.#reachable) this.#parts.log.info({ batteryId: this.#settings.batteryId }, 'the battery answers');
    this.#reachable = true;
    this.#complaint = null;
  }

  /** Says a trouble once, not every round. */
  #complain(error: unknown): void {
    this.#reachable = isRefusal(error);
    this.#standing = false;
    // Why a battery cannot be reached changes from try to try; that it cannot is one trouble.
    const complaint = error instanceof DeviceUnreachable ? error.name : String(error);
    if (complaint !== this.#complaint)
      this.#parts.log.error({ err: error, batteryId: this.#settings.batteryId }, 'the battery is not under control');
    this.#complaint = complaint;
  }
}

function isRefusal(error: unknown): error is Error {
  return error instanceof DeviceRefused || error instanceof ReadBackMismatch || error instanceof WriteBudgetUsedUp;
}
