/** The methods that come with the platform, in the order in which they are named where two are equally good. */
export const OWN_METHODS = ['persistence', 'usual-day', 'recent-course'] as const;
export type OwnMethod = (typeof OWN_METHODS)[number];

/** What can be forecast. */
export const FORECAST_KINDS = ['IMPORT_PRICE', 'EXPORT_PRICE'] as const;
export type ForecastKind = (typeof FORECAST_KINDS)[number];

/** What a tenant's file says of forecasts. */
export interface ForecastPolicy {
  /** The levels of the quantiles, between 0 and 1, rising; the median is one of them. */
  readonly quantileLevels: readonly number[];
  /** The methods learn from so many settlement days. */
  readonly historyDays: number;
  /** The scores of so many settlement days decide which method is used. */
  readonly scoredDays: number;
  /** Used where too little is scored, and where no other method is better. */
  readonly fallbackMethod: OwnMethod;
  /** A forecast is forgotten so many days after it became known. */
  readonly keptDays: number;
  /** Asked beside the platform's own methods. */
  readonly forecasters: readonly Forecaster[];
}

/** A tenant's forecaster of its own, asked over HTTP. */
export interface Forecaster {
  /** Its method, wherever forecasts are told of. */
  readonly name: string;
  readonly url: string;
  readonly kinds: readonly ForecastKind[];
  readonly timeoutSeconds: number;
}

export const FORECASTER_TIMEOUT_SECONDS = 10;
/** Nothing that is still scored is forgotten. */
export const FORECAST_KEPT_DAYS_MIN = 60;

export const DEFAULT_FORECAST_POLICY: ForecastPolicy = {
  quantileLevels: [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95],
  historyDays: 56,
  scoredDays: 14,
  fallbackMethod: 'usual-day',
  keptDays: 400,
  forecasters: [],
};
