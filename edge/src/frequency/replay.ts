/** Runs the real loop on a recording of the frequency, in simulated time: each round is one period of the loop. */
import { MILLISECONDS_PER_SECOND, percentFromRatio } from '../../../src/kernel/units.ts';
import type { HeldResponse } from '../held-instruction.ts';
import type { SiteLog } from '../ports.ts';
import { FrequencyLoop, type FrequencyTick, type ResponseSettings } from './frequency-loop.ts';
import { IdealBattery } from './ideal-battery.ts';
import { PeriodJournal, type PeriodResult } from './period-journal.ts';
import { TICK_MS } from './response-defaults.ts';
import type { FrequencyRecording } from './recording-file.ts';
import { ReplayMeter } from './replay-meter.ts';
import { RESPONSE_SERVICES, type ResponseDirection, type ResponseServiceName } from '../../../src/kernel/response-curves.ts';

export interface ReplayOptions {
  readonly recording: FrequencyRecording;
  readonly service: ResponseServiceName;
  readonly directions: readonly ResponseDirection[];
  readonly contractedPowerKw: number;
  readonly baselineKw: number;
  readonly battery: {
    readonly powerKwMax: number;
    readonly energyCapacityKwh: number;
    readonly socPercent: number;
    readonly socPercentMin: number;
    readonly socPercentMax: number;
    readonly chargeEfficiencyPercent: number;
    readonly dischargeEfficiencyPercent: number;
    readonly rampSeconds: number;
  };
  readonly settings: Omit<ResponseSettings, 'energyCapacityKwh' | 'dischargeEfficiencyPercent'>;
  readonly log: SiteLog;
}

export interface ReplayResult {
  readonly fromAt: string;
  readonly untilAt: string;
  readonly tickCount: number;
  /** What the curves asked for, and what was delivered above the baseline. */
  readonly lowOwedKwh: number;
  readonly highOwedKwh: number;
  readonly lowDeliveredKwh: number;
  readonly highDeliveredKwh: number;
  readonly exportedKwh: number;
  readonly importedKwh: number;
  readonly socPercentFirst: number;
  readonly socPercentLast: number;
  readonly socPercentMin: number;
  readonly socPercentMax: number;
  readonly periods: readonly PeriodResult[];
  readonly violations: readonly Violation[];
}

export interface Violation {
  readonly periodAt: string;
  readonly kind: 'performance' | 'energy-short' | 'held-back' | 'meter-silent' | 'soc-bounds';
  readonly detail: string;
}

const HOURS_PER_TICK = TICK_MS / (3_600 * MILLISECONDS_PER_SECOND);

export async function replay(options: ReplayOptions): Promise<ReplayResult> {
  const { recording, battery: nameplate, settings } = options;
  const { fromMs, untilMs, holdMs } = spanOf(recording);
  let nowMs = fromMs;
  const battery = new IdealBattery(nameplate);
  const periods: PeriodResult[] = [];
  const journal = new PeriodJournal(nameplate, (period) => periods.push(period));
  const sums = new ReplaySums(battery.socPercent);
  const loop = new FrequencyLoop(
    { ...settings, ...nameplate },
    {
      meter: new ReplayMeter({ recording, nowMs: () => nowMs, holdMs }),
      battery,
      nowMs: () => nowMs,
      log: options.log,
      onTick: (tick) => {
        sums.add(tick, battery);
        const { sample } = tick;
        journal.observe({ ...tick, sample: sample && { ...sample, powerKw: battery.powerKw } });
      },
    },
  );
  const { socPercentMin, socPercentMax, powerKwMax } = nameplate;
  const limits = { chargePowerKwMax: powerKwMax, dischargePowerKwMax: powerKwMax, socPercentMin, socPercentMax };
  loop.order({ responses: responsesOf(options, { fromMs, untilMs }), limits });
  loop.notice(await battery.look());
  await battery.steer(loop.rebase(options.baselineKw));
  for (; nowMs < untilMs; nowMs += TICK_MS) {
    await loop.tick();
    battery.pass(TICK_MS);
  }
  journal.close();
  const { exportedKwh, importedKwh } = await battery.look();
  return {
    fromAt: new Date(fromMs).toISOString(),
    untilAt: new Date(untilMs).toISOString(),
    ...sums.result,
    exportedKwh,
    importedKwh,
    socPercentFirst: nameplate.socPercent,
    socPercentLast: battery.socPercent,
    periods,
    violations: violationsOf(periods, { ...sums.result, limits }),
  };
}

