/** The power a battery is set to now while it answers the frequency. Pure: everything it depends on is given. */
import { powerWithin, type PowerBounds } from '../decide-power.ts';
import { deliveredRatio } from './curve.ts';
import type { ResponseContract } from './response-contract.ts';

export interface ResponseSituation {
  /** What the battery does beside the response. */
  readonly baselineKw: number;
  /** Those in force now. */
  readonly contracts: readonly ResponseContract[];
  /** Null when no frequency can be trusted: the response then goes back to nothing. */
  readonly frequencyHertz: number | null;
  /** The response as it stands. */
  readonly responseKw: number;
  /** So far may the response move from there. */
  readonly responseStepKwMax: number;
  /** Null while the battery has not been looked at: it then stays where its baseline puts it. */
  readonly bounds: PowerBounds | null;
}

export interface ResponseDecision {
  readonly powerKw: number;
  /** Of it, what is above the baseline; negative below. */
  readonly responseKw: number;
  /** What the curves ask for at this frequency. */
  readonly owedKw: number;
  /** Held back by a rating, a limit or the energy in store. */
  readonly limited: boolean;
}

export function decideResponse(situation: ResponseSituation): ResponseDecision {
  const { baselineKw, bounds } = situation;
  const owedKw = responseOwedKw(situation);
  const wantedKw = baselineKw + stepped(situation, owedKw);
  const powerKw = bounds === null ? baselineKw : powerWithin(wantedKw, bounds);
  return { powerKw, responseKw: powerKw - baselineKw, owedKw, limited: powerKw !== wantedKw };
}

/** The sum of what all contracts owe, positive towards the grid. */
function responseOwedKw({ contracts, frequencyHertz }: Pick<ResponseSituation, 'contracts' | 'frequencyHertz'>): number {
  if (frequencyHertz === null) return 0;
  let owedKw = 0;
  for (const { curve, direction, contractedPowerKw } of contracts) {
    const powerKw = deliveredRatio(curve, { frequencyHertz, direction }) * contractedPowerKw;
    owedKw += direction === 'LOW' ? powerKw : -powerKw;
  }
  return owedKw;
}

/** The greater of what is contracted upwards and downwards. */
export function contractedKw(contracts: readonly ResponseContract[]): number {
  const sums = { LOW: 0, HIGH: 0 };
  for (const { direction, contractedPowerKw } of contracts) sums[direction] += contractedPowerKw;
  return Math.max(sums.LOW, sums.HIGH);
}

function stepped({ responseKw, responseStepKwMax }: ResponseSituation, owedKw: number): number {
  return Math.max(responseKw - responseStepKwMax, Math.min(responseKw + responseStepKwMax, owedKw));
}
