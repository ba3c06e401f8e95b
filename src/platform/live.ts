import { PushSource } from './push-source.ts';

/** The newest value of a key, as JSON that nobody parses on the way. */
export interface LatestValue {
  readonly atMs: number;
  readonly json: string;
}

/** Latest values and announcements. Everything here may be lost and is repaired by what comes next; PostgreSQL holds the truth. */
export interface Live {
  /** Keeps a value only if it is newer than the one that is there. */
  setLatest(entries: readonly { readonly key: string; readonly value: LatestValue }[]): Promise<void>;
  getLatest(keys: readonly string[]): Promise<(LatestValue | null)[]>;
  publish(topic: string, message: string): void | Promise<void>;
  /** Messages from now on; when more than `queueLengthMax` wait, the oldest are dropped. Ends with the signal or `return()`. */
  subscribe(topic: string, options: SubscribeOptions): LiveSubscription;
  close(): Promise<void>;
}

export interface SubscribeOptions {
  readonly queueLengthMax: number;
  readonly signal?: AbortSignal;
}

export interface LiveSubscription extends AsyncIterableIterator<string> {
  /** Resolves when a message published anywhere reaches this subscription. */
  readonly ready: Promise<void>;
}

/** The live store of a single process. */
export function createInProcessLive(): Live {
  const latest = new Map<string, LatestValue>();
  const topics = new Topics();
  return {
    async setLatest(entries) {
      for (const { key, value } of entries) {
        const known = latest.get(key);
        if (!known || known.atMs < value.atMs) latest.set(key, value);
      }
    },
    async getLatest(keys) {
      return keys.map((key) => latest.get(key) ?? null);
    },
    publish: (topic, message) => topics.deliver(topic, message),
    subscribe: (topic, options) => topics.add(topic, { ...options, ready: Promise.resolve() }),
    async close() {
      topics.close();
    },
  };
}

/** The subscriptions of this process. */
export class Topics {
  readonly #sources = new Map<string, Set<PushSource>>();
  readonly #onFirst: (topic: string) => void;
  readonly #onLast: (topic: string) => void;

  constructor({
    onFirst = () => undefined,
    onLast = () => undefined,
  }: { onFirst?: (topic: string) => void; onLast?: (topic: string) => void } = {}) {
    this.#onFirst = onFirst;
    this.#onLast = onLast;
  }

  get names(): string[] {
    return [...this.#sources.keys()];
  }

  add(topic: string, { queueLengthMax, signal, ready }: SubscribeOptions & { readonly ready: Promise<void> }): LiveSubscription {
    const sources = this.#sources.get(topic) ?? new Set();
    if (sources.size === 0) {
      this.#sources.set(topic, sources);
      this.#onFirst(topic);
    }
    const stop = (): void => source.end();
    const source: PushSource = new PushSource({
      queueLengthMax,
      ready,
      onEnd: () => {
        signal?.removeEventListener('abort', stop);
        sources.delete(source);
        if (sources.size > 0) return;
        this.#sources.delete(topic);
        this.#onLast(topic);
      },
    });
    sources.add(source);
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
    return source;
  }

  deliver(topic: string, message: string): void {
    for (const source of this.#sources.get(topic) ?? []) source.push(message);
  }

  close(): void {
    for (const sources of this.#sources.values()) for (const source of sources) source.end();
  }
}
