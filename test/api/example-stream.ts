import { type Follower, SharedStream, type StreamPosition, type Tell } from '../../src/platform/shared-stream.ts';

interface Tick {
  readonly ticks: { readonly value: number; readonly text: string; readonly missedCount: number };
}

/** A shared stream whose events a test makes. */
export class ExampleStream {
  /** How many followers there are: one for each group of readers. */
  followerCount = 0;
  /** How often the field of an event was executed. */
  executedCount = 0;
  readonly #tellers = new Set<{ tell: Tell<Tick>; follower: { position: StreamPosition; newest: Tick | null } }>();

  source({ after }: { after?: number | null }): SharedStream<Tick> {
    return new SharedStream<Tick>({
      startArguments: ['after'],
      async *begin() {
        yield eventOf({ value: after ?? 0, text: 'begin' });
      },
      follow: (tell) => this.#follow(tell),
    });
  }

  /** Tells everybody a value with a text of so many characters. */
  tell(value: number, textLength = 1): void {
    for (const { tell, follower } of this.#tellers) {
      follower.newest = eventOf({ value, text: 'x'.repeat(textLength) });
      follower.position = { sequence: follower.position.sequence + 1, at: new Date() };
      void tell([follower.newest], follower.position);
    }
  }

  #follow(tell: Tell<Tick>): Follower<Tick> {
    const follower: Follower<Tick> & { position: StreamPosition; newest: Tick | null } = {
      position: { sequence: 0, at: new Date() },
      newest: null,
      since: async ({ sequence }: StreamPosition): Promise<Tick[]> => {
        const missedCount = follower.position.sequence - sequence - 1;
        return follower.newest ? [eventOf({ ...follower.newest.ticks, missedCount })] : [];
      },
      stop: () => {
        this.followerCount -= 1;
        this.#tellers.delete(teller);
      },
    };
    const teller = { tell, follower };
    this.#tellers.add(teller);
    this.followerCount += 1;
    return follower;
  }
}

function eventOf({ value, text, missedCount = 0 }: { value: number; text: string; missedCount?: number }): Tick {
  return { ticks: { value, text, missedCount } };
}
