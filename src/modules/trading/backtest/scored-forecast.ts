import { type Decimal, decimalOf } from '../../../kernel/money.ts';
import { addDays, type SettlementPeriod, settlementDateOf } from '../../../kernel/periods.ts';
import { DEFAULT_FORECAST_POLICY, type ForecastKind, type OwnMethod } from '../../../platform/forecast-policy.ts';
import type { Market, MarketPrice } from '../../markets/index.ts';
import { chooseMethod, type DayScore, type MethodChoice } from '../forecasts/choose-method.ts';
import type { PeriodForecast } from '../forecasts/forecast-method.ts';
import { forecastByAll } from '../forecasts/own-methods.ts';
import { historyKnownAt, type KnownValue } from '../forecasts/known-history.ts';
import { slotsOf } from '../forecasts/period-slots.ts';
import { LEAD_BANDS_HOURS, leadIndexOf, medianOf, scoreOf } from '../forecasts/score-forecast.ts';

const { quantileLevels: LEVELS, historyDays, scoredDays, fallbackMethod } = DEFAULT_FORECAST_POLICY;
/** Every so-manieth making is scored: neighbours say nearly the same, and a year of each is a lot to add up. */
const SCORED_EVERY_COUNT = 6;

type Forecasts = ReadonlyMap<OwnMethod, readonly PeriodForecast[]>;

/**
 * Expects the median of whichever method has scored best of late at each lead time, as the live platform does, from prices that come
 * one by one. Import and export prices that are the same are forecast once.
 */
export class ScoredForecast {
  readonly #market: Market;
  readonly #slotOf;
  readonly #known: Readonly<Record<ForecastKind, KnownValue[]>> = { IMPORT_PRICE: [], EXPORT_PRICE: [] };
  readonly #scores = new Map<string, DayScore>();
  /** Forecasts whose truth is not known yet, by the beginning of their period. */
  readonly #open = new Map<number, OpenForecast[]>();
  #areAlike = true;
  #madeCount = 0;

  constructor(market: Market) {
    this.#market = market;
    this.#slotOf = slotsOf(market.calendar);
  }

