/** How far a stream has come: so many events were told, and everything that was known at an instant is among them. */
export interface StreamPosition {
  readonly sequence: number;
  readonly at: Date;
}

/** Tells what is new, in order, with the position after it; what it returns is waited for before more is told. */
export type Tell<Event> = (events: readonly Event[], position: StreamPosition) => void | Promise<void>;

/** Events that go to everybody alike, from when it was made until it is stopped. */
export interface Follower<Event> {
  readonly position: StreamPosition;
  /** What a reader who stood at a position has to be told now: the newest of everything, and that there was more. */
  since(position: StreamPosition): Promise<readonly Event[]>;
  stop(): void;
}

interface Parts<Event> {
  /** Arguments of the field that only say where one reader begins. */
  readonly startArguments: readonly string[];
  /** What one reader is told at first, asked for after the following has begun. */
  readonly begin: () => AsyncGenerator<Event, void, undefined>;
  readonly follow: (tell: Tell<Event>) => Follower<Event>;
}

/**
 * A stream with a beginning for each reader and events that are the same for all who may see the same. Whoever serves many
 * readers follows it once for all of them.
 */
export class SharedStream<Event> implements AsyncIterable<Event> {
  readonly startArguments: readonly string[];
  readonly begin: () => AsyncGenerator<Event, void, undefined>;
  readonly follow: (tell: Tell<Event>) => Follower<Event>;

  constructor({ startArguments, begin, follow }: Parts<Event>) {
    this.startArguments = startArguments;
    this.begin = begin;
    this.follow = follow;
  }

  /** GraphQL asks of the source of a subscription that it can be iterated; nobody does. */
  [Symbol.asyncIterator](): AsyncIterator<Event> {
    throw new Error('Bug: a shared stream is followed, not iterated');
  }
}
