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

// Topics of Sparkplug B: the group is the tenant, the edge node the site, and the device one of its batteries.

const SPARKPLUG_ROOT = 'spBv1.0';
const NODE_TYPES = ['NBIRTH', 'NDATA', 'NDEATH'] as const;
const DEVICE_TYPES = ['DBIRTH', 'DDATA', 'DDEATH'] as const;

type TopicOf<MessageType, Device> = MessageType extends string
  ? SiteAddress & { readonly type: MessageType; readonly device: Device }
  : never;

/** What an edge node says: of itself, or of the device that is named. */
export type SparkplugTopic = TopicOf<(typeof NODE_TYPES)[number], null> | TopicOf<(typeof DEVICE_TYPES)[number], string>;

/** Everything that edge nodes say, for the platform's own subscriptions. */
export const ALL_SPARKPLUG: readonly string[] = [
  ...NODE_TYPES.map((type) => `${SPARKPLUG_ROOT}/+/${type}/+`),
  ...DEVICE_TYPES.map((type) => `${SPARKPLUG_ROOT}/+/${type}/+/+`),
];

export function printSparkplugTopic({ tenantSlug, siteId, type, device }: SparkplugTopic): string {
  const node = `${SPARKPLUG_ROOT}/${tenantSlug}/${type}/${siteId}`;
  return device === null ? node : `${node}/${device}`;
}

/** The tenant, the site and the device of a topic, or null when it is none that an edge node publishes to. */
export function parseSparkplugTopic(topic: string): SparkplugTopic | null {
  // A device has no control characters in its name: PostgreSQL takes no NUL in a text.
  const match = /^spBv1\.0\/([a-z0-9-]{1,40})\/([A-Z]+)\/([0-9a-f-]{36})(?:\/([^\p{Cc}/+#]{1,100}))?$/u.exec(topic);
  const [, tenantSlug, type, siteId, device = null] = match ?? [];
  if (!tenantSlug || !siteId) return null;
  const nodeType = NODE_TYPES.find((one) => one === type);
  const deviceType = DEVICE_TYPES.find((one) => one === type);
  if (nodeType && device === null) return { tenantSlug, siteId, type: nodeType, device };
  return deviceType && device !== null ? { tenantSlug, siteId, type: deviceType, device } : null;
}

/** Platform to edge node: commands. */
export function sparkplugCommandTopic({ tenantSlug, siteId }: SiteAddress): string {
  return `${SPARKPLUG_ROOT}/${tenantSlug}/NCMD/${siteId}`;
}

/**
 * What an edge node asks to read: commands to itself and its devices, by itself or with all below, and the state of a host
 * application, which the platform does not tell. Gateways give up when one of these is refused.
 */
export function sparkplugFiltersOf({ tenantSlug, siteId }: SiteAddress): readonly string[] {
  const commands = `${SPARKPLUG_ROOT}/${tenantSlug}/NCMD/${siteId}`;
  const deviceCommands = `${SPARKPLUG_ROOT}/${tenantSlug}/DCMD/${siteId}`;
  const states = [`${SPARKPLUG_ROOT}/STATE/+`, `${SPARKPLUG_ROOT}/STATE/#`];
  return [commands, `${commands}/#`, deviceCommands, `${deviceCommands}/+`, `${deviceCommands}/#`, ...states];
}
