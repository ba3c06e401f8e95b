import type { CivilDate } from '../../../kernel/periods.ts';
import type { ForecastKind } from '../../../platform/forecast-policy.ts';
import { LEAD_BANDS_HOURS } from './score-forecast.ts';

/** How a method has done on a settlement day, at one lead time; sums over the periods it was scored in. */
export interface DayScore {
  readonly kind: ForecastKind;
  readonly method: string;
  readonly leadIndex: number;
  readonly settlementDate: CivilDate;
  readonly periodCount: number;
  readonly pinballLossSum: number;
  readonly absoluteErrorSum: number;
  readonly coveredCount: number;
  readonly expectedCoveredSum: number;
}

/** Which method is used at a lead time, and why. */
export interface MethodChoice {
  readonly kind: ForecastKind;
  readonly leadIndex: number;
  readonly method: string;
  readonly reason: 'BEST_OF_LATE' | 'NONE_BETTER' | 'TOO_LITTLE_SCORED';
  /** Its loss by that of the fallback over the same days; 1 for the fallback itself. */
  readonly lossRatio: number;
  readonly sentence: string;
}

interface Asked {
  readonly kind: ForecastKind;
  readonly leadIndex: number;
  readonly fallbackMethod: string;
}

/** Two days of half-hours: with less to go by, luck decides. */
export const SCORED_PERIOD_COUNT_MIN = 96;
/** Whoever is better by less than this is as good. */
const TIE_RATIO = 0.005;

/**
 * The method whose pinball loss of late is least beside that of the fallback on the same days. The fallback itself where too little is
 * scored, or where none is better by more than a hair; of two that are equally good, the first by name. Pure.
 */
export function chooseMethod(scores: readonly DayScore[], { kind, leadIndex, fallbackMethod }: Asked): MethodChoice {
  const atLead = scores.filter((score) => score.kind === kind && score.leadIndex === leadIndex);
  const ofFallback = atLead.filter(({ method }) => method === fallbackMethod);
  const fallback = { kind, leadIndex, method: fallbackMethod, lossRatio: 1 } as const;
  const scoredCount = countOf(ofFallback);
  if (scoredCount < SCORED_PERIOD_COUNT_MIN)
    return { ...fallback, reason: 'TOO_LITTLE_SCORED', sentence: tooLittle({ ...fallback, scoredCount }) };
  const ranked = [...new Set(atLead.map(({ method }) => method))]
    .filter((method) => method !== fallbackMethod)
    .map((method) => ({ method, ...beside(ofFallback, ofMethod(atLead, method)) }))
    .filter(({ periodCount }) => periodCount >= SCORED_PERIOD_COUNT_MIN)
    .toSorted((one, other) => one.lossRatio - other.lossRatio || (one.method < other.method ? -1 : 1));
  const [best] = ranked;
  if (!best || !(best.lossRatio < 1 - TIE_RATIO)) {
    const sentence = `${fallbackMethod} is used ${within(leadIndex)}: none has been better there of late by more than ${100 * TIE_RATIO} percent.`;
    return { ...fallback, reason: 'NONE_BETTER', sentence };
  }
  const { method, lossRatio, periodCount } = best;
  const percent = (100 * (1 - lossRatio)).toFixed(1);
  const sentence = `${method} is used ${within(leadIndex)}: over ${periodCount} periods of late its pinball loss is ${percent} percent below that of ${fallbackMethod}.`;
  return { kind, leadIndex, method, reason: 'BEST_OF_LATE', lossRatio, sentence };
}

function tooLittle({ method, leadIndex, scoredCount }: { method: string; leadIndex: number; scoredCount: number }): string {
  return `${method} is used ${within(leadIndex)} because too little is scored there: ${scoredCount} periods of late, and ${SCORED_PERIOD_COUNT_MIN} are needed.`;
}

/** A band of lead times in words. */
function within(leadIndex: number): string {
  const [from, until] = [leadIndex === 0 ? 0 : LEAD_BANDS_HOURS[leadIndex - 1], LEAD_BANDS_HOURS[leadIndex]];
  return until === Number.POSITIVE_INFINITY ? `from ${from} hours ahead on` : `from ${from} to ${until} hours ahead`;
}

function ofMethod(scores: readonly DayScore[], method: string): readonly DayScore[] {
  return scores.filter((score) => score.method === method);
}

function countOf(scores: readonly DayScore[]): number {
  return scores.reduce((sum, { periodCount }) => sum + periodCount, 0);
}

/** A method's loss by the fallback's, on the days that both were scored on: nobody is compared on days that were easy for all. */
export function beside(
  fallback: readonly DayScore[],
  scores: readonly DayScore[],
): { readonly periodCount: number; readonly lossRatio: number } {
  const byDate = new Map(fallback.map((score) => [score.settlementDate, score]));
  let [periodCount, own, others] = [0, 0, 0];
  for (const { settlementDate, periodCount: count, pinballLossSum } of scores) {
    const other = byDate.get(settlementDate);
    if (!other || other.periodCount === 0) continue;
    periodCount += count;
    own += pinballLossSum;
    others += (other.pinballLossSum / other.periodCount) * count;
  }
  return { periodCount, lossRatio: others > 0 ? own / others : 1 };
}
