/** `npx holdfast-edge replay`: the real frequency loop on a recording, in simulated time. The last line with `--json` is JSON. */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { parseRecording, type FrequencyRecording } from '../frequency/recording-file.ts';
import { replay, type ReplayOptions, type ReplayResult } from '../frequency/replay.ts';
import { RESPONSE_DEFAULTS } from '../frequency/response-defaults.ts';
import { isResponseService, type ResponseDirection } from '../../../src/kernel/response-curves.ts';
import { UsageError, type Command } from './command.ts';

const KW_PER_MW = 1_000;
/** A battery of two hours, half full, unless it is said otherwise. */
const CAPACITY_HOURS = 2;
const BATTERY = { socPercent: 50, chargeEfficiencyPercent: 95, dischargeEfficiencyPercent: 95, rampSeconds: 0.1 };
const DIRECTIONS: Readonly<Record<string, readonly ResponseDirection[]>> = {
  both: ['LOW', 'HIGH'],
  low: ['LOW'],
  high: ['HIGH'],
};

export const replayCommand: Command = {
  about: 'Runs the frequency response on a recording of the frequency (instant, hertz), in simulated time.',
  usage:
    '--frequency FILE --service DC|DM|DR --mw 50 [--direction both|low|high] [--baseline-mw 0] [--capacity-mwh 100] [--soc 50] [--soc-min 0] [--soc-max 100] [--delay-seconds 0.25] [--json]',
  async run({ args, say }) {
    const { json, options } = await optionsOf(args);
    const quiet = (): void => undefined;
    const warn = (facts: unknown, message: string): void => say(`${message}: ${JSON.stringify(facts)}`);
    const result = await replay({ ...options, log: { debug: quiet, info: quiet, warn, error: warn } });
    for (const line of summaryOf(result)) say(line);
    if (json) say(JSON.stringify(result));
    return !result.violations.some(({ kind }) => kind === 'soc-bounds');
  },
};

async function optionsOf(args: readonly string[]): Promise<{ json: boolean; options: Omit<ReplayOptions, 'log'> }> {
  const values = valuesOf(args);
  const { service = '', direction = 'both', frequency } = values;
  const directions = DIRECTIONS[direction];
  if (frequency === undefined) throw new UsageError('A recording is needed: --frequency FILE.');
  if (!isResponseService(service)) throw new UsageError('The service is DC, DM or DR.');
  if (!directions) throw new UsageError('The direction is both, low or high.');
  const number = (text: string | undefined, otherwise: number): number => {
    const value = text === undefined ? otherwise : Number(text);
    if (!Number.isFinite(value)) throw new UsageError(`"${text}" is not a number.`);
    return value;
  };
  const contractedPowerKw = number(values.mw, Number.NaN) * KW_PER_MW;
  const baselineKw = number(values['baseline-mw'], 0) * KW_PER_MW;
  if (!(contractedPowerKw > 0)) throw new UsageError('The contracted power is needed: --mw 50.');
  const socPercent = number(values.soc, BATTERY.socPercent);
  const battery = {
    ...BATTERY,
    powerKwMax: contractedPowerKw + Math.abs(baselineKw),
    energyCapacityKwh: number(values['capacity-mwh'], (CAPACITY_HOURS * contractedPowerKw) / KW_PER_MW) * KW_PER_MW,
    socPercent,
    socPercentMin: number(values['soc-min'], 0),
    socPercentMax: number(values['soc-max'], 100),
  };
  const responseDelaySeconds = number(values['delay-seconds'], RESPONSE_DEFAULTS.responseDelaySeconds);
  const settings = { ...RESPONSE_DEFAULTS, responseDelaySeconds };
  const recording = await readRecording(frequency);
  return { json: values.json, options: { recording, service, directions, contractedPowerKw, baselineKw, battery, settings } };
}

function valuesOf(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        frequency: text,
        service: text,
        mw: text,
        direction: text,
        'baseline-mw': text,
        'capacity-mwh': text,
        soc: text,
        'soc-min': text,
        'soc-max': text,
        'delay-seconds': text,
        json: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function readRecording(path: string): Promise<FrequencyRecording> {
  try {
    return parseRecording(await readFile(path, 'utf8'));
  } catch (error) {
    throw new UsageError(`${path} cannot be replayed: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

function summaryOf(result: ReplayResult): string[] {
  const mwh = (energyKwh: number): string => `${(energyKwh / KW_PER_MW).toFixed(4)} MWh`;
  const unpaid = result.violations.filter(({ kind }) => kind === 'performance').length;
  return [
    `${result.fromAt} to ${result.untilAt}: ${result.tickCount} rounds in ${result.periods.length} settlement periods`,
    `low side   owed ${mwh(result.lowOwedKwh)}, delivered ${mwh(result.lowDeliveredKwh)}`,
    `high side  owed ${mwh(result.highOwedKwh)}, delivered ${mwh(result.highDeliveredKwh)}`,
    `state of charge ${result.socPercentFirst} % to ${result.socPercentLast.toFixed(2)} %, between ${result.socPercentMin.toFixed(2)} % and ${result.socPercentMax.toFixed(2)} %`,
    `periods and directions not paid in full for their performance: ${unpaid}`,
    ...result.violations.map(({ periodAt, kind, detail }) => `${periodAt}  ${kind}  ${detail}`),
  ];
}
