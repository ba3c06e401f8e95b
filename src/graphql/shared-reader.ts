import type { ExecutionResult } from 'graphql';
import { Fault } from '../platform/fault.ts';
import type { StreamPosition } from '../platform/shared-stream.ts';
import type { GroupReader, SharedGroup } from './shared-group.ts';
import { endingOf, type SharedMessage, type SharedSocket } from './shared-message.ts';

/** One subscription that is told by sharing. */
export interface Joining {
  readonly target: SharedSocket;
  /** Of the subscription, given by its client. */
  readonly id: string;
  /** Its first events, its own. */
  readonly begin: AsyncGenerator<unknown, void, undefined>;
  /** Executes an event for this reader alone. */
  readonly run: (event: unknown) => Promise<ExecutionResult>;
  /** Whether its credential still has the view that the group is for. */
  readonly hasView: () => boolean;
  /** Called once, when it is over. */
  readonly end: () => void;
}

interface Place {
  readonly group: SharedGroup;
  /** More than this unread: the reader is told nothing until it has read. */
  readonly behindBytes: number;
  /** Asks to be looked at until it is behind no longer. */
  readonly watch: (reader: SharedReader) => void;
  readonly leave: (reader: SharedReader) => void;
}

/**
 * A reader in a group. Its own events (the beginning, and what it missed while it was slow) are pulled from it one by one, as fast as
 * it reads; between them it is live, and the group's messages are written to its socket. What does not fit is not queued: when the
 * reader has read, it is told the newest and how much there was.
 */
export class SharedReader implements AsyncGenerator<ExecutionResult, undefined>, GroupReader {
  behindSinceMs: number | null = null;
  readonly target: SharedSocket;
  readonly #joining: Joining;
  readonly #place: Place;
  readonly #ending: Buffer;
  #beginning: AsyncGenerator<unknown, void, undefined> | null;
  #missed: unknown[] = [];
  /** Up to where it has been told everything, while it is not live. */
  #position: StreamPosition;
  #isLive = false;
  #isOver = false;
  #failure: Fault | null = null;
  #wake: (() => void) | null = null;

  constructor(joining: Joining, place: Place) {
    this.#joining = joining;
    this.#place = place;
    this.target = joining.target;
    this.#ending = endingOf(joining.id);
    this.#beginning = joining.begin;
    this.#position = place.group.follower.position;
    this.target.sharedCount += 1;
    place.group.readers.add(this);
  }

  receive(messages: readonly SharedMessage[], { before, after }: { before: StreamPosition; after: StreamPosition }): void {
    if (!this.#isLive || this.#position.sequence >= after.sequence) return;
    if (!this.#joining.hasView()) return this.#fail(viewChanged());
    const { socket } = this.target;
    const isAlone = this.#place.group.readers.size === 1;
    let index = 0;
    for (const message of messages) {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > this.#place.behindBytes)
        return this.#fallBehind({ at: before.at, sequence: after.sequence - messages.length + index });
      index += 1;
      if (isAlone) message.writeOnce(this.target, this.#ending);
      else message.write(this.target, this.#ending);
    }
  }

  /** Goes on when the socket has been read. */
  catchUp(): void {
    this.behindSinceMs = null;
    this.#wake?.();
  }

  async next(): Promise<IteratorResult<ExecutionResult, undefined>> {
    try {
      const event = await this.#ownEvent();
      if (event === null) return { done: true, value: undefined };
      return { done: false, value: await this.#joining.run(event.value) };
    } catch (error) {
      this.#finish();
      throw error;
    }
  }

  async return(): Promise<IteratorReturnResult<undefined>> {
    this.#finish();
    await this.#beginning?.return();
    return { done: true, value: undefined };
  }

  async throw(error: unknown): Promise<never> {
    await this.return();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  /** The next event for this reader alone; waits while it is live, and is null at the end. */
  async #ownEvent(): Promise<{ readonly value: unknown } | null> {
    for (;;) {
      if (this.#isOver) return null;
      if (this.#failure) throw this.#failure;
      if (!this.#joining.hasView()) throw viewChanged();
      const value = await this.#pull();
      if (value) return this.#isOver ? null : value;
      if (!this.#beginning && this.#missed.length === 0) await this.#live();
    }
  }

  async #pull(): Promise<{ readonly value: unknown } | null> {
    if (this.#beginning) {
      const step = await this.#beginning.next();
      if (!step.done) return { value: step.value };
      this.#beginning = null;
    }
    const { follower } = this.#place.group;
    if (this.#missed.length === 0 && this.#position.sequence < follower.position.sequence) {
      const { position } = follower;
      this.#missed = [...(await follower.since(this.#position))];
      this.#position = position;
    }
    return this.#missed.length > 0 ? { value: this.#missed.shift() } : null;
  }

  async #live(): Promise<void> {
    // Told something while it looked at what it had missed.
    if (this.#isOver || this.#failure || this.#position.sequence < this.#place.group.follower.position.sequence) return;
    this.#isLive = true;
    await new Promise<void>((wake) => (this.#wake = wake));
    this.#wake = null;
    this.#isLive = false;
  }

  #fallBehind(position: StreamPosition): void {
    this.#isLive = false;
    if (position.sequence > this.#position.sequence) this.#position = position;
    this.behindSinceMs = performance.now();
    this.#place.watch(this);
  }

  #fail(failure: Fault): void {
    this.#failure = failure;
    this.#isLive = false;
    this.#wake?.();
  }

  #finish(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.behindSinceMs = null;
    this.target.sharedCount -= 1;
    this.#place.leave(this);
    this.#joining.end();
    this.#wake?.();
  }
}

function viewChanged(): Fault {
  return new Fault('FORBIDDEN', { tell: 'What this credential may see has changed; subscribe again.' });
}
