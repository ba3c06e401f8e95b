import type { TenantId } from '../../../kernel/ids.ts';
import { addDays, dayBounds, settlementDateOf } from '../../../kernel/periods.ts';
import { FORECAST_KINDS, type ForecastKind, type ForecastPolicy } from '../../../platform/forecast-policy.ts';
import type { MarketTarget } from '../../../platform/platform.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import type { MarketCode } from '../../assets/index.ts';
import { marketOf, type MarketPrice, readPriceVersions } from '../../markets/index.ts';
import type { Services } from '../../module.ts';
import { forecastByAll } from './own-methods.ts';
import { readNewestMakings, readNewsAt } from './forecast-reads.ts';
import { isDue } from './is-due.ts';
import { historyKnownAt, type KnownValue } from './known-history.ts';
import { slotsOf } from './period-slots.ts';
import { type MadeForecast, saveForecasts } from './save-forecast.ts';
import { scoreMarket } from './score-market.ts';
import { wantedPeriods } from './wanted-periods.ts';

/** The source of what the platform's own methods expect. */
const SOURCE = 'holdfast';

/** Scores what was expected of the prices that have become known, then forecasts those that have not. Done twice it finds nothing new. */
export async function forecastMarket(services: Services, target: MarketTarget): Promise<void> {
  // Only the queue hands over targets, and it holds what `enqueueMarket` put there.
  const place = { tenantId: target.tenantId as TenantId, market: target.market as MarketCode };
  await scoreMarket(services, place);
  await makeForecasts(services, place);
}

async function makeForecasts(
  { db, clock, tenants, ...platform }: Services,
  { tenantId, market }: { tenantId: TenantId; market: MarketCode },
): Promise<void> {
  const at = clock.now();
  const policy = tenants.byId(tenantId).forecasts;
  const versions = await db.read(tenantId, (tx) => readIfDue(tx, { market, at, policy }));
  if (!versions) return;
  const forecasts = forecastsOf(versions, { market, at, policy });
  await db.write(tenantId, (tx) => saveForecasts({ db, clock, tenants, ...platform }, tx, { market, forecasts }));
}

async function readIfDue(
  tx: Tx,
  { market, at, policy }: { market: MarketCode; at: Date; policy: ForecastPolicy },
): Promise<MarketPrice[] | null> {
  const makings = await readNewestMakings(tx, { market });
  const madeAt = makings.get(policy.fallbackMethod) ?? null;
  if (!isDue({ at, madeAt, newsAt: await readNewsAt(tx, { market }) })) return null;
  const { calendar } = marketOf(market);
  const { fromAt } = dayBounds(addDays(settlementDateOf(at, calendar), -policy.historyDays), calendar);
  return readPriceVersions(tx, { market, fromAt, knownUntil: at });
}

/** What each method expects of each kind of price. Pure. */
function forecastsOf(
  prices: readonly MarketPrice[],
  { market, at, policy }: { market: MarketCode; at: Date; policy: ForecastPolicy },
): MadeForecast[] {
  const { calendar } = marketOf(market);
  const { historyDays, quantileLevels: levels } = policy;
  const slotOf = slotsOf(calendar);
  const periods = wantedPeriods(prices, { at, calendar });
  return FORECAST_KINDS.flatMap((kind) => {
    const history = historyKnownAt(valuesOf(prices, kind), { at, historyDays, calendar, slotOf });
    const made = forecastByAll({ history, periods, slotOf, levels });
    return [...made].map(([method, expected]) => ({
      kind,
      method,
      source: SOURCE,
      levels,
      periods: expected,
      madeAt: at,
      knownAt: at,
    }));
  });
}

function valuesOf(prices: readonly MarketPrice[], kind: ForecastKind): KnownValue[] {
  return prices.map(({ period, importPricePerMwh, exportPricePerMwh, knownAt }) => ({
    period,
    value: Number(kind === 'IMPORT_PRICE' ? importPricePerMwh : exportPricePerMwh),
    knownAt,
  }));
}
