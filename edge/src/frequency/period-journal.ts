/** What the fast loop's rounds come to, by settlement period and direction: energy, worst error, availability. */
import { kwhOf, MILLISECONDS_PER_SECOND, ratioFromPercent } from '../../../src/kernel/units.ts';
import type { ResponseDirection } from '../../../src/kernel/response-curves.ts';
import type { ResponseContract } from './response-contract.ts';
import { EnergyBook, settlementPeriodMs } from './energy-book.ts';
import type { FrequencyTick } from './frequency-loop.ts';
import { PAYMENT_RULE_DEFAULT, paymentFactor, type PaymentRule } from './payment.ts';
import { PerformanceMonitor } from './performance-monitor.ts';

export interface DirectionResult {
  readonly direction: ResponseDirection;
  readonly deliveredKwh: number;
  /** The worst error that lasted. */
  readonly errorRatio: number;
  /** The k-factor that goes with it. */
  readonly paymentRatio: number;
  /** Needed at the start of the period, in store or as room. */
  readonly requiredKwh: number;
  readonly availableSeconds: number;
  readonly unavailableSeconds: number;
}

export interface PeriodResult {
  readonly periodAt: string;
  readonly socPercentFirst: number | null;
  readonly socPercentLast: number | null;
  readonly tickCount: number;
  /** Rounds in which a rating, a limit or the energy in store held the response back. */
  readonly limitedCount: number;
  /** Rounds in which the meter had said nothing for too long. */
  readonly silentCount: number;
  readonly directions: readonly DirectionResult[];
}

export interface JournalSettings {
  readonly energyCapacityKwh: number;
  readonly dischargeEfficiencyPercent: number;
  readonly paymentRule?: PaymentRule;
}

interface DirectionSums {
  deliveredKwh: number;
  errorRatio: number;
  requiredKwh: number;
  availableMs: number;
  unavailableMs: number;
}

interface OpenPeriod {
  readonly periodMs: number;
  readonly socPercentFirst: number | null;
  socPercentLast: number | null;
  tickCount: number;
  limitedCount: number;
  silentCount: number;
  readonly sums: Map<ResponseDirection, DirectionSums>;
}

const DIRECTIONS: readonly ResponseDirection[] = ['LOW', 'HIGH'];
/** A longer pause between rounds counts as if nothing had happened in it. */
const ROUND_MS_MAX = 1_000;
const FULL_PERCENT = 100;

export class PeriodJournal {
  readonly #settings: JournalSettings;
  readonly #onPeriod: (result: PeriodResult) => void;
  readonly #energy = new EnergyBook();
  #monitors = new Map<ResponseDirection, PerformanceMonitor>();
  #monitored: readonly ResponseContract[] = [];
  #open: OpenPeriod | null = null;
  #before: FrequencyTick | null = null;

  constructor(settings: JournalSettings, onPeriod: (result: PeriodResult) => void) {
    this.#settings = settings;
    this.#onPeriod = onPeriod;
  }