  /** Takes a price that has become known, in the order of time, and scores what was expected of it. */
  learn({ period, importPricePerMwh, exportPricePerMwh }: MarketPrice, knownAt: Date): void {
    const actual = { IMPORT_PRICE: Number(importPricePerMwh), EXPORT_PRICE: Number(exportPricePerMwh) };
    for (const kind of KINDS) this.#known[kind].push({ period, value: actual[kind], knownAt });
    if (importPricePerMwh !== exportPricePerMwh) this.#areAlike = false;
    for (const open of this.#open.get(period.fromAt.getTime()) ?? []) this.#add(open, actual[open.kind]);
    this.#open.delete(period.fromAt.getTime());
  }

  /** The medians of the chosen methods; periods of which too little is known are missing. */
  expect(periods: readonly SettlementPeriod[], at: Date): (MarketPrice & { readonly choice: MethodChoice })[] {
    const imported = this.#medians('IMPORT_PRICE', { periods, at });
    const exported = this.#areAlike ? imported : this.#medians('EXPORT_PRICE', { periods, at });
    this.#madeCount += 1;
    const { currency } = this.#market;
    return periods.flatMap((period) => {
      const [bought, sold] = [imported.get(period), exported.get(period)];
      if (!bought || !sold) return [];
      const prices = { importPricePerMwh: bought.price, exportPricePerMwh: sold.price };
      return [{ period, ...prices, currency, knownAt: at, choice: bought.choice }];
    });
  }

  #medians(kind: ForecastKind, { periods, at }: Wanted): Map<SettlementPeriod, Expected> {
    const forecasts = this.#forecast(kind, { periods, at });
    if (this.#madeCount % SCORED_EVERY_COUNT === 0) this.#keep(kind, { forecasts, at });
    const choices = this.#choices(kind, at);
    const byPeriod = new Map<string, ReadonlyMap<SettlementPeriod, PeriodForecast>>(
      [...forecasts].map(([method, made]) => [method, new Map(made.map((one) => [one.period, one]))]),
    );
    return new Map(
      periods.flatMap((period) => {
        const choice = choices[leadIndexOf({ knownAt: at, fromAt: period.fromAt })];
        const forecast = choice && (byPeriod.get(choice.method)?.get(period) ?? byPeriod.get(fallbackMethod)?.get(period));
        if (!choice || !forecast) return [];
        const price = decimalOf(medianOf({ levels: LEVELS, quantiles: forecast.quantiles }));
        return [[period, { price, choice }] as const];
      }),
    );
  }

  #forecast(kind: ForecastKind, { periods, at }: Wanted): Forecasts {
    const { calendar } = this.#market;
    const values = this.#known[kind];
    // What is too old to count would be left out again at every making.
    const firstDate = addDays(settlementDateOf(at, calendar), -historyDays - 1);
    if ((values[0]?.period.settlementDate ?? firstDate) < addDays(firstDate, -historyDays))
      values.splice(
        0,
        values.findIndex(({ period }) => period.settlementDate >= firstDate),
      );
    const history = historyKnownAt(values, { at, historyDays, calendar, slotOf: this.#slotOf });
    return forecastByAll({ history, periods, slotOf: this.#slotOf, levels: LEVELS });
  }

  #keep(kind: ForecastKind, { forecasts, at }: { forecasts: Forecasts; at: Date }): void {
    for (const [method, made] of forecasts) {
      for (const { period, quantiles } of made) {
        const key = period.fromAt.getTime();
        const open = this.#open.get(key) ?? [];
        open.push({ kind, method, period, quantiles, leadIndex: leadIndexOf({ knownAt: at, fromAt: period.fromAt }) });
        this.#open.set(key, open);
      }
    }
  }

  #add({ kind, method, leadIndex, period, quantiles }: OpenForecast, actual: number): void {
    const { settlementDate } = period;
    const { pinballLoss, absoluteError, isCovered, expectedCoveredRatio } = scoreOf({ levels: LEVELS, quantiles }, actual);
    const key = [settlementDate, kind, method, leadIndex].join(' ');
    const sum = this.#scores.get(key);
    this.#scores.set(key, {
      kind,
      method,
      leadIndex,
      settlementDate,
      periodCount: (sum?.periodCount ?? 0) + 1,
      pinballLossSum: (sum?.pinballLossSum ?? 0) + pinballLoss,
      absoluteErrorSum: (sum?.absoluteErrorSum ?? 0) + absoluteError,
      coveredCount: (sum?.coveredCount ?? 0) + Number(isCovered),
      expectedCoveredSum: (sum?.expectedCoveredSum ?? 0) + expectedCoveredRatio,
    });
  }

  #choices(kind: ForecastKind, at: Date): MethodChoice[] {
    const firstDate = addDays(settlementDateOf(at, this.#market.calendar), -scoredDays);
    for (const [key, { settlementDate }] of this.#scores) {
      if (settlementDate >= firstDate) break;
      this.#scores.delete(key);
    }
    const scores = [...this.#scores.values()];
    return LEAD_BANDS_HOURS.map((_hours, leadIndex) => chooseMethod(scores, { kind, leadIndex, fallbackMethod }));
  }
}

const KINDS: readonly ForecastKind[] = ['IMPORT_PRICE', 'EXPORT_PRICE'];

interface Wanted {
  readonly periods: readonly SettlementPeriod[];
  readonly at: Date;
}

interface Expected {
  readonly price: Decimal;
  readonly choice: MethodChoice;
}

interface OpenForecast extends PeriodForecast {
  readonly kind: ForecastKind;
  readonly method: string;
  readonly leadIndex: number;
}
