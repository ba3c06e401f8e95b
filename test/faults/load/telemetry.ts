import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import mqtt, { type MqttClient } from 'mqtt';
import type { BatteryId, SiteId } from '../../../src/kernel/ids.ts';
import { idOfKey } from '../../../src/modules/tenancy/index.ts';
import { parseStoredReceipt, printTelemetryBatch, type TelemetryBatch } from '../../../src/wire/telemetry.ts';
import { storedTopic, telemetryTopic } from '../../../src/wire/topics.ts';
import type { Installation, Tenant } from '../installation.ts';
import type { Tally } from '../tally.ts';

const READINGS_PER_BATCH = 20;
const SPACING_MS = 10;
/** A batch without a receipt for so long is sent again, as an agent does. */
const RESEND_MS = 1_000;
const RESEND_CHECK_MS = 200;
/** Batches of a site that wait for their receipts; a site spools what is more. */
const WINDOW = 20;
const SETTLE_MS_MAX = 60_000;
const RETRY_MS = 50;
const IMPATIENT_MS = 20_000;

/** A reading that was sent. */
export interface SentReading {
  readonly tenantId: string;
  readonly batteryId: string;
  readonly measuredAtMs: number;
  readonly activePowerKw: number;
  acknowledged: boolean;
}

interface Site {
  readonly tenant: Tenant;
  readonly siteId: SiteId;
  readonly batteryIds: readonly BatteryId[];
  readonly bootId: string;
  batchSequence: number;
  measuredAtMs: number;
}

interface Open {
  readonly site: Site;
  readonly text: string;
  readonly readings: readonly SentReading[];
  sentMs: number;
}

/** Sites that send telemetry, half of them over MQTT and half over HTTP, and keep each batch until it is acknowledged. */
export class TelemetryLoad {
  readonly sent: SentReading[] = [];
  repeatedCount = 0;
  longestMs = 0;
  lastReceiptMs = 0;
  lastAnswerMs = 0;
  readonly #installation: Installation;
  readonly #tally: Tally;
  readonly #open = new Map<string, Open>();
  readonly #sites: readonly Site[];
  #client: MqttClient | null = null;
  #isOver = false;
  #running: Promise<void>[] = [];

  constructor(installation: Installation, { tally }: { tally: Tally }) {
    this.#installation = installation;
    this.#tally = tally;
    this.#sites = installation.tenants.flatMap((tenant) => tenant.file.sites.map((site) => siteOf(tenant, site)));
  }

  get acknowledgedCount(): number {
    return this.sent.filter(({ acknowledged }) => acknowledged).length;
  }

  /** Readings that were sent and have no receipt yet. */
  get openCount(): number {
    return this.#open.size;
  }

