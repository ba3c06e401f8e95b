import type { Duplex } from 'node:stream';

/** What waits for the end of a turn at most; beyond it a part leaves before. */
const CORKED_BYTES_MAX = 16 * 1_024;

/** What is written to a stream from now on within one turn of the loop, such as an answer and its end, leaves in one write. */
export function corkForTurn(stream: Duplex): void {
  if (stream.writableCorked > 0) {
    if (stream.writableLength <= CORKED_BYTES_MAX) return;
    stream.uncork();
  }
  stream.cork();
  setImmediate(() => stream.uncork());
}
