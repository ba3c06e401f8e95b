import type { TenantId } from '../../kernel/ids.ts';
import { convenience } from '../../platform/log.ts';
import type { BatchOutcome } from '../../platform/metrics.ts';
import type { MqttClient } from '../../platform/mqtt.ts';
import { announce, type Platform } from '../../platform/platform.ts';
import { printStoredReceipt, type WireReading } from '../../wire/telemetry.ts';
import { storedTopic } from '../../wire/topics.ts';
import { auditClaims } from './audit-claims.ts';
import { BatteryMemory } from './battery-memory.ts';
import { declaredMetrics } from './custom-metrics.ts';
import { type Judged, judgeMessage, type ReadMessage, readMessage, type SiteMessage } from './judge-message.ts';
import { announceReadings } from './announce-readings.ts';
import type { Reading } from './reading.ts';
import { insertDeadLetters, insertReadings, printRows } from './store-readings.ts';

/** Two transactions of a tenant begin at least this far apart: what arrives in between shares the next one. */
export const SPACING_MS = 100;
/** Messages that share one transaction at most. */
const MESSAGES_PER_TRANSACTION_MAX = 1_000;
/** A message of more readings than are left goes into the next one; one message has 500 at most. */
const READINGS_PER_TRANSACTION_MAX = 10_000;
/** A battery that was silent for longer is news when it speaks. */
const SILENCE_MS = 10 * 60_000;

interface Waiting {
  readonly message: SiteMessage;
  /** By which the receipt goes back; null where the answer is the receipt. */
  readonly mqtt: Pick<MqttClient, 'tell'> | null;
  readonly done: (judged: Judged) => void;
  readonly failed: (error: unknown) => void;
}

interface Prepared {
  readonly batch: readonly Waiting[];
  readonly judged: readonly Judged[];
  readonly readings: readonly Reading[];
  readonly rows: Buffer;
  readonly receivedAt: Date;
}

interface Parts {
  readonly platform: Platform;
  readonly tenant: { readonly tenantId: TenantId; readonly slug: string };
  readonly spacingMs: number;
}

/** Stores the messages of one tenant, one transaction after another; while one commits, the next is judged and printed. */
export class TenantLane {
  readonly #platform: Platform;
  readonly #tenant: Parts['tenant'];
  readonly #spacingMs: number;
  readonly #memory: BatteryMemory;
  #waiting: Waiting[] = [];
  #busy = false;
  #begunAtMs = -Infinity;
  /** Batteries that spoke after a silence, until a transaction that tells so has committed. */
  #heardAgain = new Set<string>();

  constructor({ platform, tenant, spacingMs }: Parts) {
    this.#platform = platform;
    this.#tenant = tenant;
    this.#spacingMs = spacingMs;
    this.#memory = new BatteryMemory(platform.db, tenant.tenantId);
  }

