import { decimalOf } from '../../../kernel/money.ts';
import { FORECAST_KINDS, type ForecastKind } from '../../../platform/forecast-policy.ts';
import type { MarketPrice } from '../../markets/index.ts';
import { chooseMethod, type DayScore, type MethodChoice } from './choose-method.ts';
import type { StoredForecast } from './forecast-reads.ts';
import { leadIndexOf, medianOf } from './score-forecast.ts';

/** A price to plan with: one that is published, or one that is expected, and then by which method. */
export interface PlannedPrice extends MarketPrice {
  readonly importPriceMethod?: string;
  readonly exportPriceMethod?: string;
}

/** A forecast that is used, and why it is this one. */
export interface ChosenForecast extends StoredForecast {
  readonly choice: MethodChoice;
}

/**
 * Of each kind and period the forecast of the method that has scored best of late at that lead time, of those that say anything of the
 * period; the first by name where not even the fallback does. Pure.
 */
export function chosenForecasts(forecasts: readonly StoredForecast[], decided: Decided): ChosenForecast[] {
  const choose = chooser(decided);
  const groups = Map.groupBy(forecasts, ({ kind, period }) => `${kind} ${period.fromAt.getTime()}`);
  return [...groups.values()].flatMap((group) => {
    const [newest] = group.toSorted((one, other) => other.knownAt.getTime() - one.knownAt.getTime());
    if (!newest) return [];
    const place = { kind: newest.kind, leadIndex: leadIndexOf({ knownAt: newest.knownAt, fromAt: newest.period.fromAt }) };
    const methods = group.map(({ method }) => method).toSorted();
    const [best, choice] = [choose(place, null), choose(place, methods)];
    const used = group.find(({ method }) => method === choice.method) ?? group.find(({ method }) => method === methods[0]);
    if (!used) return [];
    return [{ ...used, choice: { ...choice, sentence: sentenceOf({ used: used.method, choice, best }) } }];
  });
}

interface Decided {
  readonly scores: readonly DayScore[];
  readonly fallbackMethod: string;
}

interface Place {
  readonly kind: ForecastKind;
  readonly leadIndex: number;
}

/** Chooses among some methods, or all; what has been chosen once is kept. */
function chooser({ scores, fallbackMethod }: Decided): (place: Place, methods: readonly string[] | null) => MethodChoice {
  const choices = new Map<string, MethodChoice>();
  return ({ kind, leadIndex }, methods) => {
    const key = JSON.stringify([kind, leadIndex, methods]);
    const among =
      methods === null ? scores : scores.filter(({ method }) => method === fallbackMethod || methods.includes(method));
    const choice = choices.get(key) ?? chooseMethod(among, { kind, leadIndex, fallbackMethod });
    choices.set(key, choice);
    return choice;
  };
}

function sentenceOf({ used, choice, best }: { used: string; choice: MethodChoice; best: MethodChoice }): string {
  if (used !== choice.method) return `${choice.sentence} It says nothing of this period, so ${used} is used here.`;
  if (used !== best.method) return `${choice.sentence} ${best.method} has scored better, but says nothing of this period.`;
  return choice.sentence;
}

/** The published prices, and the medians of chosen forecasts for periods that have none; in the order of time. Pure. */
export function withExpectedPrices(published: readonly MarketPrice[], chosen: readonly ChosenForecast[]): PlannedPrice[] {
  const known = new Set(published.map(({ period }) => period.fromAt.getTime()));
  const open = chosen.filter(({ period }) => !known.has(period.fromAt.getTime()));
  const expected = [...Map.groupBy(open, ({ period }) => period.fromAt.getTime()).values()].flatMap((group): PlannedPrice[] => {
    const [bought, sold] = FORECAST_KINDS.map((kind) => group.find((one) => one.kind === kind));
    if (!bought || !sold) return [];
    return [
      {
        period: bought.period,
        importPricePerMwh: decimalOf(medianOf(bought)),
        exportPricePerMwh: decimalOf(medianOf(sold)),
        currency: bought.currency,
        knownAt: bought.knownAt > sold.knownAt ? bought.knownAt : sold.knownAt,
        importPriceMethod: bought.method,
        exportPriceMethod: sold.method,
      },
    ];
  });
  return [...published, ...expected].toSorted((one, other) => one.period.fromAt.getTime() - other.period.fromAt.getTime());
}
