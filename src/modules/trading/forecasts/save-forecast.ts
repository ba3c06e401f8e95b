import { randomUUID } from 'node:crypto';
import type { ForecastKind } from '../../../platform/forecast-policy.ts';
import { announce, type Platform } from '../../../platform/platform.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import { type MarketCode, readAllBatteries } from '../../assets/index.ts';
import { marketOf } from '../../markets/index.ts';
import type { PeriodForecast } from './forecast-method.ts';

/** What a method expects of a market, on its way into the store. */
export interface MadeForecast {
  readonly kind: ForecastKind;
  readonly method: string;
  readonly source: string;
  readonly levels: readonly number[];
  readonly periods: readonly PeriodForecast[];
  readonly madeAt: Date;
  readonly knownAt: Date;
}

/** Stores forecasts as facts of their own and wakes what plans with them, in one transaction. */
export async function saveForecasts(
  platform: Platform,
  tx: Tx,
  { market, forecasts }: { market: MarketCode; forecasts: readonly MadeForecast[] },
): Promise<void> {
  const { currency } = marketOf(market);
  const wanted = forecasts.filter(({ periods }) => periods.length > 0);
  if (wanted.length === 0) return;
  for (const { kind, method, source, levels, periods, madeAt, knownAt } of wanted) {
    const forecastId = randomUUID();
    await tx.sql`
      insert into forecast (tenant_id, forecast_id, market, kind, method, source, made_at, known_at, currency, levels)
      values (${tx.tenantId}, ${forecastId}, ${market}, ${kind}, ${method}, ${source}, ${madeAt}, ${knownAt}, ${currency},
        ${[...levels]}::float8[])`;
    await tx.sql`
      insert into forecast_period (tenant_id, forecast_id, period_start, period_end, settlement_date, period_index, quantiles)
      select ${tx.tenantId}::uuid, ${forecastId}::uuid, told.*
      from jsonb_to_recordset(${JSON.stringify(periods.map(rowOf))}::text::jsonb) as told (period_start timestamptz, period_end timestamptz,
        settlement_date date, period_index smallint, quantiles float8[])`;
  }
  const batteries = await readAllBatteries(tx);
  const batteryIds = batteries.filter(({ site }) => site.market === market).map(({ batteryId }) => batteryId);
  await announce(platform, tx, { announcement: 'forecasts-made', batteryIds });
}

function rowOf({ period, quantiles }: PeriodForecast): object {
  return {
    period_start: period.fromAt,
    period_end: period.untilAt,
    settlement_date: period.settlementDate,
    period_index: period.periodIndex,
    quantiles,
  };
}