  /** Answers whether the response counts as available in all contracted directions. */
  observe(tick: FrequencyTick): boolean {
    const periodMs = settlementPeriodMs(tick.atMs);
    if (this.#open && this.#open.periodMs !== periodMs) this.close();
    this.#open ??= openPeriod(periodMs, tick);
    const open = this.#open;
    open.tickCount += 1;
    open.socPercentLast = tick.reading?.socPercent ?? open.socPercentLast;
    if (tick.limited) open.limitedCount += 1;
    if (!tick.sample) open.silentCount += 1;
    this.#follow(tick);
    const available = [...this.#monitors].map(([direction, monitor]) => this.#judge({ direction, monitor, tick, open }));
    this.#before = tick;
    return available.length > 0 && available.every(Boolean);
  }

  /** Ends the period that is open. */
  close(): void {
    if (this.#open) this.#onPeriod(resultOf(this.#open, this.#settings.paymentRule ?? PAYMENT_RULE_DEFAULT));
    this.#open = null;
  }

  /** New contracts are judged by new monitors. */
  #follow({ contracts }: FrequencyTick): void {
    if (areAlike(contracts, this.#monitored)) return;
    this.#monitored = contracts;
    const contracted = DIRECTIONS.filter((direction) => contracts.some((each) => each.direction === direction));
    this.#monitors = new Map(
      contracted.map((direction) => [
        direction,
        new PerformanceMonitor(contracts.filter((contract) => contract.direction === direction)),
      ]),
    );
  }

  #judge({ direction, monitor, tick, open }: Judged): boolean {
    const durationMs = this.#before ? Math.max(0, Math.min(tick.atMs - this.#before.atMs, ROUND_MS_MAX)) : 0;
    const sums = sumsOf(open, direction);
    const holdsEnergy = this.#energy.observe(direction, { ...tick, heldKwh: this.#heldKwh(direction, tick) });
    const available = holdsEnergy && tick.sample !== null && tick.reachable;
    const servedKw = (direction === 'LOW' ? 1 : -1) * ((tick.sample?.powerKw ?? tick.powerKw) - tick.baselineKw);
    const deliveredKw = Math.max(0, servedKw);
    this.#energy.deliver(direction, { powerKw: deliveredKw, durationMs });
    sums.requiredKwh = this.#energy.requirementKwh(direction);
    sums.deliveredKwh += kwhOf({ powerKw: deliveredKw, durationMs });
    if (available) sums.availableMs += durationMs;
    else sums.unavailableMs += durationMs;
    if (!tick.sample) return available;
    // What goes the other way is that direction's delivery when it is contracted too, and an error of this one when it is not.
    const responseKw = this.#monitors.size > 1 ? deliveredKw : servedKw;
    const { frequencyHertz } = tick.sample;
    const { errorRatio } = monitor.observe({ atMs: tick.atMs, frequencyHertz, responseKw, available });
    sums.errorRatio = Math.max(sums.errorRatio, errorRatio);
    return available;
  }

  /** Between the bounds of the state of charge, not between empty and full. */
  #heldKwh(direction: ResponseDirection, { reading, limits }: FrequencyTick): number | null {
    if (!reading) return null;
    const { energyCapacityKwh, dischargeEfficiencyPercent } = this.#settings;
    const kwhOfPercent = (percent: number): number => ratioFromPercent(percent) * energyCapacityKwh;
    if (direction === 'HIGH') return kwhOfPercent((limits?.socPercentMax ?? FULL_PERCENT) - reading.socPercent);
    return kwhOfPercent(reading.socPercent - (limits?.socPercentMin ?? 0)) * ratioFromPercent(dischargeEfficiencyPercent);
  }
}

function areAlike(some: readonly ResponseContract[], others: readonly ResponseContract[]): boolean {
  const same = (one: ResponseContract, other: ResponseContract | undefined): boolean =>
    one === other ||
    (one.service === other?.service &&
      one.direction === other.direction &&
      one.contractedPowerKw === other.contractedPowerKw &&
      JSON.stringify(one.curve) === JSON.stringify(other.curve));
  return some.length === others.length && some.every((contract, index) => same(contract, others[index]));
}

interface Judged {
  readonly direction: ResponseDirection;
  readonly monitor: PerformanceMonitor;
  readonly tick: FrequencyTick;
  readonly open: OpenPeriod;
}

function openPeriod(periodMs: number, { reading }: FrequencyTick): OpenPeriod {
  const socPercent = reading?.socPercent ?? null;
  const counts = { tickCount: 0, limitedCount: 0, silentCount: 0 };
  return { periodMs, socPercentFirst: socPercent, socPercentLast: socPercent, ...counts, sums: new Map() };
}

function sumsOf({ sums }: OpenPeriod, direction: ResponseDirection): DirectionSums {
  const known = sums.get(direction) ?? { deliveredKwh: 0, errorRatio: 0, requiredKwh: 0, availableMs: 0, unavailableMs: 0 };
  sums.set(direction, known);
  return known;
}

function resultOf({ periodMs, sums, ...open }: OpenPeriod, rule: PaymentRule): PeriodResult {
  const directions = [...sums].map(([direction, { availableMs, unavailableMs, ...sum }]) => ({
    direction,
    ...sum,
    paymentRatio: paymentFactor(sum.errorRatio, rule),
    availableSeconds: availableMs / MILLISECONDS_PER_SECOND,
    unavailableSeconds: unavailableMs / MILLISECONDS_PER_SECOND,
  }));
  return { periodAt: new Date(periodMs).toISOString(), ...open, directions };
}
