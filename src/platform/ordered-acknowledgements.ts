/** MQTT wants acknowledgements in the order of the messages, whichever is done first. */
export class OrderedAcknowledgements {
  readonly #expected: { done: boolean; readonly send: () => void }[] = [];

  #abandoned = false;

  /** The connection is gone: nothing more is sent. */
  abandon(): void {
    this.#abandoned = true;
  }

  /** Registers a message that has arrived; the returned function says that it is done. */
  expect(send: () => void): () => void {
    const entry = { done: false, send };
    this.#expected.push(entry);
    return () => {
      entry.done = true;
      if (this.#abandoned) return;
      while (this.#expected[0]?.done) this.#expected.shift()?.send();
    };
  }
}
