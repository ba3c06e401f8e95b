/** Stops the operation when a fact that must hold does not: a bug, never bad input. */
export function assert(fact: unknown, expectation: string): asserts fact {
  if (!fact) throw new Error(`Bug: expected ${expectation}`);
}

/** Ends a `switch` over a union: adding a member without a branch fails to compile. */
export function unreachable(value: never): never {
  throw new Error(`Bug: unexpected value ${JSON.stringify(value)}`);
}

/** The value, where its absence would be a bug. */
export function present<T>(value: T | null | undefined, expectation: string): T {
  assert(value !== null && value !== undefined, expectation);
  return value;
}