  /** Resolves with what became of the message when it is stored, or kept as a dead letter; rejects when it must come again. */
  store(message: SiteMessage, mqtt: Pick<MqttClient, 'tell'> | null): Promise<Judged> {
    return new Promise((done, failed) => {
      this.#waiting.push({ message, mqtt, done, failed });
      if (!this.#busy) void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    this.#busy = true;
    let storing: Promise<void> = Promise.resolve();
    while (this.#waiting.length > 0) {
      await this.#spaced();
      const { batch, messages } = this.#take();
      const prepared = await this.#prepare(batch, messages).catch((error: unknown) => failAll(batch, error));
      await storing;
      this.#begunAtMs = performance.now();
      if (prepared) storing = this.#storeAll(prepared);
      // The last one is waited for: what arrives meanwhile comes next.
      if (this.#waiting.length === 0) await storing;
    }
    this.#busy = false;
  }

  async #spaced(): Promise<void> {
    const pauseMs = this.#begunAtMs + this.#spacingMs - performance.now();
    if (pauseMs > 0 && this.#waiting.length < MESSAGES_PER_TRANSACTION_MAX) await new Promise((go) => setTimeout(go, pauseMs));
  }

  #take(): { batch: readonly Waiting[]; messages: readonly ReadMessage[] } {
    const messages: ReadMessage[] = [];
    let readingCount = 0;
    for (const { message } of this.#waiting) {
      if (messages.length === MESSAGES_PER_TRANSACTION_MAX || readingCount >= READINGS_PER_TRANSACTION_MAX) break;
      const read = readMessage(message);
      messages.push(read);
      readingCount += read.batch.ok ? read.batch.value.readings.length : 0;
    }
    return { batch: this.#waiting.splice(0, messages.length), messages };
  }

  async #prepare(batch: readonly Waiting[], messages: readonly ReadMessage[]): Promise<Prepared> {
    const { clock } = this.#platform;
    await this.#memory.lookUp(placesIn(messages));
    const receivedAt = clock.now();
    const customMetrics = declaredMetrics(this.#platform, this.#tenant.tenantId);
    const known = {
      get: (batteryId: string) => this.#memory.get(batteryId),
      note: (reading: WireReading) => this.#note(reading),
    };
    const judged = messages.map((message) => judgeMessage(message, { known, customMetrics, receivedAt }));
    const readings = judged.flatMap((one) => one.readings);
    return { batch, judged, readings, rows: printRows(readings), receivedAt };
  }

  #note(reading: WireReading): void {
    const newest = this.#memory.get(reading.batteryId)?.newest ?? null;
    if (newest === null || reading.measuredAtMs - newest.measuredAtMs > SILENCE_MS) this.#heardAgain.add(reading.batteryId);
    this.#memory.note(reading);
  }

  async #storeAll(prepared: Prepared): Promise<void> {
    const { batch, judged, readings } = prepared;
    const { live, log, metrics } = this.#platform;
    const { tenantId, slug } = this.#tenant;
    const heardAgain = this.#heardAgain;
    this.#heardAgain = new Set();
    try {
      const newCount = await this.#commit(prepared, [...heardAgain]);
      metrics.duplicateReadings(readings.length - newCount);
    } catch (error) {
      // Their news is owed still: the next transaction tells it, also when another process stores these messages.
      for (const batteryId of heardAgain) this.#heardAgain.add(batteryId);
      return failAll(batch, error);
    }
    for (const [outcome, { length: count }] of Map.groupBy(judged, outcomeOf)) metrics.telemetry({ outcome, count });
    const refusals = judged.flatMap(({ letters }) => letters.map(({ reason }) => reason));
    if (refusals.length > 0) log.warn({ tenant: slug, refusals }, 'telemetry went to the dead letters');
    await convenience(announceReadings(live, tenantId, readings), { otherwise: undefined, log });
    this.#sendReceipts(prepared);
    for (const [index, { done, failed }] of batch.entries()) {
      const one = judged[index];
      if (one) done(one);
      else failed(new Error('Bug: a message that was never judged'));
    }
  }

  /** Answers how many of the readings were not there yet. */
  #commit({ judged, readings, rows, receivedAt }: Prepared, heardAgain: readonly string[]): Promise<number> {
    return this.#platform.db.write(this.#tenant.tenantId, async (tx) => {
      const newCount = await insertReadings(tx, readings, rows);
      await insertDeadLetters(tx, { letters: judged.flatMap(({ letters }) => letters), receivedAt });
      await announce(this.#platform, tx, { announcement: 'battery-heard', batteryIds: heardAgain });
      // Last: it locks the head of the tenant's chain until the commit.
      await auditClaims(this.#platform, tx, { claims: judged.flatMap(({ claims }) => claims), receivedAt });
      return newCount;
    });
  }

  /** One receipt for each site and boot. One that is lost is made good by the site: it sends the batch again. */
  #sendReceipts({ batch, judged }: Prepared): void {
    const receipts = new Map<
      string,
      { siteId: string; bootId: string; batchSequences: number[]; mqtt: Pick<MqttClient, 'tell'> }
    >();
    for (const [index, { batch: stored }] of judged.entries()) {
      const mqtt = batch[index]?.mqtt;
      if (!stored || !mqtt) continue;
      const { siteId, bootId, batchSequence } = stored;
      const receipt = receipts.get(`${siteId}/${bootId}`);
      if (receipt) receipt.batchSequences.push(batchSequence);
      else receipts.set(`${siteId}/${bootId}`, { siteId, bootId, batchSequences: [batchSequence], mqtt });
    }
    for (const { siteId, bootId, batchSequences, mqtt } of receipts.values()) {
      const topic = storedTopic({ tenantSlug: this.#tenant.slug, siteId });
      mqtt.tell(topic, printStoredReceipt({ version: 1, bootId, batchSequences }));
    }
  }
}

function* placesIn(messages: readonly ReadMessage[]): Generator<{ batteryId: string; siteId: string }> {
  for (const { batch } of messages) {
    if (!batch.ok) continue;
    const { siteId } = batch.value;
    for (const { batteryId } of batch.value.readings) yield { batteryId, siteId };
  }
}

function outcomeOf({ batch, readings, letters }: Judged): BatchOutcome {
  if (letters.length === 0) return 'accepted';
  return batch === null || readings.length === 0 ? 'rejected' : 'partly_rejected';
}

/** Not acknowledged: the broker or the site sends these again. */
function failAll(batch: readonly Waiting[], error: unknown): void {
  for (const { failed } of batch) failed(error);
}
