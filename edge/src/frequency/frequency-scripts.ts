/** Courses of the frequency for simulated meters: seconds since the start in, hertz out. Pure. */
import { interpolate } from '../../../src/kernel/series.ts';
import { NOMINAL_FREQUENCY_HERTZ } from './curve.ts';

/** Its name is its kind; all but the constant one begin at nominal. */
export type FrequencyScript =
  | { readonly kind: 'constant'; readonly frequencyHertz: number }
  | { readonly kind: 'steps'; readonly frequenciesHertz: readonly number[]; readonly stepSeconds: number }
  | { readonly kind: 'sine'; readonly amplitudeHertz: number; readonly periodSeconds: number }
  | { readonly kind: 'august-2019' };

export function frequencyAt(script: FrequencyScript, seconds: number): number {
  switch (script.kind) {
    case 'constant':
      return script.frequencyHertz;
    case 'steps': {
      const { frequenciesHertz, stepSeconds } = script;
      return frequenciesHertz[Math.floor(seconds / stepSeconds) % frequenciesHertz.length] ?? NOMINAL_FREQUENCY_HERTZ;
    }
    case 'sine':
      return NOMINAL_FREQUENCY_HERTZ + script.amplitudeHertz * Math.sin((2 * Math.PI * seconds) / script.periodSeconds);
    case 'august-2019':
      return onThe9thOfAugust(seconds);
  }
}

/** The loss of 9 August 2019 from 16:52:33 BST on, as told by the press after the system operator's report; approximate. */
const AUGUST_2019: readonly (readonly [seconds: number, frequencyHertz: number])[] = [
  [0, 50],
  [5, 49.45],
  [12, 49.22],
  [25, 49.1],
  [45, 49.18],
  [60, 49.2],
  [70, 49],
  [77, 48.79],
  [90, 49.05],
  [120, 49.4],
  [180, 49.7],
  [240, 49.95],
  [282, 50],
];

function onThe9thOfAugust(seconds: number): number {
  const after = AUGUST_2019.findIndex(([at]) => at >= seconds);
  const [next, before] = [AUGUST_2019[after], AUGUST_2019[after - 1]];
  if (!next || !before) return NOMINAL_FREQUENCY_HERTZ;
  return interpolate({ atMs: before[0], value: before[1] }, { atMs: next[0], value: next[1] }, seconds);
}
