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
 * Of each kind and period the forecast of the method that has scored best of late at that lead time. Where that method says nothing of a
 * period it is the fallback's, and the first by name where that says nothing either. Pure.
 */
export function chosenForecasts(
  forecasts: readonly StoredForecast[],
  { scores, fallbackMethod }: { scores: readonly DayScore[]; fallbackMethod: string },
): ChosenForecast[] {
  const choices = new Map<string, MethodChoice>();
  const choiceFor = (kind: ForecastKind, leadIndex: number): MethodChoice => {
    const key = `${kind} ${leadIndex}`;
    const choice = choices.get(key) ?? chooseMethod(scores, { kind, leadIndex, fallbackMethod });
    choices.set(key, choice);
    return choice;
  };
  const groups = Map.groupBy(forecasts, ({ kind, period }) => `${kind} ${period.fromAt.getTime()}`);
  return [...groups.values()].flatMap((group) => {
    const byMethod = new Map(group.map((forecast) => [forecast.method, forecast]));
    const wanted = group.map((forecast) => ({ forecast, choice: choiceFor(forecast.kind, leadOf(forecast)) }));
    const best = wanted.find(({ forecast, choice }) => forecast.method === choice.method);
    if (best) return [{ ...best.forecast, choice: best.choice }];
    const instead = byMethod.get(fallbackMethod) ?? group.toSorted((one, other) => (one.method < other.method ? -1 : 1))[0];
    if (!instead) return [];
    const { sentence, ...choice } = choiceFor(instead.kind, leadOf(instead));
    const why = `${sentence} It says nothing of this period, so ${instead.method} is used here.`;
    return [{ ...instead, choice: { ...choice, sentence: why } }];
  });
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

function leadOf({ knownAt, period }: StoredForecast): number {
  return leadIndexOf({ knownAt, fromAt: period.fromAt });
}
