import { Redis } from 'ioredis';
import { Fault } from './fault.ts';
import { Topics, type LatestValue, type Live } from './live.ts';
import { background, type Log } from './log.ts';

const RECONNECT_MS_MAX = 1_000;
const COMMAND_TIMEOUT_MS = 250;
/** Values that nobody renews go away. */
const LATEST_KEPT_SECONDS = 7 * 86_400;

/** A value is its instant and its JSON in one text; compared and replaced in one step. */
const SET_IF_NEWER = `
for i = 1, #KEYS do
  local known = redis.call('get', KEYS[i])
  local known_at = known and tonumber(string.match(known, '^[^ ]+'))
  if not known_at or known_at < tonumber(ARGV[i * 2]) then
    redis.call('set', KEYS[i], ARGV[i * 2] .. ' ' .. ARGV[i * 2 + 1], 'EX', ARGV[1])
  end
end`;

interface RedisPlace {
  readonly url: string;
  /** Two installations may share one Redis: each keeps to its own keys and topics. */
  readonly installationId: string;
  readonly log: Log;
}

/** The live store of many processes. A Redis that is down fails calls at once instead of holding them; subscriptions resume by themselves. */
export async function createRedisLive({ url, installationId, log }: RedisPlace): Promise<Live> {
  const prefix = `holdfast:${installationId}:`;
  // The defaults hang for more than 15 s when Redis is down.
  const options = {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    retryStrategy: (attempt: number) => Math.min(RECONNECT_MS_MAX, 20 * 2 ** attempt),
    lazyConnect: true,
  };
  const commands = new Redis(url, { ...options, commandTimeout: COMMAND_TIMEOUT_MS });
  const listener = new Redis(url, { ...options, autoResubscribe: false });
  for (const client of [commands, listener])
    client.on('error', (error: Error) => log.warn({ err: error }, 'Redis does not answer'));
  const confirmed = new Map<string, Promise<void>>();
  const listenTo = (topic: string): Promise<void> => listener.subscribe(prefix + topic).then(() => undefined);
  const topics = new Topics({
    onFirst: (topic) => {
      const asked = listenTo(topic);
      confirmed.set(topic, asked);
      // A failure is repaired when the connection comes back: every topic is then asked for again.
      background(asked, log);
    },
    onLast: (topic) => {
      confirmed.delete(topic);
      if (listener.status === 'ready') background(listener.unsubscribe(prefix + topic), log);
    },
  });
  listener.on('message', (channel: string, message: string) => topics.deliver(channel.slice(prefix.length), message));
  try {
    await Promise.all([commands.connect(), listener.connect()]);
  } catch (error) {
    commands.disconnect();
    listener.disconnect();
    throw redisFault(error);
  }
  listener.on('ready', () => {
    for (const topic of topics.names) background(listenTo(topic), log);
  });
  return {
    async setLatest(entries) {
      if (entries.length === 0) return;
      const keys = entries.map(({ key }) => prefix + key);
      const values = entries.flatMap(({ value }) => [String(value.atMs), value.json]);
      await commands.eval(SET_IF_NEWER, keys.length, ...keys, LATEST_KEPT_SECONDS, ...values).catch(rethrowAsFault);
    },
    async getLatest(keys) {
      if (keys.length === 0) return [];
      const texts = await commands.mget(keys.map((key) => prefix + key)).catch(rethrowAsFault);
      return texts.map(parseLatest);
    },
    async publish(topic, message) {
      await commands.publish(prefix + topic, message).catch(rethrowAsFault);
    },
    subscribe: (topic, subscribing) => {
      const subscription = topics.add(topic, { ...subscribing, ready: Promise.resolve().then(() => confirmed.get(topic)) });
      background(subscription.ready, log);
      return subscription;
    },
    async close() {
      topics.close();
      commands.disconnect();
      listener.disconnect();
    },
  };
}

function parseLatest(text: string | null): LatestValue | null {
  if (text === null) return null;
  const space = text.indexOf(' ');
  return { atMs: Number(text.slice(0, space)), json: text.slice(space + 1) };
}

function rethrowAsFault(error: unknown): never {
  throw redisFault(error);
}

function redisFault(error: unknown): Fault {
  return new Fault('UNAVAILABLE', { tell: 'The live store does not answer at present; try again later.', cause: error });
}
