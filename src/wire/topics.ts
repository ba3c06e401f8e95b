/** MQTT topics between a site and the platform. The tenant and the site stand in the topic, so a broker can guard them. */

const ROOT = 'holdfast/v1';

export interface SiteAddress {
  readonly tenantSlug: string;
  readonly siteId: string;
}

/** Site to platform: batches of readings. */
export function telemetryTopic({ tenantSlug, siteId }: SiteAddress): string {
  return `${ROOT}/${tenantSlug}/${siteId}/up/telemetry`;
}

/** Platform to site: which batches are stored and may be forgotten. */
export function storedTopic({ tenantSlug, siteId }: SiteAddress): string {
  return `${ROOT}/${tenantSlug}/${siteId}/down/stored`;
}

/** Every site's telemetry, for the platform's own subscription. */
export const ALL_TELEMETRY = `${ROOT}/+/+/up/telemetry`;

/** The tenant and site a topic belongs to, or null when it is none of ours. */
export function parseTelemetryTopic(topic: string): SiteAddress | null {
  const match = /^holdfast\/v1\/([a-z0-9-]{1,40})\/([0-9a-f-]{36})\/up\/telemetry$/.exec(topic);
  const [, tenantSlug, siteId] = match ?? [];
  return tenantSlug && siteId ? { tenantSlug, siteId } : null;
}
