/** What a tenant's file says of telemetry. */
export interface TelemetryPolicy {
  readonly customMetrics: readonly CustomMetricDeclaration[];
  /** A battery whose newest reading is older than this is stale, and past the second one offline. */
  readonly staleSeconds: number;
  readonly offlineSeconds: number;
  /** Single readings are kept this long; their energy by the minute and settlement period stays. */
  readonly rawDays: number;
}

export interface CustomMetricDeclaration {
  readonly name: string;
  readonly unit: string;
}

export const DEFAULT_TELEMETRY_POLICY: TelemetryPolicy = {
  customMetrics: [],
  staleSeconds: 300,
  offlineSeconds: 900,
  rawDays: 400,
};
