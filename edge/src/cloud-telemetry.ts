/** Sends spooled telemetry over MQTT and forgets what the platform has stored. The broker's own receipt proves nothing. */
import mqtt, { type MqttClient } from 'mqtt';
import { parseStoredReceipt } from '../../src/wire/telemetry.ts';
import { storedTopic, telemetryTopic } from '../../src/wire/topics.ts';
import { background, Backoff, pause, type SiteLog } from './ports.ts';
import type { SpooledBatch, TelemetrySpool } from './telemetry-spool.ts';

/** Sent and not yet stored by the platform, at most. */
const BATCHES_IN_FLIGHT_MAX = 20;
/** Without a receipt for so long a batch is sent again. */
const RESEND_AFTER_MS = 10_000;
const RESEND_CHECK_MS = 1_000;
const CONNECT_TIMEOUT_MS = 10_000;
const KEEPALIVE_SECONDS = 30;
const RECONNECT = { firstMs: 250, lastMs: 10_000 };
/** MQTT 3.1.1. */
const PROTOCOL_VERSION = 4;

interface UplinkOptions {
  readonly mqttUrl: string;
  readonly tenantSlug: string;
  readonly siteId: string;
  readonly token: string;
  readonly bootId: string;
  readonly spool: TelemetrySpool;
  readonly log: SiteLog;
}

export class TelemetryUplink {
  readonly #options: UplinkOptions;
  readonly #stopping = new AbortController();
  readonly #backoff = new Backoff(RECONNECT);
  /** When each batch was last sent, by the wall clock. */
  readonly #sentAtMs = new Map<SpooledBatch, number>();
  #client: MqttClient | null = null;
  #connected = false;
  #sending = false;
  #sendAgain = false;
  #done: Promise<unknown> = Promise.resolve();

  constructor(options: UplinkOptions) {
    this.#options = options;
  }

  get connected(): boolean {
    return this.#connected;
  }

  start(): void {
    this.#done = Promise.all([this.#stayConnected(), this.#resendForgotten()]);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    if (this.#client) this.#hangUp(this.#client);
    await this.#done;
  }

  /** Sends what waits, in order, as far as the window reaches. */
  send(): void {
    this.#sendAgain = true;
    if (!this.#sending) background(this.#sendWaiting(), this.#options.log);
  }

  async #sendWaiting(): Promise<void> {
    this.#sending = true;
    try {
      while (this.#sendAgain) {
        this.#sendAgain = false;
        for (const batch of this.#options.spool.unconfirmed()) {
          if (!this.#connected || this.#sentAtMs.size >= BATCHES_IN_FLIGHT_MAX) break;
          if (!this.#sentAtMs.has(batch)) await this.#sendOne(batch);
        }
      }
    } finally {
      this.#sending = false;
    }
  }

  async #sendOne(batch: SpooledBatch): Promise<void> {
    const { spool, log } = this.#options;
    this.#sentAtMs.set(batch, performance.now());
    const text = await spool.textOf(batch);
    if (text === null || !this.#connected) {
      this.#sentAtMs.delete(batch);
      return;
    }
    // Its failure is a missing receipt: the batch is sent again.
    this.#client?.publish(telemetryTopic(this.#options), text, { qos: 1 }, (error) => {
      if (error) log.debug({ err: error }, 'a batch was not sent');
    });
  }

  async #stayConnected(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const beganMs = performance.now();
      await this.#oneConnection();
      if (!signal.aborted) await pause(this.#backoff.next(performance.now() - beganMs), signal);
    }
  }

  /** Ends when the connection does. Each has a client of its own, so that nothing is sent twice from a library's queue. */
  #oneConnection(): Promise<void> {
    const { mqttUrl, tenantSlug, siteId, token, bootId, log } = this.#options;
    const client = mqtt.connect(mqttUrl, {
      protocolVersion: PROTOCOL_VERSION,
      clientId: `${siteId}-${bootId.slice(0, 8)}`,
      username: `${tenantSlug}/${siteId}`,
      password: token,
      clean: true,
      reconnectPeriod: 0,
      connectTimeout: CONNECT_TIMEOUT_MS,
      keepalive: KEEPALIVE_SECONDS,
    });
    this.#client = client;
    return new Promise((resolve) => {
      client.on('connect', () => this.#greet(client));
      client.on('message', (_topic, bytes) => this.#takeReceipt(bytes));
      client.on('error', (error) => {
        log.warn({ err: error }, 'the telemetry connection failed');
        this.#hangUp(client);
      });
      client.on('close', () => {
        this.#hangUp(client);
        resolve();
      });
    });
  }

  /** What was on its way is unknown now. All of it is sent again; the platform knows repeats. */
  #hangUp(client: MqttClient): void {
    this.#connected = false;
    this.#sentAtMs.clear();
    client.end(true);
  }

  #greet(client: MqttClient): void {
    const { log } = this.#options;
    client.subscribe(storedTopic(this.#options), { qos: 1 }, (error, grants) => {
      const refused = grants?.some(({ qos }) => qos > 2) ?? false;
      if (error || refused) {
        log.error({ err: error }, 'the broker refuses the receipts of stored telemetry');
        this.#hangUp(client);
        return;
      }
      this.#connected = true;
      log.info({}, 'telemetry is connected');
      this.send();
    });
  }

  #takeReceipt(bytes: Buffer): void {
    const { spool, log } = this.#options;
    const receipt = parseStoredReceipt(bytes);
    if (!receipt.ok) {
      log.error({ reason: receipt.reason }, 'a receipt cannot be read');
      return;
    }
    const { bootId, batchSequences } = receipt.value;
    for (const batch of this.#sentAtMs.keys()) {
      if (batch.bootId === bootId && batchSequences.includes(batch.batchSequence)) this.#sentAtMs.delete(batch);
    }
    background(
      spool.confirm(receipt.value).then(() => this.send()),
      log,
    );
  }

  async #resendForgotten(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await pause(RESEND_CHECK_MS, signal);
      const forgottenBefore = performance.now() - RESEND_AFTER_MS;
      for (const [batch, sentAtMs] of this.#sentAtMs) if (sentAtMs < forgottenBefore) this.#sentAtMs.delete(batch);
      this.send();
    }
  }
}
