import { useRef } from 'react';

interface KeyKeeper {
  /** The key for this input: the same one until an answer has come, so that a repeat after a lost answer is not a second change. */
  readonly keyFor: (input: object) => string;
  /** An answer has come; the next change, even an equal one, is a new one. */
  readonly answered: () => void;
}

export function useIdempotencyKey(): KeyKeeper {
  const waiting = useRef<{ body: string; key: string } | null>(null);
  return {
    keyFor: (input) => {
      const body = JSON.stringify(input);
      if (waiting.current?.body !== body) waiting.current = { body, key: randomKey() };
      return waiting.current.key;
    },
    answered: () => {
      waiting.current = null;
    },
  };
}

/** Not `crypto.randomUUID`: browsers have it only on secure origins, and a plant network often has none. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
