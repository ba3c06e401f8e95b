/**
 * A generator that can be ended from outside while it waits. A plain async generator answers `return()` only at its next
 * `yield`, so a subscription that waits for an event would outlive its client.
 */
export function stream<T>(make: (signal: AbortSignal) => AsyncGenerator<T, void, undefined>): AsyncIterableIterator<T> {
  const ending = new AbortController();
  const generator = make(ending.signal);
  const end = async (): Promise<IteratorResult<T>> => {
    ending.abort();
    await generator.return();
    return { done: true, value: undefined };
  };
  const iterator: AsyncIterableIterator<T> = {
    next: () => generator.next(),
    return: end,
    throw: end,
    [Symbol.asyncIterator]: () => iterator,
  };
  return iterator;
}
