/**
 * How well a response was delivered: the distance of the response from what the frequency allowed at the least and at the most,
 * a moment earlier. After NESO's illustrative performance script. No clock, no I/O: samples in, errors out.
 */
import { MILLISECONDS_PER_SECOND } from '../../../src/kernel/units.ts';
import type { ResponseDirection } from '../../../src/kernel/response-curves.ts';
import { deliveredRatio, NOMINAL_FREQUENCY_HERTZ, type ResponseCurve } from './curve.ts';

export interface PerformanceSample {
  readonly atMs: number;
  readonly frequencyHertz: number;
  /** What was delivered above the baseline, in the direction's own sense: more is more of the service. */
  readonly responseKw: number;
  /** Samples of a unit that was not available are not judged. */
  readonly available: boolean;
}

export interface MonitoredContract {
  readonly curve: ResponseCurve;
  readonly direction: ResponseDirection;
  readonly contractedPowerKw: number;
}

export interface PerformanceBounds {
  readonly powerKwMin: number;
  readonly powerKwMax: number;
}

/** A response is judged by the frequencies of this span before it. */
const DELAY_MS_MIN = 200;
const DELAY_MS_MAX = 550;
/** The bounds move no faster than this, in shares of the contracted power a second. */
const OPENING_PER_SECOND = 4;
const CLOSING_PER_SECOND = 2;
/** A breach shorter than this many samples does not count. */
const BREACH_SAMPLES = 4;
/** After a gap as long as this the bounds are wide open for a while. */
const GAP_MS = 29 * 60 * MILLISECONDS_PER_SECOND;
const OPEN_AFTER_GAP_MS = 1_000;

/** Follows one direction of a unit; the contracts in it are judged by their sum. */
export class PerformanceMonitor {
  readonly #contracts: readonly MonitoredContract[];
  readonly #contractedKw: number;
  readonly #recent: PerformanceSample[] = [];
  readonly #errors: number[] = [];
  #most: number | null = null;
  #least: number | null = null;
  #openUntilMs = -Infinity;

  constructor(contracts: readonly MonitoredContract[]) {
    this.#contracts = contracts;
    this.#contractedKw = contracts.reduce((sum, { contractedPowerKw }) => sum + contractedPowerKw, 0);
  }

  /** The error of a sample, as a share of the contracted power: zero unless the breach has lasted. */
  observe(sample: PerformanceSample): { readonly errorRatio: number; readonly bounds: PerformanceBounds } {
    const bounds = this.#boundsAt(sample);
    const { responseKw, available } = sample;
    const distanceKw = Math.max(0, responseKw - bounds.powerKwMax, bounds.powerKwMin - responseKw);
    const judged = available && this.#contractedKw > 0;
    this.#errors.push(judged ? distanceKw / this.#contractedKw : 0);
    if (this.#errors.length > BREACH_SAMPLES) this.#errors.shift();
    const lasted = this.#errors.length === BREACH_SAMPLES ? Math.min(...this.#errors) : 0;
    return { errorRatio: lasted, bounds };
  }

  #boundsAt(sample: PerformanceSample): PerformanceBounds {
    const { atMs } = sample;
    const before = this.#recent.at(-1);
    if (before && atMs - before.atMs > GAP_MS) this.#openUntilMs = atMs + OPEN_AFTER_GAP_MS;
    while ((this.#recent[0]?.atMs ?? Infinity) < atMs - DELAY_MS_MAX) this.#recent.shift();
    this.#recent.push(sample);
    const { most, least } = this.#owed(atMs);
    const seconds = before ? (atMs - before.atMs) / MILLISECONDS_PER_SECOND : 0;
    this.#most = ramped(this.#most, most, { up: OPENING_PER_SECOND * seconds, down: CLOSING_PER_SECOND * seconds });
    this.#least = ramped(this.#least, least, { up: CLOSING_PER_SECOND * seconds, down: OPENING_PER_SECOND * seconds });
    if (atMs < this.#openUntilMs) return { powerKwMin: 0, powerKwMax: this.#contractedKw };
    return { powerKwMin: this.#least * this.#contractedKw, powerKwMax: this.#most * this.#contractedKw };
  }

  /** The greatest and the smallest share owed over the span that a response may answer. */
  #owed(atMs: number): { most: number; least: number } {
    const [first] = this.#recent;
    let most = this.#owedAt(first?.frequencyHertz ?? NOMINAL_FREQUENCY_HERTZ);
    let least = most;
    for (const each of this.#recent) {
      if (each.atMs > atMs - DELAY_MS_MIN) break;
      const owed = this.#owedAt(each.frequencyHertz);
      most = Math.max(most, owed);
      least = Math.min(least, owed);
    }
    return { most, least };
  }

  #owedAt(frequencyHertz: number): number {
    if (this.#contractedKw === 0) return 0;
    return this.#contracts.reduce((sum, { curve, direction, contractedPowerKw }) => {
      return sum + (deliveredRatio(curve, { frequencyHertz, direction }) * contractedPowerKw) / this.#contractedKw;
    }, 0);
  }
}

function ramped(from: number | null, to: number, { up, down }: { up: number; down: number }): number {
  return from === null ? to : Math.max(from - down, Math.min(from + up, to));
}
