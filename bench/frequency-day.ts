/** A day of the grid's frequency, recorded each second: the energies of the curves, and of the real loop, against reference answers. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deliveredRatio, type ResponseCurve } from '../edge/src/frequency/curve.ts';
import { parseRecording, type FrequencyRecording } from '../edge/src/frequency/recording-file.ts';
import { replay } from '../edge/src/frequency/replay.ts';
import { RESPONSE_DEFAULTS } from '../edge/src/frequency/response-defaults.ts';
import { RESPONSE_SERVICES, type ResponseServiceName } from '../src/kernel/response-curves.ts';

export const about = 'a recorded day of frequency: energies of the curves and of the real loop against reference answers';

interface Reference {
  readonly name: string;
  readonly curve: ResponseCurve;
  /** For each contracted MW, in MWh. */
  readonly lowMwh: number;
  readonly highMwh: number;
  readonly service?: ResponseServiceName;
}

const curveOf = (...points: readonly (readonly [number, number])[]): ResponseCurve =>
  points.map(([deviationHertz, ratio]) => ({ deviationHertz, deliveredRatio: ratio }));

/** Computed apart from this code, for the day 2022-04-01 in Great Britain. */
const REFERENCES: readonly Reference[] = [
  { name: 'DC, no dead band', curve: curveOf([0, 0], [0.2, 0.05], [0.5, 1]), lowMwh: 0.203122, highMwh: 0.181247 },
  { name: 'DM, no dead band', curve: curveOf([0, 0], [0.1, 0.05], [0.2, 1]), lowMwh: 0.834679, highMwh: 0.797963 },
  { name: 'DR, no dead band', curve: curveOf([0, 0], [0.1, 1]), lowMwh: 7.485679, highMwh: 5.598997 },
  { name: 'DC', service: 'DC', curve: RESPONSE_SERVICES.DC.curve, lowMwh: 0.169177, highMwh: 0.151771 },
  { name: 'DM', service: 'DM', curve: RESPONSE_SERVICES.DM.curve, lowMwh: 0.791686, highMwh: 0.756105 },
  { name: 'DR', service: 'DR', curve: RESPONSE_SERVICES.DR.curve, lowMwh: 3.306259, highMwh: 2.482613 },
];

const RECORDING = 'gb_frequency_1s_2022-04-01.csv';
const SECONDS_PER_HOUR = 3_600;
const KW_PER_MW = 1_000;
/** The references have six digits; the loop answers a quarter of a second later and so misses the last of the day. */
const CURVE_TOLERANCE_MWH = 1e-6;
const LOOP_TOLERANCE_RATIO = 1e-4;

export async function run(): Promise<Readonly<Record<string, number>>> {
  const folder = process.env['HOLDFAST_RECORDINGS'] ?? join(import.meta.dirname, '..', '..', 'shared', 'data');
  const path = join(folder, RECORDING);
  if (!existsSync(path)) {
    console.log(`skipped: ${RECORDING} is not in ${folder}; HOLDFAST_RECORDINGS names another folder`);
    return { skippedCount: 1 };
  }
  const recording = parseRecording(readFileSync(path, 'utf8'));
  let curveErrorMwhMax = 0;
  let loopErrorRatioMax = 0;
  for (const reference of REFERENCES) {
    const error = compareCurve(recording, reference);
    curveErrorMwhMax = Math.max(curveErrorMwhMax, error);
    if (reference.service) {
      loopErrorRatioMax = Math.max(loopErrorRatioMax, await compareLoop(recording, { ...reference, service: reference.service }));
    }
  }
  if (curveErrorMwhMax > CURVE_TOLERANCE_MWH) throw new Error(`a curve is off by ${curveErrorMwhMax} MWh`);
  if (loopErrorRatioMax > LOOP_TOLERANCE_RATIO) throw new Error(`the loop is off by a share of ${loopErrorRatioMax}`);
  return { curveErrorMwhMax, loopErrorRatioMax, loopErrorRatioLimit: LOOP_TOLERANCE_RATIO };
}

function compareCurve({ frequencyHertz }: FrequencyRecording, { name, curve, lowMwh, highMwh }: Reference): number {
  const sum = (direction: 'LOW' | 'HIGH'): number =>
    frequencyHertz.reduce((total, hertz) => total + deliveredRatio(curve, { frequencyHertz: hertz, direction }), 0) /
    SECONDS_PER_HOUR;
  const [low, high] = [sum('LOW'), sum('HIGH')];
  console.log(`curve ${name.padEnd(17)} low ${low.toFixed(6)} (${lowMwh}), high ${high.toFixed(6)} (${highMwh}) MWh/MW`);
  return Math.max(Math.abs(low - lowMwh), Math.abs(high - highMwh));
}

async function compareLoop(
  recording: FrequencyRecording,
  { service, lowMwh, highMwh }: Reference & { readonly service: ResponseServiceName },
): Promise<number> {
  const beganMs = performance.now();
  const quiet = (): void => undefined;
  const result = await replay({
    recording,
    service,
    directions: ['LOW', 'HIGH'],
    contractedPowerKw: KW_PER_MW,
    baselineKw: 0,
    // Without losses and never empty: the energies are those of the response alone.
    battery: {
      powerKwMax: KW_PER_MW,
      energyCapacityKwh: 100 * KW_PER_MW,
      socPercent: 50,
      socPercentMin: 0,
      socPercentMax: 100,
      chargeEfficiencyPercent: 100,
      dischargeEfficiencyPercent: 100,
      rampSeconds: 0.1,
    },
    settings: RESPONSE_DEFAULTS,
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  });
  const [low, high] = [result.lowDeliveredKwh / KW_PER_MW, result.highDeliveredKwh / KW_PER_MW];
  const unpaid = result.periods.flatMap(({ directions }) => directions).filter(({ paymentRatio }) => paymentRatio < 1).length;
  const facts = `${result.tickCount} rounds in ${((performance.now() - beganMs) / 1_000).toFixed(1)} s, ${unpaid} not paid in full`;
  console.log(
    `loop  ${service.padEnd(17)} low ${low.toFixed(6)} (${lowMwh}), high ${high.toFixed(6)} (${highMwh}) MWh/MW, ${facts}`,
  );
  return Math.max(Math.abs(low / lowMwh - 1), Math.abs(high / highMwh - 1));
}
