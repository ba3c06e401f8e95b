import type { ModuleResolvers } from '../../../graphql/complete.ts';
import { type Decimal, decimalOf } from '../../../kernel/money.ts';
import { spanOf } from '../../../platform/arguments/span.ts';
import { Fault } from '../../../platform/fault.ts';
import { marketOf } from '../../markets/index.ts';
import { beside, chooseMethod, type DayScore } from './choose-method.ts';
import type { ChosenForecast } from './expected-prices.ts';
import { readForecasts, type StoredForecast } from './forecast-reads.ts';
import { readChosen, readScoresOfLate } from './read-chosen.ts';
import { LEAD_BANDS_HOURS } from './score-forecast.ts';

/** A method at a lead time over the days that count. */
interface MethodScore extends Omit<DayScore, 'settlementDate'> {
  readonly currency: string;
  /** Null where the two were never scored on the same day. */
  readonly lossRatio: number | null;
  readonly why: string | null;
}

declare module '../../../graphql/models.ts' {
  interface Models {
    PriceForecast: StoredForecast | ChosenForecast;
    ForecastQuantile: { readonly levelRatio: number; readonly pricePerMwh: Decimal };
    ForecastScore: MethodScore;
  }
}

export const forecastResolvers = {
  Query: {
    forecasts: (_root, args, ctx) => {
      const { market, kind, method } = args;
      const span = spanOf(args);
      if (args.knownAt && args.knownAt > ctx.now)
        throw new Fault('BAD_USER_INPUT', { tell: '`knownAt` must not be in the future.' });
      const asked = { market, kind, span, knownUntil: args.knownAt ?? ctx.now };
      return ctx.read(async (tx): Promise<readonly (StoredForecast | ChosenForecast)[]> => {
        if (!method) return readChosen(ctx.platform, tx, asked);
        return (await readForecasts(tx, asked)).filter((forecast) => forecast.method === method);
      });
    },
    forecastScores: (_root, { market, kind }, ctx) =>
      ctx.read(async (tx) => {
        const { fallbackMethod } = ctx.platform.tenants.byId(tx.tenantId).forecasts;
        const scores = (await readScoresOfLate(ctx.platform, tx, market)).filter((score) => score.kind === kind);
        return methodScores(scores, { fallbackMethod, currency: marketOf(market).currency });
      }),
  },
  PriceForecast: {
    quantiles: ({ levels, quantiles }) =>
      levels.map((levelRatio, index) => ({ levelRatio, pricePerMwh: decimalOf(quantiles[index] ?? 0) })),
    why: (forecast) => ('choice' in forecast ? forecast.choice.sentence : null),
  },
  ForecastScore: {
    leadHoursMin: ({ leadIndex }) => (leadIndex === 0 ? 0 : (LEAD_BANDS_HOURS[leadIndex - 1] ?? 0)),
    leadHoursMax: ({ leadIndex }) => finite(LEAD_BANDS_HOURS[leadIndex]),
    pinballLossPerMwh: ({ pinballLossSum, periodCount }) => decimalOf(pinballLossSum / periodCount),
    absoluteErrorPerMwh: ({ absoluteErrorSum, periodCount }) => decimalOf(absoluteErrorSum / periodCount),
    coveredRatio: ({ coveredCount, periodCount }) => coveredCount / periodCount,
    expectedCoveredRatio: ({ expectedCoveredSum, periodCount }) => expectedCoveredSum / periodCount,
    isChosen: ({ why }) => why !== null,
  },
} satisfies ModuleResolvers;

/** The days of each method and lead time added up; the chosen ones say why. Pure. */
function methodScores(
  scores: readonly DayScore[],
  { fallbackMethod, currency }: { fallbackMethod: string; currency: string },
): MethodScore[] {
  const groups = Map.groupBy(scores, ({ method, leadIndex }) => `${leadIndex} ${method}`);
  return [...groups.values()]
    .flatMap((days) => {
      const [first] = days;
      if (!first) return [];
      const { kind, method, leadIndex } = first;
      const fallback = scores.filter((score) => score.leadIndex === leadIndex && score.method === fallbackMethod);
      const { periodCount, lossRatio } = beside(fallback, days);
      const choice = chooseMethod(scores, { kind, leadIndex, fallbackMethod });
      const why = choice.method === method ? choice.sentence : null;
      return [{ ...totalOf(days, first), currency, lossRatio: periodCount === 0 ? null : lossRatio, why }];
    })
    .toSorted((one, other) => one.leadIndex - other.leadIndex || (one.method < other.method ? -1 : 1));
}

function totalOf(days: readonly DayScore[], { kind, method, leadIndex }: DayScore): Omit<DayScore, 'settlementDate'> {
  const sumOf = (valueOf: (day: DayScore) => number): number => days.reduce((sum, day) => sum + valueOf(day), 0);
  return {
    kind,
    method,
    leadIndex,
    periodCount: sumOf(({ periodCount }) => periodCount),
    pinballLossSum: sumOf(({ pinballLossSum }) => pinballLossSum),
    absoluteErrorSum: sumOf(({ absoluteErrorSum }) => absoluteErrorSum),
    coveredCount: sumOf(({ coveredCount }) => coveredCount),
    expectedCoveredSum: sumOf(({ expectedCoveredSum }) => expectedCoveredSum),
  };
}

function finite(hours: number | undefined): number | null {
  return hours === undefined || !Number.isFinite(hours) ? null : hours;
}
