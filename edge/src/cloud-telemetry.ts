/** Sends spooled telemetry over MQTT and forgets what the platform has stored. The broker's own receipt proves nothing. */
import mqtt, { type MqttClient } from 'mqtt';
import { agentName } from '../../src/wire/agent-name.ts';
import { parseStoredReceipt } from '../../src/wire/telemetry.ts';
import { storedTopic, telemetryTopic } from '../../src/wire/topics.ts';
import { tlsOf } from './certificate-request.ts';
import type { Identity } from './identity.ts';
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
  readonly identity: Identity;
  readonly bootId: string;
  readonly spool: TelemetrySpool;
  readonly log: SiteLog;
}

/** One connection to the broker. */
interface Link {
  readonly client: MqttClient;
  connected: boolean;
  /** Resolves when receipts can come, or when it is over. */
  readonly opened: Promise<void>;
  readonly closed: Promise<void>;
}

export class TelemetryUplink {
  readonly #options: UplinkOptions;
  readonly #stopping = new AbortController();
  readonly #backoff = new Backoff(RECONNECT);
  /** When each batch was last sent, by the wall clock. */
  readonly #sentAtMs = new Map<SpooledBatch, number>();
  #link: Link | null = null;
  #linkCount = 0;
  #sending = false;
  #sendAgain = false;
  #done: Promise<unknown> = Promise.resolve();

  constructor(options: UplinkOptions) {
    this.#options = options;
  }

  get connected(): boolean {
    return this.#link?.connected ?? false;
  }

  start(): void {
    this.#done = Promise.all([this.#stayConnected(), this.#resendForgotten()]);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    if (this.#link) this.#hangUp(this.#link);
    await this.#done;
  }

  /** Opens a connection with the new certificate and only then ends the old one. */
  async handOver(): Promise<void> {
    const old = this.#link;
    if (!old?.connected) return;
    const next = this.#open();
    await next.opened;
    if (!next.connected || this.#link !== old || this.#stopping.signal.aborted) {
      this.#options.log.warn({}, 'no telemetry connection with the new certificate yet; the old one goes on');
      this.#hangUp(next);
      return;
    }
    this.#link = next;
    // What is on its way on the old one may finish there: receipts come by either.
    old.connected = false;
    await old.client.endAsync();
    this.send();
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
          if (!this.connected || this.#sentAtMs.size >= BATCHES_IN_FLIGHT_MAX) break;
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
    if (text === null || !this.connected) {
      this.#sentAtMs.delete(batch);
      return;
    }
    // Its failure is a missing receipt: the batch is sent again.
    this.#link?.client.publish(telemetryTopic(this.#options), text, { qos: 1 }, (error) => {
      if (error) log.debug({ err: error }, 'a batch was not sent');
    });
  }

  async #stayConnected(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await this.#options.identity.ready(signal);
      if (signal.aborted) return;
      const beganMs = performance.now();
      let link = (this.#link = this.#open());
      await link.closed;
      // Another connection has taken over meanwhile: that one counts.
      while (this.#link !== link) {
        link = this.#link;
        await link.closed;
      }
      if (!signal.aborted) await pause(this.#backoff.next(performance.now() - beganMs), signal);
    }
  }

  /** Each connection has a client of its own, so that nothing is sent twice from a library's queue. */
  #open(): Link {
    const { mqttUrl, bootId, siteId, identity, log } = this.#options;
    this.#linkCount += 1;
    const client = mqtt.connect(mqttUrl, {
      protocolVersion: PROTOCOL_VERSION,
      // Two of one name would push each other out.
      clientId: `${siteId}-${bootId.slice(0, 8)}-${this.#linkCount}`,
      username: agentName(this.#options),
      ...(identity.credentials && mqttUrl.startsWith('mqtts:') && tlsOf(identity.credentials)),
      clean: true,
      reconnectPeriod: 0,
      connectTimeout: CONNECT_TIMEOUT_MS,
      keepalive: KEEPALIVE_SECONDS,
    });
    const opened = Promise.withResolvers<void>();
    const closed = Promise.withResolvers<void>();
    const link: Link = { client, connected: false, opened: opened.promise, closed: closed.promise };
    client.on('connect', () => this.#greet(link, opened.resolve));
    client.on('message', (_topic, bytes) => this.#takeReceipt(bytes));
    client.on('error', (error) => {
      log.warn({ err: error }, 'the telemetry connection failed');
      this.#hangUp(link);
    });
    client.on('close', () => {
      this.#hangUp(link);
      opened.resolve();
      closed.resolve();
    });
    return link;
  }

  /** What was on its way is unknown now. All of it is sent again; the platform knows repeats. */
  #hangUp(link: Link): void {
    link.connected = false;
    if (link === this.#link) this.#sentAtMs.clear();
    link.client.end(true);
  }

  #greet(link: Link, opened: () => void): void {
    const { log } = this.#options;
    link.client.subscribe(storedTopic(this.#options), { qos: 1 }, (error, grants) => {
      const refused = grants?.some(({ qos }) => qos > 2) ?? false;
      if (error || refused) {
        log.error({ err: error }, 'the broker refuses the receipts of stored telemetry');
        this.#hangUp(link);
        return;
      }
      link.connected = true;
      opened();
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
