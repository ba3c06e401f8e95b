import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { corkForTurn } from './cork-for-turn.ts';

/** Below this, copying a message for each socket costs less than a second write; above, its bytes are shared. */
const COPY_BYTES_MAX = 4 * 1_024;

/** A socket as shared messages are written to it: beside the WebSocket's own sender, which never holds anything back here. */
export interface SharedSocket {
  readonly socket: Pick<WebSocket, 'readyState' | 'OPEN' | 'bufferedAmount' | 'close' | 'terminate'>;
  readonly stream: Duplex;
  /** How many subscriptions of the socket are told by sharing. */
  sharedCount: number;
}

/** A `next` message of the graphql-transport-ws protocol for many subscriptions: only its end, the id, is one reader's own. */
export class SharedMessage {
  readonly #body: string;
  readonly #bodyBytes: number;
  #head: Buffer | null = null;
  #headEndingBytes = -1;

  constructor(payload: string) {
    this.#body = `{"type":"next","payload":${payload},"id":`;
    this.#bodyBytes = Buffer.byteLength(this.#body);
  }

  write(target: SharedSocket, ending: Buffer): void {
    const head = this.#headFor(ending.length);
    const length = head.length + ending.length;
    if (length > COPY_BYTES_MAX) return writeBoth(target, head, ending);
    const frame = Buffer.allocUnsafe(length);
    frame.set(head);
    frame.set(ending, head.length);
    writeOne(target, frame);
  }

  /** As `write`, where there is one reader and nothing to share. */
  writeOnce(target: SharedSocket, ending: Buffer): void {
    const frame = this.#framed(ending.length, ending.length);
    frame.set(ending, frame.length - ending.length);
    writeOne(target, frame);
  }

  /** Header and body: the same for all ids of a length, which nearly all ids have. */
  #headFor(endingBytes: number): Buffer {
    if (this.#head && this.#headEndingBytes === endingBytes) return this.#head;
    this.#headEndingBytes = endingBytes;
    this.#head = this.#framed(endingBytes, 0);
    return this.#head;
  }

  /** Header and body, and room behind them. */
  #framed(endingBytes: number, roomBytes: number): Buffer {
    const length = this.#bodyBytes + endingBytes;
    const headerBytes = length < 126 ? 2 : length < 65_536 ? 4 : 10;
    const frame = Buffer.allocUnsafe(headerBytes + this.#bodyBytes + roomBytes);
    writeHeader(frame, length);
    frame.write(this.#body, headerBytes);
    return frame;
  }
}

/** What a message ends with for one subscription. */
export function endingOf(id: string): Buffer {
  return Buffer.from(`${JSON.stringify(id)}}`);
}

/** The header of a whole text message from a server: final, unmasked, uncompressed. */
function writeHeader(frame: Buffer, length: number): void {
  frame[0] = 0x81;
  if (length < 126) frame[1] = length;
  else if (length < 65_536) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
}

function writeOne(target: SharedSocket, frame: Buffer): void {
  if (target.sharedCount > 1) corkForTurn(target.stream);
  target.stream.write(frame);
}

function writeBoth({ stream }: SharedSocket, head: Buffer, ending: Buffer): void {
  stream.cork();
  stream.write(head);
  stream.write(ending);
  stream.uncork();
}