  async start(): Promise<void> {
    const client = mqtt.connect(this.#installation.mqttUrl, { clientId: `faults-${randomUUID()}`, reconnectPeriod: 100 });
    this.#client = client;
    // A broker that is gone is a part of the play.
    client.on('error', () => undefined);
    client.on('message', (topic, payload) => this.#takeReceipt(topic, payload));
    const overMqtt = this.#sites.filter((_, index) => index % 2 === 0);
    // The broker forgets with its death what was subscribed.
    client.on('connect', () => {
      for (const site of overMqtt) client.subscribe(storedTopic(addressOf(site)), { qos: 1 }, () => undefined);
    });
    const overHttp = this.#sites.filter((_, index) => index % 2 === 1);
    this.#running = [
      ...overMqtt.map((site) => this.#publishOn(site)),
      ...overHttp.map((site) => this.#postOn(site)),
      this.#resendOverdue(),
    ];
  }

  /** Sends nothing new, and waits until everything that was sent is acknowledged. */
  async stop(): Promise<void> {
    this.#isOver = true;
    const giveUpAtMs = performance.now() + SETTLE_MS_MAX;
    while (this.#open.size > 0 && performance.now() < giveUpAtMs) await pause(RETRY_MS);
    this.#tally.expect('lost', this.#open.size === 0, `${this.#open.size} batches never got a receipt`);
    this.#open.clear();
    await Promise.all(this.#running);
    await this.#client?.endAsync(true);
  }

  async #publishOn(site: Site): Promise<void> {
    while (!this.#isOver) {
      if ([...this.#open.values()].filter((one) => one.site === site).length < WINDOW) {
        const { batch, readings } = this.#next(site);
        const open = { site, text: printTelemetryBatch(batch), readings, sentMs: 0 };
        this.#open.set(keyOf(storedTopic(addressOf(site)), batch), open);
        this.#publish(open);
      }
      await pause(READINGS_PER_BATCH * SPACING_MS);
    }
  }

  #publish(open: Open): void {
    open.sentMs = performance.now();
    // Kept in the library's memory otherwise, and sent by it a second time.
    if (this.#client?.connected) this.#client.publish(telemetryTopic(addressOf(open.site)), open.text, { qos: 0 });
  }

  async #resendOverdue(): Promise<void> {
    while (!this.#isOver || this.#open.size > 0) {
      for (const open of this.#open.values()) {
        if (performance.now() - open.sentMs < RESEND_MS) continue;
        this.repeatedCount += 1;
        this.#publish(open);
      }
      await pause(RESEND_CHECK_MS);
    }
  }

  #takeReceipt(topic: string, payload: Buffer): void {
    const receipt = parseStoredReceipt(payload);
    if (!receipt.ok) {
      this.#tally.offend('brokenPromises', `a receipt cannot be read: ${receipt.reason}`);
      return;
    }
    const { bootId, batchSequences } = receipt.value;
    for (const batchSequence of batchSequences) {
      const key = keyOf(topic, { bootId, batchSequence });
      for (const reading of this.#open.get(key)?.readings ?? []) reading.acknowledged = true;
      this.#open.delete(key);
    }
    this.lastReceiptMs = performance.now();
  }

  async #postOn(site: Site): Promise<void> {
    while (!this.#isOver) {
      const { batch, readings } = this.#next(site);
      const body = JSON.stringify(batch);
      const giveUpAtMs = performance.now() + SETTLE_MS_MAX;
      while (!(await this.#post(site, body))) {
        this.repeatedCount += 1;
        if (performance.now() > giveUpAtMs) {
          this.#tally.offend('brokenPromises', `a batch over HTTP was not answered for ${SETTLE_MS_MAX / 1_000} s`);
          return;
        }
        await pause(RETRY_MS);
      }
      for (const reading of readings) reading.acknowledged = true;
      await pause(READINGS_PER_BATCH * SPACING_MS);
    }
  }

  async #post(site: Site, body: string): Promise<boolean> {
    const beganMs = performance.now();
    try {
      const response = await fetch(new URL('/telemetry', this.#installation.url), {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${site.tenant.key}` },
        body,
        signal: AbortSignal.timeout(IMPATIENT_MS),
      });
      const answer = await response.json();
      if (response.status !== 200) {
        if (answer.error.code !== 'UNAVAILABLE')
          this.#tally.offend(
            'brokenPromises',
            `telemetry over HTTP was answered with ${JSON.stringify(answer)}; ${this.#installation.roles.api.saidOf(answer.error.requestId)}`,
          );
        return false;
      }
      const refused = answer.results.filter(({ verdict }: { verdict: string }) => verdict === 'REFUSED');
      this.#tally.expect('lost', refused.length === 0, `a reading was refused: ${JSON.stringify(refused[0])}`);
      this.lastAnswerMs = performance.now();
      return true;
    } catch {
      // Nobody listens, or the answer was cut off.
      return false;
    } finally {
      this.longestMs = Math.max(this.longestMs, performance.now() - beganMs);
    }
  }

  #next(site: Site): { batch: TelemetryBatch; readings: readonly SentReading[] } {
    const { tenantId } = site.tenant.file;
    site.batchSequence += 1;
    // A site that was silent does not make readings up for that time.
    site.measuredAtMs = Math.max(site.measuredAtMs, Date.now() - READINGS_PER_BATCH * SPACING_MS);
    const readings = Array.from({ length: READINGS_PER_BATCH }, (_, index): SentReading => {
      const batteryId = site.batteryIds[index % site.batteryIds.length] ?? '';
      const measuredAtMs = (site.measuredAtMs += SPACING_MS);
      return { tenantId, batteryId, measuredAtMs, activePowerKw: (measuredAtMs % 1_000) / 1_000, acknowledged: false };
    });
    this.sent.push(...readings);
    const rest = { socPercent: 50, exportedKwh: 1_000, importedKwh: 1_000, instructionSequence: null };
    return {
      batch: {
        version: 1,
        siteId: site.siteId,
        bootId: site.bootId,
        batchSequence: site.batchSequence,
        readings: readings.map(({ batteryId, measuredAtMs, activePowerKw }) => ({
          batteryId,
          measuredAtMs,
          activePowerKw,
          ...rest,
        })),
      },
      readings,
    };
  }
}

function siteOf(tenant: Tenant, { key, batteries }: Tenant['file']['sites'][number]): Site {
  const { tenantId } = tenant.file;
  return {
    tenant,
    siteId: idOfKey<SiteId>(tenantId, 'site', key),
    batteryIds: batteries.map((battery) => idOfKey<BatteryId>(tenantId, 'battery', key, battery.key)),
    bootId: randomUUID(),
    batchSequence: 0,
    measuredAtMs: 0,
  };
}

const addressOf = ({ tenant, siteId }: Site): { tenantSlug: string; siteId: string } => ({
  tenantSlug: tenant.file.slug,
  siteId,
});

const keyOf = (topic: string, { bootId, batchSequence }: { bootId: string; batchSequence: number }): string =>
  `${topic}/${bootId}/${batchSequence}`;
