import { isUuid } from '../../../kernel/ids.ts';
import type { MqttClient } from '../../../platform/mqtt.ts';
import type { Platform, TenantEntry } from '../../../platform/platform.ts';
import { parseSparkplugPayload, printRebirthCommand } from '../../../wire/sparkplug.ts';
import {
  parseSparkplugTopic,
  printSparkplugTopic,
  sparkplugCommandTopic,
  type SparkplugTopic,
  telemetryTopic,
} from '../../../wire/topics.ts';
import type { TenantLane } from '../tenant-lane.ts';
import { keepBirth, readBatteryNamed } from './births.ts';
import { type MetricRules, metricRulesOf } from './metric-points.ts';
import { type NodeOutcome, NodeSession } from './node-session.ts';
import { printBatches } from './print-batches.ts';

/** A node that is asked to announce itself anew gets this long before it is asked again. */
const REBIRTH_SPACING_MS = 10_000;
/** A battery may have another name after this. */
const NAMES_TRUSTED_MS = 30_000;
/** A gateway sends once, whether it is heard or not: what cannot be stored is tried again for five minutes. */
const STORE_ATTEMPTS_MAX = 300;
const STORE_RETRY_MS = 1_000;

interface Node {
  readonly session: NodeSession;
  askedAtMs: number;
}

interface Parts {
  readonly platform: Platform;
  readonly laneOf: (tenant: TenantEntry) => TenantLane;
}

interface Message {
  readonly topic: SparkplugTopic;
  readonly tenant: TenantEntry;
  readonly payload: Buffer;
  readonly receivedAt: Date;
}

/** A message as it was understood: what is stored of it, however often that takes. */
interface Understood extends Message, NodeOutcome {
  readonly sequence: number | null;
}

/**
 * Takes what Sparkplug gateways publish. What a node said before is needed to understand what it says next, so all messages of a
 * node come to one process, in order; what they mean is decided as they come, and storing it follows.
 */
export class SparkplugIntake {
  readonly #platform: Platform;
  readonly #laneOf: Parts['laneOf'];
  readonly #nodes = new Map<string, Node>();
  readonly #rules = new Map<TenantEntry, MetricRules>();
  readonly #names = new Map<string, { readonly batteryId: string; readonly readAtMs: number }>();

  constructor({ platform, laneOf }: Parts) {
    this.#platform = platform;
    this.#laneOf = laneOf;
  }

  /** Resolves when what the message says is stored, or kept as a dead letter. */
  async take(topicText: string, payload: Buffer, mqtt: Pick<MqttClient, 'tell'>): Promise<void> {
    const topic = parseSparkplugTopic(topicText);
    const tenant = topic && this.#platform.tenants.bySlug(topic.tenantSlug);
    if (!tenant) {
      // No tenant, so no tenant's dead letters: the broker lets nobody publish here, and the operator must know.
      this.#platform.log.error({ topic: topicText, byteCount: payload.length }, 'Sparkplug of a tenant or site that cannot be');
      return;
    }
    const node = this.#nodeOf(topic);
    const message = { topic, tenant, payload, receivedAt: this.#platform.clock.now() };
    const understood = this.#understand(node, message);
    if (understood.wantsRebirth) this.#askRebirth(node, message, mqtt);
    try {
      await this.#untilStored(() => this.#keep(understood));
    } catch (error) {
      node.session.lose('what this node sent could not be stored');
      throw error;
    }
  }

  #nodeOf({ tenantSlug, siteId }: SparkplugTopic): Node {
    const key = `${tenantSlug}/${siteId}`;
    const node = this.#nodes.get(key) ?? { session: new NodeSession(), askedAtMs: -Infinity };
    this.#nodes.set(key, node);
    return node;
  }

  #understand({ session }: Node, message: Message): Understood {
    const { topic, tenant, payload, receivedAt } = message;
    const parsed = parseSparkplugPayload(payload);
    // Its place in the sequence is lost with it: the next message shows the gap.
    if (!parsed.ok) return { ...message, readings: [], refusals: [parsed.reason], wantsRebirth: false, sequence: null };
    const by = { rules: this.#rulesOf(tenant), receivedAtMs: receivedAt.getTime() };
    const outcome = session.take({ topic, bytes: payload, payload: parsed.value }, by);
    return { ...message, ...outcome, sequence: parsed.value.sequence };
  }

  #rulesOf(tenant: TenantEntry): MetricRules {
    const rules = this.#rules.get(tenant) ?? metricRulesOf(tenant.telemetry);
    this.#rules.set(tenant, rules);
    return rules;
  }

  /** It may be lost: a node that goes on without a birth is asked again. */
  #askRebirth(node: Node, { topic, receivedAt }: Message, mqtt: Pick<MqttClient, 'tell'>): void {
    const atMs = receivedAt.getTime();
    if (atMs - node.askedAtMs < REBIRTH_SPACING_MS) return;
    node.askedAtMs = atMs;
    mqtt.tell(sparkplugCommandTopic(topic), Buffer.from(printRebirthCommand(atMs)));
  }

  /** Storing it twice stores it once, as far as readings go; a dead letter may come twice. */
  async #keep({ topic, tenant, payload, receivedAt, readings, refusals, sequence }: Understood): Promise<void> {
    const lane = this.#laneOf(tenant);
    const { siteId, device } = topic;
    const reasons = [...refusals];
    const storing: Promise<unknown>[] = [];
    if (topic.type === 'DBIRTH')
      await this.#platform.db.write(tenant.tenantId, (tx) =>
        keepBirth(tx, { siteId, device: topic.device, payload, receivedAt }),
      );
    const batteryId = device === null || readings.length === 0 ? null : await this.#batteryOf(tenant, { siteId, device });
    if (batteryId === null && readings.length > 0) reasons.push(`there is no battery called ${device} at this site`);
    if (batteryId !== null) {
      const batches = printBatches(readings, { siteId, batteryId, sequence });
      storing.push(...batches.map((batch) => lane.store({ topic: telemetryTopic(topic), payload: batch }, null)));
    }
    if (reasons.length > 0)
      storing.push(lane.store({ topic: printSparkplugTopic(topic), payload, refusal: reasons.join('; ') }, null));
    await Promise.all(storing);
  }

  async #batteryOf({ tenantId }: TenantEntry, place: { siteId: string; device: string }): Promise<string | null> {
    const { siteId, device } = place;
    if (isUuid(device)) return device;
    const key = `${tenantId}/${siteId}/${device}`;
    const known = this.#names.get(key);
    const nowMs = performance.now();
    if (known && nowMs - known.readAtMs < NAMES_TRUSTED_MS) return known.batteryId;
    const batteryId = await this.#platform.db.read(tenantId, (tx) => readBatteryNamed(tx, place));
    if (batteryId === null) this.#names.delete(key);
    else this.#names.set(key, { batteryId, readAtMs: nowMs });
    return batteryId;
  }

  async #untilStored(store: () => Promise<void>): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await store();
      } catch (error) {
        if (attempt === STORE_ATTEMPTS_MAX) throw error;
        this.#platform.log.warn({ err: error, attempt }, 'a Sparkplug message could not be stored and is tried again');
        // It keeps no process from ending: what is not stored by then is asked for anew by the next one.
        await new Promise((resolve) => setTimeout(resolve, STORE_RETRY_MS).unref());
      }
    }
  }
}
