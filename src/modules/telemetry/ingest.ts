import type { TenantId } from '../../kernel/ids.ts';
import { convenience } from '../../platform/log.ts';
import type { BatchOutcome } from '../../platform/metrics.ts';
import type { MqttClient } from '../../platform/mqtt.ts';
import { announce, type Platform } from '../../platform/platform.ts';
import { printStoredReceipt } from '../../wire/telemetry.ts';
import { ALL_TELEMETRY, parseTelemetryTopic, storedTopic } from '../../wire/topics.ts';
import { auditClaims } from './audit-claims.ts';
import { announceReadings, heardAgain } from './live-readings.ts';
import { type SiteMessage, storeMessages, type Stored } from './store-batches.ts';

/** Messages of one tenant that arrive while its last transaction commits share the next one, up to this many. */
const MESSAGES_PER_TRANSACTION_MAX = 200;

interface Waiting {
  readonly message: SiteMessage;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Takes telemetry off the broker. A message is acknowledged when the transaction that stored it has committed: a crash
 * before that repeats it, never loses it. The site is then told which of its batches it may forget.
 */
export async function startIngest({
  platform,
  mqtt,
  sharedGroup,
}: {
  platform: Platform;
  mqtt: MqttClient;
  /** Set when several processes share the work; the embedded broker has but one reader. */
  sharedGroup: string | null;
}): Promise<void> {
  const lanes = new Map<TenantId, TenantLane>();
  await mqtt.consume(ALL_TELEMETRY, sharedGroup === null ? {} : { sharedGroup }, async (topic, payload) => {
    const address = parseTelemetryTopic(topic);
    const tenant = address && platform.tenants.bySlug(address.tenantSlug);
    if (!tenant) {
      // No tenant, so no tenant's dead letters: the broker lets nobody publish here, and the operator must know.
      platform.log.error({ topic, byteCount: payload.length }, 'telemetry for a tenant that does not exist');
      return;
    }
    let lane = lanes.get(tenant.tenantId);
    if (!lane) lanes.set(tenant.tenantId, (lane = new TenantLane(platform, mqtt, tenant)));
    await lane.store({ topic, payload });
  });
}

function outcomeOf({ readings, refusals }: Stored): BatchOutcome {
  if (refusals.length === 0) return 'accepted';
  return readings.length === 0 ? 'rejected' : 'partly_rejected';
}

/** Stores the messages of one tenant, one transaction after another. */
class TenantLane {
  private readonly platform: Platform;
  private readonly mqtt: MqttClient;
  private readonly tenant: { readonly tenantId: TenantId; readonly slug: string };
  private waiting: Waiting[] = [];
  private busy = false;

  constructor(platform: Platform, mqtt: MqttClient, tenant: { tenantId: TenantId; slug: string }) {
    this.platform = platform;
    this.mqtt = mqtt;
    this.tenant = tenant;
  }

  store(message: SiteMessage): Promise<void> {
    return new Promise((done, failed) => {
      this.waiting.push({ message, done, failed });
      if (!this.busy) void this.drain();
    });
  }

  private async drain(): Promise<void> {
    this.busy = true;
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, MESSAGES_PER_TRANSACTION_MAX);
      try {
        await this.storeTogether(batch.map(({ message }) => message));
        for (const { done } of batch) done();
      } catch (error) {
        // Not acknowledged: the broker or the site sends these again.
        for (const { failed } of batch) failed(error);
      }
    }
    this.busy = false;
  }

  private async storeTogether(messages: readonly SiteMessage[]): Promise<void> {
    const { db, live, clock, log, metrics } = this.platform;
    const { all: stored, duplicateReadingCount } = await db.write(this.tenant.tenantId, async (tx) => {
      const receivedAt = clock.now();
      const together = await storeMessages(tx, { messages, receivedAt });
      const { all } = together;
      const readings = all.flatMap((one) => one.readings);
      const batteryIds = await convenience(heardAgain(live, tx.tenantId, readings), { otherwise: [], log });
      await announce(this.platform, tx, { announcement: 'battery-heard', batteryIds });
      // Last: it locks the head of the tenant's chain until the commit.
      await auditClaims(this.platform, tx, { claims: all.flatMap((one) => one.claims), receivedAt });
      return together;
    });
    metrics.duplicateReadings(duplicateReadingCount);
    for (const [outcome, { length: count }] of Map.groupBy(stored, outcomeOf)) metrics.telemetry({ outcome, count });
    const refusals = stored.flatMap((one) => one.refusals);
    if (refusals.length > 0) log.warn({ tenant: this.tenant.slug, refusals }, 'telemetry went to the dead letters');
    const readings = stored.flatMap((one) => one.readings);
    await convenience(announceReadings(live, this.tenant.tenantId, readings), { otherwise: undefined, log });
    await this.sendReceipts(stored);
  }

  private async sendReceipts(stored: readonly Stored[]): Promise<void> {
    const bySite = new Map<string, { siteId: string; bootId: string; batchSequences: number[] }>();
    for (const { batch } of stored) {
      if (!batch) continue;
      const key = `${batch.siteId}/${batch.bootId}`;
      const receipt = bySite.get(key) ?? { siteId: batch.siteId, bootId: batch.bootId, batchSequences: [] };
      receipt.batchSequences.push(batch.batchSequence);
      bySite.set(key, receipt);
    }
    for (const { siteId, bootId, batchSequences } of bySite.values()) {
      const topic = storedTopic({ tenantSlug: this.tenant.slug, siteId });
      await this.mqtt.publish(topic, printStoredReceipt({ version: 1, bootId, batchSequences }));
    }
  }
}
