import mqtt, { type IPublishPacket, type MqttClient as Connection } from 'mqtt';
import { Fault } from './fault.ts';
import { background, type Log } from './log.ts';
import { OrderedAcknowledgements } from './ordered-acknowledgements.ts';

/** A client of a broker that reconnects by itself and acknowledges a message only when its handler is done. */
export interface MqttClient {
  /** QoS 1. Many handlers run at once; one that rejects is called again until it resolves, and the message stays unacknowledged. */
  consume(topicFilter: string, options: { sharedGroup?: string }, handler: MessageHandler): Promise<void>;
  /** QoS 1; resolves when the broker has taken the message over. */
  publish(topic: string, payload: string | Buffer): Promise<void>;
  /** QoS 0: for what may be lost. */
  tell(topic: string, payload: string | Buffer): void;
  close(): Promise<void>;
}

type MessageHandler = (topic: string, payload: Buffer) => Promise<void>;

const CONNECT_TIMEOUT_MS = 5_000;
const RECONNECT_MS = 500;
/** Messages whose handlers run at once; the broker's connection is not read further until one ends. */
const IN_FLIGHT_MAX = 2_000;
/** At the end, running handlers get this long to finish and be acknowledged. */
const DRAIN_MS_MAX = 1_000;
const HANDLER_RETRY_MS = 200;
const REFUSED_QOS = 128;
/** Made once: the trace of a new error for each message cost more than its parsing. */
const ACKNOWLEDGED_LATER = new Error('acknowledged later');

interface Address {
  readonly url: string;
  /** Stable between starts: the broker keeps what was not acknowledged under this name. */
  readonly clientId: string;
  readonly username?: string;
  readonly password?: string;
  readonly log: Log;
}

/** Connects once; a broker that is not there or refuses is a fault, one that goes away later is waited for. */
export async function connectMqtt({ url, clientId, username, password, log }: Address): Promise<MqttClient> {
  const consumers = new Consumers();
  const connection = mqtt.connect(url, {
    clientId,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    clean: false,
    protocolVersion: 4,
    connectTimeout: CONNECT_TIMEOUT_MS,
    reconnectPeriod: RECONNECT_MS,
    manualConnect: true,
  });
  const handling = acknowledgeWhenHandled(connection, consumers, log);
  // Sent again after a reconnection otherwise, long after its caller has given up, and for ever where the broker refuses the topic.
  connection.on('close', () => {
    for (const messageId of Object.keys(connection.outgoing)) connection.removeOutgoingMessage(Number(messageId));
  });
  await connectOnce(connection, url);
  connection.on('error', (error) => log.warn({ err: error }, 'the broker answered with an error'));
  connection.on('offline', () => log.warn({ url }, 'the broker does not answer'));
  return {
    async consume(topicFilter, { sharedGroup }, handler) {
      consumers.add(topicFilter, handler);
      const filter = sharedGroup === undefined ? topicFilter : `$share/${sharedGroup}/${topicFilter}`;
      const granted = await connection.subscribeAsync(filter, { qos: 1 }).catch((error: unknown) => {
        throw refused(`read ${topicFilter}`, error);
      });
      if (granted.some(({ qos }) => qos === REFUSED_QOS)) throw refused(`read ${topicFilter}`, null);
    },
    async publish(topic, payload) {
      // Kept in memory by the library otherwise, without a limit.
      if (!connection.connected)
        throw new Fault('UNAVAILABLE', { tell: 'The message broker does not answer at present; try again later.' });
      await connection.publishAsync(topic, payload, { qos: 1 }).catch((error: unknown) => {
        throw refused(`publish to ${topic}`, error);
      });
    },
    tell(topic, payload) {
      if (connection.connected) connection.publish(topic, payload, { qos: 0 });
    },
    async close() {
      consumers.closed = true;
      await handling.drained();
      await connection.endAsync();
    },
  };
}

async function connectOnce(connection: Connection, url: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const fail = (error?: unknown): void => reject(refused(`connect to ${new URL(url).host}`, error));
  connection.once('connect', () => resolve());
  connection.once('error', fail);
  connection.once('close', fail);
  connection.connect();
  try {
    await promise;
  } catch (error) {
    connection.on('error', () => undefined);
    await connection.endAsync(true);
    throw error;
  } finally {
    connection.off('error', fail);
    connection.off('close', fail);
  }
}

