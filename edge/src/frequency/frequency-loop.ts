/** One battery's fast loop: a sample of the frequency, a decision, a setpoint. It waits for nothing but meter and battery. */
import { MILLISECONDS_PER_SECOND } from '../../../src/kernel/units.ts';
import type { PowerBounds } from '../decide-power.ts';
import type { HeldInstruction, HeldResponse } from '../held-instruction.ts';
import type { DeviceReading } from '../hardware/modbus-device.ts';
import type { SiteLog } from '../ports.ts';
import { contractedKw, decideResponse, type ResponseDecision } from './decide-response.ts';
import type { ResponseContract } from './response-contract.ts';
import { FrequencyHistory } from './frequency-history.ts';
import { isPlausible, type FrequencyMeter, type MeterSample } from './meter.ts';

/** The fast side of a battery. */
export interface FastBattery {
  /** Changes the power of the setpoint that stands. */
  steer(powerKw: number): Promise<void>;
  look(): Promise<DeviceReading>;
}

export interface ResponseSettings {
  readonly energyCapacityKwh: number;
  readonly dischargeEfficiencyPercent: number;
  /** The response answers the frequency of so long ago: one that comes too early is an error too. */
  readonly responseDelaySeconds: number;
  /** How fast the response may move, in shares of the contracted power a second. */
  readonly rampPerSecond: number;
  /** Without a sample younger than this the response goes back to nothing. */
  readonly staleSeconds: number;
  /** The state of charge is looked at so often. */
  readonly lookSeconds: number;
  /** A smaller change of the setpoint is not written. */
  readonly writeStepKw: number;
}

/** What the control side wants: a baseline that stands in the device, and what is enabled on top of it. */
export interface ResponseOrders {
  readonly responses: readonly HeldResponse[];
  readonly limits: HeldInstruction['limits'] | null;
}

/** What one round came to. */
export interface FrequencyTick extends ResponseDecision {
  readonly atMs: number;
  /** The newest sample; null while the meter is silent. */
  readonly sample: MeterSample | null;
  readonly baselineKw: number;
  readonly contracts: readonly ResponseContract[];
  readonly reading: DeviceReading | null;
  readonly limits: ResponseOrders['limits'];
  /** The battery took the setpoint. */
  readonly reachable: boolean;
  /** From the question to the meter until the battery has confirmed; null when nothing was to be written. */
  readonly sampleToWriteMs: number | null;
}

interface LoopParts {
  readonly meter: FrequencyMeter;
  readonly battery: FastBattery;
  readonly nowMs: () => number;
  readonly log: SiteLog;
  readonly onTick: (tick: FrequencyTick) => void;
}

/** So many looks ahead the energy in store must last: one may be late. */
const LOOKAHEAD_FACTOR = 1.5;
/** After a step of the clock, or a pause of the machine, the response moves no further than in this time. */
const STEP_SECONDS_MAX = 0.2;

export class FrequencyLoop {
  readonly #settings: ResponseSettings;
  readonly #parts: LoopParts;
  readonly #history: FrequencyHistory;
  #orders: ResponseOrders = { responses: [], limits: null };
  #baselineKw: number | null = null;
  #responseKw = 0;
  #contractedKw = 0;
  #writtenKw: number | null = null;
  #reading: DeviceReading | null = null;
  #readAtMs = -Infinity;
  #tickedAtMs: number | null = null;
  #complaint: string | null = null;

