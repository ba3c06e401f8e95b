/** Turns pushed messages into an iterator with a queue of its own: a slow reader loses the oldest, and holds up nobody. */
export class PushSource implements AsyncIterableIterator<string> {
  readonly ready: Promise<void>;
  readonly #queueLengthMax: number;
  readonly #onEnd: () => void;
  readonly #messages: string[] = [];
  readonly #readers: ((result: IteratorResult<string, undefined>) => void)[] = [];
  #ended = false;

  constructor({ queueLengthMax, ready, onEnd }: { queueLengthMax: number; ready: Promise<void>; onEnd: () => void }) {
    this.#queueLengthMax = queueLengthMax;
    this.ready = ready;
    this.#onEnd = onEnd;
  }

  push(message: string): void {
    if (this.#ended) return;
    const reader = this.#readers.shift();
    if (reader) return reader({ value: message, done: false });
    this.#messages.push(message);
    if (this.#messages.length > this.#queueLengthMax) this.#messages.shift();
  }

  /** The messages that wait are given up. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#messages.length = 0;
    for (const reader of this.#readers.splice(0)) reader({ value: undefined, done: true });
    this.#onEnd();
  }

  next(): Promise<IteratorResult<string, undefined>> {
    const message = this.#messages.shift();
    if (message !== undefined) return Promise.resolve({ value: message, done: false });
    if (this.#ended) return Promise.resolve({ value: undefined, done: true });
    return new Promise((resolve) => this.#readers.push(resolve));
  }

  return(): Promise<IteratorResult<string, undefined>> {
    this.end();
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.end();
    return Promise.resolve();
  }
}