/**
 * The library handles one message at a time and acknowledges it when its callback is called. Called with an error the callback
 * goes on without the acknowledgement, which is sent here when the handler is done: so many messages share one transaction.
 */
function acknowledgeWhenHandled(connection: Connection, consumers: Consumers, log: Log): { drained(): Promise<void> } {
  let acknowledgements = new OrderedAcknowledgements();
  let inFlightCount = 0;
  let goOn: (() => void) | null = null;
  let tellDrained: (() => void) | null = null;
  // Message numbers mean nothing on another connection, where the broker repeats what was not acknowledged.
  connection.on('close', () => {
    acknowledgements.abandon();
    acknowledgements = new OrderedAcknowledgements();
  });
  connection.handleMessage = (packet, next) => {
    const proceed = (): void => next(ACKNOWLEDGED_LATER);
    if (packet.qos === 1) {
      const acknowledge = acknowledgements.expect(() => sendAcknowledgement(connection, packet));
      background(handleUntilDone(packet, consumers, log).then(acknowledge).finally(ended), log);
    } else background(consumers.handle(packet).finally(ended), log);
    inFlightCount += 1;
    if (inFlightCount < IN_FLIGHT_MAX) proceed();
    else goOn = proceed;
  };
  const ended = (): void => {
    inFlightCount -= 1;
    const waiting = goOn;
    goOn = null;
    waiting?.();
    if (inFlightCount === 0) tellDrained?.();
  };
  return {
    async drained() {
      if (inFlightCount === 0) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      tellDrained = resolve;
      const limit = setTimeout(resolve, DRAIN_MS_MAX);
      await promise;
      clearTimeout(limit);
    },
  };
}

function sendAcknowledgement(connection: Connection, { messageId }: IPublishPacket): void {
  // Private in the library's types, and what its own handler calls; the broker contract holds it in place.
  // oxlint-disable-next-line typescript/no-unsafe-call
  if (messageId !== undefined) connection['_sendPacket']({ cmd: 'puback', messageId });
}

async function handleUntilDone(packet: IPublishPacket, consumers: Consumers, log: Log): Promise<void> {
  for (;;) {
    try {
      return await consumers.handle(packet);
    } catch (error) {
      if (consumers.closed) throw error;
      log.warn({ err: error, topic: packet.topic }, 'a message could not be handled and is tried again');
      await new Promise((resolve) => setTimeout(resolve, HANDLER_RETRY_MS));
    }
  }
}

/** Messages of a kept session arrive before anybody consumes them, and wait. */
class Consumers {
  readonly #consumers: { readonly filter: readonly string[]; readonly handler: MessageHandler }[] = [];
  #waiting: (() => void)[] = [];
  /** Nothing is tried again. */
  closed = false;

  add(topicFilter: string, handler: MessageHandler): void {
    this.#consumers.push({ filter: topicFilter.split('/'), handler });
    for (const retry of this.#waiting.splice(0)) retry();
  }

  async handle({ topic, payload }: IPublishPacket): Promise<void> {
    const levels = topic.split('/');
    for (;;) {
      const consumer = this.#consumers.find(({ filter }) => matches(filter, levels));
      if (consumer) return consumer.handler(topic, Buffer.from(payload));
      await new Promise<void>((retry) => this.#waiting.push(retry));
    }
  }
}

/** Whether a topic is one that a filter with the wildcards + (one level) and # (all that follow) means. */
export function isTopicOf(topicFilter: string, topic: string): boolean {
  return matches(topicFilter.split('/'), topic.split('/'));
}

function matches(filter: readonly string[], levels: readonly string[]): boolean {
  const rest = filter.indexOf('#');
  const fixed = rest === -1 ? filter : filter.slice(0, rest);
  if (rest === -1 ? levels.length !== filter.length : levels.length < rest) return false;
  return fixed.every((level, index) => level === '+' || level === levels[index]);
}

function refused(what: string, cause: unknown): Fault {
  const reason = cause instanceof Error && cause.message ? ` (${cause.message})` : '';
  return new Fault('UNAVAILABLE', { tell: `The message broker did not let us ${what}${reason}.`, cause });
}
