import {
  DEFAULT_FORECAST_POLICY,
  FORECAST_KINDS,
  FORECASTER_TIMEOUT_SECONDS,
  type ForecastPolicy,
  OWN_METHODS,
} from '../../platform/forecast-policy.ts';
import { type Reach, refusalOf } from '../../platform/outbound.ts';
import type { FileProblem } from './file-problem.ts';
import type { TenantFile } from './tenant-file.ts';

const MEDIAN = 0.5;

/** What a tenant's file says of forecasts, with the defaults of what it leaves out. */
export function forecastPolicyOf({ forecasts = {} }: Pick<TenantFile, 'forecasts'>): ForecastPolicy {
  const forecasters = (forecasts.forecasters ?? []).map(
    ({ name, url, kinds = FORECAST_KINDS, timeoutSeconds = FORECASTER_TIMEOUT_SECONDS }) => ({
      name,
      url,
      kinds,
      timeoutSeconds,
    }),
  );
  return { ...DEFAULT_FORECAST_POLICY, ...forecasts, forecasters };
}

/** Levels that are none, and forecasters that could not be asked or told apart. */
export function problemOfForecasts({ forecasts = {} }: Pick<TenantFile, 'forecasts'>, reach: Reach): FileProblem | null {
  const { quantileLevels = DEFAULT_FORECAST_POLICY.quantileLevels, forecasters = [] } = forecasts;
  const path = ['forecasts', 'quantileLevels'];
  if (quantileLevels.some((level, index) => level <= (quantileLevels[index - 1] ?? 0)))
    return { path, text: 'the levels of quantiles must rise from one to the next' };
  if (!quantileLevels.includes(MEDIAN)) return { path, text: 'the levels of quantiles must hold the median, 0.5' };
  for (const [index, { name, url }] of forecasters.entries()) {
    const refuse = (key: string, text: string): FileProblem => ({
      path: ['forecasts', 'forecasters', index, key],
      text: `the forecaster ${name}: ${text}`,
    });
    if (OWN_METHODS.some((method) => method === name)) return refuse('name', 'is the name of a method of the platform');
    if (forecasters.slice(0, index).some((one) => one.name === name)) return refuse('name', 'is listed twice');
    const refusal = refusalOf(url, reach);
    // A refusal is a sentence; here it goes on in one.
    if (refusal !== null) return refuse('url', `${refusal.charAt(0).toLowerCase()}${refusal.slice(1).replace(/\.$/, '')}`);
  }
  return null;
}
