/** What one tenant's credentials may ask of the API, all together and each by itself. */
export interface ApiPolicy {
  /** Whether API keys may read the schema over the API. Agents never may. */
  readonly introspection: boolean;
  /** Points that may be spent at once. */
  readonly tenantPoints: number;
  /** Points that come back in each second. */
  readonly tenantPointsPerSecond: number;
  readonly credentialPoints: number;
  readonly credentialPointsPerSecond: number;
  readonly tenantSocketCount: number;
  readonly credentialSocketCount: number;
  readonly tenantSubscriptionCount: number;
  readonly credentialSubscriptionCount: number;
}

/** For a tenant whose file says nothing of it. */
export const DEFAULT_API_POLICY: ApiPolicy = {
  introspection: true,
  tenantPoints: 5_000_000,
  tenantPointsPerSecond: 100_000,
  credentialPoints: 1_000_000,
  credentialPointsPerSecond: 20_000,
  tenantSocketCount: 1_000,
  credentialSocketCount: 200,
  tenantSubscriptionCount: 10_000,
  credentialSubscriptionCount: 1_000,
};