/** The recording, and the time for which its last value holds. */
function spanOf({ atMs }: FrequencyRecording): { fromMs: number; untilMs: number; holdMs: number } {
  const [fromMs = 0, secondMs = fromMs + MILLISECONDS_PER_SECOND] = atMs;
  const holdMs = secondMs - fromMs;
  return { fromMs, untilMs: (atMs.at(-1) ?? fromMs) + holdMs, holdMs };
}

function responsesOf(
  { service, directions, contractedPowerKw }: ReplayOptions,
  span: Pick<HeldResponse, 'fromMs' | 'untilMs'>,
): HeldResponse[] {
  return directions.map((direction) => ({ service, direction, contractedPowerKw, ...RESPONSE_SERVICES[service], ...span }));
}

/** Sums of every round. */
class ReplaySums {
  #tickCount = 0;
  #owedKwh = { low: 0, high: 0 };
  #deliveredKwh = { low: 0, high: 0 };
  #socPercentMin: number;
  #socPercentMax: number;

  constructor(socPercent: number) {
    this.#socPercentMin = socPercent;
    this.#socPercentMax = socPercent;
  }

  add({ owedKw, baselineKw }: FrequencyTick, { powerKw, socPercent }: IdealBattery): void {
    this.#tickCount += 1;
    const responseKw = powerKw - baselineKw;
    this.#owedKwh[owedKw > 0 ? 'low' : 'high'] += Math.abs(owedKw) * HOURS_PER_TICK;
    this.#deliveredKwh[responseKw > 0 ? 'low' : 'high'] += Math.abs(responseKw) * HOURS_PER_TICK;
    this.#socPercentMin = Math.min(this.#socPercentMin, socPercent);
    this.#socPercentMax = Math.max(this.#socPercentMax, socPercent);
  }

  get result() {
    return {
      tickCount: this.#tickCount,
      lowOwedKwh: this.#owedKwh.low,
      highOwedKwh: this.#owedKwh.high,
      lowDeliveredKwh: this.#deliveredKwh.low,
      highDeliveredKwh: this.#deliveredKwh.high,
      socPercentMin: this.#socPercentMin,
      socPercentMax: this.#socPercentMax,
    };
  }
}

/** More than this beyond a bound is a violation, not rounding. */
const SOC_TOLERANCE_PERCENT = 1e-6;

function violationsOf(
  periods: readonly PeriodResult[],
  {
    limits,
    ...course
  }: { limits: { socPercentMin: number; socPercentMax: number }; socPercentMin: number; socPercentMax: number },
): Violation[] {
  const below = limits.socPercentMin - course.socPercentMin;
  const above = course.socPercentMax - limits.socPercentMax;
  const crossed = Math.max(below, above) > SOC_TOLERANCE_PERCENT;
  const [first] = periods;
  return [
    ...(crossed && first
      ? [{ periodAt: first.periodAt, kind: 'soc-bounds' as const, detail: `${Math.max(below, above)} percent beyond` }]
      : []),
    ...periods.flatMap(violationsIn),
  ];
}

function violationsIn({ periodAt, limitedCount, silentCount, tickCount, directions }: PeriodResult): Violation[] {
  const violation = (kind: Violation['kind'], detail: string): Violation => ({ periodAt, kind, detail });
  return [
    ...(limitedCount > 0 ? [violation('held-back', `${limitedCount} of ${tickCount} rounds`)] : []),
    ...(silentCount > 0 ? [violation('meter-silent', `${silentCount} of ${tickCount} rounds`)] : []),
    ...directions.flatMap(({ direction, paymentRatio, errorRatio, unavailableSeconds, requiredKwh }) => [
      ...(paymentRatio < 1
        ? [violation('performance', `${direction}: an error of ${percentFromRatio(errorRatio).toFixed(2)} %`)]
        : []),
      ...(unavailableSeconds > 0
        ? [violation('energy-short', `${direction}: ${unavailableSeconds} s with less than ${requiredKwh.toFixed(3)} kWh`)]
        : []),
    ]),
  ];
}
