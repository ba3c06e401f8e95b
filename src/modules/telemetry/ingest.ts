import type { TenantId } from '../../kernel/ids.ts';
import type { MqttClient } from '../../platform/mqtt.ts';
import type { Platform, TenantEntry } from '../../platform/platform.ts';
import { ALL_SPARKPLUG, ALL_TELEMETRY, parseTelemetryTopic } from '../../wire/topics.ts';
import { SparkplugIntake } from './sparkplug/sparkplug-intake.ts';
import { SPACING_MS, TenantLane } from './tenant-lane.ts';

interface Ingest {
  readonly platform: Platform;
  /** More than one where the broker shares the messages of a group among them. */
  readonly connections: readonly MqttClient[];
  /** Set when several connections share the work; the embedded broker has but one reader. */
  readonly sharedGroup: string | null;
  /** What gateways publish by Sparkplug is for one process alone; a second one would store nothing new and repeat the dead letters. */
  readonly takesSparkplug?: boolean;
  /** The least wall time between two transactions of a tenant. */
  readonly spacingMs?: number;
}

/**
 * Takes telemetry off the broker. A message is acknowledged when the transaction that stored it has committed: a crash
 * before that repeats it, never loses it. The site is then told which of its batches it may forget.
 */
export async function startIngest({
  platform,
  connections,
  sharedGroup,
  takesSparkplug = true,
  spacingMs = SPACING_MS,
}: Ingest): Promise<void> {
  const lanes = new Map<TenantId, TenantLane>();
  const laneOf = (tenant: TenantEntry): TenantLane => {
    const lane = lanes.get(tenant.tenantId) ?? new TenantLane({ platform, tenant, spacingMs });
    lanes.set(tenant.tenantId, lane);
    return lane;
  };
  for (const mqtt of connections) {
    await mqtt.consume(ALL_TELEMETRY, sharedGroup === null ? {} : { sharedGroup }, async (topic, payload) => {
      const address = parseTelemetryTopic(topic);
      const tenant = address && platform.tenants.bySlug(address.tenantSlug);
      if (!tenant) {
        // No tenant, so no tenant's dead letters: the broker lets nobody publish here, and the operator must know.
        platform.log.error({ topic, byteCount: payload.length }, 'telemetry for a tenant that does not exist');
        return;
      }
      await laneOf(tenant).store({ topic, payload }, mqtt);
    });
  }
  const [first] = connections;
  if (!takesSparkplug || !first) return;
  const sparkplug = new SparkplugIntake({ platform, laneOf });
  // By one connection, which keeps the messages of a node in order.
  for (const filter of ALL_SPARKPLUG) {
    await first.consume(filter, {}, (topic, payload) => sparkplug.take(topic, payload, first));
  }
}