  constructor(settings: ResponseSettings, parts: LoopParts) {
    this.#settings = settings;
    this.#parts = parts;
    this.#history = new FrequencyHistory({
      delayMs: settings.responseDelaySeconds * MILLISECONDS_PER_SECOND,
      staleMs: settings.staleSeconds * MILLISECONDS_PER_SECOND,
    });
  }

  /** What stands in the device beside the response; null until the control side has set it. */
  get baselineKw(): number | null {
    return this.#baselineKw;
  }

  /** The last power the battery has taken. */
  get writtenKw(): number | null {
    return this.#writtenKw;
  }

  order(orders: ResponseOrders): void {
    this.#orders = orders;
  }

  /** Takes a new baseline; answers the power that must be set with it, so that the response goes on without a break. */
  rebase(baselineKw: number): number {
    this.#baselineKw = baselineKw;
    if (this.#responseKw === 0) return baselineKw;
    return decideResponse({ ...this.#situation(this.#parts.nowMs(), []), baselineKw, responseStepKwMax: 0 }).powerKw;
  }

  /** The device has taken this power from the control side. */
  took(powerKw: number): void {
    this.#writtenKw = powerKw;
  }

  /** What a look at the battery has shown. */
  notice(reading: DeviceReading): void {
    this.#reading = reading;
    this.#readAtMs = this.#parts.nowMs();
  }

  async tick(): Promise<void> {
    const { nowMs, onTick } = this.#parts;
    const beganMs = performance.now();
    const contracts = this.#inForce(nowMs());
    if (this.#baselineKw === null || (contracts.length === 0 && this.#responseKw === 0)) {
      this.#history.clear();
      this.#tickedAtMs = null;
      return;
    }
    await this.#measure();
    const atMs = nowMs();
    const baselineKw = this.#baselineKw;
    const decision = decideResponse(this.#situation(atMs, contracts));
    this.#responseKw = decision.responseKw;
    this.#tickedAtMs = atMs;
    const outcome = await this.#write(decision.powerKw);
    const sampleToWriteMs = outcome === 'written' ? performance.now() - beganMs : null;
    onTick({
      ...decision,
      atMs,
      baselineKw,
      contracts,
      sampleToWriteMs,
      sample: this.#history.newest(atMs),
      reading: this.#reading,
      limits: this.#orders.limits,
      reachable: outcome !== 'failed',
    });
    await this.#lookIfDue();
  }

  #inForce(atMs: number): readonly HeldResponse[] {
    const contracts = this.#orders.responses.filter(({ fromMs, untilMs }) => fromMs <= atMs && atMs < untilMs);
    // What ends leaves by the ramp it came with.
    if (contracts.length > 0) this.#contractedKw = contractedKw(contracts);
    return contracts;
  }

  async #measure(): Promise<void> {
    try {
      const sample = await this.#parts.meter.read();
      if (sample && isPlausible(sample)) this.#history.add(sample);
      this.#settle('meter');
    } catch (error) {
      this.#complain('meter', error);
    }
  }

  #situation(atMs: number, contracts: readonly ResponseContract[]): Parameters<typeof decideResponse>[0] {
    const seconds = this.#tickedAtMs === null ? 0 : (atMs - this.#tickedAtMs) / MILLISECONDS_PER_SECOND;
    const steppedSeconds = Math.max(0, Math.min(seconds, STEP_SECONDS_MAX));
    return {
      baselineKw: this.#baselineKw ?? 0,
      contracts,
      frequencyHertz: this.#history.answered(atMs),
      responseKw: this.#responseKw,
      responseStepKwMax: this.#settings.rampPerSecond * this.#contractedKw * steppedSeconds,
      bounds: this.#boundsAt(atMs),
    };
  }

  /** The older the last look, the further ahead the energy must last: a battery that cannot be seen comes to rest. */
  #boundsAt(atMs: number): PowerBounds | null {
    const { energyCapacityKwh, dischargeEfficiencyPercent, lookSeconds } = this.#settings;
    const reading = this.#reading;
    if (!reading) return null;
    const ageSeconds = Math.max(0, (atMs - this.#readAtMs) / MILLISECONDS_PER_SECOND);
    return {
      limits: this.#orders.limits,
      ratings: reading.ratings,
      socPercent: reading.socPercent,
      socErrorPercent: reading.socStepPercent / 2,
      energyCapacityKwh: Math.min(energyCapacityKwh, reading.ratings.energyCapacityKwh ?? Infinity),
      dischargeEfficiencyPercent,
      lookaheadSeconds: ageSeconds + LOOKAHEAD_FACTOR * lookSeconds,
    };
  }

  async #write(powerKw: number): Promise<'written' | 'stands' | 'failed'> {
    const heldStepKw = (this.#reading?.setpointStepKw ?? 0) / 2;
    const stepKw = this.#responseKw === 0 ? heldStepKw : Math.max(this.#settings.writeStepKw, heldStepKw);
    const changeKw = Math.abs(powerKw - (this.#writtenKw ?? Infinity));
    if (changeKw === 0 || changeKw < stepKw) return 'stands';
    try {
      await this.#parts.battery.steer(powerKw);
      this.#writtenKw = powerKw;
      this.#settle('battery');
      return 'written';
    } catch (error) {
      this.#writtenKw = null;
      this.#complain('battery', error);
      return 'failed';
    }
  }

  async #lookIfDue(): Promise<void> {
    if (this.#parts.nowMs() - this.#readAtMs < this.#settings.lookSeconds * MILLISECONDS_PER_SECOND) return;
    try {
      this.notice(await this.#parts.battery.look());
    } catch (error) {
      this.#complain('battery', error);
    }
  }

  /** Says a trouble once, not twenty times a second. */
  #complain(who: 'meter' | 'battery', error: unknown): void {
    const name = error instanceof Error ? error.name : typeof error;
    if (this.#complaint === `${who} ${name}`) return;
    this.#complaint = `${who} ${name}`;
    this.#parts.log.error({ err: error }, `the ${who} does not answer the frequency loop`);
  }

  #settle(who: 'meter' | 'battery'): void {
    if (this.#complaint?.startsWith(who)) this.#complaint = null;
  }
}
