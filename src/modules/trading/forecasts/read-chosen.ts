import type { Interval } from '../../../kernel/intervals.ts';
import { addDays, settlementDateOf } from '../../../kernel/periods.ts';
import type { ForecastKind } from '../../../platform/forecast-policy.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import type { MarketCode } from '../../assets/index.ts';
import { marketOf, readPrices } from '../../markets/index.ts';
import type { DayScore } from './choose-method.ts';
import { type ChosenForecast, chosenForecasts, type PlannedPrice, withExpectedPrices } from './expected-prices.ts';
import { readForecasts, readScores } from './forecast-reads.ts';

type Asking = Pick<Platform, 'tenants' | 'clock'>;

/** The prices of a span, published or expected, as they are known now. */
export async function readPlannedPrices(
  platform: Asking,
  tx: Tx,
  { market, span }: { market: MarketCode; span: Interval },
): Promise<PlannedPrice[]> {
  const published = await readPrices(tx, { market, span });
  return withExpectedPrices(published, await readChosen(platform, tx, { market, span, knownUntil: platform.clock.now() }));
}

/** The forecasts of a span that are used: those of the methods that have scored best of late. */
export async function readChosen(
  platform: Asking,
  tx: Tx,
  asked: { market: MarketCode; span: Interval; knownUntil: Date; kind?: ForecastKind },
): Promise<ChosenForecast[]> {
  const forecasts = await readForecasts(tx, asked);
  if (forecasts.length === 0) return [];
  const { fallbackMethod } = platform.tenants.byId(tx.tenantId).forecasts;
  return chosenForecasts(forecasts, { scores: await readScoresOfLate(platform, tx, asked.market), fallbackMethod });
}

/** The scores that decide now. */
export async function readScoresOfLate({ tenants, clock }: Asking, tx: Tx, market: MarketCode): Promise<DayScore[]> {
  const { scoredDays } = tenants.byId(tx.tenantId).forecasts;
  const fromDate = addDays(settlementDateOf(clock.now(), marketOf(market).calendar), -scoredDays);
  return readScores(tx, { market, fromDate });
}
