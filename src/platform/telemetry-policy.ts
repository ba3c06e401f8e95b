/** What a tenant's file says of telemetry. */
export interface TelemetryPolicy {
  readonly customMetrics: readonly CustomMetricDeclaration[];
  /** A battery whose newest reading is older than this is stale, and past the second one offline. */
  readonly staleSeconds: number;
  readonly offlineSeconds: number;
  /** Single readings are kept this long in the database; the archive has them from their day's end on, and for good. */
  readonly rawDays: number;
  /** A day goes into the archive this long after its end; readings that come later make another file of it. */
  readonly archiveAfterHours: number;
  /** What the metrics of Sparkplug gateways mean; one that is named as a point of a reading means that without being listed. */
  readonly sparkplug: { readonly metrics: readonly SparkplugMetricRule[] };
}

export interface SparkplugMetricRule {
  /** The metric's name, with its folders. */
  readonly metric: string;
  /** A point of a reading, or a custom metric. */
  readonly point: string;
  /** Where the gateway announces none. */
  readonly unit?: string;
  /** Positive from the grid, the other way round than here. */
  readonly reversed?: boolean;
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
  archiveAfterHours: 6,
  sparkplug: { metrics: [] },
};
