import type { ExecutionResult } from 'graphql';
import type { Follower, SharedStream, StreamPosition } from '../platform/shared-stream.ts';
import { SharedMessage } from './shared-message.ts';

/** A reader of a group, as its events reach it. */
export interface GroupReader {
  receive(
    messages: readonly SharedMessage[],
    positions: { readonly before: StreamPosition; readonly after: StreamPosition },
  ): void;
}

interface Parts {
  readonly stream: SharedStream<unknown>;
  /** Executes an event once; never throws, and never rejects. */
  readonly execute: (event: unknown) => ExecutionResult | Promise<ExecutionResult>;
  /** The result as readers may see it. */
  readonly print: (result: ExecutionResult) => string;
}

/** All who asked the same and may see the same: an event is executed once and printed once, and its bytes go to all of them. */
export class SharedGroup {
  readonly readers = new Set<GroupReader>();
  readonly follower: Follower<unknown>;
  readonly #execute: Parts['execute'];
  readonly #print: Parts['print'];
  #delivered: StreamPosition;

  constructor({ stream, execute, print }: Parts) {
    this.#execute = execute;
    this.#print = print;
    this.follower = stream.follow((events, position) => this.#tell(events, position));
    this.#delivered = this.follower.position;
  }

  #tell(events: readonly unknown[], position: StreamPosition): void | Promise<void> {
    const results = events.map((event) => this.#execute(event));
    const ready = results.flatMap((result) => (result instanceof Promise ? [] : result));
    if (ready.length === results.length) return this.#deliver(ready, position);
    return Promise.all(results.map(async (result) => result)).then((settled) => this.#deliver(settled, position));
  }

  #deliver(results: readonly ExecutionResult[], after: StreamPosition): void {
    const messages = results.map((result) => new SharedMessage(this.#print(result)));
    const positions = { before: this.#delivered, after };
    this.#delivered = after;
    for (const reader of this.readers) reader.receive(messages, positions);
  }
}
